"""Whole classes ("chemotherapy") beside their drugs: what is named says more."""

import re
from collections.abc import Sequence

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.reading import TITLES, Reading

UNSPECIFIED = {
    "chemotherapy_unspecified": frozenset({"chemotherapy"}),
    "endocrine_unspecified": frozenset({"endocrine"}),
    "her2_unspecified": frozenset({"her2_targeted"}),
}
_ENDOCRINE = "endocrine"
_BESIDE_HORMONES = {"endocrine_unspecified", "ovarian_suppression"}
_STANDARD = "standard_of_care"
_UNTREATED = "arm:no_intervention"
_REGISTERED = ("interventions", "intervention_details")
_HER2_ADC = "her2_adc"


def without_unspecified(
    given: Sequence[Given], terms: DrugTerms, tried_in: frozenset[int] = frozenset()
) -> list[Given]:
    """Return what is given without the whole classes whose drugs the record names; ``tried_in``: arms under trial."""
    wording = terms.vocabulary.wording
    umbrellas = wording.umbrellas
    named = {terms.groups.get(each.class_id) for each in given if each.class_id not in UNSPECIFIED}
    hormones = {each.class_id for each in given if terms.groups.get(each.class_id) == _ENDOCRINE}
    choices = {terms.groups.get(each.class_id) for each in given if _may_be_chosen(each)}
    alone = _hormones_alone(given, terms, tried_in)

    def is_told_apart(each: Given) -> bool:
        """Tell whether a whole class is more than its named drugs: a choice of any, hormones beside goserelin."""
        if each.class_id == "endocrine_unspecified":
            return each in alone or (hormones <= _BESIDE_HORMONES and each.evidence.section in _REGISTERED)
        return each.any_of and each.class_id in UNSPECIFIED and not choices & UNSPECIFIED[each.class_id]

    specific = [each for each in given if each.specific and each.name not in umbrellas]
    drugs = {terms.groups.get(each.class_id) for each in specific} & TREATMENT_GROUPS
    her2_adc = any(each.class_id == _HER2_ADC for each in given)
    antibody = any(re.search(wording.antibody_stem, each.name) for each in specific)
    kept = [
        each
        for each in given
        if (not named & UNSPECIFIED.get(each.class_id, frozenset()) or is_told_apart(each))
        and not (each.class_id == "her2_unspecified" and her2_adc)
        and not (each.drug in umbrellas and terms.groups.get(each.class_id) in drugs and not is_told_apart(each))
        and not (
            antibody
            and each.evidence.section in (*TITLES, "interventions")
            and re.search(wording.bare_antibody, _words_of(each).casefold())
        )
    ]
    return _without_carried(kept, umbrellas)


def without_told_choice(
    registered: list[Given], elsewhere: Sequence[Given], reading: Reading, terms: DrugTerms
) -> list[Given]:
    """Return what is registered without a bare "physician's choice" of which the record names the drugs elsewhere.

    They stand in one list of alternatives ("carboplatin, capecitabine or eribulin"), in no other arm.
    """
    alternatives = re.compile(terms.vocabulary.wording.alternatives, re.IGNORECASE)
    named = [each for each in elsewhere if each.specific and terms.treats_cancer(each.class_id)]

    def is_told(choice: Given) -> bool:
        own = [each.evidence for each in named if not each.arms or each.arms & choice.arms]
        return any(
            one.section == other.section and alternatives.fullmatch(reading.sections[one.section], one.end, other.start)
            for one in own
            for other in own
        )

    return [each for each in registered if not (each.class_id == _STANDARD and each.any_of and is_told(each))]


def _hormones_alone(given: Sequence[Given], terms: DrugTerms, tried_in: frozenset[int]) -> list[Given]:
    """Return endocrine therapy of compared arms that are given none of the endocrine drugs which the record names.

    What the account tells without an arm is what an arm of standard care gets.
    """
    named = [each for each in given if terms.groups.get(each.class_id) == _ENDOCRINE]
    named = [each for each in named if each.class_id not in _BESIDE_HORMONES]
    taken = tried_in.union(*(each.arms for each in named))
    cared_for = [each for each in given if each.class_id == _STANDARD and each.rule != _UNTREATED]
    standard = {index for each in cared_for for index in each.arms}
    fields = [each for each in given if each.class_id in UNSPECIFIED and UNSPECIFIED[each.class_id] == {_ENDOCRINE}]
    arms = [each.arms or standard for each in fields]
    if not all(each.arms for each in named):
        return []
    return [each for each, own in zip(fields, arms, strict=True) if own and not own & taken]


def _words_of(given: Given) -> str:
    """Return the words that name something: of an intervention its whole name, of another text the words found."""
    whole = given.named if given.evidence.section == "interventions" else ""
    return whole or given.evidence.quote


def _may_be_chosen(given: Given) -> bool:
    """Tell whether a drug may be what a choice ("any chemotherapy") means: it is registered for no other arm."""
    return given.class_id not in UNSPECIFIED and (given.any_of or given.evidence.section != "interventions")


def _without_carried(given: list[Given], umbrellas: Sequence[str]) -> list[Given]:
    """Drop an antibody that the record gives with a radioactive label ("yttrium Y 90 antibody m170")."""
    carried = [each for each in given if each.rule in umbrellas and each.named]
    if not carried:
        return given
    labelled = [each for each in given if each.class_id in ("radiopharmaceutical", "imaging_agent")]
    names = [name for each in labelled for name in (each.name, each.evidence.quote)]
    dropped = {each.name for each in carried if any(each.named in name for name in names)}
    return [each for each in given if each.name not in dropped]
