"""Names of interventions that leave open which drug is given: fields of treatment, and somebody's choice."""

from collections.abc import Collection

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.terms import DrugTerms


def is_umbrella(given: Given, terms: DrugTerms) -> bool:
    """Tell whether a name stands for a field of treatment ("immunotherapy", "monoclonal antibody")."""
    umbrellas = terms.vocabulary.wording.umbrellas
    return given.drug in umbrellas or given.rule in umbrellas


def is_named(umbrella: Given, groups: Collection[str | None], terms: DrugTerms) -> bool:
    """Tell whether drugs of some groups say what an umbrella word means; an antibody may be of any group."""
    group = terms.groups.get(umbrella.class_id)
    return group in groups or (group == "targeted" and bool(groups))


def leaves_open(given: Given, terms: DrugTerms, *, chosen: bool) -> bool:
    """Tell whether a name tells no drug; ``chosen`` where it says that somebody chooses ("the doctor's choice")."""
    choice = chosen and given.class_id == "standard_of_care"
    return choice or not given.specific or is_umbrella(given, terms)
