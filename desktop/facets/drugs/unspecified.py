"""Whole classes ("chemotherapy") beside their drugs: what is named says more."""

import re
from collections.abc import Sequence

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.reading import TITLES

UNSPECIFIED = {
    "chemotherapy_unspecified": frozenset({"chemotherapy"}),
    "endocrine_unspecified": frozenset({"endocrine"}),
    "her2_unspecified": frozenset({"her2_targeted"}),
}
_HER2_ADC = "her2_adc"


def without_unspecified(given: Sequence[Given], terms: DrugTerms) -> list[Given]:
    """Return what is given without the whole classes whose drugs the record names."""
    wording = terms.vocabulary.wording
    umbrellas = wording.umbrellas
    named = {terms.groups.get(each.class_id) for each in given if each.class_id not in UNSPECIFIED}
    specific = [each for each in given if each.specific and each.name not in umbrellas]
    drugs = {terms.groups.get(each.class_id) for each in specific} & TREATMENT_GROUPS
    her2_adc = any(each.class_id == _HER2_ADC for each in given)
    antibody = any(re.search(wording.antibody_stem, each.name) for each in specific)
    kept = [
        each
        for each in given
        if not named & UNSPECIFIED.get(each.class_id, frozenset())
        and not (each.class_id == "her2_unspecified" and her2_adc)
        and not (each.drug in umbrellas and terms.groups.get(each.class_id) in drugs)
        and not (
            antibody
            and each.evidence.section in TITLES
            and re.search(wording.bare_antibody, each.evidence.quote.casefold())
        )
    ]
    return _without_carried(kept, umbrellas)


def _without_carried(given: list[Given], umbrellas: Sequence[str]) -> list[Given]:
    """Drop an antibody that the record gives with a radioactive label ("yttrium Y 90 antibody m170")."""
    carried = [each for each in given if each.rule in umbrellas and each.named]
    if not carried:
        return given
    labelled = [each for each in given if each.class_id in ("radiopharmaceutical", "imaging_agent")]
    names = [name for each in labelled for name in (each.name, each.evidence.quote)]
    dropped = {each.name for each in carried if any(each.named in name for name in names)}
    return [each for each in given if each.name not in dropped]
