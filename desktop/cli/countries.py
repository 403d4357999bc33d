"""`main.py countries`: print or replace the user's own countries, whose sites come first."""

import argparse

from desktop.workflows.home_countries import keep_home_countries
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the countries; without it, the stored ones are printed."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="your countries, as names or codes, in order")
    parser.add_argument("--none", action="store_true", help="call no country yours")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Store the countries, if any are given, and print them, one per line."""
    if request.names or request.none:
        keep_home_countries(workspace.catalogue, request.names)
    for each in workspace.catalogue.index.my_countries:
        print(each)
    return 0
