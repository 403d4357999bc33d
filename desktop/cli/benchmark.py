"""`main.py benchmark`: the table of what is fast and what is not. ``main`` carries it out: it opens no catalogue."""

import argparse

from desktop.cli.printing import add_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many trials to measure with."""
    parser.add_argument("--trials", type=int, default=16_000, metavar="N", help="how many generated studies")
    add_json(parser)
