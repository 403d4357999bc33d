"""Read the arguments of the command line into a request.

The options of the program are read first, then the arguments that the module of the command declares. The start of the
window imports none of these modules.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import ModuleType

from desktop import __version__

COMMANDS = {
    "import": "import files, folders and zips",
    "find": "list the trials that a search finds",
    "facets": "list the values of all filters with their numbers",
    "overview": "count the trials by the values of two filters together",
    "show": "show one trial whole",
    "compare": "show two to six trials side by side",
    "changes": "list what changed in trials since you last looked, weightiest first",
    "countries": "name the countries whose sites come first and whose changes weigh more",
    "seen": "mark trials, or all, as seen",
    "fit": "tell which trials one patient fits, and why not the others",
    "export": "write trials to a .csv, .xlsx, .ris, .json or .pdf file",
    "correct": "set, confirm or take back a value of a trial as you read it",
    "shortlist": "make shortlists and decide on their trials",
    "note": "write a note on a trial",
    "own-work": "write corrections, shortlists, decisions and notes to a file, or take them over from one",
    "check": "look whether catalogue and word lists are sound",
    "derive": "read all trials again: show what the present rules and word lists would change",
    "delete": "delete trials, or all that one import brought; a copy is made first",
    "imports": "list the imports, the latest first",
    "names": "list the drug names that the word lists do not know, most frequent first",
    "kit": "make the offline kit, a folder from which the program is set up without a network",
    "benchmark": "measure how fast it is, as ratios against a floor of the same run",
}
VIEWS = ("trials", "overview", "patient", "compare")
"""The names of the pages of the window; the first is the default."""
# A value of these may begin with a minus (-status:completed), which argparse would take as an option.
_WITH_ANY_TEXT = ("--query", "--reason", "--shortlist")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the request in the arguments; ``command`` is None for the window. Exit with code 2 on wrong usage.

    Files or folders instead of a command are offered for import by the window.
    """
    parser = _parser()
    request, rest = parser.parse_known_args(_with_any_text(arguments))
    if not rest:
        return request
    command, *rest = rest
    if command in ("-h", "--help"):
        parser.print_help()
        parser.exit()
    if command not in COMMANDS and all(Path(each).exists() for each in (command, *rest)):
        if request.screenshot is not None:
            parser.error("a screenshot imports nothing; name no files with it")
        request.files = [Path(each).absolute() for each in (command, *rest)]
        return request
    if command not in COMMANDS:
        kind = "unrecognized arguments" if command.startswith("-") else "unknown command"
        parser.error(f"{kind}: {command}; the commands are {', '.join(COMMANDS)}, or name files to import")
    request.command = command
    return argparse.Namespace(**{**vars(request), **vars(_parse_command(command, rest))})


def command_module(command: str) -> ModuleType:
    """Return the module of a command, which has ``add_arguments(parser)`` and ``run(request, workspace)``.

    A command that needs no catalogue has ``run_alone(request)`` instead. It may have ``usage_fault(request)``, which
    returns a sentence if the arguments contradict each other, else "".
    """
    name = command.replace("-", "_")
    return import_module(f"desktop.cli.{name}{'_' if iskeyword(name) else ''}")


def _program() -> str:
    """Return the name of the program for its help; an installed program has another name."""
    name = Path(sys.argv[0]).stem
    return name if name.startswith("trial-catalogue") else "main.py"


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:10}  {does}" for name, does in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog=_program(),
        usage="%(prog)s [options] [COMMAND ... | FILE ...]",
        allow_abbrev=False,
        add_help=False,
        description="Breast-cancer trials on your own laptop, offline. Without a command: the window.\n"
        "Given files in place of a command, the window offers to import them.",
        epilog=f"commands (each has --help):\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=None, files=[])
    parser.add_argument("--version", action="version", version=f"Trial Catalogue {__version__}")
    parser.add_argument("--database", type=Path, metavar="FILE", help="the catalogue file (default: your own)")
    parser.add_argument("--config", type=Path, metavar="DIR", help="folder for window settings")
    window = parser.add_argument_group("the window (without a command)")
    window.add_argument("--screenshot", type=Path, metavar="PNG", help="draw the window, save it, exit")
    window.add_argument("--size", type=_size, default=(1280, 800), metavar="WxH", help="size of the screenshot")
    window.add_argument("--query", default="", metavar="Q", help="what to search for")
    window.add_argument("--select", default="", metavar="ID", help="the trial to open, or A,B… to compare")
    window.add_argument("--view", choices=VIEWS, default=VIEWS[0], help="the view to show")
    colours = ("system", "light", "dark")
    window.add_argument("--appearance", choices=colours, default="system", help="its colours")
    window.add_argument("--high-contrast", action="store_true", help="with colours of high contrast")
    window.add_argument(
        "--text-size", type=int, default=100, metavar="PERCENT", help="size of the text in a screenshot"
    )
    return parser


def _parse_command(command: str, arguments: Sequence[str]) -> argparse.Namespace:
    module = command_module(command)
    # Without argparse's own -h, because an excluded word may begin with it (-her2:low).
    parser = argparse.ArgumentParser(
        prog=f"{_program()} {command}", description=COMMANDS[command], allow_abbrev=False, add_help=False
    )
    parser.add_argument("--help", action="help", help="show this")
    module.add_arguments(parser)
    request, extras = parser.parse_known_args(["--help" if each == "-h" else each for each in arguments])
    query = getattr(request, "query", None)
    if extras and (query is None or any(each.startswith("--") for each in extras)):
        parser.error(f"unrecognized arguments: {' '.join(extras)}")
    if extras:
        request.query = [*(query or ()), *extras]
    fault = module.usage_fault(request) if hasattr(module, "usage_fault") else ""
    if fault:
        parser.error(fault)
    return request


def _with_any_text(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the values of some options joined to them by "="."""
    found: list[str] = []
    for each in arguments:
        if found and found[-1] in _WITH_ANY_TEXT:
            found[-1] += f"={each}"
        else:
            found.append(each)
    return found


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    return int(width), int(height)
