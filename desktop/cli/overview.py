"""`main.py overview`: the numbers of trials with a value of one facet and a value of another."""

import argparse

from desktop.cli.printing import add_json, print_json
from desktop.cli.selection import add_query, query_in
from desktop.workflows.overview import COLUMNS, ROWS, Axis, Matrix, matrix
from desktop.workspace import Workspace

_ALL = "all"
_MOST_COLUMNS = 15
"""The maximum of columns; more do not fit a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the query, and for the facets of rows and columns."""
    add_query(parser)
    parser.add_argument("--rows", default=ROWS, metavar="FILTER", help="the filter of the rows")
    parser.add_argument("--columns", default=COLUMNS, metavar="FILTER", help="the filter of the columns")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the numbers; without ``--json`` omit empty rows and columns, and turn too many columns into rows."""
    query = query_in(request, workspace)
    counted = matrix(workspace.catalogue, workspace.facets, query, request.rows, request.columns)
    if request.json:
        print_json(counted.as_json())
    else:
        _print_table(_narrow(counted.without_empty()))
    return 0


def _narrow(counted: Matrix) -> Matrix:
    """Return the numbers with rows and columns exchanged if the columns would not fit."""
    columns = len(counted.columns.values) if counted.columns else 0
    return counted.turned() if columns > max(_MOST_COLUMNS, len(counted.rows.values)) else counted


def _print_table(counted: Matrix) -> None:
    """Print the table with numbered columns, and the labels of the columns below it, because they are long."""
    columns = counted.columns.values if counted.columns else ()
    numbers = [[counted.total, *(each.total for each in columns)]]
    numbers += [[row.total, *cells] for row, cells in zip(counted.rows.values, counted.cells, strict=True)]
    heads = [_ALL, *(str(place) for place in range(1, len(columns) + 1))]
    words = [_ALL, *(row.label for row in counted.rows.values)]
    wide = max(map(len, words))
    widths = [max(len(f"{n:,}") for n in (0, *column)) for column in zip(*numbers, strict=True)]
    widths = [max(width, len(head)) for width, head in zip(widths, heads, strict=True)]
    print(" ".join((" " * wide, *(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))))
    for label, line in zip(words, numbers, strict=True):
        print(" ".join((f"{label:<{wide}}", *(f"{n:>{width},}" for n, width in zip(line, widths, strict=True)))))
    _print_columns(counted.columns)


def _print_columns(axis: Axis | None) -> None:
    if axis and axis.values:
        print(f"\n{axis.label}")
        for place, each in enumerate(axis.values, 1):
            print(f"{place:>4}  {each.label}")
