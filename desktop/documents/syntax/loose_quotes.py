"""Split the cells of a row written by a program that did not double the quotation marks inside a cell.

A mark ends a cell only before a separator or the end of the row, and a cell without marks may begin with one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPENING = re.compile(r' *"')
_MARKS = re.compile(r'"+')
_BETWEEN_LETTERS = re.compile(r'(?<=\S)"(?=\S)')
_MOST_BARE = 3
_MOST_WAYS = 16
"""The maximum of ways to split the first cells that are followed at the same time."""


@dataclass(frozen=True)
class _Step:
    """Hold one cell of a way: the span of its text, whether it is in marks, and the step before it."""

    before: "_Step | None"
    begin: int
    end: int
    in_marks: bool
    bare: int


def cells_of(row: str, separator: str, count: int) -> list[str] | None:
    """Return the cells of a row, which may have several lines; None if they are not ``count``.

    Marks inside a cell are kept, except a single one inside a word, which closes the first mark of the cell. Of several
    ways, the one is used in which the fewest cells begin with a mark that belongs to their text.
    """
    best: _Step | None = None
    for pairs_may_end in (False, True):
        found = _Row(row, separator, pairs_may_end=pairs_may_end).last_step(count)
        if found and (best is None or found.bare < best.bare):
            best = found
        if best and not best.bare:
            break
    return _cells(row, best) if best else None


class _Row:
    """Follow the ways to split one row; hold the offsets at which marks may end a cell."""

    def __init__(self, row: str, separator: str, *, pairs_may_end: bool) -> None:
        self._row = row
        self._separator = separator
        self._pairs_may_end = pairs_may_end
        ends = [found for found in _MARKS.finditer(row) if self._is_end(found.start(), found.end())]
        self._starts = [found.start() for found in ends]
        self._ends = [found.end() for found in ends]

    def last_step(self, count: int) -> _Step | None:
        """Return the last step of the best way to split the row into ``count`` cells; None if there is no way."""
        ways: Mapping[int, _Step | None] = {0: None}
        for place in range(count):
            further: dict[int, _Step] = {}
            last: list[_Step] = []
            for at, before in ways.items():
                for step, end in self._steps(at, before):
                    if end >= len(self._row):
                        last.append(step)
                    elif (known := further.get(end + len(self._separator))) is None or step.bare < known.bare:
                        further[end + len(self._separator)] = step
            if place == count - 1:
                return min(last, key=lambda step: step.bare, default=None)
            if not further:
                return None
            # The first ways have the fewest cells without marks; the others are dropped.
            kept = sorted(further.items(), key=lambda way: way[1].bare)
            ways = dict(kept[:_MOST_WAYS])
        return None

    def _steps(self, at: int, before: _Step | None) -> Iterator[tuple[_Step, int]]:
        """Yield (cell that may begin here, offset of the separator after it)."""
        row, bare = self._row, before.bare if before else 0
        opening = _OPENING.match(row, at)
        if opening and (end := self._end_of_marks(opening.end())) is not None:
            yield _Step(before, opening.end(), end - 1, in_marks=True, bare=bare), end
        end = row.find(self._separator, at)
        end = len(row) if end < 0 else end
        if row.find("\n", at, end) >= 0:
            return
        if not opening:
            yield _Step(before, at, end, in_marks=False, bare=bare), end
        elif bare < _MOST_BARE and self._ends_cell(end) and row.count('"', at, end) % 2 == 0:
            yield _Step(before, at, end, in_marks=False, bare=bare + 1), end

    def _end_of_marks(self, begin: int) -> int | None:
        """Return the end of the marks that close a cell whose text begins here; None if there are none."""
        here = _MARKS.match(self._row, begin)
        if here and self._ends_cell(begin + 1):
            return begin + 1
        if here and self._is_end(begin, here.end()):
            return here.end()
        found = bisect_left(self._starts, here.end() if here else begin)
        return self._ends[found] if found < len(self._ends) else None

    def _is_end(self, begin: int, end: int) -> bool:
        return ((end - begin) % 2 == 1 or self._pairs_may_end) and self._ends_cell(end)

    def _ends_cell(self, at: int) -> bool:
        # No program writes a space after a separator; a comma in a text has one.
        row, separator = self._row, self._separator
        return at >= len(row) or (row.startswith(separator, at) and not row.startswith(" ", at + len(separator)))


def _cells(row: str, last: _Step) -> list[str]:
    cells: list[str] = []
    step: _Step | None = last
    while step:
        written = row[step.begin : step.end]
        cells.append(_text(written) if step.in_marks else written)
        step = step.before
    return cells[::-1]


def _text(written: str) -> str:
    text = written.replace('""', '"')
    return _BETWEEN_LETTERS.sub("", text) if text.count('"') == 1 else text
