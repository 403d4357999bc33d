"""How criteria are laid out: what names a cohort or a phase, what heads a list, what joins lines; layout.toml."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from desktop.errors import VocabularyError
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.toml_files import content_of

FILE = "layout.toml"
_NEVER = re.compile(r"(?!)")
_TERM = re.compile(r"(?<!\?P)<([a-z_]+)>")
# These are looked for where a text, or a line of it, begins.
_AT_THE_BEGINNING = frozenset(("or_at_start", "of_some"))


class _Examples(NamedTuple):
    name: str
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layout:
    """Hold the expressions of layout.toml, which says what each finds; ``version`` changes with any byte of it."""

    cohort: re.Pattern[str] = _NEVER
    cohort_behind: re.Pattern[str] = _NEVER
    cohort_label: re.Pattern[str] = _NEVER
    before_cohort: re.Pattern[str] = _NEVER
    phase: re.Pattern[str] = _NEVER
    old_heading: re.Pattern[str] = _NEVER
    or_at_end: re.Pattern[str] = _NEVER
    or_at_start: re.Pattern[str] = _NEVER
    or_anywhere: re.Pattern[str] = _NEVER
    or_in_capitals: re.Pattern[str] = _NEVER
    or_numbered: re.Pattern[str] = _NEVER
    one_of: re.Pattern[str] = _NEVER
    one_of_level: re.Pattern[str] = _NEVER
    of_some: re.Pattern[str] = _NEVER
    following: re.Pattern[str] = _NEVER
    examples: tuple[_Examples, ...] = ()
    version: str = ""


NOTHING_LAID_OUT = Layout()
"""Finds nothing."""
_EXPRESSIONS = tuple(each.name for each in fields(Layout) if each.default is _NEVER)


@read_once
def load_layout(folder: Path, own: Path | None = None) -> Layout:
    """Return the layout of a folder; a user's ``own`` copy counts instead.

    Raises:
        VocabularyError: the file is missing or at fault.
    """
    file = chosen(folder / FILE, own)
    content = content_of(file)
    terms: dict[str, str] = {}
    for name, pattern in content.get("terms", {}).items():
        terms[name] = _with_terms(pattern, terms, name)
    patterns = {name: _expression(content, name, terms) for name in _EXPRESSIONS}
    examples = tuple(_Examples(name, *_texts(content[name], name)) for name in _EXPRESSIONS)
    return Layout(**patterns, examples=examples, version=hashlib.sha256(file.read_bytes()).hexdigest()[:12])


def _expression(content: Mapping[str, Any], name: str, terms: Mapping[str, str]) -> re.Pattern[str]:
    table = content.get(name)
    pattern = table.get("pattern") if isinstance(table, dict) else None
    if not isinstance(pattern, str):
        raise VocabularyError(f"{FILE}: the pattern of [{name}] is missing.")
    try:
        return re.compile(_with_terms(pattern, terms, name))
    except re.error as error:
        raise VocabularyError(f"{FILE}, {name}: not a regular expression ({error}).") from error


def _with_terms(pattern: str, terms: Mapping[str, str], name: str) -> str:
    def term(found: re.Match[str]) -> str:
        if found[1] not in terms:
            raise VocabularyError(f"{FILE}, {name}: the term <{found[1]}> is not known.")
        return terms[found[1]]

    return _TERM.sub(term, pattern)


def _texts(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    for which in ("match", "reject"):
        texts = table.get(which, [])
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            raise VocabularyError(f"{FILE}, {name}: {which} must be a list of texts.")
        yield tuple(texts)


@read_once
def layout_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return the faults of the layout as sentences: an unreadable file, texts that are read wrongly."""
    try:
        layout = load_layout(folder, own)
    except VocabularyError as error:
        return (str(error),)
    return tuple(fault for each in layout.examples for fault in _faults(each, getattr(layout, each.name)))


def _faults(each: _Examples, pattern: re.Pattern[str]) -> Iterator[str]:
    found = pattern.match if each.name in _AT_THE_BEGINNING else pattern.search
    where = f"{FILE}, {each.name}"
    yield from missing_examples(where, each.match, each.reject)
    yield from failing_examples(where, each.match, each.reject, lambda text: found(text) is not None)
