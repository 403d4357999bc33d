"""How texts are laid out: what names a cohort or phase, heads a list, joins lines, writes letters out; layout.toml."""

import hashlib
import re
from dataclasses import dataclass, fields
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.named_expressions import NamedExpression, expression_faults, expressions_in
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.toml_files import content_of

FILE = "layout.toml"
_NEVER = re.compile(r"(?!)")
# These are looked for where a text, or a line of it, begins.
_AT_THE_BEGINNING = frozenset(("or_at_start", "of_some"))


@dataclass(frozen=True, eq=False)
class Layout:
    """Hold the expressions of layout.toml, which says what each finds; ``version`` changes with any byte of it."""

    cohort: re.Pattern[str] = _NEVER
    cohort_behind: re.Pattern[str] = _NEVER
    cohort_headed: re.Pattern[str] = _NEVER
    cohort_label: re.Pattern[str] = _NEVER
    before_cohort: re.Pattern[str] = _NEVER
    phase: re.Pattern[str] = _NEVER
    old_heading: re.Pattern[str] = _NEVER
    or_at_end: re.Pattern[str] = _NEVER
    or_at_start: re.Pattern[str] = _NEVER
    or_anywhere: re.Pattern[str] = _NEVER
    or_in_capitals: re.Pattern[str] = _NEVER
    or_numbered: re.Pattern[str] = _NEVER
    ways_in_line: re.Pattern[str] = _NEVER
    one_of: re.Pattern[str] = _NEVER
    one_of_level: re.Pattern[str] = _NEVER
    of_some: re.Pattern[str] = _NEVER
    following: re.Pattern[str] = _NEVER
    left_open: re.Pattern[str] = _NEVER
    abbreviation: re.Pattern[str] = _NEVER
    clause_border: re.Pattern[str] = _NEVER
    measure: re.Pattern[str] = _NEVER
    between_initials: re.Pattern[str] = _NEVER
    behind_letters: re.Pattern[str] = _NEVER
    listed: tuple[tuple[str, NamedExpression], ...] = ()
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
    listed = expressions_in(content, FILE, _EXPRESSIONS, content.get("terms", {}))
    patterns = {name: each.pattern for name, each in listed.items()}
    version = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    return Layout(**patterns, listed=tuple(listed.items()), version=version)


@read_once
def layout_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return the faults of the layout as sentences: an unreadable file, texts that are read wrongly."""
    try:
        layout = load_layout(folder, own)
    except VocabularyError as error:
        return (str(error),)
    return tuple(
        fault
        for name, each in layout.listed
        for fault in expression_faults(each, at_the_beginning=name in _AT_THE_BEGINNING)
    )
