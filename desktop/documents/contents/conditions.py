"""Read the conditions of a field, and the dictionary terms that European and other registers print with them."""

import re

from desktop.documents.contents.absences import stated
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines

_MARK = re.compile(r"^(?:[-–•*·▪]|\(?\d{1,2}[.)])\s*(?=\S)")
_MEDDRA = re.compile(r"MedDRA version\s*:", re.IGNORECASE)
_MEDDRA_TERM = re.compile(r"Term:([^\n;]*?)(?=System Organ Class|\n|;|$)")
_AREA = re.compile(r"Therapeutic area\s*:\s*([^;\n]+)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]\d{2}(?:\.\d{1,4})?|\d{8}")


def is_dictionary_line(line: str) -> bool:
    """Return whether a line of conditions holds terms of MedDRA or a therapeutic area."""
    return bool(_MEDDRA.search(line) or _AREA.search(line))


def conditions_and_keywords(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (conditions of a field, dictionary terms and codes printed with them, as keywords)."""
    begin = _MEDDRA.search(text)
    area = _AREA.search(text)
    ends = [match.start() for match in (begin, area) if match]
    if ends:
        terms = [*(match[1] for match in _MEDDRA_TERM.finditer(text)), *([area[1]] if area else [])]
        return _each_once(_lines(text[: min(ends)])), _each_once([one_line(term) for term in terms])
    parts = [stated(part) for part in re.split(r"[;；\n]", text)]
    return _each_once([part for part in parts if not _is_code(part)]), _each_once([p for p in parts if _is_code(p)])


def _lines(text: str) -> list[str]:
    """Return the items of a list with marks; prose is a single item."""
    lines = [line for line in tidy_lines(text.rstrip("; \n")).split("\n") if line]
    if all(_MARK.match(line) for line in lines):
        return [stated(_MARK.sub("", line)) for line in lines]
    return [stated(" ".join(lines))]


def _is_code(part: str) -> bool:
    return _CODE.fullmatch(part) is not None


def _each_once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
