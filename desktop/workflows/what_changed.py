"""What is new since the user last looked or since a day, in clinical words with the queries that show it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import QueryError
from desktop.sheet.changes import sentences, when_and_where
from desktop.sheet.registry_words import load_registry_words
from desktop.trials.changes import CHANGED_FACET, NEW, FieldChange, change_kinds
from desktop.trials.facets import NOT_STATED
from desktop.trials.shortlists import HAS_FACET, STAR

LAST = "last"
"""Stands for the time at which the user last looked."""


@dataclass(frozen=True)
class ChangedTrial:
    """Hold one change of a trial; ``sentences`` is the change in words, ``where`` its date and document."""

    key: str
    title: str
    change: FieldChange
    sentences: tuple[str, ...]
    where: str
    registry_date: str

    def as_json(self) -> dict[str, object]:
        """Return the change as ``changes --json`` prints it."""
        change = self.change
        return {
            "key": self.key,
            "title": self.title,
            "kind": change.kind,
            "field": change.field,
            "before": _plain(change.before),
            "after": _plain(change.after),
            "registry_date": self.registry_date or None,
            "import": change.import_number,
            "document": change.file,
            "changed": change.changed,
            "weight": change.weight,
            "sentences": list(self.sentences),
        }


@dataclass(frozen=True)
class Told:
    """Hold one line of what is new: how many trials, what of them, and the query that lists them."""

    count: int
    words: str
    query: TrialQuery


def what_changed(catalogue: Catalogue, query: TrialQuery, since: str, resources: Path) -> tuple[ChangedTrial, ...]:
    """Return what changed in the trials of a query, the weightiest first; ``since`` is "last" or an ISO day.

    ``resources`` is the folder in which the words of the registries stand.

    Raises:
        QueryError: ``since`` is neither.
    """
    codes = load_registry_words(resources)
    day = "" if since == LAST else _day(since)
    with catalogue.reading:
        found = catalogue.changes(catalogue.matching(query), day)
        rows = {row.id: row for row in catalogue.rows(sorted({trial_id for trial_id, _ in found}))}
    return tuple(
        ChangedTrial(
            rows[trial_id].key,
            rows[trial_id].named,
            change,
            sentences(change, codes) if change.field else ("New in the catalogue",),
            when_and_where(change),
            change.registry_date or ("" if change.field else rows[trial_id].registry_date),
        )
        for trial_id, change in found
        if trial_id in rows
    )


def changed_in_words(catalogue: Catalogue) -> tuple[Told, ...]:
    """Return what changed since the user last looked, a line for each kind that there is, the weightiest first.

    A query shows exactly the trials that its line counts.
    """
    told = ((kind, TrialQuery().toggled(CHANGED_FACET, kind.id)) for kind in change_kinds())
    counted = ((catalogue.matching(query).bit_count(), kind, query) for kind, query in told)
    return tuple(Told(count, _words(kind.id, kind.label, count), query) for count, kind, query in counted if count)


def shortlisted_and_changed(catalogue: Catalogue) -> tuple[Told, ...]:
    """Return how many trials on the user's shortlists changed since she last looked, in one line; () for none."""
    kinds = [kind.id for kind in change_kinds() if kind.id != NEW]
    query = TrialQuery().selecting(CHANGED_FACET, kinds).toggled(HAS_FACET, STAR)
    count = catalogue.matching(query).bit_count()
    return (Told(count, f"{_trials(count)} of your shortlists changed", query),) if count else ()


def mark_seen(catalogue: Catalogue, ids: Sequence[int] | None = None) -> int:
    """Mark trials, or all (None), as seen; return how many of them had something new.

    Raises:
        StorageError: nothing was changed.
    """
    listed = catalogue.search(TrialQuery().excluding(CHANGED_FACET, NOT_STATED)) if ids is None else ids
    kinds = catalogue.changed_kinds(listed)
    catalogue.mark_seen(ids)
    return sum(1 for each in kinds.values() if each)


def _words(kind: str, label: str, count: int) -> str:
    return f"{_trials(count)} new" if kind == NEW else f"{_trials(count)}: {label[:1].lower()}{label[1:]} changed"


def _trials(count: int) -> str:
    return "1 trial" if count == 1 else f"{count:,} trials"


def _day(written: str) -> str:
    try:
        return dt.date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise QueryError(f"“{written}” is no day; write --since {LAST} or --since 2026-01-31.") from error


def _plain(value: object) -> object:
    """Return a value of a trial as JSON holds it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
