"""Print the results of commands, for people and for other programs."""

import argparse
import json
from collections.abc import Sequence

from desktop.trials.facets import NOT_STATED


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the argument for JSON to a command."""
    parser.add_argument("--json", action="store_true", help="for machines")


def print_json(content: object) -> None:
    """Print something as one line of JSON."""
    print(json.dumps(content, ensure_ascii=False))


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 trial", "2,000 trials"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(values: Sequence[str]) -> str:
    """Return the ids of values joined by commas."""
    return ", ".join(values) or NOT_STATED
