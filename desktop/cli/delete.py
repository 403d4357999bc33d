"""`main.py delete`: delete trials, or all trials of one import; a copy of the catalogue is made first."""

import argparse

from desktop.cli.printing import add_json, counted, print_json
from desktop.cli.selection import trials_named
from desktop.errors import QueryError
from desktop.workflows.delete_trials import delete_import, delete_trials
from desktop.workflows.sweeping import sweep_leftovers
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the trials or the import."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="the key or any identifier of a trial")
    parser.add_argument("--import", type=int, dest="import_number", metavar="NUMBER", help="see `imports`")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Delete, and print the path of the copy."""
    catalogue, number = workspace.catalogue, request.import_number
    if bool(request.ids) == (number is not None):
        raise QueryError("Name the trials to delete, or an import with --import NUMBER; `imports` lists those.")
    sweep_leftovers(catalogue.path)
    ids = trials_named(request.ids, workspace)
    deleted = delete_trials(catalogue, ids) if number is None else delete_import(catalogue, number)
    if request.json:
        print_json(deleted.as_json())
        return 0
    print(f"{counted(len(deleted.keys), 'trial')} deleted; the catalogue as it was is in {deleted.copy}.")
    if deleted.staying:
        them = "it" if deleted.staying == 1 else "them"
        print(f"{counted(deleted.staying, 'trial')} stayed, for another import knows of {them} too.")
    return 0
