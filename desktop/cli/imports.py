"""`main.py imports`: the imports of the catalogue, the latest first."""

import argparse

from desktop.cli.printing import add_json, counted, print_json
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for JSON."""
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the imports."""
    for each in workspace.catalogue.trials.imports():
        if request.json:
            print_json(each._asdict())
        else:
            documents = counted(each.documents, "document")
            description = f"{documents} ({each.first}), {counted(each.trials, 'trial')}"
            print(f"{each.number:6}  {each.began[:16].replace('T', ' ')}  {description}")
    return 0
