"""`main.py compare`: two to six trials side by side."""

import argparse

from desktop.cli.printing import add_json, print_json
from desktop.cli.selection import trials_named
from desktop.workflows.compare_trials import compare_trials, comparison_as_json, wrong_number
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the trials, and for what to show of them."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="their keys or any identifiers, in this order")
    parser.add_argument("--differences", action="store_true", help="only the facts in which they differ")
    parser.add_argument("--country", default="", metavar="NAME", help="the country whose sites are counted")
    add_json(parser)


def usage_fault(request: argparse.Namespace) -> str:
    """Return a sentence if there are too few or too many trials, else ""."""
    return wrong_number(len(request.ids))


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the comparison: for each fact, the value of each trial."""
    ids = trials_named(request.ids, workspace)
    comparison = compare_trials(workspace.catalogue, ids, workspace.facets, workspace.resources, request.country)
    shown = comparison.differences if request.differences else comparison
    if request.json:
        print_json(comparison_as_json(shown))
        return 0
    names = [column.identifier for column in shown.columns]
    width = max(map(len, names))
    for column in shown.columns:
        print(" · ".join(dict.fromkeys(filter(None, (column.identifier, column.name, column.title, column.status)))))
    for row in shown.rows:
        print(f"\n{row.label}")
        for name, cell in zip(names, row.cells, strict=True):
            for place, line in enumerate(cell.lines):
                print(f"  {name if place == 0 else '':{width}}  {line.in_full}")
    return 0
