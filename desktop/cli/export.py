"""`main.py export`: trials into a table or a PDF."""

import argparse
from pathlib import Path

from desktop import __version__
from desktop.cli.printing import counted
from desktop.cli.selection import add_query, query_in, trials_named
from desktop.workflows.export_trials import Exporter, Selection
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, and the trials for it."""
    parser.add_argument("target", type=Path, metavar="OUT.(csv|pdf)")
    add_query(parser)
    parser.add_argument("--ids", default="", metavar="A,B", help="these trials, in this order")
    parser.add_argument("--columns", default="", metavar="a,b,c", help="the columns of a CSV")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Write the file whole or not at all; an export sweeps where it writes."""
    query = query_in(request, workspace)
    ids = trials_named(request.ids.split(","), workspace) if request.ids else workspace.catalogue.search(query)
    words = counted(len(ids), "trial")
    columns = tuple(filter(None, request.columns.split(",")))
    exporter = Exporter(
        workspace.catalogue, workspace.vocabularies, workspace.resources, __version__, request.print_pages
    )
    exporter.export(request.target, Selection(tuple(ids), words, query, columns))
    print(f"{words} written to {request.target}")
    return 0
