"""Regimens that running text tells by letters ("FEC", "ddAC x 4 followed by T x 4"), as the drugs that they give."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import DrugTerms, key_of
from desktop.facets.hints import Hint

_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_WRITTEN_OUT = 90
_LONGEST_WORD = 12
_MOST_LINKS = 6
_WITH_DOSES = re.compile(r"[A-Z](?<![\w-].)\d{2,4}(?:[A-Z]\d{2,4}){1,3}(?![\w-])")
"""Letters of a regimen with the dose of each drug behind it ("T75A50C500")."""


@dataclass(frozen=True)
class RegimenDrug:
    """Hold a drug of a regimen that letters at ``text[start:end]`` tell; ``rule`` is the row of the vocabulary."""

    drug: Drug
    start: int
    end: int
    rule: str


def regimens_in(text: str, terms: DrugTerms) -> Iterator[RegimenDrug]:
    """Yield the components of regimens in capitals, two letters with more ("AC x 4"), and of their chains."""
    places = terms.vocabulary.wording.numbered_places
    for match in _WITH_DOSES.finditer(text):
        letters = re.sub(r"\d", "", match.group())
        before = _WORDS.findall(text[max(0, match.start() - _LONGEST_WORD) : match.start()])
        if key_of(letters) in terms.regimens and not (before and re.search(places, before[-1].lower())):
            yield from _components(letters, *match.span(), terms)
    if not _hint(terms).search(text):
        return  # looked at first, because most texts name no regimen
    done = 0
    for match in _names(terms).finditer(text):
        if match.start() < done or _abbreviates_words(text, match):
            continue
        yield from _components(match["name"] or match.group(), match.start(), match.end(), terms)
        done = match.end()
        for _ in range(_MOST_LINKS):
            link = _links(terms).match(text, done)
            if link is None:
                break
            yield from _components(link["letters"], *link.span("letters"), terms)
            done = link.end()


def _components(letters: str, start: int, end: int, terms: DrugTerms) -> Iterator[RegimenDrug]:
    names = terms.vocabulary.wording.regimen_letters.get(letters.replace("-", ""), "")
    regimen = terms.regimens.get(key_of(letters))
    rule = f"letters:{letters}" if names or regimen is None else f"regimen:{regimen.name}"
    for name in names.split("|") if names else regimen.components if regimen else ():
        yield RegimenDrug(terms.drugs[name], start, end, rule)


def _abbreviates_words(text: str, letters: re.Match[str]) -> bool:
    """Tell whether letters in brackets stand for the words before them ("Familial Cardiomyopathy (FAC)")."""
    if text[letters.start() - 1 : letters.start()] != "(":
        return False
    words = _WORDS.findall(text[max(0, letters.start() - _LONGEST_WRITTEN_OUT) : letters.start()])
    initials = "".join(word[0] for word in words[-len(letters.group()) :])
    return initials.casefold() == letters.group().casefold()


def _plain_names(terms: DrugTerms) -> list[str]:
    wording = terms.vocabulary.wording
    plain = re.compile(wording.plain_regimens)
    names = {
        name
        for regimen in terms.vocabulary.regimens
        for name in (regimen.name, *regimen.aliases)
        if name not in wording.regimens_not_in_text and plain.fullmatch(name)
    }
    return sorted(names, key=len, reverse=True)


@lru_cache(maxsize=4)
def _hint(terms: DrugTerms) -> Hint:
    return Hint((), exact=(*_plain_names(terms), *terms.vocabulary.wording.short_regimens))


@lru_cache(maxsize=4)
def _names(terms: DrugTerms) -> re.Pattern[str]:
    wording = terms.vocabulary.wording
    listed, short = _one_of(_plain_names(terms)), _one_of(wording.short_regimens)
    letters = _one_of(wording.regimen_letters)
    return re.compile(
        rf"(?<![\w-])(?:dd)?(?:(?P<name>{listed})(?:-?\d{{1,3}})?(?!\w|-(?![a-z]))(?!{wording.no_regimen_before})"
        rf"|(?:{short})(?={wording.short_regimen_before}|-(?:dd|w)?(?:{letters})(?![\w-]))"
        rf"|{wording.behind_cycles}(?:{short})\b(?!-)"
        rf"|(?:{short})(?={wording.before_regimen}(?:{listed}|{short})(?![\w-]))"
        rf"|{wording.behind_regimen}(?:{short})(?![\w-])"
        rf"|{wording.behind_follows}(?:{short})(?=[,.;)]|$))"
    )


@lru_cache(maxsize=4)
def _links(terms: DrugTerms) -> re.Pattern[str]:
    """Return the pattern of the next link of a chain, behind a regimen: " x 4 followed by T", "-wP", " → THP"."""
    wording = terms.vocabulary.wording
    only = _one_of(wording.letters_in_chains_only)
    letters = _one_of(wording.regimen_letters)
    names = _one_of([*_plain_names(terms), *wording.short_regimens])
    return re.compile(
        rf"(?:\s?\([^()]{{1,30}}\)|\s?[x×*]\s?\d{{1,2}}|\d{{2,3}}){{0,2}}"
        rf"(?:\s?(?:[-–→>]|->)\s?\d?|(?P<words>{wording.regimen_follows}))"
        rf"(?:dd|w)?(?P<letters>(?(words)(?!(?:{only})\b))(?:{letters}|{names}))"
        rf"(?:\d{{2,3}})?(?![\w-])(?!{wording.no_regimen_before})"
    )


def _one_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True)) or "(?!)"
