"""The words of the command line: what may stand there, and the request that they make."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from desktop import __version__

_WINDOW = {
    "command": None,
    "database": None,
    "config": None,
    "screenshot": None,
    "size": (1280, 800),
    "query": "",
    "select": "",
    "view": "trials",
    "appearance": "system",
    "text_size": 100,
}
"""The request of a start without arguments."""
_OF_A_USUAL_START = {"--database", "--config"}
_UNWANTED_WORD = re.compile(r"-(?!-|h$)")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the request in the arguments; ``command`` is None for the window. Exits with 2 on wrong usage."""
    return _usual_start(arguments) or _parse_whole(arguments)


def _usual_start(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return the request of a start that names a catalogue and a folder at most; None if there is more to understand.

    The window is there sooner if the whole parser, with all its commands, need not be made for it.
    """
    names, values = arguments[::2], arguments[1::2]
    if len(names) > len(values) or not set(names) <= _OF_A_USUAL_START or any(each.startswith("-") for each in values):
        return None
    given = {name.removeprefix("--"): Path(value) for name, value in zip(names, values, strict=True)}
    return argparse.Namespace(**{**_WINDOW, **given})


def _parse_whole(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="main.py", allow_abbrev=False, description="Breast-cancer trials on your own laptop, offline."
    )
    parser.add_argument("--version", action="version", version=f"Trial Catalogue {__version__}")
    parser.add_argument("--database", type=Path, metavar="FILE", help="the catalogue file (default: your own)")
    parser.add_argument("--config", type=Path, metavar="DIR", help="folder for window settings")
    window = parser.add_argument_group("the window (without a command)")
    window.add_argument("--screenshot", type=Path, metavar="PNG", help="draw the window, save it, exit")
    window.add_argument("--size", type=_size, metavar="WxH", help="size of the screenshot")
    window.add_argument("--query", metavar="Q", help="what to search for")
    window.add_argument("--select", metavar="ID", help="the trial to open")
    window.add_argument("--view", choices=("trials",), help="the view to show")
    window.add_argument("--appearance", choices=("system", "light", "dark"), help="its colours")
    window.add_argument("--text-size", type=int, metavar="PERCENT", help="size of the text in a screenshot")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_commands(commands)
    parser.set_defaults(**_WINDOW)
    # A query may hold words that begin with a minus (-status:completed), which argparse would take for options.
    given = " \0".join(arguments).replace("--query \0", "--query=").split(" \0") if arguments else []
    unwanted = [each for each in given if _UNWANTED_WORD.match(each)]
    request = parser.parse_args([each for each in given if each not in unwanted])
    if unwanted and not isinstance(getattr(request, "query", None), list):
        parser.error(f"unrecognized arguments: {' '.join(unwanted)}")
    if unwanted:
        request.query = [*request.query, *unwanted]
    return request


def _add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    importing = commands.add_parser("import", help="import files, folders and zips")
    importing.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    finding = commands.add_parser("find", help="list the trials that match a query")
    finding.add_argument("query", nargs="*", metavar="QUERY")
    finding.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many (0: all)")
    finding.add_argument("--sort", default="title", metavar="KEY", help="title, newest, relevance, a facet, ...")
    counting = commands.add_parser("facets", help="list the facet values with their numbers")
    counting.add_argument("query", nargs="*", metavar="QUERY")
    showing = commands.add_parser("show", help="show one trial whole")
    showing.add_argument("id", metavar="ID", help="its key or any identifier")
    exporting = commands.add_parser("export", help="write trials to a .csv or .pdf file")
    exporting.add_argument("target", type=Path, metavar="OUT.(csv|pdf)")
    exporting.add_argument("query", nargs="*", metavar="QUERY")
    exporting.add_argument("--ids", default="", metavar="A,B", help="these trials, in this order")
    exporting.add_argument("--columns", default="", metavar="a,b,c", help="the columns of a CSV")
    checking = commands.add_parser("check", help="look whether catalogue and vocabularies are sound")
    checking.add_argument("--repair", action="store_true", help="build again what can be built from the trials")
    deriving = commands.add_parser("derive", help="show what the present rules and vocabulary would change")
    deriving.add_argument("--save", action="store_true", help="and save it")
    deleting = commands.add_parser("delete", help="delete trials, or all that one import brought; a copy is made first")
    deleting.add_argument("ids", nargs="*", metavar="ID", help="the key or any identifier of a trial")
    deleting.add_argument("--import", type=int, dest="import_number", metavar="NUMBER", help="see `imports`")
    listing = commands.add_parser("imports", help="list the imports, the latest first")
    naming = commands.add_parser(
        "names", help="list the drug names that the vocabulary does not know, most frequent first"
    )
    measuring = commands.add_parser(
        "benchmark", help="measure how fast it is, as ratios against a floor of the same run"
    )
    measuring.add_argument("--trials", type=int, default=16_000, metavar="N", help="how many generated studies")
    for each in (importing, finding, counting, showing, deriving, deleting, listing, naming, measuring):
        each.add_argument("--json", action="store_true", help="for machines")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    return int(width), int(height)
