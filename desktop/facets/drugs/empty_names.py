"""What an intervention is whose name says nothing ("program", "screening"): its description or a title tells it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from desktop.facets.drugs.at_last import named_in_titles
from desktop.facets.drugs.care import HABITS, SUPPORT
from desktop.facets.drugs.care_in_titles import care_in_titles, care_named
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.match import OMISSION, DrugMatch
from desktop.facets.drugs.names import match_intervention, plain_kind
from desktop.facets.drugs.registered import Registered, registered_in
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import DRUG_KINDS, DrugTerms
from desktop.facets.reading import Reading

_SCREENED_BY = ("imaging", "questionnaire", "laboratory_test")
_LONGEST_NAME = 180  # characters
_BY_TYPE = "kind:"
_SUPPORT_BY_TYPE = "kind:BEHAV"
_BEHAVIOUR = (*HABITS, SUPPORT, "device", "questionnaire")
_ANYTHING = (*_BEHAVIOUR, *_SCREENED_BY, "standard_of_care")
_MAY_BE = {
    "BEHAVIORAL": _BEHAVIOUR,
    "BEHAVIOURAL": _BEHAVIOUR,
    "OTHER": _ANYTHING,
    "PROCEDURE": (*_ANYTHING, "surgery", "anaesthetic_or_analgesic", "imaging_agent"),
    "RADIATION": ("imaging_agent", "imaging"),
    "DIAGNOSTIC TEST": _SCREENED_BY,
}
"""What the description may tell of an intervention of a registered type whose name tells nothing."""
_IMAGING = "imaging"
_TRACER = "imaging_agent"
_SEEN_BY = (_IMAGING, _TRACER)
_BEHAVIOURAL = ("BEHAVIORAL", "BEHAVIOURAL")
_TESTED_BY = (_IMAGING, "laboratory_test")
"""What a device, or a test that also asks people, may be for, as its description says."""
_TOLD_IN_FULL = ("RADIATION", "DIAGNOSTIC TEST")
_OPERATED_WITH = ("class_word:surgery", "drug:Drain")
_BESIDE_CARE = (SUPPORT, "device", "questionnaire", "standard_of_care", NOT_CLASSIFIED)


def with_names_told(given: list[Given], reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what is given, where what only an empty name or a registered type tells is what the record says it is."""
    found: list[Given] = []
    for each in given:
        registered = _of(each, reading)
        told = _told(each, registered, reading, terms) if registered else []
        found += [replace(one, arms=each.arms, basis="derived") for one in told] or [each]
    return _with_care_of_titles(found, reading, terms)


def _told(given: Given, registered: Registered, reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what description or title tell of an intervention, nothing where its name tells it already."""
    intervention, _ = registered
    wording = terms.vocabulary.wording
    if given.class_id == SUPPORT and re.search(wording.screening_name, intervention.name, re.IGNORECASE):
        return list(islice(_described(registered, reading, terms, _SCREENED_BY), 1))
    if given.class_id == SUPPORT and re.search(wording.empty_name, intervention.name, re.IGNORECASE):
        return list(_described(registered, reading, terms, HABITS)) or _titled(reading, terms)
    kind = plain_kind(intervention.kind)
    if kind == "DEVICE" and given.rule in _OPERATED_WITH:
        return [replace(given, class_id="device", rule=f"{_BY_TYPE}{kind}")]
    if also := _also_told(given, kind, registered, reading, terms):
        return [given, *also]
    if given.rule.startswith(_BY_TYPE) or given.class_id == NOT_CLASSIFIED:
        return _by_description(kind, registered, reading, terms)
    return []


def _by_description(kind: str, registered: Registered, reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what the description tells of an intervention of which nothing but its registered type is known."""
    if kind in DRUG_KINDS[1:]:
        return _contrast(registered, reading, terms)
    told = list(_described(registered, reading, terms, _MAY_BE.get(kind, ())))
    return told if kind in _TOLD_IN_FULL else [each for each in told if each.class_id in HABITS] or told[:1]


def _contrast(registered: Registered, reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return the named imaging agent that an unknown name stands for as its description says, and the scan with it."""
    told = list(_described(registered, reading, terms, _SEEN_BY))
    agent = next((each for each in told if each.drug and each.class_id == _TRACER), None)
    if agent and all(each.class_id != _IMAGING for each in told):
        told += _described(registered, reading, terms, (_IMAGING,), agent.evidence.end - registered[1].description[0])
    return told if agent else []


def _also_told(given: Given, kind: str, registered: Registered, reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what a device, a test that asks people, or "usual care + support" is besides, as the record says."""
    if kind in _BEHAVIOURAL and given.class_id == "standard_of_care" and "+" in registered[0].name:
        return list(_described(registered, reading, terms, (*HABITS, SUPPORT)))
    tests = kind == "DIAGNOSTIC TEST" and given.class_id == "questionnaire"
    if not tests and not (kind == "DEVICE" and given.rule.startswith(_BY_TYPE)):
        return []
    told = list(_described(registered, reading, terms, _TESTED_BY))
    if len(reading.trial.interventions) == 1 and all(each.class_id != _IMAGING for each in told):
        told += [each for each in named_in_titles(reading, terms) if each.class_id == _IMAGING]
    return told


def _of(given: Given, reading: Reading) -> Registered | None:
    """Return the intervention in whose registered name something was found."""
    if given.evidence.section != "interventions":
        return None
    registered = registered_in(reading)
    place = bisect_right(registered, given.evidence.start, key=lambda each: each[1].line[0]) - 1
    first, last = registered[place][1].name
    return registered[place] if first <= given.evidence.start and given.evidence.end <= last else None


def _described(
    registered: Registered, reading: Reading, terms: DrugTerms, classes: Collection[str], begin: int = 0
) -> Iterator[Given]:
    """Yield those of some classes that the first sentence of a description names from some place on.

    What is joined to a habit may be another one: "physical activity and dietary habits".
    """
    intervention, places = registered
    first = intervention.description.split(". ", maxsplit=1)[0][:_LONGEST_NAME] if classes else ""
    start = places.description[0] + begin
    matches = match_intervention(first[begin:], "", terms.vocabulary)
    for match in [*matches, *_joined_to(matches, first[begin:], terms)]:
        if match.class_id in classes and match.is_told and match.rule != OMISSION:
            evidence = reading.evidence("intervention_details", start + match.start, start + match.end)
            yield given_by(match, evidence, "derived")


def _joined_to(matches: list[DrugMatch], text: str, terms: DrugTerms) -> Iterator[DrugMatch]:
    """Yield the habits that words join to the only one of which matches tell in a text."""
    if len(matches) != 1 or matches[0].class_id not in HABITS:
        return
    if joined := re.match(terms.vocabulary.wording.joining, text[matches[0].end :], re.IGNORECASE):
        begin = matches[0].end + joined.end()
        for each in match_intervention(text[begin:], "", terms.vocabulary):
            if each.class_id in HABITS:
                yield replace(each, start=each.start + begin, end=each.end + begin)


def _titled(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return the care that a title names, of a trial that registers nothing else."""
    if len(reading.trial.interventions) > 1:
        return []
    return [each for each in care_in_titles(reading, terms, ()) if each.class_id in HABITS]


def _with_care_of_titles(given: list[Given], reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what is given with the care that a title names, where nothing but support of no stated aim is registered.

    Support that only a registered type told is then that care.
    """
    kinds = {plain_kind(each.kind) for each in reading.trial.interventions}
    if kinds & set(DRUG_KINDS[1:]) or not all(each.class_id in _BESIDE_CARE for each in given):
        return given
    support = [each for each in given if each.class_id in (SUPPORT, NOT_CLASSIFIED)]
    if not support or any(_has_aim(each, reading, terms) for each in support):
        return given
    care = [each for each in care_named(reading, terms) if each.class_id in HABITS]
    return [each for each in given if not each.rule.startswith(_SUPPORT_BY_TYPE)] + care if care else given


def _has_aim(given: Given, reading: Reading, terms: DrugTerms) -> bool:
    """Tell whether the name of an intervention says what the support is for."""
    registered = _of(given, reading)
    aim = terms.vocabulary.wording.support_for
    return registered is not None and re.search(aim, registered[0].name, re.IGNORECASE) is not None
