"""Saline and the like: listed as a placebo only, or beside one in a record without arms, it is the placebo."""

import re
from dataclasses import replace

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.names import plain_kind
from desktop.facets.drugs.rows import NOT_CLASSIFIED, DrugVocabulary
from desktop.facets.drugs.terms import DRUG_KINDS

_PLACEBO = "placebo"


def with_vehicles_as_placebo(given: list[Given], arms: Arms, vocabulary: DrugVocabulary) -> list[Given]:
    """Return what is given, where a vehicle of drugs counts as placebo if nothing else can be meant."""
    vehicles = vocabulary.wording.vehicles
    placebo = [each for each in given if each.class_id == _PLACEBO]

    def in_arms_of_placebo(each: Given) -> bool:
        return all(arms.kinds[index] == _PLACEBO for index in each.arms)

    def is_placebo(each: Given) -> bool:
        if any(
            each.evidence.quote in intervention.name
            and re.search(vocabulary.wording.serves_as_placebo, intervention.description, re.IGNORECASE)
            for intervention in arms.trial.interventions
        ):
            return True
        if _is_given_blinded(each, given, arms, vocabulary):
            return True
        if each.arms:
            return in_arms_of_placebo(each)
        return arms.trial.kind == "publication" or (bool(placebo) and not arms.all)

    def is_blank(each: Given) -> bool:
        """Tell whether nothing is known of what only arms of placebo get, and nothing else is the placebo."""
        unknown = each.class_id == NOT_CLASSIFIED and not placebo
        return unknown and bool(each.arms) and in_arms_of_placebo(each)

    return [
        replace(each, drug=None, class_id=_PLACEBO, rule=f"{each.rule}, arm:placebo", basis="derived", named="Placebo")
        if is_blank(each) or (each.drug in vehicles and is_placebo(each))
        else each
        for each in given
    ]


def _is_given_blinded(each: Given, given: list[Given], arms: Arms, vocabulary: DrugVocabulary) -> bool:
    """Tell whether a blinded trial gives some patients a vehicle where it gives others a drug, and rinses nothing."""
    trial, wording = arms.trial, vocabulary.wording
    own = [one for one in trial.interventions if each.evidence.quote in one.name]
    if each.evidence.section != "interventions" or not own:
        return False
    told = (trial.title, trial.official_title, *map(": ".join, trial.design))
    used = (trial.title, trial.official_title, *(f"{one.name} {one.description}" for one in own))
    if not re.search(wording.blinded, "\n".join(told), re.IGNORECASE):
        return False
    if re.search(wording.vehicle_used, " ".join(used), re.IGNORECASE):
        return False
    drugs = [one for one in given if one.drug and one.drug not in wording.vehicles and one.class_id != _PLACEBO]
    drugs = [one for one in drugs if one.evidence.section == "interventions" and _is_a_drug(one, arms)]
    return bool(drugs) and not any(one.arms & each.arms for one in drugs)


def _is_a_drug(given: Given, arms: Arms) -> bool:
    """Tell whether something is registered as a drug."""
    drugs = (each for each in arms.trial.interventions if plain_kind(each.kind) in DRUG_KINDS[1:])
    return any(given.evidence.quote in each.name for each in drugs)
