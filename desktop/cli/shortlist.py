"""`main.py shortlist`: shortlists and the decisions on their trials."""

import argparse
from collections.abc import Callable

from desktop.cli.printing import add_json, counted, print_json
from desktop.cli.selection import keys_named
from desktop.errors import QueryError
from desktop.trials.shortlists import DECISIONS
from desktop.workflows import shortlists
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the action and the shortlist."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_json(actions.add_parser("list", help="the names with their numbers"))
    for name, does in (("create", "make an empty one"), ("delete", "delete one with its decisions")):
        actions.add_parser(name, help=does).add_argument("name", metavar="NAME")
    rename = actions.add_parser("rename", help="give one another name")
    show = actions.add_parser("show", help="its trials in order, with decision, reason and notes")
    add = actions.add_parser("add", help="put trials at its end; it is made if it is not there")
    remove = actions.add_parser("remove", help="take trials off it")
    decide = actions.add_parser("decide", help="decide on one of its trials")
    for each in (rename, show, add, remove, decide):
        each.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    add_json(show)
    for each in (add, remove):
        each.add_argument("ids", nargs="+", metavar="ID", help="the key or any identifier of a trial")
    decide.add_argument("id", metavar="ID", help="the key or any identifier of a trial")
    decide.add_argument("decision", choices=DECISIONS)
    decide.add_argument("--reason", default="", metavar="TEXT", help="why")


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Run the action, and print what was done."""
    _ACTIONS[request.action](request, workspace)
    return 0


def _list(request: argparse.Namespace, workspace: Workspace) -> None:
    for each in shortlists.shortlists(workspace.catalogue):
        if request.json:
            print_json(each.as_json())
            continue
        numbers = ", ".join(f"{n} {word}" for word, n in zip(DECISIONS, each.decided, strict=True) if n)
        gone = f", and {each.gone} not in the catalogue" if each.gone else ""
        print(f"{each.name}: {counted(each.trials, 'trial')}{f' ({numbers})' if numbers else ''}{gone}")


def _create(request: argparse.Namespace, workspace: Workspace) -> None:
    (made,) = workspace.catalogue.change_own_work(shortlists.creating(workspace.catalogue, request.name))
    print(f"Shortlist “{made.place[1]}” made.")


def _delete(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    name = shortlists.existing(catalogue, request.name)
    changes = catalogue.change_own_work(shortlists.dropping(catalogue, name))
    print(f"Shortlist “{name}” deleted with its decisions on {counted(len(changes) - 1, 'trial')}; the trials stay.")


def _rename(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    name = shortlists.existing(catalogue, request.name)
    catalogue.change_own_work(shortlists.renaming(catalogue, name, request.new))
    print(f"Shortlist “{name}” is “{shortlists.existing(catalogue, request.new)}” now.")


def _show(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    for each in shortlists.trials_on(catalogue, shortlists.existing(catalogue, request.name)):
        trial_id = catalogue.trials.id_of(each.key)
        title = catalogue.index.rows([trial_id])[0].named if trial_id is not None else ""
        if request.json:
            notes = [{"text": note.text, "made": note.made, "shortlist": note.shortlist} for note in each.notes]
            entry = each.entry
            print_json(
                {
                    "key": each.key,
                    "title": title,
                    "decision": entry.decision,
                    "reason": entry.reason,
                    "added": entry.added,
                    "decided": entry.decided or None,
                    "earlier": [
                        {"decision": old.decision, "reason": old.reason, "decided": old.decided or None}
                        for old in entry.earlier
                    ],
                    "notes": notes,
                }
            )
            continue
        reason = f" ({each.entry.reason})" if each.entry.reason else ""
        print(f"{each.key:16}  {each.entry.decision:8}  {title or 'not in the catalogue'}{reason}")
        for note in each.notes:
            print(f"{'':16}  {note.made[:10]}  {note.text}")


def _add(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    known = {each.name.casefold(): each.name for each in shortlists.shortlists(catalogue)}
    name = known.get(" ".join(request.name.split()).casefold(), " ".join(request.name.split()))
    changes = catalogue.change_own_work(shortlists.adding(catalogue, name, keys_named(request.ids, workspace)))
    added = sum(1 for each in changes if each.key)
    print(f"{counted(added, 'trial')} put on the shortlist “{name}”.")


def _remove(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    name = shortlists.existing(catalogue, request.name)
    changes = catalogue.change_own_work(shortlists.taking_off(catalogue, name, keys_named(request.ids, workspace)))
    print(f"{counted(len(changes), 'trial')} taken off the shortlist “{name}”.")


def _decide(request: argparse.Namespace, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    name = shortlists.existing(catalogue, request.name)
    (key,) = keys_named([request.id], workspace)
    if shortlists.entry_of(catalogue, key, name) is None:
        raise QueryError(f"{key} is not on the shortlist “{name}”; `shortlist add` puts it there.")
    catalogue.change_own_work(shortlists.deciding(catalogue, name, key, request.decision, request.reason))
    print(f"{key}: {request.decision} on the shortlist “{name}”.")


_ACTIONS: dict[str, Callable[[argparse.Namespace, Workspace], None]] = {
    "list": _list,
    "create": _create,
    "delete": _delete,
    "rename": _rename,
    "show": _show,
    "add": _add,
    "remove": _remove,
    "decide": _decide,
}
