"""`main.py derive`: derive the stored trials again with the present rules and vocabulary."""

import argparse
import dataclasses

from desktop import terminal
from desktop.cli.printing import add_json, counted, listed, print_json
from desktop.workflows.derive_again import derive_all, save_derivation
from desktop.workflows.sweeping import sweep_leftovers
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for saving and printing."""
    parser.add_argument("--save", action="store_true", help="save what changes")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print every value that changes."""
    sweep_leftovers(workspace.catalogue.path)
    derivation = derive_all(workspace.catalogue, workspace.vocabularies, workspace.vocabulary_folders)
    for sentence in derivation.damaged:
        terminal.tell(sentence)
    if request.save:
        save_derivation(derivation, workspace.catalogue)
    if request.json:
        print_json([dataclasses.asdict(each) for each in derivation.changes])
        return 0
    for each in derivation.changes:
        print(f"{each.key:16}  {each.facet}: {listed(each.before)} -> {listed(each.after)}")
    outcome = "saved" if request.save else "nothing was saved; --save saves it"
    trials = counted(len({each.key for each in derivation.changes}), "trial")
    print(f"Changes: {counted(len(derivation.changes), 'value')} of {trials}; {outcome}.")
    return 0
