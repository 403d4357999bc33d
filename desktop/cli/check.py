"""`main.py check`: report faults of catalogue and vocabularies, and repair what can be repaired."""

import argparse

from desktop import terminal
from desktop.cli.printing import counted
from desktop.workflows.check_catalogue import check_catalogue
from desktop.workflows.sweeping import sweep_leftovers
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for repairing."""
    parser.add_argument("--repair", action="store_true", help="build again what can be built from the trials")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print every fault; return 1 if there is any."""
    sweep_leftovers(workspace.catalogue.path)
    faults = check_catalogue(workspace.catalogue, workspace.resources, workspace.own_folder, repair=request.repair)
    for fault in faults:
        terminal.tell(fault)
    print("Everything is sound." if not faults else f"{counted(len(faults), 'fault')} found.")
    return 1 if faults else 0
