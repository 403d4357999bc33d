"""`main.py changes`: what changed in trials, the most important first; `changes seen` marks everything as seen."""

import argparse

from desktop.cli import seen
from desktop.cli.printing import add_json, print_json
from desktop.cli.selection import add_query, query_in
from desktop.trials.change_kinds import LAST
from desktop.workflows.what_changed import what_changed
from desktop.workspace import Workspace

_SEEN = ["seen"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the query and the start of the time."""
    add_query(parser)
    parser.add_argument("--since", default=LAST, metavar="last|YYYY-MM-DD", help="since the last look, or since a day")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the changes, or mark everything as seen."""
    if request.query == _SEEN:
        return seen.mark((), workspace)
    query = query_in(request, workspace)
    told = what_changed(workspace.catalogue, query, request.since, workspace.facets, workspace.resources)
    for each in told:
        if request.json:
            print_json(each.as_json())
        else:
            for sentence in each.sentences:
                print(f"{each.key:16}  {each.kind:12}  {sentence} {each.where}")
    return 0
