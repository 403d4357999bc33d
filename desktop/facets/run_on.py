"""Where further criteria begin in a sentence that holds several, since their list has lost its line ends."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.toml_files import content_of

FILE = "run_on.toml"
_LABEL = r"[A-Z][a-z]{2,20}(?: [a-z]{2,15}){0,3}:\s"  # "Hormone receptor status: "
_SHORTEST, _FEWEST = 150, 3  # letters of a sentence that holds several; beginnings within it
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class RunOn:
    """Hold the words with which a criterion begins, and those behind which a sentence goes on."""

    begins: re.Pattern[str] = _NEVER
    goes_on: frozenset[str] = frozenset()
    match: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    version: str = ""

    def criteria_in(self, text: str, start: int, end: int) -> tuple[int, ...]:
        """Return where further criteria begin in the sentence from ``start`` to ``end``; nowhere if it is one alone."""
        if end - start < _SHORTEST:
            return ()
        found = self.begins.finditer(text, start, end)
        places = tuple(
            each.end() for each in found if each["before"][-1].islower() and each["before"] not in self.goes_on
        )
        return places if len(places) >= _FEWEST else ()


NOTHING_RUNS_ON = RunOn()
"""Leaves every sentence whole."""


@read_once
def load_run_on(folder: Path, own: Path | None = None) -> RunOn:
    """Return the words of a folder; a user's ``own`` copy counts instead.

    Raises:
        VocabularyError: the file is missing or at fault.
    """
    file = chosen(folder / FILE, own)
    content = content_of(file)
    begins, goes_on, match, reject = (_words(content, name) for name in ("begins", "goes_on", "match", "reject"))
    either = "|".join(map(re.escape, begins))
    pattern = re.compile(rf"(?P<before>\b\w++)[)\]%]?\s+(?=(?:{either})\b|{_LABEL})")
    return RunOn(pattern, frozenset(goes_on), match, reject, hashlib.sha256(file.read_bytes()).hexdigest()[:12])


def _words(content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    words = content.get(name)
    if not isinstance(words, list) or not words or not all(isinstance(each, str) and each for each in words):
        raise VocabularyError(f"{FILE}: {name} is no list of words.")
    return tuple(words)


@read_once
def run_on_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return the faults of the words as sentences: an unreadable file, texts that are split wrongly."""
    try:
        words = load_run_on(folder, own)
    except VocabularyError as error:
        return (str(error),)

    def is_split(text: str) -> bool:
        return bool(words.criteria_in(text, 0, len(text)))

    return (
        *missing_examples(FILE, words.match, words.reject),
        *failing_examples(FILE, words.match, words.reject, is_split),
    )
