"""What the titles say is done with the patients of a record in which nothing else tells it ("Exercise for fatigue")."""

from collections.abc import Collection, Iterator

from desktop.facets.drugs.care import HABITS
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.names import match_intervention, plain_kind
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.said import Said, Sentence
from desktop.facets.drugs.terms import DRUG_KINDS, DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import TITLES, Reading, plain

_TELL_NOTHING = frozenset((NOT_CLASSIFIED, "placebo", "standard_of_care", "questionnaire"))
_SUPPORTIVE = "supportive"
_CARE = "behavioural_and_devices"
_LOCAL = "radiation_surgery_procedures"
_DEVICE = "device"
_HEADS_TITLES = ("exercise", "diet", "other_supportive", "bone_modifying_agent")
"""What is tried where the head of a title names it, whatever else it names."""
_DRUG_KINDS = tuple(kind for kind in DRUG_KINDS if kind != "COMBINATION PRODUCT")


def tells_nothing(known: Collection[str]) -> bool:
    """Tell whether the classes ``known`` of a record leave open what is done with its patients."""
    return _TELL_NOTHING.issuperset(known)


def care_in_titles(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return the care that a title names, where the classes ``known`` of a record tell nothing of what is done.

    A registered drug of an unknown class is what is given: then a title that names radiotherapy tells who enters.
    """
    kinds = {plain_kind(each.kind) for each in reading.trial.interventions}
    if not tells_nothing(known) or kinds & set(_DRUG_KINDS):
        return _beside(reading, terms, known) or _programme(reading, terms, known)
    return care_named(reading, terms) or _left_out(reading, terms)


def _programme(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return the care of which a registered supportive drug is only a part ("smoking cessation intervention")."""
    groups = {terms.groups.get(each) for each in known} - {"comparator", "diagnostics"}
    if reading.trial.kind == "publication" or groups != {_SUPPORTIVE}:
        return []
    return [each for each in care_named(reading, terms) if terms.groups.get(each.class_id) == _CARE]


def care_named(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return the care that a title names, whatever else a record gives."""
    wording = terms.vocabulary.wording
    published = reading.trial.kind == "publication"
    behind = wording.title_care_named if published else wording.title_care_behind
    patterns = [wording.title_care, wording.title_care_told, behind]
    for pattern in patterns:
        for section in TITLES:
            if found := list(_named(reading, terms, section, pattern)):
                return found
    return []


def _left_out(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return the local treatment of which a title says that the trial leaves it out: whether it is needed is tested."""
    if reading.trial.interventions:
        return []
    pattern = terms.vocabulary.wording.title_left_out
    found = [each for section in TITLES for each in _named(reading, terms, section, pattern, withheld=True)]
    return [each for each in found if terms.groups.get(each.class_id) == _LOCAL][:1]


def _beside(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return the supportive drugs with which a title begins, where nothing is registered.

    Where drugs against cancer are ``known``, too, the title gives both together; then local treatment counts as well.
    """
    trial = reading.trial
    treats = any(terms.treats_cancer(each) for each in known)
    if trial.interventions or trial.kind == "publication" or (treats and trial.arms):
        return []
    wording = terms.vocabulary.wording
    named = [each for each in _named(reading, terms, "title", wording.title_together) if each.class_id not in known]
    return [
        each
        for each in named
        if _is_specific(each, terms) or (treats and _is_local(each, terms)) or _heads_titles(each)
    ]


def _heads_titles(given: Given) -> bool:
    return given.class_id in _HEADS_TITLES and (given.class_id in HABITS or given.rule.startswith("class_word"))


def _is_specific(given: Given, terms: DrugTerms) -> bool:
    supportive = terms.groups.get(given.class_id) == _SUPPORTIVE
    if not supportive or given.drug is None or given.drug in terms.vocabulary.wording.umbrellas:
        return False
    return terms.drugs[given.drug].specific


def _is_local(given: Given, terms: DrugTerms) -> bool:
    """Tell whether radiotherapy, surgery, a procedure is named, or a device by its name ("tumor treating fields")."""
    named = given.class_id == _DEVICE and given.drug is not None and terms.drugs[given.drug].specific
    return named or terms.groups.get(given.class_id) == _LOCAL


def _named(
    reading: Reading, terms: DrugTerms, section: str, pattern: str, *, withheld: bool = False
) -> Iterator[Given]:
    """Yield the care that the stretches of a title name which an expression finds, ``withheld`` or not."""
    title, low = reading.sections.get(section, ""), reading.lowered(section)
    not_care = for_small_letters(terms.vocabulary.wording.not_care)
    if not_care.match(low):
        return
    seen: set[tuple[str, bool]] = set()
    for slot in for_small_letters(pattern).finditer(low):
        if not_care.match(low, slot.start("slot")):
            continue
        for match in match_intervention(title[slot.start("slot") : slot.end("slot")], "", terms.vocabulary):
            start, end = slot.start("slot") + match.start, slot.start("slot") + match.end
            key = match.class_id, match.drug is None
            if key not in seen and _is_care(match, terms) and (withheld or is_given_in(title, start, end, terms)):
                seen.add(key)
                evidence = reading.evidence(section, start, end)
                yield given_by(match, evidence)


def _is_care(match: DrugMatch, terms: DrugTerms) -> bool:
    group = terms.groups.get(match.class_id)
    return group in terms.vocabulary.wording.care_groups and match.is_told


def is_given_in(title: str, start: int, end: int, terms: DrugTerms) -> bool:
    """Tell whether a title gives what it names ("radiation", not "radiation dermatitis")."""
    return said_in(title, start, end, terms).given


def said_in(title: str, start: int, end: int, terms: DrugTerms) -> Said:
    """Return what a title says of the words at a place."""
    return Sentence(plain(title), terms.vocabulary.giving).said_of([(start, end)])[0]
