"""Abbreviations as a record itself means them: "everolimus (EVE)"; "exercise training (ET)", no endocrine therapy."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Protocol

from desktop.facets.abbreviations import words_of_another
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, key_of
from desktop.facets.reading import Reading

LONGEST_NAME = 60
"""Characters before an abbreviation in which the name that it stands for is looked for."""
_DEFINED = re.compile(r"(?<=[^\W_])\s?\((?P<short>[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z]?|[A-Z][a-z]{2,4})\)")

_TOGETHER = re.compile(r"[^.;:()]{1,30}")
"""What may stand between drugs that one abbreviation joins."""
_DOSE = re.compile(r"(?:\s\d[^()]{0,24})?")
"""What may stand between a drug and the abbreviation in brackets behind it: "docetaxel 75 mg/m² (ET)"."""
_LETTERS = re.compile(r"[A-Z]{2,5}")


class NamedAt(Protocol):
    """Describe a drug that a text names from start to end."""

    @property
    def drug(self) -> Drug:
        """Return the drug."""

    @property
    def start(self) -> int:
        """Return where its name begins."""

    @property
    def end(self) -> int:
        """Return where its name ends."""


def in_own_words(
    name: str,
    matches: Sequence[DrugMatch],
    reading: Reading,
    read: Callable[[str], list[DrugMatch]],
    may_be: Callable[[str], bool],
) -> Iterator[DrugMatch]:
    """Yield what a name means, its abbreviations read in the words in which the record itself writes them out.

    ``read`` tells what words mean, ``may_be`` whether what is registered can be of a class: the "CT" of a registered
    drug is no computed tomography. Words that say the same class, or none that may be, leave an abbreviation as it is.
    """
    meant: dict[tuple[int, int], list[DrugMatch] | None] = {}
    for match in matches:
        span = (match.start, match.end)
        if span not in meant:
            classes = frozenset(each.class_id for each in matches if (each.start, each.end) == span)
            leave = partial(_leave, read=read, classes=classes, may_be=may_be)
            words = words_written_for(name[match.start : match.end], reading, leave)
            meant[span] = read(words) if words else None
            for each in meant[span] or ():
                yield replace(each, start=match.start, end=match.end, derived=True, words=words)
        if meant[span] is None:
            yield match


def _leave(
    words: str, read: Callable[[str], list[DrugMatch]], classes: frozenset[str], may_be: Callable[[str], bool]
) -> bool:
    """Tell whether what words mean is of one of some classes, or nothing that may be."""
    found = {each.class_id for each in read(words)}
    return bool(found & classes) or not any(map(may_be, found))


def words_written_for(short: str, reading: Reading, same: Callable[[str], bool]) -> str:
    """Return the words that a record writes out for an abbreviation, "" for other words and if any say the same."""
    return words_of_another(short, reading, same) if _LETTERS.fullmatch(short) else ""


def defined_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield what may be abbreviations, in brackets, each with the end of the words that it may stand for."""
    for found in _DEFINED.finditer(text):
        yield found["short"], found.start()


def may_stand_for(short: str, name: str, drug: Drug, terms: DrugTerms) -> bool:
    """Tell whether an abbreviation stands for a drug as ``name`` calls it, not for a regimen.

    "Doxorubicin and cyclophosphamide (AC)" is one. One in small letters must begin the name ("Tamoxifen (Tam)").
    """
    treats = drug.specific and terms.groups[drug.class_id] in TREATMENT_GROUPS
    begins = not short[1:].islower() or name.startswith(short.lower())
    return treats and begins and key_of(short) not in terms.regimens


def number_joined_in(short: str, named: Sequence[tuple[int, int]], text: str) -> int:
    """Return of how many drugs, named last in a text, an abbreviation joins the first letters; 1 where of none.

    "Paclitaxel/gemcitabine (PG)" is both. ``named`` holds where drugs stand in the text, in small letters.
    """
    parts = named[-len(short) :]
    gaps = [text[one[1] : other[0]] for one, other in pairwise(parts)]
    spelt = "".join(text[start] for start, _ in parts) == short.lower()
    return len(parts) if spelt and all(map(_TOGETHER.fullmatch, gaps)) else 1


def stands_for_others(
    short: str,
    field: Drug,
    reading: Reading,
    terms: DrugTerms,
    named_in: Callable[[str, DrugTerms], Iterable[NamedAt]],
) -> bool:
    """Tell whether a record writes the abbreviation of a field of treatment behind two drugs of another.

    "Epirubicin and docetaxel (ET)" is no endocrine therapy, wherever else the record says so. ``named_in`` tells which
    drugs a text in small letters names.
    """
    group = terms.groups[field.class_id]
    for section, text in reading.sections.items():
        if f"({short})" not in text:
            continue
        for end in (end for each, end in defined_in(text) if each == short):
            before = reading.lowered(section)[max(0, end - LONGEST_NAME) : end]
            named = list(named_in(before, terms))
            if len(named) > 1 and _DOSE.fullmatch(before[named[-1].end :]):
                joined = _TOGETHER.fullmatch(before[named[-2].end : named[-1].start])
                return bool(joined) and all(terms.groups[each.drug.class_id] != group for each in named)
    return False


def used_in(text: str, defined: Mapping[str, tuple[Drug, ...]]) -> Iterator[tuple[Drug, int, int]]:
    """Yield where a text uses abbreviations that it has ``defined``, with their drugs."""
    if not defined:
        return
    names = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w(-])(?:{names})(?![\w-])", text):
        for drug in defined[found.group()]:
            yield drug, found.start(), found.end()
