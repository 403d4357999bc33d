"""Supportive drugs that a description lists with their dose among the drugs of a regimen ("…, pegfilgrastim 6 mg")."""

import re

from desktop.facets.drugs.mentions import Mention
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.small_letters import lowered

_OF_REGIMENS = ("growth_factor",)  # others are mostly given before each infusion


def is_dosed_in_list(mention: Mention, text: str, start: int, terms: DrugTerms) -> bool:
    """Tell whether a text that begins at ``start`` of its section lists a drug with its dose behind other drugs."""
    if mention.drug.class_id not in _OF_REGIMENS:
        return False
    low, wording = lowered(text), terms.vocabulary.wording
    before, behind = low[: mention.start - start].rstrip(), low[mention.end - start :]
    is_listed = re.search(wording.listed_in_front, before) is not None
    return is_listed and for_small_letters(wording.dose_behind).match(behind) is not None
