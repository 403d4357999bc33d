"""The numbers under which registries and libraries know a trial."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from textwrap import shorten

from desktop.trials.sources import REGISTRIES, Registry

NO_NUMBER = "No registry number"
"""Shown for a trial without a number, because a key made by this program means nothing to a reader."""
OWN_KEY = "doc-"
"""The prefix of the key of a trial without a number; such a key is made from the record."""
_LONGEST_NAME = 40  # letters
KEY_PREFIXES = {each.id: each.key_prefix for each in REGISTRIES if each.key_prefix}
"""{registry id: prefix of the keys that are its numbers}."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Identifier:
    """Hold one complete identifier; ``registry`` is "NCT", "EudraCT", ..., "DOI", "PMID" or "other"."""

    registry: str
    value: str


def find_registry_ids(text: str) -> tuple[Identifier, ...]:
    """Return the registry numbers in a text, each once, registries in order of trust."""
    return tuple(dict.fromkeys(_registry_ids(text)))


def _registry_ids(text: str) -> Iterator[Identifier]:
    """Yield the registry numbers in a text as they are asked for: a search for each registry takes its time."""
    if not _DIGIT.search(text):  # as in most cells of a table
        return
    for registry, pattern in _in_texts():
        for match in pattern.finditer(text):
            yield Identifier(registry.id, _spelled(registry, match.group()))


def identifier(value: str) -> Identifier:
    """Return a whole string as an identifier; its registry is "other" if no known registry has numbers of this form."""
    value = value.strip()
    for found in _registry_ids(value):
        if re.sub(r"\s", "", value).casefold() == found.value.casefold():
            return found
    registry = next((registry for registry, pattern in _whole() if pattern.fullmatch(value)), "other")
    return Identifier(registry, value)


@lru_cache(maxsize=1_024)  # asked several times for each trial of a batch
def of_key(key: str) -> Identifier:
    """Return the identifier in a trial's key; its registry is "other" if this program made the key."""
    for registry, prefix in KEY_PREFIXES.items():
        if key.startswith(prefix):
            return Identifier(registry, key.removeprefix(prefix))
    return Identifier(identifier(key).registry, key)


def shown_number(key: str, numbers: Sequence[str] = ()) -> str:
    """Return the number to show for a trial: the first of its ``numbers``, else the number in its key.

    It is ``NO_NUMBER`` for a trial without one.
    """
    if numbers:
        return numbers[0] or NO_NUMBER
    return ("" if key.startswith(OWN_KEY) else of_key(key).value) or NO_NUMBER


def name_in_sentence(key: str, title: str, numbers: Sequence[str] = ()) -> str:
    """Return the name of a trial for a sentence: its number, or the beginning of its title if it has none."""
    number = shown_number(key, numbers)
    return f"“{shorten(title, _LONGEST_NAME, placeholder='…')}”" if number == NO_NUMBER else number


def known_by(key: str, identifiers: Iterable[Identifier]) -> tuple[str, ...]:
    """Return the identifiers of a trial as written, each once; first the one from which its key is made."""
    values = list(dict.fromkeys(each.value for each in identifiers))
    named = [value for value in values if value.lower() == key.split(":", 1)[-1].lower()]
    return (*named, *(value for value in values if value not in named))


@cache
def _in_texts() -> tuple[tuple[Registry, re.Pattern[str]], ...]:
    """Return (registry, pattern) to search for in a text; without libraries, because texts cite other articles."""
    return tuple((each, _pattern(each)) for each in REGISTRIES if each.numbers and each.kind == "registration")


def _pattern(registry: Registry) -> re.Pattern[str]:
    before = f"(?<!{registry.before})" if registry.before else ""
    after = f"(?!{registry.after})" if registry.after else ""
    return re.compile(f"{before}{registry.numbers}{after}", re.IGNORECASE if registry.ignores_case else 0)


@cache
def _whole() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = (each for each in REGISTRIES if each.numbers and each.kind == "publication")
    return tuple((each.id, re.compile(each.numbers)) for each in kinds)


def _spelled(registry: Registry, written: str) -> str:
    compact = re.sub(r"\s", "", written)
    letters = re.match(r"[A-Za-z]*", compact)
    prefix = letters.group() if letters else ""
    spelled = next((each for each in registry.spellings or (registry.id,) if each.lower() == prefix.lower()), prefix)
    number = compact[len(prefix) :]
    return spelled + (number.lower() if registry.ends_small else number)
