"""Decide whether two publications with one DOI are one work: all abstracts of a supplement may have its DOI."""

import re
import unicodedata

from desktop.trials.sources import joining, with_shared_numbers
from desktop.trials.trial import Trial

_WORD = re.compile(r"[^\W_]+")
_FIRST_PAGE = re.compile(r"\s*([A-Za-z]*\d+)")
# The number of an abstract at the beginning of its title: "P3-11: …", "Abstract PD1-04:", "304P …".
_ABSTRACT_NUMBER = re.compile(
    r"(?:abstract\s+(?:no\.?\s*)?)?([A-Z]{0,4}\d{0,2}(?:[-–]\d{1,3}){1,3}|[A-Z]{1,3}\d{2,4}|\d{1,4}[A-Z]{1,2})(?=[\s:.])",
    re.IGNORECASE,
)
# Words that distinguish the parts of a series: "part 1", "cohort B", "III".
_TELLING = re.compile(r"\d.*|[a-z]|i{1,3}|iv|vi{0,3}")
_ALIKE = 0.7


def is_one_work(one: Trial, other: Trial) -> bool:
    """Return whether two publications that share a DOI are the same work.

    Similar titles mean one work, unless both first page and first author differ, or the numbers of the abstracts
    differ. Different titles may be translations: then first page and first author must agree.
    """
    if _library_numbers(one) & _library_numbers(other):
        return True
    pages, authors = (_agree(which(one), which(other)) for which in (_first_page, _first_author))
    if _agree(_abstract_number(one), _abstract_number(other)) is False:
        return False
    if any(_are_alike(title, theirs) for title in _titles(one) for theirs in _titles(other)):
        return not (pages is False and (authors is False or _are_parts(one.title, other.title)))
    return pages is True and authors is not False


def _agree(told: str, theirs: str) -> bool | None:
    """Return whether two values are the same; None if one is unknown."""
    return told == theirs if told and theirs else None


def _library_numbers(trial: Trial) -> set[str]:
    """Return the numbers that a library has given an article, and not its publisher."""
    given = {each.value for each in trial.identifiers if each.registry in joining(trial.kind)}
    return given - {each.value for each in trial.identifiers if each.registry in with_shared_numbers()}


def _titles(trial: Trial) -> list[str]:
    return [trial.title, *(each.text for each in trial.narrative if each.name == "vernacular_title")]


def _are_alike(title: str, other: str) -> bool:
    """Return whether the other title contains most words of the shorter one, which may lack its subtitle."""
    words, theirs = _words(title), _words(other)
    return len(words & theirs) >= _ALIKE * max(1, min(len(words), len(theirs)))


def _are_parts(title: str, other: str) -> bool:
    """Return whether two titles differ in words that distinguish the parts of a series."""
    words, theirs = _words(title), _words(other)
    return any(map(_TELLING.fullmatch, words - theirs)) and any(map(_TELLING.fullmatch, theirs - words))


def _words(title: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", title).casefold()
    return set(_WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def _abstract_number(trial: Trial) -> str:
    found = _ABSTRACT_NUMBER.match(trial.title)
    return str(found[1]).casefold().replace("–", "-") if found else ""


def _first_page(trial: Trial) -> str:
    found = _FIRST_PAGE.match(trial.citation.pages) if trial.citation else None
    return str(found[1]).casefold() if found else ""


def _first_author(trial: Trial) -> str:
    """Return the family name of the first author in plain letters, because some sources give only this and initials."""
    names = trial.citation.authors if trial.citation else ()
    words = [word for word in _WORD.findall(unicodedata.normalize("NFKD", names[0])) if len(word) > 1] if names else []
    plain = [word for word in words if not (word.isupper() and len(word) <= len("ABC"))]
    return str((plain or words or [""])[-1]).casefold()
