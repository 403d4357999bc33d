"""`main.py seen`: mark trials, or everything, as seen; `changes` and the facet "changed" count from then on."""

import argparse
from collections.abc import Sequence

from desktop.cli.printing import counted
from desktop.cli.selection import trials_named
from desktop.workflows.what_changed import mark_seen
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the trials; none means all."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="the key or any identifier of a trial (none: all)")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Mark them, and print the number of those with something new."""
    return mark(request.ids, workspace)


def mark(names: Sequence[str], workspace: Workspace) -> int:
    """Mark trials, or all if none is named, as seen, and print the number of those with something new."""
    ids = trials_named(names, workspace) if names else None
    print(f"Marked as seen; something was new in {counted(mark_seen(workspace.catalogue, ids), 'trial')}.")
    return 0
