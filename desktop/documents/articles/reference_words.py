"""Read how libraries write references from resources/references.toml, once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.paths import RESOURCES

_FILE = RESOURCES / "references.toml"
_LONGEST_NOTHING = 60
Values = Mapping[str, Sequence[str]]
"""{tag: values of a reference}."""


@dataclass(frozen=True)
class _NumberPlace:
    """Hold the field in which a producer writes a number, and the fields by which its references are recognised."""

    of: str
    tags: tuple[str, ...]
    shape: re.Pattern[str]
    where: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def content() -> Mapping[str, Any]:
    """Return the whole file."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def tags(name: str) -> frozenset[str]:
    """Return the list of tags with this name in the table ``tags``."""
    return frozenset(content()["tags"][name].split())


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """Return a regular expression, or one of several in a list, that ignores case."""
    written = content()[table][name]
    joined = written if isinstance(written, str) else "|".join(f"(?:{each})" for each in written)
    return re.compile(joined, re.IGNORECASE | (re.VERBOSE if isinstance(written, str) else 0))


@cache
def months() -> Mapping[str, int]:
    """Return {name of a month in another language than English, in lower case: its number}."""
    return dict(content()["months"])


def library_number(of: str, values: Values) -> str:
    """Return an article's number in a library ("PMID" or "PMC"); "" if no known field holds one."""
    for place in _places():
        if place.of == of and _is_by_its_producer(place, values):
            for value in (value for tag in place.tags for value in values.get(tag, ())):
                if found := place.shape.search(value.strip()):
                    return found[1]
    return ""


def is_nothing(text: str) -> bool:
    """Return whether a text means that there is no value: "NA", "[No abstract available]"."""
    bare = text.strip()
    return not bare or (len(bare) <= _LONGEST_NOTHING and bare.strip("[](). ").casefold() in _nothing())


def plain_type(text: str) -> str:
    """Return a publication type in PubMed's spelling; "" if the text is no such type."""
    return _types().get(text.strip().strip(".").casefold(), "")


def _is_by_its_producer(place: _NumberPlace, values: Values) -> bool:
    told = ((shape, value) for tag, shape in place.where for value in values.get(tag, ()))
    return not place.where or any(shape.search(value.strip()) for shape, value in told)


@cache
def _places() -> tuple[_NumberPlace, ...]:
    return tuple(
        _NumberPlace(
            row["of"],
            tuple(row["tags"]),
            re.compile(row["shape"], re.IGNORECASE),
            tuple((tag, re.compile(shape, re.IGNORECASE)) for tag, shape in row.get("where", {}).items()),
        )
        for row in content()["number"]
    )


@cache
def _nothing() -> frozenset[str]:
    return frozenset(content()["words"]["nothing"])


@cache
def _types() -> Mapping[str, str]:
    return {each.casefold(): each for each in content()["words"]["types"]}
