"""Drugs named in running text, and whether the text says that patients of this trial are given them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.facets.drugs.rows import Drug, Wording
from desktop.facets.drugs.terms import DrugTerms, key_of
from desktop.facets.reading import lowered

_WINDOW = 110
_CLAUSE_END = re.compile(r"[.;\n](?=\s|$)|[:•]")


@dataclass(frozen=True)
class Mention:
    """Hold a drug named in a text at ``text[start:end]``; ``rule`` is the vocabulary row."""

    drug: Drug
    start: int
    end: int
    rule: str
    derived: bool = False


def mentions_in(text: str, terms: DrugTerms) -> Iterator[Mention]:
    """Yield the drugs named in a text in order, the longest name at each place, regimens by their components."""
    low = lowered(text)
    for start, end in terms.inside.spans(low):
        drug = terms.by_key.get(key_of(low[start:end]))
        if drug:
            yield Mention(drug, start, end, f"drug:{drug.name}")


def regimens_in(text: str, terms: DrugTerms) -> Iterator[Mention]:
    """Yield the components of regimens written in capitals ("FEC", "TCHP"), three letters and more."""
    for match in _capitals(terms).finditer(text):
        regimen = terms.regimens[key_of(match.group())]
        for name in regimen.components:
            yield Mention(terms.drugs[name], match.start(), match.end(), f"regimen:{regimen.name}", derived=True)


def is_given(text: str, start: int, end: int, wording: Wording) -> bool:
    """Tell whether a drug named at a place is given in the trial, not before it: the nearest cue decides."""
    cues = _cues(wording)
    if cues.after.search(text[end : end + 40]):
        return False
    left = text[max(0, start - _WINDOW) : start]
    breaks = [match.end() for match in _CLAUSE_END.finditer(left)]
    left = left[breaks[-1] :] if breaks else left
    if cues.directly_before.search(left):
        return False
    before = max(((match.end(), -match.start()) for match in cues.before.finditer(left)), default=None)
    now = max(((match.end(), -match.start()) for match in cues.now.finditer(left)), default=None)
    return before is None or (now is not None and now > before)


@dataclass(frozen=True)
class _Cues:
    before: re.Pattern[str]
    now: re.Pattern[str]
    after: re.Pattern[str]
    directly_before: re.Pattern[str]


@lru_cache(maxsize=4)
def _cues_of(*patterns: str) -> _Cues:
    return _Cues(*(re.compile(each, re.IGNORECASE) for each in patterns))


def _cues(wording: Wording) -> _Cues:
    return _cues_of(
        wording.not_given_before, wording.given_now, wording.not_given_after, wording.not_given_directly_before
    )


@lru_cache(maxsize=4)
def _capitals(terms: DrugTerms) -> re.Pattern[str]:
    names = {
        name
        for regimen in terms.vocabulary.regimens
        for name in (regimen.name, *regimen.aliases)
        if re.fullmatch(r"[A-Z]{3,5}(?:-[A-Z]{1,3})?|[A-Z]{2}-[A-Z]{1,3}", name)
    }
    listed = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")
