"""`main.py find`: the trials that match a query, one per line."""

import argparse
from collections.abc import Sequence

from desktop.catalogue.finding.query import SORT_KEYS
from desktop.cli.printing import add_json, print_json
from desktop.cli.selection import add_query, query_in
from desktop.errors import QueryError
from desktop.trials.stored import StoredTrial
from desktop.workflows.what_changed import broad_kinds
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the query, the order and the number of trials."""
    add_query(parser)
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most so many (0: all)")
    parser.add_argument("--sort", default="title", metavar="KEY", help="title, newest, relevance, or a filter, ...")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the trials."""
    known = (*SORT_KEYS, *workspace.facets.value_ids)
    if request.sort not in known:
        raise QueryError(f"There is no sort key “{request.sort}”; choose from: {', '.join(known)}.")
    ids = workspace.catalogue.index.search(query_in(request, workspace), request.sort)[: request.limit or None]
    imported = workspace.catalogue.index.imported(ids) if request.json else {}
    changed = broad_kinds(workspace.catalogue, ids) if request.json else {}
    cohorts = _cohorts(workspace, ids) if request.json else {}
    for row in workspace.catalogue.index.rows(ids):
        if request.json:
            more = {"imported": imported.get(row.id), "changed": list(changed.get(row.id, ()))}
            print_json({**row.as_json(), **more, "cohorts": cohorts.get(row.id, [])})
        else:
            print(row.as_line())
    return 0


def _cohorts(workspace: Workspace, ids: Sequence[int]) -> dict[int, list[dict[str, object]]]:
    """Return {id: cohorts of the trial, each with its name and values by facet} for trials with cohorts."""
    told = dict[int, list[dict[str, object]]]()
    for trial_id, stored in workspace.catalogue.trials.many(ids, frozenset(("findings",))):
        if isinstance(stored, StoredTrial):
            told[trial_id] = [{"name": name, **facets} for name, facets in stored.cohorts.items()]
    return told
