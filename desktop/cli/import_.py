"""`main.py import`: import files, folders and zips, and report on every record."""

import argparse
from pathlib import Path

from desktop import terminal
from desktop.cli.printing import add_json, print_json
from desktop.workflows.annotating import annotating_elsewhere
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_in_process import is_large
from desktop.workflows.import_report import ImportReport
from desktop.workflows.sweeping import sweep_leftovers
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the files and the report."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, folders, zip archives")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Import, and return 1 if any record failed."""
    sweep_leftovers(workspace.catalogue.path)
    with annotating_elsewhere(*workspace.vocabulary_folders, is_worth_it=is_large(request.paths)) as annotating:
        report = import_documents(request.paths, workspace.catalogue, workspace.vocabularies, annotating=annotating)
    if request.json:
        print_json(report.as_json())
    else:
        print(_in_words(report))
    if report.fault:
        terminal.tell(f"{report.fault} {report.what_is_saved()}")
    for each in report.refusals:
        terminal.tell(f"{each.sentence} {', '.join(refused.path for refused in each.documents)}")
    for refused in report.single():
        if refused.outcome == "failed":
            terminal.tell(refused.reason)
    return 1 if report.fault or report.count("failed") else 0


def _in_words(report: ImportReport) -> str:
    lines = [f"{each.outcome:9}  {each.key or '-':16}  {each.path}" for each in report.documents]
    counts = ", ".join(f"{report.count(each):,} {each}" for each in ("saved", "updated", "unchanged", "failed"))
    answers = [f"{each.count:9,}  {each.label}  ({each.query})" for each in report.answers]
    known = filter(None, [report.known_in_words()])
    return "\n".join([*lines, counts, *known, *answers, *(each.sentence for each in report.missing)])
