"""What a comparison is made of: one column a trial, one row a fact, and cells that know where they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from desktop.sheet.parts import Block
from desktop.trials.finding import Evidence


class Line(NamedTuple):
    """Hold one thing that a cell says; ``notes`` are said below it in small letters."""

    words: str
    notes: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """Return the words with their notes on one line: "Trastuzumab (8 mg/kg; weekly)"."""
        return f"{self.words} ({'; '.join(self.notes)})" if self.notes else self.words


@dataclass(frozen=True)
class Cell:
    """Hold what one trial says of one fact.

    ``values`` are the value ids of a facet, none for other facts. ``evidence`` holds the places of the trial's texts
    from which values were read, by their numbers in ``Sheet.places``, ``behind`` the blocks of its sheet in which the
    words stand, and ``part`` the id of the part of the sheet that holds them. ``is_silent`` tells that the trial does
    not state the fact, which the line then says.
    """

    lines: tuple[Line, ...]
    values: tuple[str, ...] = ()
    evidence: Mapping[int, Evidence] = field(default_factory=dict)
    behind: tuple[Block, ...] = ()
    part: str = "facts"
    is_silent: bool = False

    @cached_property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """Return what two cells that say the same have in common: their words, but for the white space in them."""
        return tuple(tuple(" ".join(each.split()) for each in (line.words, *line.notes)) for line in self.lines)


@dataclass(frozen=True)
class Column:
    """Hold which trial a column shows, as its head names it.

    ``identifier`` is the number that a reader knows, ``name`` the acronym, or else the title. ``status`` is the
    recruitment status with the registry's date of the record.
    """

    key: str
    identifier: str
    name: str
    title: str
    status: str
    is_damaged: bool = False


@dataclass(frozen=True)
class Row:
    """Hold one fact of all trials; ``label`` is how the fact is called.

    ``is_of_patient`` tells that it says something of a patient, which leaves the program only where that is ticked.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    is_of_patient: bool = False

    @cached_property
    def is_same(self) -> bool:
        """Tell whether all trials say the same."""
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
        """Tell whether a row says something of a patient."""
        return any(row.is_of_patient for row in self.rows)

    @cached_property
    def without_patient(self) -> "Comparison":
        """Return the comparison without the rows that say something of a patient."""
        return replace(self, rows=tuple(row for row in self.rows if not row.is_of_patient))

    def with_first(self, number: int) -> "Comparison":
        """Return the comparison with one of its columns before the others."""
        order = (number, *(each for each in range(len(self.columns)) if each != number))
        rows = tuple(replace(row, cells=tuple(row.cells[each] for each in order)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[each] for each in order), rows=rows)
