"""`main.py own-work`: export or import corrections, shortlists, decisions, notes, views and patients."""

import argparse
from pathlib import Path

from desktop.cli.printing import add_json, counted, print_json
from desktop.workflows.own_work_files import merging, write_own_work
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the direction and the file."""
    parser.add_argument("action", choices=("export", "import"))
    parser.add_argument("file", type=Path, metavar="FILE", help="a .json file")
    parser.add_argument("--patients", action="store_true", help="the patients that you saved are written too")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Write the file completely or not at all, or import all of it in one step."""
    catalogue = workspace.catalogue
    if request.action == "export":
        count = write_own_work(catalogue, request.file, with_patients=request.patients)
        if request.json:
            print_json({"written": count})
        else:
            print(f"{counted(count, 'piece')} of own work written to {request.file}; it holds your notes as they are.")
        return 0
    merge = merging(catalogue, request.file)
    catalogue.change_own_work(merge.changes)
    if request.json:
        print_json({"added": merge.added, "joined": merge.joined, "same": merge.same, "waiting": merge.waiting})
        return 0
    print(f"{merge.added:,} new, {merge.joined:,} joined with yours, {merge.same:,} already here.")
    if merge.waiting:
        print(f"{counted(merge.waiting, 'piece')} wait for trials that are not in this catalogue yet.")
    return 0
