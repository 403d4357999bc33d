"""Whether what a trial gives treats complaints, not cancer: that tells its aim where no word does."""

from collections.abc import Collection, Iterable

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Care, DrugVocabulary
from desktop.facets.drugs.terms import drug_terms
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import TITLES, Reading
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

_BONE_AGENT = "bone_modifying_agent"
_ASKS = "questionnaire"
_RADIOTHERAPY = "radiotherapy"
_COMPARED = frozenset(("placebo", "standard_of_care", _ASKS))
_REGISTERED = ("interventions", "title", "official_title")
HABITS = ("exercise", "diet", "integrative_medicine")
"""The classes of what people do for themselves."""
_OPERATED = frozenset(("surgery", "other_procedure", "device", "standard_of_care", "laboratory_test"))
_TYPES_OF_DEEDS = ("kind:BEHAVIO", "kind:PROCEDURE")
SUPPORT = "psychological_or_educational"
"""The class of talks and teaching, and of behaviour of which no more is told."""


def care_given(found: Iterable[Finding], care: Care, title: str = "") -> Finding | None:
    """Return the finding of a class that treats complaints, None if the trial gives anything that treats cancer.

    A ``title`` in small letters that begins with such a class names what is tried before whom it is given to:
    "pegfilgrastim in patients receiving docetaxel".
    """
    classes = _tried(found)
    places = ((_place_in(title, each), each) for each in classes if each.value not in (*care.beside, NOT_CLASSIFIED))
    place, first = min((each for each in places if each[0] >= 0), key=lambda each: each[0], default=(0, None))
    if first is not None and first.value in care.always and not title[:place].rstrip().endswith(care.joined):
        return first
    if not are_for_care({each.value for each in classes}, care):
        return None
    return next(each for each in classes if each.value in care.treats)


def _place_in(title: str, each: Finding) -> int:
    """Return where a title names what tells of a class, -1 if it does not."""
    evidence = each.evidence
    return evidence.start if evidence.section == "title" else title.find(evidence.quote.casefold())


def habits_given(found: Iterable[Finding], care: Care) -> Finding | None:
    """Return the finding of what people do or are taught; None if a trial gives anything against cancer."""
    classes = _tried(found)
    habits = [each for each in classes if each.value in (*HABITS, SUPPORT)]
    cares = (*care.treats, *care.beside, *HABITS, SUPPORT)
    return habits[0] if habits and all(each.value in cares for each in classes) else None


def _tried(found: Iterable[Finding]) -> list[Finding]:
    """Return the classes that a trial tries: what every arm has stands beside them."""
    return [each for each in found if each.facet == "drug_classes" and each.role != "backbone"]


def bone_agent_given(found: Iterable[Finding]) -> Finding | None:
    """Return the finding of the drugs that strengthen bones, None if a trial gives none."""
    return next((each for each in found if (each.facet, each.value) == ("drug_classes", _BONE_AGENT)), None)


def only_operates(found: Iterable[Finding]) -> bool:
    """Tell whether a trial tries an operation, and nothing but what it is done with."""
    classes = {each.value for each in found if each.facet == "drug_classes"}
    return "surgery" in classes and classes <= _OPERATED


def only_irradiates(found: Iterable[Finding]) -> bool:
    """Tell whether a trial tries radiotherapy, and nothing but what stands beside it."""
    classes = {each.value for each in found if each.facet == "drug_classes"}
    return _RADIOTHERAPY in classes and classes <= {_RADIOTHERAPY, _ASKS, *_OPERATED}


def treats_cancer(found: Iterable[Finding], vocabulary: DrugVocabulary) -> bool:
    """Tell whether a drug against cancer is among what a trial gives."""
    terms = drug_terms(vocabulary)
    return any(each.facet == "drug_classes" and terms.treats_cancer(each.value) for each in found)


def are_for_care(classes: Collection[str], care: Care) -> bool:
    """Tell whether one of some classes treats complaints, and all others may stand beside it."""
    return any(each in care.treats for each in classes) and all(
        each in (*care.treats, *care.beside) for each in classes
    )


def without_treatment_meanwhile(given: list[Given], trial: Trial, care: Care) -> list[Given]:
    """Return what is given without the fields of treatment that patients have anyway ("exercise during chemotherapy").

    They are told in running text, where a trial gives nothing but care; one that is registered by name stays, wherever
    it was read.
    """
    classes = {each.class_id for each in given} - UNSPECIFIED.keys()
    if not classes - _COMPARED or not all(each in care.meanwhile for each in classes):
        return given
    names = {intervention.name.casefold() for intervention in trial.interventions}
    return [
        each
        for each in given
        if each.class_id not in UNSPECIFIED
        or each.evidence.section in _REGISTERED
        or each.evidence.quote.casefold() in names
    ]


def without_fields_of_people(given: list[Given], reading: Reading, vocabulary: DrugVocabulary) -> list[Given]:
    """Return what is given without the fields of treatment that people have by the title of a record without a list.

    "MRI in evaluating chemotherapy", "dissection in women treated with chemotherapy"; beside drugs against cancer a
    field is a part of the treatment.
    """
    classes = {each.class_id for each in given} - UNSPECIFIED.keys()
    if reading.trial.interventions or not classes or any(map(drug_terms(vocabulary).treats_cancer, classes)):
        return given
    told = for_small_letters(vocabulary.wording.had_by_people)
    return [
        each
        for each in given
        if each.class_id not in UNSPECIFIED
        or each.evidence.section not in TITLES
        or not told.search(reading.lowered(each.evidence.section)[: each.evidence.start])
    ]


def only_asks(given: Iterable[Given]) -> bool:
    """Tell whether an intervention asks people and no more: its description then speaks of the treatment they have."""
    classes = {each.class_id for each in given}
    return _ASKS in classes and classes <= {_ASKS, "laboratory_test"}


def without_names_of_trials(given: list[Given], reading: Reading) -> list[Given]:
    """Return what is given without capitals that head a title before a colon: the trial's name ("GEM: a trial of")."""
    return [
        each
        for each in given
        if each.evidence.start
        or each.evidence.section not in TITLES
        or not (each.evidence.quote.isalpha() and each.evidence.quote.isupper())
        or not reading.sections[each.evidence.section][each.evidence.end :].startswith(":")
    ]


def without_exposures(given: list[Given], trial: Trial, care: Care) -> list[Given]:
    """Return what is given without the habits of people that a study only observes ("diet and breast cancer survival").

    A study that lists no intervention gives none; in one that lists what is looked at, a type of intervention alone
    tells nothing, and the care that its title names is what it asks about.
    """
    if "observational" not in trial.study_type.lower():
        return given
    if trial.interventions:
        asks = any(each.class_id == _ASKS and each.evidence.section == "interventions" for each in given)
        return [
            each
            for each in given
            if not each.rule.startswith(_TYPES_OF_DEEDS)
            and not (asks and each.evidence.section in TITLES and each.class_id in (*care.treats, SUPPORT))
        ]
    return [
        each
        for each in given
        if each.class_id not in HABITS and not (each.class_id == SUPPORT and each.evidence.section in TITLES)
    ]
