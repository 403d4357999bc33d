"""Find the trials for a command: those of a query, or those that are named."""

import argparse
from collections.abc import Iterable

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.errors import QueryError
from desktop.workspace import Workspace


def add_query(parser: argparse.ArgumentParser) -> None:
    """Add the argument for a query in the language of the search box."""
    takes = "what the search box takes: words, filters (her2:low), -excluded"
    parser.add_argument("query", nargs="*", metavar="QUERY", help=takes)


def query_in(request: argparse.Namespace, workspace: Workspace) -> TrialQuery:
    """Return the query of a request.

    Raises:
        QueryError: it names a value that does not exist.
    """
    parsed = parse_query(" ".join(request.query), workspace.facets)
    if parsed.problems:
        raise QueryError(" ".join(parsed.problems))
    return parsed.query


def trials_named(names: Iterable[str], workspace: Workspace) -> list[int]:
    """Return the ids of trials by their keys or other identifiers, in this order.

    Raises:
        QueryError: there is no such trial.
    """
    found = []
    for name in filter(None, names):
        trial_id = workspace.catalogue.trials.id_of(name)
        if trial_id is None:
            raise QueryError(f"There is no trial {name} in {workspace.catalogue.path}; nothing was done.")
        found.append(trial_id)
    return found


def keys_named(names: Iterable[str], workspace: Workspace) -> list[str]:
    """Return the keys of trials by their keys or other identifiers, in this order. Raises as ``trials_named`` does."""
    return [row.key for row in workspace.catalogue.index.rows(trials_named(names, workspace))]
