"""Abbreviations that a text gives its drugs: "everolimus (EVE) …; patients were randomised to EVE or placebo"."""

import re
from collections.abc import Iterator, Mapping

from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, key_of

LONGEST_NAME = 60
"""Characters before an abbreviation in which the name that it stands for is looked for."""
_DEFINED = re.compile(r"(?<=[^\W_])\s?\((?P<short>[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]?)\)")


def defined_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield what may be abbreviations, in brackets, each with the end of the words that it may stand for."""
    for found in _DEFINED.finditer(text):
        yield found["short"], found.start()


def may_stand_for(short: str, drug: Drug, terms: DrugTerms) -> bool:
    """Tell whether an abbreviation stands for a drug, not for a regimen: "doxorubicin and cyclophosphamide (AC)"."""
    treats = drug.specific and terms.groups[drug.class_id] in TREATMENT_GROUPS
    return treats and key_of(short) not in terms.regimens


def used_in(text: str, defined: Mapping[str, Drug]) -> Iterator[tuple[Drug, int, int]]:
    """Yield where a text uses abbreviations that it has ``defined``, with their drugs."""
    if not defined:
        return
    names = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w(-])(?:{names})(?![\w-])", text):
        yield defined[found.group()], found.start(), found.end()
