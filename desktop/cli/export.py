"""`main.py export`: write trials to a table, references, JSON or a PDF."""

import argparse
from pathlib import Path

from desktop import __version__
from desktop.cli.printing import counted
from desktop.cli.selection import add_query, query_in, trials_named
from desktop.trials.facets import SHORTLIST_FACET
from desktop.workflows.export_trials import BoardChoice, Exporter, Selection
from desktop.workflows.patient_part import ToldPatient, saved_patient
from desktop.workflows.shortlists import IN_ORDER, existing
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the file and its trials."""
    parser.add_argument("target", type=Path, metavar="OUT.(csv|xlsx|ris|json|pdf)", help="the file to write")
    add_query(parser)
    parser.add_argument("--ids", default="", metavar="A,B", help="these trials, in this order")
    parser.add_argument("--shortlist", default="", metavar="NAME", help="the trials of this shortlist, in its order")
    parser.add_argument("--columns", default="", metavar="a,b,c", help="the columns of a table")
    parser.add_argument(
        "--pack", choices=("board", "full"), default="board", help="a PDF for the board (as usual), or the full text"
    )
    parser.add_argument("--country", default="", metavar="NAME", help="the country whose sites a pack names first")
    parser.add_argument("--appendix", action="store_true", help="a board pack ends with the full text of each trial")
    parser.add_argument("--patient", default="", metavar="LABEL", help="a board pack has a page for this saved patient")
    parser.add_argument("--labels", action="store_true", help="names of shortlists and the patient's label are written")
    parser.add_argument("--notes", action="store_true", help="your notes are written too")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Write the file, completely or not at all; delete old temporary files in its folder."""
    query = query_in(request, workspace)
    shortlist = existing(workspace.catalogue, request.shortlist) if request.shortlist else ""
    if shortlist:
        query = query.selecting(SHORTLIST_FACET, [shortlist])
    sort = f"{IN_ORDER}{shortlist}" if shortlist else "title"
    ids = (
        trials_named(request.ids.split(","), workspace)
        if request.ids
        else workspace.catalogue.index.search(query, sort)
    )
    words = counted(len(ids), "trial")
    board = BoardChoice(
        shortlist,
        request.country,
        with_label=request.labels,
        with_notes=request.notes,
        with_appendix=request.appendix,
    )
    columns = tuple(filter(None, request.columns.split(",")))
    exporter = Exporter(
        workspace.catalogue, workspace.vocabularies, workspace.resources, __version__, request.print_pages
    )
    label = request.patient
    her = ToldPatient(saved_patient(workspace.catalogue, label), label) if label else ToldPatient()
    exporter.export(request.target, Selection(tuple(ids), words, query, columns, request.pack, board, her))
    print(f"{words} written to {request.target}")
    return 0
