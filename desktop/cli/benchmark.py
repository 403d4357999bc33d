"""`main.py benchmark`: a table of how fast each task is. ``main`` runs it, because it opens no catalogue."""

import argparse
from pathlib import Path

from desktop.cli.printing import add_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for what to measure with."""
    parser.add_argument("--trials", type=int, default=16_000, metavar="N", help="how many generated studies")
    parser.add_argument("--documents", type=Path, metavar="DIR", help="measure only how long these take to be read")
    add_json(parser)
