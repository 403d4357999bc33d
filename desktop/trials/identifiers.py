"""The numbers under which registries and libraries know a trial."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from desktop.trials.sources import REGISTRIES, Registry


def _pattern(registry: Registry) -> re.Pattern[str]:
    before = f"(?<!{registry.before})" if registry.before else ""
    after = f"(?!{registry.after})" if registry.after else ""
    return re.compile(f"{before}{registry.numbers}{after}", re.IGNORECASE if registry.ignores_case else 0)


NO_NUMBER = "No registry number"
"""Stands where a trial has none; a key of our own would tell a reader nothing."""
_OWN_KEY = "doc-"
_LONGEST_NAME = 40  # letters
_RANK = {each.id: rank for rank, each in enumerate(REGISTRIES) if each.numbers or each.key_prefix}
_KEY_PREFIXES = {each.id: each.key_prefix for each in REGISTRIES if each.key_prefix}
# Many texts cite numbers of articles that they are not about.
_IN_TEXTS = tuple((each, _pattern(each)) for each in REGISTRIES if each.numbers and each.kind == "registration")
_DIGIT = re.compile(r"\d")
_WHOLE = tuple(
    (each.id, re.compile(each.numbers)) for each in REGISTRIES if each.numbers and each.kind == "publication"
)


@dataclass(frozen=True)
class Identifier:
    """Hold one identifier whole; ``registry`` is "NCT", "EudraCT", ..., "DOI", "PMID" or "other"."""

    registry: str
    value: str


def find_registry_ids(text: str) -> tuple[Identifier, ...]:
    """Return the registry numbers in a text, each once, registries in order of trust."""
    if not _DIGIT.search(text):  # as in most cells of a table
        return ()
    found: dict[Identifier, None] = {}
    for registry, pattern in _IN_TEXTS:
        for match in pattern.finditer(text):
            found[Identifier(registry.id, _spelled(registry, match.group()))] = None
    return tuple(found)


def identifier(value: str) -> Identifier:
    """Return a whole string as an identifier; its registry is "other" where the shape belongs to none we know."""
    value = value.strip()
    for found in find_registry_ids(value):
        if re.sub(r"\s", "", value).casefold() == found.value.casefold():
            return found
    registry = next((registry for registry, pattern in _WHOLE if pattern.fullmatch(value)), "other")
    return Identifier(registry, value)


def key_for(identifiers: Iterable[Identifier], record: str) -> str:
    """Return the key of a trial: its most trusted identifier, else a stable key made of the record's own text.

    A DOI becomes "doi:10.…" and a PubMed number "pmid:…". ``record`` is the whole text of the record; line ends,
    runs of white space and Unicode compatibility forms do not change the key, so a second import of the same document
    finds it.
    """
    ranked = sorted((i for i in identifiers if i.registry in _RANK), key=lambda i: _RANK[i.registry])
    if not ranked:
        plain = " ".join(unicodedata.normalize("NFKC", record).split())
        return _OWN_KEY + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    best = ranked[0]
    return _KEY_PREFIXES.get(best.registry, "") + best.value


def of_key(key: str) -> Identifier:
    """Return the identifier that a trial's key is made of; its registry is "other" for a key of our own."""
    for registry, prefix in _KEY_PREFIXES.items():
        if key.startswith(prefix):
            return Identifier(registry, key.removeprefix(prefix))
    return Identifier(identifier(key).registry, key)


def shown_number(key: str, numbers: Sequence[str] = ()) -> str:
    """Return the number a reader knows a trial by: the first of its ``numbers``, else that in its key.

    It is ``NO_NUMBER`` for a trial without one.
    """
    return next(iter(numbers), "" if key.startswith(_OWN_KEY) else of_key(key).value) or NO_NUMBER


def name_in_sentence(key: str, title: str, numbers: Sequence[str] = ()) -> str:
    """Return what a sentence calls a trial: its number, or the beginning of its title if it has none."""
    number = shown_number(key, numbers)
    return f"“{shorten(title, _LONGEST_NAME, placeholder='…')}”" if number == NO_NUMBER else number


def known_by(key: str, identifiers: Iterable[Identifier]) -> tuple[str, ...]:
    """Return the identifiers of a trial as written, each once, the one that its key is made of first."""
    values = list(dict.fromkeys(each.value for each in identifiers))
    named = [value for value in values if value.lower() == key.split(":", 1)[-1].lower()]
    return (*named, *(value for value in values if value not in named))


def _spelled(registry: Registry, written: str) -> str:
    compact = re.sub(r"\s", "", written)
    letters = re.match(r"[A-Za-z]*", compact)
    prefix = letters.group() if letters else ""
    spelled = next((each for each in registry.spellings or (registry.id,) if each.lower() == prefix.lower()), prefix)
    number = compact[len(prefix) :]
    return spelled + (number.lower() if registry.ends_small else number)
