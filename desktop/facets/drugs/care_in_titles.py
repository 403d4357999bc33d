"""What the titles say is done with the patients of a record in which nothing else tells it ("Exercise for fatigue")."""

from collections.abc import Collection, Iterator

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.names import match_intervention, plain_kind
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.said import Sentence
from desktop.facets.drugs.terms import DRUG_KINDS, DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import TITLES, Reading, plain

_TELL_NOTHING = frozenset((NOT_CLASSIFIED, "placebo", "standard_of_care", "questionnaire"))
_SUPPORTIVE = "supportive"
_UNSURE = ("type", "none")
_DRUG_KINDS = tuple(kind for kind in DRUG_KINDS if kind != "COMBINATION PRODUCT")


def care_in_titles(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return the care that a title names, where the classes ``known`` of a record tell nothing of what is done.

    A registered drug of an unknown class is what is given: then a title that names radiotherapy tells who enters.
    """
    kinds = {plain_kind(each.kind) for each in reading.trial.interventions}
    if not _TELL_NOTHING.issuperset(known) or kinds & set(_DRUG_KINDS):
        return _beside(reading, terms, known)
    wording = terms.vocabulary.wording
    for pattern in (wording.title_care, wording.title_care_told):
        for section in TITLES:
            if found := list(_named(reading, terms, section, pattern)):
                return found
    return []


def _beside(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return the supportive drugs with which a title begins, where nothing is registered and no cancer is treated."""
    trial = reading.trial
    if trial.interventions or trial.kind == "publication" or any(terms.treats_cancer(each) for each in known):
        return []
    named = _named(reading, terms, "title", terms.vocabulary.wording.title_care)
    supportive = (each for each in named if terms.groups.get(each.class_id) == _SUPPORTIVE and each.drug)
    return [each for each in supportive if each.class_id not in known and terms.drugs[each.drug or ""].specific]


def _named(reading: Reading, terms: DrugTerms, section: str, pattern: str) -> Iterator[Given]:
    """Yield the care that the stretches of a title name which an expression finds."""
    title = reading.sections.get(section, "")
    if for_small_letters(terms.vocabulary.wording.not_care).match(reading.lowered(section)):
        return
    seen: set[str] = set()
    for slot in for_small_letters(pattern).finditer(reading.lowered(section)):
        for match in match_intervention(title[slot.start("slot") : slot.end("slot")], "", terms.vocabulary):
            start, end = slot.start("slot") + match.start, slot.start("slot") + match.end
            if match.class_id not in seen and _is_care(match, terms) and _is_given(title, start, end, terms):
                seen.add(match.class_id)
                evidence = reading.evidence(section, start, end)
                yield Given(match.drug, match.class_id, evidence, match.rule, "stated", named=match.words)


def _is_care(match: DrugMatch, terms: DrugTerms) -> bool:
    group = terms.groups.get(match.class_id)
    return group in terms.vocabulary.wording.care_groups and match.method not in _UNSURE


def _is_given(title: str, start: int, end: int, terms: DrugTerms) -> bool:
    """Tell whether a title gives what it names ("radiation", not "radiation dermatitis")."""
    return Sentence(plain(title), terms.vocabulary.giving).said_of([(start, end)])[0].given
