"""Saline and the like: listed as a placebo only, or beside one in a record without arms, it is the placebo."""

import re
from dataclasses import replace

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.rows import DrugVocabulary

_PLACEBO = "placebo"


def with_vehicles_as_placebo(given: list[Given], arms: Arms, vocabulary: DrugVocabulary) -> list[Given]:
    """Return what is given, where a vehicle of drugs counts as placebo if nothing else can be meant."""
    vehicles = vocabulary.wording.vehicles
    placebo = [each for each in given if each.class_id == _PLACEBO]

    def is_placebo(each: Given) -> bool:
        if any(
            each.evidence.quote in intervention.name
            and re.match(rf"\W*(?:\w+ )?{vocabulary.wording.placebo_words}", intervention.description, re.IGNORECASE)
            for intervention in arms.trial.interventions
        ):
            return True
        if each.arms:
            return all(arms.kinds[index] == _PLACEBO for index in each.arms)
        return arms.trial.kind == "publication" or (bool(placebo) and not arms.all)

    return [
        replace(each, drug=None, class_id=_PLACEBO, rule=f"{each.rule}, arm:placebo", basis="derived", named="Placebo")
        if each.drug in vehicles and is_placebo(each)
        else each
        for each in given
    ]
