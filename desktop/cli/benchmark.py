"""`main.py benchmark`: a table of how fast each task is. ``main`` runs it, because it opens no catalogue."""

import argparse

from desktop.cli.printing import add_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the number of trials to measure with."""
    parser.add_argument("--trials", type=int, default=16_000, metavar="N", help="how many generated studies")
    add_json(parser)
