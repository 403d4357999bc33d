"""The lines of a text of which one is enough: joined by "or", or below a line that says so."""

from desktop.facets.layout import Layout

_LONGEST_END = 10  # letters
_LONGEST_OR = 2  # letters
_NEAR = 12  # letters before and behind a line end: "or" that joins two lines stands within them
_MOST_ALTERNATIVES = 8
_LONGEST_FEATURE = 100  # letters: longer lines describe patients, and are no list of features


def joined_lines(text: str, place: int, layout: Layout) -> tuple[str, ...]:
    """Return the lines that "or" at their ends joins to the line of a place, without that line."""
    start, end = _line_round(text, place)
    borders = text[max(0, start - _NEAR) : start + _NEAR], text[max(0, end - _NEAR) : end + _NEAR]
    if not any(map(layout.or_anywhere.search, borders)):
        return ()  # looked at first, because most lines are joined to none
    found: list[str] = []
    below = end
    while len(found) < _MOST_ALTERNATIVES and below < len(text):
        first, last = _line_round(text, below + 1)
        if not (
            _ends_in_or(text, *_line_round(text, below - 1), layout) or layout.or_at_start.match(text, first, last)
        ):
            break
        found.append(text[first:last])
        below = last
    above = start
    while len(found) < _MOST_ALTERNATIVES and above > 0:
        first, last = _line_round(text, above - 1)
        if not (_ends_in_or(text, first, last, layout) or layout.or_at_start.match(text, *_line_round(text, above))):
            break
        found.append(text[first:last])
        above = first
    return tuple(each for each in found if len(each.strip(" *•-,;:")) > _LONGEST_OR)


def above_joined(text: str, place: int, layout: Layout) -> str:
    """Return the line above those that "or" joins to the line of a place, if it ends in a colon; else ""."""
    start, _ = _line_round(text, place)
    for _ in range(_MOST_ALTERNATIVES):
        first, last = _line_round(text, start - 1) if start else (0, 0)
        if not _ends_in_or(text, first, last, layout):
            break
        start = first
    return text[first:last].strip() if text[first:last].rstrip().endswith(":") else ""


def first_of(text: str, place: int, layout: Layout) -> tuple[str, ...]:
    """Return the line of a place and the one behind it, if the line above says that one of those below is enough.

    Old records hold all criteria at one level, so that nothing tells how many are meant: the first is for certain.
    """
    start, end = _line_round(text, place)
    before = max(0, start - _NEAR)
    above = before + len(text[before:start].rstrip())
    if text[above - 1 : above] != ":" or not layout.one_of.search(text, _line_round(text, above - 1)[0], above):
        return ()
    behind = text[end : end + _NEAR]
    first, last = _line_round(text, end + len(behind) - len(behind.lstrip()))
    return () if max(end - start, last - first) > _LONGEST_FEATURE else (text[start:end], text[first:last])


def indented_ways(text: str, place: int, layout: Layout) -> tuple[str, ...]:
    """Return the lines of a text of which one is enough, if a place is in one of them; none if it is in no such line.

    Old records hold all criteria in one text, where the lines of a list are indented under what governs it.
    """
    start, end = _line_round(text, place)
    depth = _indent(text[start:end])
    lines = [text[start:end]]
    above = start
    while above > 0 and len(lines) < _MOST_ALTERNATIVES:
        first, last = _line_round(text, above - 1)
        above, line = first, text[first:last]
        if line.strip() and _indent(line) < depth:
            governs = line.rstrip().endswith(":") and layout.one_of.search(line)
            return (*lines, *_lines_below(text, end, depth)) if governs else ()
        if _indent(line) == depth:
            lines.append(line)
    return ()


def _lines_below(text: str, end: int, depth: int) -> list[str]:
    found: list[str] = []
    while end < len(text) and len(found) < _MOST_ALTERNATIVES:
        first, end = _line_round(text, end + 1)
        line = text[first:end]
        if line.strip() and _indent(line) < depth:
            break
        if _indent(line) == depth:
            found.append(line)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _ends_in_or(text: str, start: int, end: int, layout: Layout) -> bool:
    return layout.or_at_end.search(text, max(start, end - _LONGEST_END), end) is not None


def _line_round(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)
