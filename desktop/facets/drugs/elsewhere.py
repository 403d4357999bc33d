"""What only the arms or the titles of a registered trial say that patients are given."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import is_given, mentions_in
from desktop.facets.drugs.names import plain_kind
from desktop.facets.drugs.roles import Roles
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.reading import Reading, lowered

_PLACEBO = "placebo"
_GIVING = ("title", "official_title", "arms")
_NARRATIVE = ("brief_summary", "detailed_description")
_CANCER_GROUPS = TREATMENT_GROUPS - {"supportive"}
_DRUG_KINDS = ("", "DRUG", "BIOLOGICAL", "COMBINATION PRODUCT", "GENETIC")


def given_elsewhere(reading: Reading, terms: DrugTerms, roles: Roles, given: list[Given]) -> list[Given]:
    """Return what the interventions forgot: cancer drugs and tracers named in arms or titles, untreated arms."""
    return [
        *_registered_devices(reading, given),
        *_named_elsewhere(reading, terms, roles, given),
        *_tracers(reading, terms, given),
        *_untreated_arms(reading, roles, given),
        *_placebo(reading, terms, given),
    ]


def _named_elsewhere(reading: Reading, terms: DrugTerms, roles: Roles, given: list[Given]) -> Iterator[Given]:
    """Yield cancer drugs that arms or titles give, but the list of interventions forgot."""
    if not _treats_cancer(reading, terms, given):
        return
    known = {each.drug for each in given}
    ends = _ends_of_arms(reading.sections.get("arms", ""), roles)
    for section in ("arms", "title", "official_title"):
        text = reading.sections.get(section, "")
        for mention in mentions_in(text, terms):
            drug = mention.drug
            if drug.name in known or not drug.specific or terms.groups[drug.class_id] not in _CANCER_GROUPS:
                continue
            if is_given(text, mention.start, mention.end, terms.vocabulary.wording):
                evidence = reading.evidence(section, mention.start, mention.end)
                kinds = _kinds_at(ends, mention.start, roles) if section == "arms" else frozenset()
                yield Given(drug.name, drug.class_id, evidence, mention.rule, "stated", kinds)


def _registered_devices(reading: Reading, given: list[Given]) -> list[Given]:
    """Return the class device for what is a laboratory test by its name, but registered as a device."""
    lines = reading.sections.get("interventions", "")
    return [
        replace(each, drug=None, class_id="device", rule="kind:DEVICE", basis="derived", named=each.evidence.quote)
        for each in given
        if each.class_id == "laboratory_test"
        and each.evidence.section == "interventions"
        and _line_at(lines, each.evidence.start).upper().startswith("DEVICE:")
    ]


def _line_at(text: str, place: int) -> str:
    """Return the line on which a place stands, up to that place."""
    return text[text.rfind("\n", 0, place) + 1 : place]


def _untreated_arms(reading: Reading, roles: Roles, given: list[Given]) -> Iterator[Given]:
    """Yield standard of care for an arm that the registry calls "no intervention"."""
    if any(each.class_id == "standard_of_care" for each in given):
        return
    text = reading.sections.get("arms", "")
    place = 0
    for arm in reading.trial.arms:
        place = text.find(arm.label, place)
        if roles.is_untreated(arm) and place >= 0:
            evidence = reading.evidence("arms", place, place + len(arm.label) + len(arm.kind) + 3)
            yield Given(None, "standard_of_care", evidence, "arm:no_intervention", "derived", frozenset({"comparator"}))
            return
        place += len(arm.label)


def _placebo(reading: Reading, terms: DrugTerms, given: list[Given]) -> Iterator[Given]:
    """Yield the placebo that a title or the account of the arms names, but the list of interventions forgot."""
    if any(each.class_id == _PLACEBO for each in given):
        return
    wording = terms.vocabulary.wording
    told = {**dict.fromkeys(_GIVING, wording.placebo_given), **dict.fromkeys(_NARRATIVE, wording.placebo_told)}
    for section, pattern in told.items():
        if match := re.search(pattern, lowered(reading.sections.get(section, ""))):
            evidence = reading.evidence(section, match.start(), match.end())
            yield Given(None, _PLACEBO, evidence, "text:placebo", "stated", frozenset({"comparator"}), named="Placebo")
            return


def _tracers(reading: Reading, terms: DrugTerms, given: list[Given]) -> Iterator[Given]:
    """Yield imaging agents that the arms of an imaging trial name."""
    classes = {each.class_id for each in given}
    if "imaging" not in classes or "imaging_agent" in classes:
        return
    low = lowered(reading.sections.get("arms", ""))
    for each in terms.early_rules:
        match = each.search(low) if each.rule.class_id == "imaging_agent" else None
        if match:
            evidence = reading.evidence("arms", match.start(), match.end())
            yield Given(None, "imaging_agent", evidence, f"class_word:{each.rule.id}", "stated")


def _treats_cancer(reading: Reading, terms: DrugTerms, given: list[Given]) -> bool:
    """Tell whether a cancer drug, or an unknown drug, is registered; else drugs in arms and titles are background."""
    unknown = any(each.class_id == NOT_CLASSIFIED for each in given)
    drugs = any(plain_kind(each.kind) in _DRUG_KINDS for each in reading.trial.interventions)
    return (unknown and drugs) or any(terms.groups.get(each.class_id) in _CANCER_GROUPS for each in given)


def _ends_of_arms(arms: str, roles: Roles) -> list[int]:
    """Return where the line of each arm ends in the section of the arms."""
    ends: list[int] = []
    start = 0
    # A line break inside an arm's own text does not begin a new arm.
    for following in roles.trial.arms[1:]:
        start = arms.find(f"\n{following.label}", start)
        if start < 0:
            break
        ends.append(start)
    return [*ends, len(arms)] if roles.trial.arms else []


def _kinds_at(ends: list[int], place: int, roles: Roles) -> frozenset[str]:
    """Return the kind of the arm on whose line a place stands, given where each arm's line ends."""
    index = bisect_right(ends, place)
    if index < len(ends) and roles.trial.arms[index].kind:
        return frozenset({roles.kind_of_arm(index)})
    return frozenset()
