"""`main.py note`: write a dated note on a trial, or on its entry on a shortlist."""

import argparse

from desktop.cli.selection import keys_named
from desktop.errors import QueryError
from desktop.workflows.shortlists import entry_of, existing, noting
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the trial and the text."""
    parser.add_argument("id", metavar="ID", help="its key or any identifier")
    parser.add_argument("text", metavar="TEXT", help="plain text, without a patient's name")
    parser.add_argument("--shortlist", metavar="NAME", help="the shortlist on which the note stands")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Store the note."""
    catalogue = workspace.catalogue
    (key,) = keys_named([request.id], workspace)
    name = "" if request.shortlist is None else existing(catalogue, request.shortlist)
    if name and entry_of(catalogue, key, name) is None:
        raise QueryError(f"{key} is not on the shortlist “{name}”; `shortlist add` puts it there.")
    catalogue.change_own_work(noting(key, request.text, name))
    print(f"{key}: note kept{f' on the shortlist “{name}”' if name else ''}.")
    return 0
