"""`main.py facets`: the facet values with their numbers of trials under a query."""

import argparse

from desktop.cli.printing import add_json, print_json
from desktop.cli.selection import add_query, query_in
from desktop.workflows.filter_trials import facet_counts
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the query."""
    add_query(parser)
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the numbers for each facet."""
    counts = facet_counts(workspace.catalogue, workspace.facets, query_in(request, workspace))
    if request.json:
        print_json({each.facet.id: [value.as_json() for value in each.values] for each in counts})
        return 0
    for each in counts:
        print(each.facet.label)
        for value in each.values:
            print(f"  {'x' if value.selected else '-' if value.excluded else ' '} {value.count:7,}  {value.label}")
    return 0
