"""The elements of a comparison: a column for each trial, a row for each fact, and cells with their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from desktop.sheet.parts import Block
from desktop.trials.finding import Evidence


class Line(NamedTuple):
    """Hold one statement of a cell; ``notes`` are shown below it in small letters."""

    words: str
    notes: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """Return the words with their notes on one line: "Trastuzumab (8 mg/kg; weekly)"."""
        return f"{self.words} ({'; '.join(self.notes)})" if self.notes else self.words


@dataclass(frozen=True)
class Cell:
    """Hold what one trial says of one fact.

    ``values`` are the value ids of a facet, empty for other facts. ``evidence`` is {number in ``Sheet.places``:
    evidence of the values}. ``behind`` are the blocks of the trial's sheet that hold the words, ``part`` is the id of
    the part with these blocks. ``is_silent``: the trial does not state the fact, and the line says so.
    """

    lines: tuple[Line, ...]
    values: tuple[str, ...] = ()
    evidence: Mapping[int, Evidence] = field(default_factory=dict)
    behind: tuple[Block, ...] = ()
    part: str = "facts"
    is_silent: bool = False

    @cached_property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """Return the words without differences in white space: two cells say the same if this is equal."""
        return tuple(tuple(" ".join(each.split()) for each in (line.words, *line.notes)) for line in self.lines)


@dataclass(frozen=True)
class Column:
    """Hold the header of a column: the trial that it shows.

    ``identifier`` is the number to show, ``name`` the acronym, else the title. ``status`` is the recruitment status
    with the registry's date of the record.
    """

    key: str
    identifier: str
    name: str
    title: str
    status: str
    is_damaged: bool = False


@dataclass(frozen=True)
class Row:
    """Hold one fact of all trials; ``label`` is its name.

    ``is_of_patient``: it contains data of a patient, which are exported only if the user ticks that.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    is_of_patient: bool = False

    @cached_property
    def is_same(self) -> bool:
        """Return whether all trials say the same."""
        return len({cell.said for cell in self.cells}) <= 1


@dataclass(frozen=True)
class Comparison:
    """Hold several trials side by side; every row has one cell for each column.

    ``country`` is the country whose sites are counted, "" for all. ``countries`` are those of the sites of the trials.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    country: str = ""
    countries: tuple[str, ...] = ()

    @cached_property
    def differences(self) -> "Comparison":
        """Return the comparison without the rows in which all trials say the same."""
        return replace(self, rows=tuple(row for row in self.rows if not row.is_same))

    @property
    def is_of_patient(self) -> bool:
        """Return whether a row contains data of a patient."""
        return any(row.is_of_patient for row in self.rows)

    @cached_property
    def without_patient(self) -> "Comparison":
        """Return the comparison without the rows that contain data of a patient."""
        return replace(self, rows=tuple(row for row in self.rows if not row.is_of_patient))

    def with_first(self, number: int) -> "Comparison":
        """Return the comparison with the column of this index first."""
        order = (number, *(each for each in range(len(self.columns)) if each != number))
        rows = tuple(replace(row, cells=tuple(row.cells[each] for each in order)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[each] for each in order), rows=rows)
