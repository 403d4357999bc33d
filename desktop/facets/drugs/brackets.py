"""What a bracket behind a name adds to it, where the name alone says something, too."""

from collections.abc import Sequence

from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.terms import DrugTerms

_CARE = "behavioural_and_devices"
_STANDARD = "standard_of_care"


def are_care(found: Sequence[DrugMatch], terms: DrugTerms) -> bool:
    """Tell whether a name means exercise, diet, teaching and the like, and nothing else."""
    return bool(found) and all(terms.groups.get(each.class_id) == _CARE for each in found)


def parts_of_care(inner: Sequence[DrugMatch], terms: DrugTerms) -> list[DrugMatch]:
    """Return what a bracket names, where it lists several kinds of care ("diet, walking"): one alone only explains."""
    return list(inner) if len({each.class_id for each in inner}) > 1 and are_care(inner, terms) else []


def are_beside_a_standard(found: Sequence[DrugMatch], inner: Sequence[DrugMatch], terms: DrugTerms) -> bool:
    """Tell whether a bracket names what belongs to usual care ("standard supportive care (transfusion)")."""
    standard = bool(found) and all(each.class_id == _STANDARD for each in found)
    return standard and bool(inner) and not any(terms.treats_cancer(each.class_id) for each in inner)
