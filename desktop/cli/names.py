"""`main.py names`: the drug names that the vocabulary does not know."""

import argparse

from desktop.cli.printing import add_json, print_json
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for JSON."""
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the names, the most frequent first."""
    names = workspace.catalogue.trials.names()
    if request.json:
        print_json([{"name": name, "trials": count} for name, count in names.items()])
        return 0
    for name, count in names.items():
        print(f"{count:7,}  {name}")
    return 0
