"""Abbreviations that a text gives its drugs: "everolimus (EVE) …; patients were randomised to EVE or placebo"."""

import re
from collections.abc import Iterable, Iterator, Mapping

from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, key_of

_DEFINED = re.compile(r"\s?\((?P<short>[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]?)\)")


def defined_in(text: str, named: Iterable[tuple[Drug, int]], terms: DrugTerms) -> Iterator[tuple[str, Drug]]:
    """Yield the abbreviations that stand in brackets behind the drugs ``named``, each with the end of its name.

    That of a regimen stands for more than the last drug ("doxorubicin and cyclophosphamide (AC)").
    """
    for drug, end in named:
        found = _DEFINED.match(text, end)
        treats = drug.specific and terms.groups[drug.class_id] in TREATMENT_GROUPS
        if found and treats and key_of(found["short"]) not in terms.regimens:
            yield found["short"], drug


def used_in(text: str, defined: Mapping[str, Drug]) -> Iterator[tuple[Drug, int, int]]:
    """Yield where a text uses abbreviations that it has ``defined``, with their drugs."""
    if not defined:
        return
    names = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w(-])(?:{names})(?![\w-])", text):
        yield defined[found.group()], found.start(), found.end()
