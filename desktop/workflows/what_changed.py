"""Say in clinical words what is new since the user last looked or since a day, with the queries that show it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.errors import QueryError
from desktop.sheet.changes import sentences, when_and_where
from desktop.sheet.value_changes import value_sentence
from desktop.sheet.wording import Wording, wording
from desktop.trials.change_kinds import CHANGED_FACET, COMPLETED, LAST, NEW, ChangeKind, broad_kind, change_kinds
from desktop.trials.changes import FieldChange
from desktop.trials.facets import HAS_FACET, NOT_STATED, STAR, Facets
from desktop.trials.value_change import ValueChange


@dataclass(frozen=True)
class ChangedTrial:
    """Hold one change of a trial; ``sentences`` is the change in words, ``where`` its date and document.

    ``values`` are the facet values that changed with it.
    """

    key: str
    title: str
    change: FieldChange
    sentences: tuple[str, ...]
    where: str
    registry_date: str
    values: tuple[ValueChange, ...] = ()

    @property
    def kind(self) -> str:
        """Return the id of the kind of change."""
        return self.change.kind

    def as_json(self) -> dict[str, object]:
        """Return the change as JSON fields for ``changes --json``."""
        change = self.change
        return {
            "key": self.key,
            "title": self.title,
            "kind": broad_kind(change.kind),
            "way": change.kind if change.kind != broad_kind(change.kind) else None,
            "cause": "document",
            "field": change.field,
            "before": _plain(change.before),
            "after": _plain(change.after),
            "registry_date": self.registry_date or None,
            "import": change.import_number,
            "document": change.file,
            "changed": change.changed,
            "weight": change.weight,
            "sentences": list(self.sentences),
            "values": [_value_as_json(each) for each in self.values],
        }


@dataclass(frozen=True)
class ChangedValue:
    """Hold a change of a facet value that no change of the trial explains; ``sentences`` is the change in words."""

    key: str
    title: str
    change: ValueChange
    sentences: tuple[str, ...]

    kind = "values"

    @property
    def where(self) -> str:
        """Return the day of the change."""
        return f"({self.change.changed[:10]})"

    def as_json(self) -> dict[str, object]:
        """Return the change as JSON fields for ``changes --json``."""
        change = self.change
        named = {"key": self.key, "title": self.title, "kind": self.kind, "field": change.facet}
        return {
            **named,
            **_value_as_json(change),
            "registry_date": None,
            "import": change.import_number,
            "document": change.file,
            "changed": change.changed,
            "weight": change.weight,
            "sentences": list(self.sentences),
        }


@dataclass(frozen=True)
class Told:
    """Hold one line of what is new: the number of trials, the words, and the query that lists them."""

    count: int
    words: str
    query: TrialQuery


def what_changed(
    catalogue: Catalogue, query: TrialQuery, since: str, facets: Facets, resources: Path
) -> tuple[ChangedTrial | ChangedValue, ...]:
    """Return the changes in the trials of a query, the largest weight first; ``since`` is "last" or an ISO day.

    A value that a document changed is part of the most important change by that document; any other value is a change
    of its own. ``resources`` is the folder with the words of the registries.

    Raises:
        QueryError: ``since`` is neither.
    """
    words = wording(facets, resources)
    day = "" if since == LAST else _day(since)
    with catalogue.index.reading:
        within = catalogue.index.matching(query)
        found, values = catalogue.trials.changes(within, day), catalogue.trials.value_changes(within, day)
        rows = {row.id: row for row in catalogue.index.rows(sorted({trial_id for trial_id, _ in (*found, *values)}))}
    beside: dict[tuple[int, str], list[ValueChange]] = {}
    for trial_id, value in values:
        beside.setdefault((trial_id, value.file), []).append(value)
    told: list[ChangedTrial | ChangedValue] = []
    for trial_id, change in found:
        if trial_id in rows:
            with_it = beside.pop((trial_id, change.file), []) if change.field else []
            told.append(_changed_trial(rows[trial_id], change, with_it, words))
    alone = [(trial_id, value) for (trial_id, _), each in beside.items() for value in each if trial_id in rows]
    for trial_id, value in alone:
        row = rows[trial_id]
        told.append(ChangedValue(row.key, row.named, value, (value_sentence(value, words),)))
    return tuple(told)


def _changed_trial(row: TrialRow, change: FieldChange, values: Sequence[ValueChange], words: Wording) -> ChangedTrial:
    return ChangedTrial(
        row.key,
        row.named,
        change,
        sentences(change, words.codes) if change.field else ("New in the catalogue",),
        when_and_where(change),
        change.registry_date or ("" if change.field else row.registry_date),
        tuple(values),
    )


def changed_in_words(catalogue: Catalogue) -> tuple[Told, ...]:
    """Return what changed since the user last looked, one line for each kind, the largest weight first.

    A query shows exactly the trials that its line counts. A broader kind counts the trials that are in none of its
    narrower kinds.
    """
    told = ((kind, _in_none_narrower(kind)) for kind in change_kinds())
    counted = ((catalogue.index.matching(query).bit_count(), kind, query) for kind, query in told)
    return tuple(Told(count, f"{_trials(count)}{kind.told}", query) for count, kind, query in counted if count)


def _in_none_narrower(kind: ChangeKind) -> TrialQuery:
    query = TrialQuery().toggled(CHANGED_FACET, kind.id)
    for narrower in change_kinds():
        if narrower.part_of == kind.id:
            query = query.excluding(CHANGED_FACET, narrower.id)
    return query


def shortlisted_and_changed(catalogue: Catalogue) -> tuple[Told, ...]:
    """Return one line for the trials on shortlists that changed since the user last looked; () if there are none."""
    kinds = [kind.id for kind in change_kinds() if kind.id not in (NEW, COMPLETED)]
    query = TrialQuery().selecting(CHANGED_FACET, kinds).toggled(HAS_FACET, STAR)
    count = catalogue.index.matching(query).bit_count()
    return (Told(count, f"{_trials(count)} of your shortlists changed", query),) if count else ()


def broad_kinds(catalogue: Catalogue, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return {id: kinds of change since the user last looked}, without kinds that are part of a broader one."""
    found = catalogue.index.changed_kinds(ids)
    return {each: tuple(kind for kind in kinds if broad_kind(kind) == kind) for each, kinds in found.items()}


def mark_seen(catalogue: Catalogue, ids: Sequence[int] | None = None) -> int:
    """Mark trials, or all (None), as seen; return the number of those with something new.

    Raises:
        StorageError: nothing was changed.
    """
    listed = catalogue.index.search(TrialQuery().excluding(CHANGED_FACET, NOT_STATED)) if ids is None else ids
    kinds = catalogue.index.changed_kinds(listed)
    catalogue.mark_seen(ids)
    return sum(1 for each in kinds.values() if each)


def _trials(count: int) -> str:
    return "1 trial" if count == 1 else f"{count:,} trials"


def _day(written: str) -> str:
    try:
        return dt.date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise QueryError(f"“{written}” is no day; write --since {LAST} or --since 2026-01-31.") from error


def _value_as_json(change: ValueChange) -> dict[str, object]:
    told = {"before": list(change.before), "after": list(change.after)}
    return {"facet": change.facet, **told, "cause": change.cause}


def _plain(value: object) -> object:
    """Return a value of a trial as JSON fields."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
