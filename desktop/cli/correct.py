"""`main.py correct`: store a clinician's correction of one facet of a trial."""

import argparse

from desktop.cli.printing import listed
from desktop.workflows.correct_trial import confirm_value, correct_value, take_back
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the trial, the facet, and the action."""
    parser.add_argument("id", metavar="ID", help="its key or any identifier")
    parser.add_argument("facet", metavar="FILTER", help="her2, phase, class, ... (`facets --json` lists them)")
    parser.add_argument("values", nargs="?", metavar="VALUE[,VALUE...]", help="not_stated if it is not stated at all")
    parser.add_argument("--reason", metavar="TEXT", help="why; it is kept with the date")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--confirm", action="store_true", help="agree with the values that there are")
    how.add_argument("--take-back", action="store_true", help="let the documents' values count again")


def usage_fault(request: argparse.Namespace) -> str:
    """Return a sentence if the arguments contradict each other, else ""."""
    if request.confirm or request.take_back:
        if request.values is not None:
            return "--confirm and --take-back take no VALUE"
        return "--take-back takes no --reason" if request.take_back and request.reason is not None else ""
    if request.values is None:
        return "name the VALUE that is right, or --confirm or --take-back"
    return "" if (request.reason or "").strip() else "a correction needs --reason TEXT"


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Store the correction, and print the valid values."""
    place = workspace.catalogue, workspace.facets, request.id, request.facet
    if request.take_back:
        done, template = take_back(*place), "correction taken back: {0}, as in the documents"
    elif request.confirm:
        done, template = confirm_value(*place, request.reason), "confirmed as {0}"
    else:
        values = tuple(each.strip() for each in request.values.split(","))
        done, template = correct_value(*place, values, request.reason), "corrected to {0}"
    print(f"{done.key}: {done.facet} {template.format(listed(done.values))}.")
    return 0
