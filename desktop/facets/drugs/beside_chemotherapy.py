"""The chemotherapy to which a publication adds a drug of it ("carboplatin added to standard chemotherapy")."""

from collections.abc import Iterable, Iterator

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Span

_CHEMOTHERAPY = "chemotherapy"
_UNSPECIFIED = "chemotherapy_unspecified"


def beside_chemotherapy(named: NamedDrugs, spans: Iterable[Span], given: Iterable[Given]) -> Iterator[Given]:
    """Yield the chemotherapy beside which the drugs of chemotherapy that are ``given`` stand, if the title names these.

    A drug that only the text names may be what the word stands for ("Chemotherapy was docetaxel or vinorelbine").
    """
    groups = named.terms.groups
    drugs = {each.drug for each in given if each.specific and groups.get(each.class_id) == _CHEMOTHERAPY}
    title = named.between("title", 0, len(named.reading.sections.get("title", "")))
    if not drugs or not drugs <= {mention.drug.name for mention in title}:
        return
    beside = for_small_letters(named.terms.vocabulary.wording.beside_chemotherapy)
    for span in spans:
        found = beside.search(span.lowered)
        if found and named.is_given(span, found.start("what")):
            start, end = (span.start + place for place in found.span("what"))
            evidence = named.reading.evidence(span.section, start, end)
            yield Given(None, _UNSPECIFIED, evidence, "text:beside_chemotherapy", "stated", specific=False)
            return
