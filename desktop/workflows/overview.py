"""Count the trials of a query by two facets, and by the year of their start."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, base_of
from desktop.errors import QueryError
from desktop.trials.facets import SECOND, Facets

ROWS, COLUMNS = "her2", "drug_classes"
"""The default facets of the matrix."""


@dataclass(frozen=True)
class AxisValue:
    """Hold one value of a facet; ``total`` is the number of trials with it as the only filter of the two facets."""

    value: str
    label: str
    short: str
    group: str
    total: int


@dataclass(frozen=True)
class Axis:
    """Hold a facet with its values in order; its id ends in ``~`` in the second reading."""

    facet: str
    label: str
    values: tuple[AxisValue, ...]
    is_multiple: bool
    """Whether one trial may have several values."""


@dataclass(frozen=True)
class Matrix:
    """Hold the numbers of trials with a value of the rows and a value of the columns.

    ``cells[i][j]`` is the number of trials in the list of ``opened_by(i, j)``; ``total`` that of ``opened_by()``.
    Without ``columns`` the numbers are the totals of the rows.
    """

    query: TrialQuery
    rows: Axis
    columns: Axis | None
    cells: tuple[tuple[int, ...], ...]
    total: int

    def opened_by(self, row: int | None = None, column: int | None = None) -> TrialQuery:
        """Return the query in which the values of a cell replace the selection in their facets.

        None removes the selection in that facet. Excluded values stay excluded, except those of the cell.
        """
        query = _selecting(self.query, self.rows, row)
        return _selecting(query, self.columns, column) if self.columns else query

    def most(self) -> int:
        """Return the largest number in a cell; without columns, of a row."""
        numbers = [number for row in self.cells for number in row] if self.columns else _totals(self.rows)
        return max(numbers, default=0)

    def without_empty(self) -> "Matrix":
        """Return the matrix without the rows and columns in which all numbers are 0."""
        in_columns = list(zip(*self.cells, strict=True)) if self.columns else []
        rows = [i for i, each in enumerate(self.rows.values) if each.total or any(self.cells[i])]
        columns = [j for j, each in enumerate(in_columns) if self.columns and (_totals(self.columns)[j] or any(each))]
        return replace(
            self,
            rows=_only(self.rows, rows),
            columns=_only(self.columns, columns) if self.columns else None,
            cells=tuple(tuple(self.cells[i][j] for j in columns) for i in rows),
        )

    def turned(self) -> "Matrix":
        """Return the matrix with rows and columns exchanged; without columns, unchanged."""
        if not self.columns:
            return self
        return replace(self, rows=self.columns, columns=self.rows, cells=tuple(zip(*self.cells, strict=True)))

    def as_json(self) -> dict[str, object]:
        """Return the matrix as JSON fields for `overview --json`."""
        sides = {"row": self.rows, **({"column": self.columns} if self.columns else {})}
        return {
            "query": str(self.query),
            **{f"{side}s": [each.value for each in axis.values] for side, axis in sides.items()},
            "cells": [list(row) for row in self.cells],
            "total": self.total,
            **{f"{side}_totals": list(_totals(axis)) for side, axis in sides.items()},
            **{f"{side}_labels": [each.label for each in axis.values] for side, axis in sides.items()},
            **{f"{side}_facet": axis.facet for side, axis in sides.items()},
            **{f"{side}_facet_label": axis.label for side, axis in sides.items()},
        }


@dataclass(frozen=True)
class Overview:
    """Hold the data of the overview page, from one state of the catalogue file."""

    matrix: Matrix
    statuses: Matrix
    """Recruitment status by phase."""
    years: Matrix
    """Start years, the latest first."""


def overview(catalogue: Catalogue, facets: Facets, query: TrialQuery, rows: str, columns: str) -> Overview:
    """Return the numbers of two facets, of status by phase, and of start years, without empty rows and columns.

    Each facet has the reading that it has in the query.
    """
    with catalogue.index.reading:
        read = [as_read(query, facets, facet) for facet in (rows, columns)]
        return Overview(
            matrix(catalogue, facets, query, *read).without_empty(),
            matrix(catalogue, facets, query, "status", "phase").without_empty(),
            start_years(catalogue, facets, query),
        )


def matrix(catalogue: Catalogue, facets: Facets, query: TrialQuery, rows: str, columns: str) -> Matrix:
    """Count the trials with a value of one facet and a value of another, under the other filters.

    Raises:
        QueryError: there is no such facet, or both are the same.
    """
    of_rows, of_columns = (facet_named(facets, name) for name in (rows, columns))
    if base_of(of_rows) == base_of(of_columns):
        label = facets.facet_label(of_rows)
        raise QueryError(f"Rows and columns are both {label}; choose another filter for one of them.")
    counted = catalogue.index.crossed(query, of_rows, of_columns)
    return Matrix(
        query,
        _axis(facets, of_rows, counted.rows, counted.row_totals),
        _axis(facets, of_columns, counted.columns, counted.column_totals),
        counted.cells,
        counted.total,
    )


def by_value(catalogue: Catalogue, facets: Facets, query: TrialQuery, facet: str) -> Matrix:
    """Count the trials with each value of a facet, under the other filters; the matrix has no columns.

    Raises:
        QueryError: there is no such facet.
    """
    of_rows = facet_named(facets, facet)
    counted = catalogue.index.crossed(query, of_rows)
    return Matrix(query, _axis(facets, of_rows, counted.rows, counted.row_totals), None, counted.cells, counted.total)


def start_years(catalogue: Catalogue, facets: Facets, query: TrialQuery) -> Matrix:
    """Count the trials that started in each year, the latest first, then those without a start date.

    Years without a trial, between the first and the last with one, are included.
    """
    counted = by_value(catalogue, facets, query, "start_year")
    known = {int(each.value): each for each in counted.rows.values if each.total and each.value.isdecimal()}
    years = [_year(year, known) for year in range(max(known), min(known) - 1, -1)] if known else []
    others = [each for each in counted.rows.values if each.total and not each.value.isdecimal()]
    values = (*years, *others)
    return replace(counted, rows=replace(counted.rows, values=values), cells=((),) * len(values))


def facet_named(facets: Facets, name: str) -> str:
    """Return the id of a facet by its name in queries.

    Raises:
        QueryError: there is no such facet, or none whose values are counted.
    """
    facet = facets.facet_id(name.lower())
    if facet is None or facets[facet].searched:
        raise QueryError(f"There is no filter “{name}”; choose from: {', '.join(each.id for each in facets.all)}.")
    return facet


def as_read(query: TrialQuery, facets: Facets, facet: str) -> str:
    """Return the id of a facet in the reading that it has in a query."""
    second = facet + SECOND
    is_second = any(each == second for each, _ in (*query.selected, *query.excluded))
    return second if facets[facet].second and is_second else facet


def _selecting(query: TrialQuery, axis: Axis, place: int | None) -> TrialQuery:
    return query.selecting(axis.facet, () if place is None else (axis.values[place].value,))


def _axis(facets: Facets, facet: str, values: Iterable[str], totals: Iterable[int]) -> Axis:
    known = facets[facet]
    named = (
        AxisValue(
            value=value,
            label=known.label_of(value),
            short=known.short_of(value),
            group=known.by_id[value].group if value in known.by_id else "",
            total=total,
        )
        for value, total in zip(values, totals, strict=True)
    )
    return Axis(facet, facets.facet_label(facet), tuple(named), known.multiple)


def _only(axis: Axis, places: Iterable[int]) -> Axis:
    return replace(axis, values=tuple(axis.values[place] for place in places))


def _totals(axis: Axis) -> tuple[int, ...]:
    return tuple(each.total for each in axis.values)


def _year(year: int, known: dict[int, AxisValue]) -> AxisValue:
    return known.get(year) or AxisValue(str(year), str(year), str(year), "", total=0)
