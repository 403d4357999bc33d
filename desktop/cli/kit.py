"""`main.py kit`: the offline kit, a folder from which the program can be set up without a network."""

import argparse
from pathlib import Path

from desktop.kit import known_systems, make_kit, supported_pythons
from desktop.terminal import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the folder, the systems and the versions of Python."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path("trial-catalogue-kit"), help="the new folder")
    parser.add_argument(
        "--system",
        action="append",
        choices=list(known_systems()),
        help="for which system, also several times (default: Windows, macOS and Linux)",
    )
    parser.add_argument(
        "--python",
        action="append",
        metavar="3.X",
        help="for which Python, also several times (default: all that the program runs on)",
    )


def usage_fault(request: argparse.Namespace) -> str:
    """Return a sentence if the program does not support a requested version of Python, else ""."""
    known = supported_pythons()
    unknown = [each for each in request.python or () if known and each not in known]
    return f"Trial Catalogue does not run on Python {unknown[0]}, but on {', '.join(known)}" if unknown else ""


def run_alone(request: argparse.Namespace) -> int:
    """Make the kit; it needs no catalogue."""
    systems = known_systems()
    chosen = [each for each in systems.values() if (each.id in request.system if request.system else each.usual)]
    size = make_kit(request.folder, chosen, request.python or supported_pythons(), tell)
    print(f"The kit for {', '.join(each.name for each in chosen)} is in {request.folder} ({size / 1e6:,.0f} MB).")
    return 0
