"""Make the texts of a record plain: entities become characters, and changes of writing direction are removed.

Texts of registries may contain HTML entities, escaped once or several times ("&amp;amp;", "&amp;lt; 5"). They are
turned back into the original text; code that shows the text must escape it. Characters that were decoded wrongly before
they were escaped are repaired here, because they are only visible now.

Embeddings, overrides and isolates of the writing direction (U+202A to U+202E, U+2066 to U+2069) affect the words around
them, so that "OLLEH" is shown as "HELLO" and a program as "exe.txt". They are removed, and the record gets a remark.
Arabic and Hebrew words do not need them; the marks between letters (U+200E, U+200F, U+061C) are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from html import unescape
from html.entities import html5
from typing import Any

from desktop.documents.mojibake import mended
from desktop.trials.remarks import remark
from desktop.trials.trial import Trial

TURNING = "\u202a-\u202e\u2066-\u2069"
"""The characters that change the writing direction of the text after them, for a character class of a pattern."""

_TURNING = re.compile(f"[{TURNING}]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z]{2,31}[0-9]{0,2}));")
_MOST_ESCAPES = 5
# Records that may need this have an entity or such a character, plain or escaped.
_NEEDED = re.compile(
    rf"[{TURNING}]|\\u20(?:2[a-eA-E]|6[6-9])|\\u00(?:[cC][2-9a-fA-F]|[dDeE][0-9a-fA-F]|[fF][0-4])\\u|&(?:[aA][mM][pP];|#38;|#[xX]26;)*(?:#[0-9xX]|[A-Za-z]{{2,31}}[0-9]{{0,2}};)"
)
_ESCAPED = re.compile(r"\\u(?:20|00)")  # four times as fast as looking for two texts
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def may_not_be_plain(text: str) -> bool:
    """Return whether ``plain_record`` could change any record of a document; few documents need it."""
    if text.isascii() and "&" not in text and not _ESCAPED.search(text):
        return False
    return _NEEDED.search(text) is not None


def plain_record(trial: Trial) -> Trial:
    """Return a trial with entities as characters and without changes of writing direction, with a warning."""
    counts = _Counts()
    plain: Trial = _plain(trial, counts)
    turned = (remark("turning_left_out", count=counts.turned),) if counts.turned else ()
    misread = (remark("misread_mended"),) if counts.misread else ()
    return replace(plain, warnings=(*plain.warnings, *turned, *misread)) if turned or misread else plain


def plain_words(text: str) -> str:
    """Return a text with HTML entities as characters, if escaped at most five times."""
    for _ in range(_MOST_ESCAPES):
        if "&" not in text:
            break
        decoded = _ENTITY.sub(_character, text)
        if decoded == text:
            break
        text = decoded
    return text


@dataclass
class _Counts:
    """Count what was removed and repaired in one record."""

    turned: int = 0
    misread: int = 0


def _plain(value: Any, counts: _Counts) -> Any:  # noqa: ANN401 - whatever a trial is made of
    """Return a value with plain texts; the same object if nothing changes."""
    if isinstance(value, str):
        if value.isascii() and "&" not in value:
            return value
        plain, turned = _TURNING.subn("", plain_words(value))
        plain, misread = mended(plain)
        counts.turned += turned
        counts.misread += misread
        return plain
    if isinstance(value, tuple):
        parts = [_plain(part, counts) for part in value]
        if all(part is before for part, before in zip(parts, value, strict=True)):
            return value
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value):
        changed = {name: part for name, before in _parts(value) if (part := _plain(before, counts)) is not before}
        return replace(value, **changed) if changed and not isinstance(value, type) else value
    return value


def _parts(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    return ((name, getattr(value, name)) for name in _names(value.__class__))


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(each.name for each in fields(kind))


def _character(entity: re.Match[str]) -> str:
    written = entity.group()
    if entity[1] and f"{entity[1]};" not in html5:
        return written
    # A line end or control character must not get into a text on one line.
    return _CONTROL.sub(" ", unescape(written).replace("\xa0", " "))
