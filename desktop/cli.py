"""The command line: a contract that scripts and checks rely on (see the README).

Every start of the program passes here, so that each command imports what it alone needs.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.catalogue.query import SORT_KEYS, TrialQuery, parse_query
from desktop.errors import CatalogueError, QueryError, log_bug
from desktop.workspace import Workspace, log_folder, open_workspace

if TYPE_CHECKING:
    from desktop.workflows.export_trials import PrintPages
    from desktop.workflows.import_report import ImportReport

BUG = 70
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
    naming = commands.add_parser(
        "names", help="list the drug names that the vocabulary does not know, most frequent first"
    )
    measuring = commands.add_parser(
        "benchmark", help="measure how fast it is, as ratios against a floor of the same run"
    )
    measuring.add_argument("--trials", type=int, default=16_000, metavar="N", help="how many generated studies")
    for each in (importing, finding, counting, showing, deriving, naming, measuring):
        each.add_argument("--json", action="store_true", help="for machines")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    return int(width), int(height)


def run(request: argparse.Namespace, print_pages: PrintPages) -> int:
    """Carry out a command and return the exit code; ``print_pages`` is called only for a PDF."""
    try:
        # A check opens the catalogue whatever a user's own vocabulary is like, and then tells its faults.
        workspace = open_workspace(request.database, request.config, shipped_only=request.command == "check")
        try:
            return _COMMANDS[request.command](request, workspace, print_pages)
        finally:
            workspace.catalogue.close()
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours, told without a traceback
        log = log_bug(error, log_folder())
        print(f"A bug in Trial Catalogue ({type(error).__name__}) stopped this; details are in {log}.", file=sys.stderr)
        return BUG


def _import(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.import_documents import import_documents

    report = import_documents(request.paths, workspace.catalogue, workspace.vocabularies)
    if request.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print(_import_in_words(report))
    for each in report.documents:
        if each.outcome == "failed":
            print(each.reason, file=sys.stderr)
    return 1 if report.count("failed") else 0


def _import_in_words(report: ImportReport) -> str:
    lines = [f"{each.outcome:9}  {each.key or '-':16}  {each.path}" for each in report.documents]
    counts = ", ".join(f"{report.count(each)} {each}" for each in ("saved", "updated", "unchanged", "failed"))
    return "\n".join([*lines, counts])


def _find(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    known = (*SORT_KEYS, *workspace.facets.value_ids)
    if request.sort not in known:
        raise QueryError(f"There is no sort key “{request.sort}”; choose from: {', '.join(known)}.")
    ids = workspace.catalogue.search(_query(request, workspace), request.sort)[: request.limit or None]
    imported = workspace.catalogue.dates.imported(ids) if request.json else {}
    for row in workspace.catalogue.rows(ids):
        line = {**row.as_json(), "imported": imported.get(row.id)}
        print(json.dumps(line, ensure_ascii=False) if request.json else row.as_line())
    return 0


def _facets(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.filter_trials import facet_counts

    counts = facet_counts(workspace.catalogue, workspace.facets, _query(request, workspace))
    if request.json:
        print(json.dumps({each.facet.id: [v.as_json() for v in each.values] for each in counts}, ensure_ascii=False))
        return 0
    for each in counts:
        print(each.facet.label)
        for value in each.values:
            print(f"  {'x' if value.selected else '-' if value.excluded else ' '} {value.count:6}  {value.label}")
    return 0


def _show(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.show_trial import sections_of, trial_as_json

    number = workspace.catalogue.id_of(request.id)
    stored = workspace.catalogue.get(number) if number else None
    if number is None or stored is None:
        raise QueryError(f"There is no trial {request.id} in {workspace.catalogue.path}; `find` lists what there is.")
    whole = trial_as_json(workspace.catalogue.rows([number])[0], stored)
    if request.json:
        print(json.dumps(whole, ensure_ascii=False))
        return 0
    print(workspace.catalogue.rows([number])[0].as_line())
    for finding in stored.findings:
        print(f"\n{finding.facet}: {finding.value} ({finding.basis}, {finding.rule})")
        print(f"  {finding.evidence.section}: “{finding.evidence.quote}”")
    for name, text in sections_of(stored).items():
        print(f"\n{name.upper()}\n{text}")
    return 0


def _export(request: argparse.Namespace, workspace: Workspace, print_pages: PrintPages) -> int:
    from desktop.workflows.export_trials import Exporter, Selection

    query = _query(request, workspace)
    ids = _named(request.ids, workspace) if request.ids else workspace.catalogue.search(query)
    words = "1 trial" if len(ids) == 1 else f"{len(ids)} trials"
    columns = tuple(filter(None, request.columns.split(",")))
    exporter = Exporter(workspace.catalogue, workspace.vocabularies, workspace.resources, __version__, print_pages)
    exporter.export(request.target, Selection(tuple(ids), words, query, columns))
    print(f"{words} written to {request.target}")
    return 0


def _named(ids: str, workspace: Workspace) -> list[int]:
    numbers = []
    for name in filter(None, ids.split(",")):
        number = workspace.catalogue.id_of(name)
        if number is None:
            raise QueryError(f"There is no trial {name} in {workspace.catalogue.path}; nothing was written.")
        numbers.append(number)
    return numbers


def _check(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.check_catalogue import check_catalogue

    faults = check_catalogue(workspace.catalogue, workspace.resources, workspace.own_folder, repair=request.repair)
    for fault in faults:
        print(fault, file=sys.stderr)
    print("Everything is sound." if not faults else f"{len(faults)} faults found.")
    return 1 if faults else 0


def _derive(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.derive_again import derive_again, save_derivation

    derivation = derive_again(workspace.catalogue, workspace.vocabularies)
    if request.save:
        save_derivation(derivation, workspace.catalogue)
    if request.json:
        print(json.dumps([dataclasses.asdict(each) for each in derivation.changes], ensure_ascii=False))
        return 0
    for each in derivation.changes:
        print(f"{each.key:16}  {each.facet}: {_listed(each.before)} -> {_listed(each.after)}")
    said = "saved" if request.save else "nothing was saved; --save saves it"
    print(
        f"{len(derivation.changes)} values of {len({each.key for each in derivation.changes})} trials change; {said}."
    )
    return 0


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values) or "not_stated"


def _names(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    names = workspace.catalogue.names()
    if request.json:
        print(json.dumps([{"name": name, "trials": count} for name, count in names.items()], ensure_ascii=False))
        return 0
    for name, count in names.items():
        print(f"{count:6}  {name}")
    return 0


def _query(request: argparse.Namespace, workspace: Workspace) -> TrialQuery:
    parsed = parse_query(" ".join(request.query), workspace.facets)
    if parsed.problems:
        raise QueryError(" ".join(parsed.problems))
    return parsed.query


_COMMANDS: dict[str, Callable[[argparse.Namespace, Workspace, PrintPages], int]] = {
    "import": _import,
    "find": _find,
    "facets": _facets,
    "show": _show,
    "export": _export,
    "check": _check,
    "derive": _derive,
    "names": _names,
}
