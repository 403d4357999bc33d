"""Saline and the like: where only the arms of a placebo list it, it is the placebo."""

from dataclasses import replace

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.rows import DrugVocabulary

_PLACEBO = "placebo"


def with_vehicles_as_placebo(given: list[Given], arms: Arms, vocabulary: DrugVocabulary) -> list[Given]:
    """Return what is given, where a vehicle of drugs counts as placebo if arms of that kind alone list it."""
    vehicles = vocabulary.wording.vehicles
    return [
        replace(each, drug=None, class_id=_PLACEBO, rule=f"{each.rule}, arm:placebo", basis="derived", named="Placebo")
        if each.drug in vehicles and each.arms and all(arms.kinds[index] == _PLACEBO for index in each.arms)
        else each
        for each in given
    ]
