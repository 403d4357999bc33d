"""Part the cells of a row whose quotation marks were written by a program that did not double those inside a cell.

A mark then ends a cell only where a separator or the end of the row follows, and may begin one that is not in marks.
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
"""So many ways of parting the first cells are followed at once."""


@dataclass(frozen=True)
class _Step:
    """Hold one cell of a way: where its text stands, whether in marks, and which step of the way came before."""

    before: "_Step | None"
    begin: int
    end: int
    in_marks: bool
    bare: int


def cells_of(row: str, separator: str, count: int) -> list[str] | None:
    """Return the cells of a row, which may run over lines; None unless they are so many as wanted.

    Marks inside a cell stay, except one that stands alone and without space in a word: it closes the cell's own first.
    Of several ways the one is taken in which the fewest cells begin with a mark that is a letter of theirs.
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
    """Follow the ways to part one row; hold where marks may end a cell."""

    def __init__(self, row: str, separator: str, *, pairs_may_end: bool) -> None:
        self._row = row
        self._separator = separator
        self._pairs_may_end = pairs_may_end
        ends = [found for found in _MARKS.finditer(row) if self._is_end(found.start(), found.end())]
        self._starts = [found.start() for found in ends]
        self._ends = [found.end() for found in ends]

    def last_step(self, count: int) -> _Step | None:
        """Return the last step of the best way to part the row into so many cells; None if there is no way."""
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
            # The first ways are those with the fewest bare cells; the others are given up.
            kept = sorted(further.items(), key=lambda way: way[1].bare)
            ways = dict(kept[:_MOST_WAYS])
        return None

    def _steps(self, at: int, before: _Step | None) -> Iterator[tuple[_Step, int]]:
        """Yield the cells that may begin here, and where the separator behind each stands."""
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
        """Return where the marks end that close a cell whose text begins here."""
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
        # Behind a separator no program writes a space; a comma of the text has one.
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
