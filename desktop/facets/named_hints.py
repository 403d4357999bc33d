"""The tables ``[hints.…]`` and ``[begins.…]`` of a file of words: parts of words, held to texts of their own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from desktop.errors import VocabularyError
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.hints import Hint
from desktop.facets.reading import plain
from desktop.facets.toml_files import content_of, texts

_NAMED_TABLES = ("hints", "begins", "tells")
Beginnings = Mapping[str, Sequence[str]]
"""Those that words begin with, by the name of their table."""
_HOLDS_NONE = "one of its words must stand in {!r} and does not."
_HOLDS_ONE = "none of its words may stand in {!r} and one does."


def refuse_older_copy(file: Path, shipped: Path) -> None:
    """Refuse a user's own copy that lacks a table which the shipped file has got since.

    Raises:
        VocabularyError: it does; names the table.
    """
    if file == shipped:
        return
    own, wanted = content_of(file), content_of(shipped)
    for table in _NAMED_TABLES:
        if missing := wanted.get(table, {}).keys() - own.get(table, {}).keys():
            raise VocabularyError(
                f"{file.name}: [{table}.{min(missing)}] is missing; take it over from the shipped file."
            )


class Parts(NamedTuple):
    """Hold what tells whether parts of words stand in a text, with texts in which one must and in which none may."""

    where: str
    stand_in: Callable[[str], bool]
    match: tuple[str, ...]
    reject: tuple[str, ...]


def hints_in(content: Mapping[str, Any], file: str) -> dict[str, Hint]:
    """Return the hints in the content of a file, by name.

    Raises:
        VocabularyError: one of them lacks or misspells a field.
    """
    try:
        return {
            name: Hint(each["words"], each.get("exact", ()), each.get("kinds", ()))
            for name, each in content.get("hints", {}).items()
            if not isinstance(each, list)
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VocabularyError(f"{file}: a hint lacks or misspells a field ({error}).") from error


def begins_in(content: Mapping[str, Any], file: str) -> dict[str, tuple[str, ...]]:
    """Return those that words begin with, by name.

    Raises:
        VocabularyError: one of them has no list of words.
    """
    return {name: texts(f"{file}, begins.{name}", each, "words") for name, each in content.get("begins", {}).items()}


def parts_in(
    content: Mapping[str, Any], file: str, hints: Mapping[str, Hint], begins: Mapping[str, tuple[str, ...]]
) -> tuple[Parts, ...]:
    """Return what is held to texts of its own: all but the hints that are held to the phrases of their kinds.

    Raises:
        VocabularyError: the texts of one are no list of texts.
    """
    tables = {("hints", name): partial(_stands_in, hint) for name, hint in hints.items() if not hint.kinds}
    tables |= {("begins", name): partial(_begins, words) for name, words in begins.items()}
    found = []
    for (table, name), stand_in in tables.items():
        where = f"{file}, {table}.{name}"
        found.append(Parts(where, stand_in, *(texts(where, content[table][name], each) for each in Parts._fields[2:])))
    return tuple(found)


def part_faults(parts: Parts) -> Iterator[str]:
    """Yield a sentence for each text that parts of words do not keep to."""
    yield from missing_examples(parts.where, parts.match, parts.reject)
    yield from failing_examples(parts.where, parts.match, parts.reject, parts.stand_in, _HOLDS_NONE, _HOLDS_ONE)


def _stands_in(hint: Hint, text: str) -> bool:
    return hint.search(plain(text) if hint.cased else plain(text).lower()) is not None


def _begins(words: tuple[str, ...], text: str) -> bool:
    return plain(text).lower().startswith(words)
