"""The commands: each carries out one request of the command line and returns the exit code.

Each command imports what it alone needs, because every start of the program passes here.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from desktop import __version__, terminal
from desktop.catalogue.finding.query import SORT_KEYS, TrialQuery, parse_query
from desktop.errors import CatalogueError, QueryError, bug_in_words, log_bug
from desktop.workspace import Workspace, log_folder, open_workspace

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from desktop.workflows.export_trials import PrintPages
    from desktop.workflows.import_report import ImportReport

BUG = 70
_WRITING = {"import", "delete", "check", "derive"}  # an export sweeps where it writes


def run(request: argparse.Namespace, print_pages: PrintPages) -> int:
    """Carry out a command and return the exit code; ``print_pages`` is called only for a PDF."""
    terminal.prepare()
    try:
        # A check opens the catalogue whatever a user's own vocabulary is like, and then tells its faults.
        workspace = open_workspace(request.database, request.config, shipped_only=request.command == "check")
        try:
            with terminal.output():
                if request.command in _WRITING:
                    from desktop.workflows.sweeping import sweep_leftovers

                    sweep_leftovers(workspace.catalogue.path)
                return _COMMANDS[request.command](request, workspace, print_pages)
        finally:
            workspace.catalogue.close()
    except CatalogueError as error:
        terminal.tell(str(error))
        return 1
    except terminal.ReaderGoneError:
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours, told without a traceback
        terminal.tell(bug_in_words(error, log_bug(error, log_folder())))
        return BUG


def _import(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.import_documents import import_documents

    report = import_documents(request.paths, workspace.catalogue, workspace.vocabularies)
    if request.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print(_import_in_words(report))
    if report.fault:
        terminal.tell(f"{report.fault} {report.what_is_saved()}")
    for each in report.documents:
        if each.outcome == "failed":
            terminal.tell(each.reason)
    return 1 if report.fault or report.count("failed") else 0


def _import_in_words(report: ImportReport) -> str:
    lines = [f"{each.outcome:9}  {each.key or '-':16}  {each.path}" for each in report.documents]
    counts = ", ".join(f"{report.count(each):,} {each}" for each in ("saved", "updated", "unchanged", "failed"))
    return "\n".join([*lines, counts, *(each.sentence for each in report.missing)])


def _find(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    known = (*SORT_KEYS, *workspace.facets.value_ids)
    if request.sort not in known:
        raise QueryError(f"There is no sort key “{request.sort}”; choose from: {', '.join(known)}.")
    ids = workspace.catalogue.search(_query(request, workspace), request.sort)[: request.limit or None]
    imported = workspace.catalogue.imported(ids) if request.json else {}
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
            print(f"  {'x' if value.selected else '-' if value.excluded else ' '} {value.count:7,}  {value.label}")
    return 0


def _show(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.show_trial import sections_of, trial_as_json, trial_named

    row, stored = trial_named(workspace.catalogue, request.id)
    if request.json:
        print(json.dumps(trial_as_json(row, stored), ensure_ascii=False))
        return 0
    print(row.as_line())
    for finding in stored.findings:
        print(f"\n{finding.facet}: {finding.value} ({finding.basis}, {finding.rule})")
        print(f"  {finding.evidence.section}: “{finding.evidence.quote}”")
    for name, text in sections_of(stored).items():
        print(f"\n{name.upper()}\n{text}")
    return 0


def _export(request: argparse.Namespace, workspace: Workspace, print_pages: PrintPages) -> int:
    from desktop.workflows.export_trials import Exporter, Selection

    query = _query(request, workspace)
    ids = _named(request.ids.split(","), workspace) if request.ids else workspace.catalogue.search(query)
    words = _counted(len(ids), "trial")
    columns = tuple(filter(None, request.columns.split(",")))
    exporter = Exporter(workspace.catalogue, workspace.vocabularies, workspace.resources, __version__, print_pages)
    exporter.export(request.target, Selection(tuple(ids), words, query, columns))
    print(f"{words} written to {request.target}")
    return 0


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _named(names: Sequence[str], workspace: Workspace) -> list[int]:
    numbers = []
    for name in filter(None, names):
        number = workspace.catalogue.id_of(name)
        if number is None:
            raise QueryError(f"There is no trial {name} in {workspace.catalogue.path}; nothing was done.")
        numbers.append(number)
    return numbers


def _check(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.check_catalogue import check_catalogue

    faults = check_catalogue(workspace.catalogue, workspace.resources, workspace.own_folder, repair=request.repair)
    for fault in faults:
        terminal.tell(fault)
    print("Everything is sound." if not faults else f"{_counted(len(faults), 'fault')} found.")
    return 1 if faults else 0


def _derive(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.derive_again import derive_again, save_derivation

    derivation = derive_again(workspace.catalogue, workspace.vocabularies)
    for sentence in derivation.damaged:
        terminal.tell(sentence)
    if request.save:
        save_derivation(derivation, workspace.catalogue)
    if request.json:
        print(json.dumps([dataclasses.asdict(each) for each in derivation.changes], ensure_ascii=False))
        return 0
    for each in derivation.changes:
        print(f"{each.key:16}  {each.facet}: {_listed(each.before)} -> {_listed(each.after)}")
    said = "saved" if request.save else "nothing was saved; --save saves it"
    trials = _counted(len({each.key for each in derivation.changes}), "trial")
    print(f"Changes: {_counted(len(derivation.changes), 'value')} of {trials}; {said}.")
    return 0


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values) or "not_stated"


def _names(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    names = workspace.catalogue.names()
    if request.json:
        print(json.dumps([{"name": name, "trials": count} for name, count in names.items()], ensure_ascii=False))
        return 0
    for name, count in names.items():
        print(f"{count:7,}  {name}")
    return 0


def _query(request: argparse.Namespace, workspace: Workspace) -> TrialQuery:
    parsed = parse_query(" ".join(request.query), workspace.facets)
    if parsed.problems:
        raise QueryError(" ".join(parsed.problems))
    return parsed.query


def _delete(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    from desktop.workflows.delete_trials import delete_import, delete_trials

    catalogue, number = workspace.catalogue, request.import_number
    if bool(request.ids) == (number is not None):
        raise QueryError("Name the trials to delete, or an import with --import NUMBER; `imports` lists those.")
    ids = _named(request.ids, workspace) if request.ids else []
    deleted = delete_trials(catalogue, ids) if number is None else delete_import(catalogue, number)
    if request.json:
        print(json.dumps(deleted.as_json(), ensure_ascii=False))
        return 0
    print(f"{_counted(len(deleted.keys), 'trial')} deleted; the catalogue as it was is in {deleted.copy}.")
    if deleted.staying:
        them = "it" if deleted.staying == 1 else "them"
        print(f"{_counted(deleted.staying, 'trial')} stayed, for another import knows of {them} too.")
    return 0


def _imports(request: argparse.Namespace, workspace: Workspace, _print_pages: PrintPages) -> int:
    for each in workspace.catalogue.imports():
        if request.json:
            print(json.dumps(dataclasses.asdict(each), ensure_ascii=False))
        else:
            documents = _counted(each.documents, "document")
            told = f"{documents} ({each.first}), {_counted(each.trials, 'trial')}"
            print(f"{each.number:6}  {each.began[:16].replace('T', ' ')}  {told}")
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace, Workspace, PrintPages], int]] = {
    "import": _import,
    "find": _find,
    "facets": _facets,
    "show": _show,
    "export": _export,
    "check": _check,
    "delete": _delete,
    "imports": _imports,
    "derive": _derive,
    "names": _names,
}
