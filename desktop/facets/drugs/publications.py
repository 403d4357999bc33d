"""What a published trial gave its patients: read from the title and the sentences about design and methods."""

import re
from collections.abc import Iterator

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import Mention, is_given, mentions_in, regimens_in
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.reading import Reading, Span
from desktop.trials.finding import Basis

_METHODS = re.compile(r"method|design|intervention|objective|purpose|aim|patients|participants|treatment|procedure")
_GROUPS = TREATMENT_GROUPS | {"comparator"}
_CLASSES = ("placebo", "radiotherapy", "radiopharmaceutical", "imaging_agent")
_UNSPECIFIED = {
    "chemotherapy_unspecified": ("chemotherapy",),
    "endocrine_unspecified": ("endocrine",),
    "her2_unspecified": ("her2_targeted", "antibody_drug_conjugate"),
}


def given_in_publication(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what the title and the methods of a publication say patients were given."""
    found: dict[str, Given] = {}
    for span in _telling_spans(reading, terms):
        for mention in (*mentions_in(span.text, terms), *regimens_in(span.text, terms)):
            if mention.drug.name in found or not _counts(mention, terms):
                continue
            if is_given(span.text, mention.start, mention.end, terms.vocabulary.wording):
                evidence = reading.evidence(span.section, span.start + mention.start, span.start + mention.end)
                basis: Basis = "derived" if mention.derived else "stated"
                drug = mention.drug
                found[drug.name] = Given(
                    drug.name, drug.class_id, evidence, mention.rule, basis, specific=drug.specific
                )
    return _without_unspecified(list(found.values()), terms)


def _telling_spans(reading: Reading, terms: DrugTerms) -> Iterator[Span]:
    wording = terms.vocabulary.wording
    for section in reading.sections:
        labelled = section.startswith("abstract_") and "outcome" not in section
        if section == "title" or (labelled and _METHODS.search(section)):
            yield from reading.sentences(section)
        elif section == "abstract":
            for sentence in reading.sentences(section):
                told = re.search(wording.given_now, sentence.text, re.IGNORECASE)
                if told and not re.search(wording.not_a_method, sentence.text, re.IGNORECASE):
                    yield sentence


def _counts(mention: Mention, terms: DrugTerms) -> bool:
    drug = mention.drug
    return (terms.groups[drug.class_id] in _GROUPS or drug.class_id in _CLASSES) and drug.class_id != "standard_of_care"


def _without_unspecified(given: list[Given], terms: DrugTerms) -> list[Given]:
    groups = {terms.groups[each.class_id] for each in given if each.class_id not in _UNSPECIFIED}
    return [each for each in given if not groups.intersection(_UNSPECIFIED.get(each.class_id, ()))]
