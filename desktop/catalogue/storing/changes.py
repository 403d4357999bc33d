"""Store and read what later documents changed in a trial, field by field.

A row holds a value as text: words and numbers unchanged, a structured value as JSON. ``version`` is the version of the
data in which the change was saved; it shows whether the user has seen the change.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.file.statements import VALUES_OF
from desktop.catalogue.finding.changed import Marks, kind_here, my_countries, new_since
from desktop.catalogue.finding.facet_index import members
from desktop.catalogue.storing.pairs import Pairs
from desktop.catalogue.storing.record import Record, field_value
from desktop.trials.change_kinds import COMPLETED, SITES, kind_of
from desktop.trials.changes import FRESHNESS_FIELD, FieldChange, differences, value_as_text
from desktop.trials.compared import differs
from desktop.trials.countries import common_name
from desktop.trials.freshness import AGEING, FRESH, FRESHNESS_FACET, STALE, contradiction
from desktop.trials.recruitment import OPEN, OPENING, RECRUITMENT_FACET
from desktop.trials.trial import Site, Trial

if TYPE_CHECKING:
    from desktop.catalogue.storing.arriving import JoinedTrial
    from desktop.catalogue.storing.merging import Account, Merged

_INSERT = """
    INSERT INTO change
        (trial_id, document_id, changed, field, before, after, version, registry_date, kind, countries, across)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = "change.changed, document.name, field, before, after, registry_date, kind, countries, across"
_OF_TRIAL = """
    SELECT {columns}, 0 FROM change JOIN document ON document.id = change.document_id
    WHERE trial_id = ? ORDER BY change.id DESC
"""
_SINCE = """
    SELECT trial_id, version, {columns}, (SELECT min(id) FROM document AS first WHERE first.began = document.began)
    FROM change JOIN document ON document.id = change.document_id WHERE {since} ? ORDER BY change.id DESC
"""
_ARRIVED = """
    SELECT trial_id, imported, name, (SELECT min(id) FROM document AS first WHERE first.began = document.began),
        min(document.id)
    FROM source JOIN document ON document.id = document_id WHERE trial_id IN (SELECT value FROM json_each(?))
    GROUP BY trial_id
"""
_COMPOSED = ("dates", "narrative")
"""The fields of which several documents may each give a part."""
_FIELDS = {field.name: field.type for field in dataclasses.fields(Trial)}


def record_changes(
    connection: sqlite3.Connection,
    trial_id: int,
    document: int,
    joined: JoinedTrial,
    quiet: FieldChange | None,
    version: int,
) -> None:
    """Store every field of a trial that a document changed, in the save of this version of the data.

    ``quiet`` is the change from ``gone_quiet``, None if there is none.
    """
    if not joined.arrival or joined.before is None or joined.merged is None:
        return
    pairs = {} if joined.has_same_words else differences(joined.before.trial, joined.merged.trial)
    found = [_changed(joined, joined.merged, joined.before, *each) for each in pairs.items()]
    connection.executemany(
        _INSERT, [_row(trial_id, document, change, version) for change in (*found, *((quiet,) if quiet else ()))]
    )


def _changed(joined: JoinedTrial, merged: Merged, before: Record, field: str, values: tuple[Any, Any]) -> FieldChange:
    """Return the change of a field, with the date of the account that now gives it."""
    accounts, earlier = joined.accounts, joined.others
    now = accounts[merged.provenance.get(field, len(accounts) - 1)]
    first = before.provenance.get(field, 0)
    was = earlier[first] if first < len(earlier) else None
    is_of_other_entry = bool(was and field != "sites" and not now.entry.is_version_of(was.entry))
    if is_of_other_entry:  # which is compared with its own earlier version
        was = _version_before(now, earlier)
        values = (getattr(was.trial, field) if was else values[0]), values[1]
    if not _is_known_entry(joined) or (is_of_other_entry and not (was and differs(field, *values))):
        return FieldChange(_now(), "", field, *values, _date_of(now), across=True, kind=COMPLETED)
    # Two tables of one format may have different columns.
    told = accounts if field in _COMPOSED else [each for each in (was, now) if each]
    across = len({(each.format, each.trial.absent) for each in told}) > 1
    kind = COMPLETED if across and was and not _is_older(was, now) else ""
    return FieldChange(_now(), "", field, *values, _date_of(now), across=across, kind=kind)


def _is_known_entry(joined: JoinedTrial) -> bool:
    """Return whether an earlier document gave the same registry entry as the arrival's."""
    own = next(each for each in joined.accounts if each.order == joined.own_order)
    return not joined.others or _version_before(own, joined.others) is not None


def _version_before(account: Account, earlier: Sequence[Account]) -> Account | None:
    """Return the newest of the earlier accounts with the same registry entry; None if there is none."""
    versions = [each for each in earlier if account.entry.is_version_of(each.entry)]
    return max(versions, key=lambda each: (_date_of(each), each.order), default=None)


def _is_older(was: Account, now: Account) -> bool:
    """Return whether an account is certainly of an older version than the one that is used now.

    For a document without a date this is certain if the registry has updated the record since its download.
    """
    return bool(_date_of(was) or "" < was.trial.dates.downloaded < _date_of(now))


def _date_of(account: Account) -> str:
    return account.trial.registry_date or account.trial.dates.refreshed


def _row(trial_id: int, document: int, change: FieldChange, version: int) -> tuple[object, ...]:
    texts = value_as_text(change.before), value_as_text(change.after)
    told = change.registry_date, change.kind, "\n".join(_countries(change)), int(change.across)
    return (trial_id, document, change.changed, change.field, *texts, version, *told)


def gone_quiet(
    connection: sqlite3.Connection, trial_id: int, trial: Trial, pairs: Pairs, imported: str
) -> FieldChange | None:
    """Return the change of a stored trial that says it is open, if its data become stale with the new ``pairs``.

    Return None if they already were stale or are not stale, or if the trial is not open. ``imported`` is the ISO time
    of its last import.
    """
    if (FRESHNESS_FACET, STALE) not in pairs or not {(RECRUITMENT_FACET, OPEN), (RECRUITMENT_FACET, OPENING)} & {
        *pairs
    }:
        return None
    before = next((value for (value,) in connection.execute(VALUES_OF, (trial_id, FRESHNESS_FACET))), "")
    if before not in (FRESH, AGEING):
        return None
    after = contradiction(trial, imported) or STALE
    return FieldChange(_now(), "", FRESHNESS_FIELD, before, after, trial.registry_date)


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _countries(change: FieldChange) -> list[str]:
    """Return the countries in which the sites changed."""
    if change.kind != SITES:
        return []
    before, after = ({each for each in value or () if isinstance(each, Site)} for value in change.told)
    return sorted({common_name(each.country) for each in before ^ after if each.country})


def changes_of(connection: sqlite3.Connection, trial_id: int) -> tuple[FieldChange, ...]:
    """Return the changes of a trial since its first import, the latest first.

    Changes stored by an older program are omitted if they do not count now: another spelling, or only dates of the
    record.
    """
    mine = my_countries(connection)
    return tuple(
        filter(
            is_change,
            (
                as_change(columns, mine)
                for columns in connection.execute(_OF_TRIAL.format(columns=_COLUMNS), (trial_id,))
            ),
        )
    )


def changes_since(
    connection: sqlite3.Connection, within: int, day: str, marks: Marks, new: int
) -> list[tuple[int, FieldChange]]:
    """Return (trial id, change) of a set of trials since an ISO day; if "", since the user last looked.

    ``new`` is the set of trials that are new since she last looked. Changes with the largest weight come first, among
    equals the latest.
    """
    since, value = ("change.changed >=", day) if day else ("version >", marks.version)
    rows = connection.execute(_SINCE.format(columns=_COLUMNS, since=since), (value,)).fetchall()
    mine = my_countries(connection)
    found = [
        (trial_id, change)
        for trial_id, version, *columns in rows
        if within >> trial_id & 1 and (day or not marks.is_seen(trial_id, version))
        if is_change(change := as_change(columns, mine))
    ]
    ids = list(new_since(connection, day)) if day else list(members(new))
    wanted = json.dumps([each for each in ids if within >> each & 1])
    arrived = [
        (trial_id, FieldChange(as_text(imported), as_text(name), "", None, None, import_number=number))
        for trial_id, imported, name, number, _ in connection.execute(_ARRIVED, (wanted,))
    ]
    return sorted([*arrived, *found], key=lambda pair: -pair[1].weight)


def as_change(columns: Sequence[object], mine: Collection[str] = ()) -> FieldChange:
    """Return a change from the columns of its row, for a user with these countries."""
    changed, file, field, before, after, date, kind, countries = map(as_text, columns[:8])
    number = columns[9] if isinstance(columns[9], int) else 0
    kind = kind_here(kind or kind_of(field).id, countries, mine)
    values = _as_value(field, before), _as_value(field, after)
    return FieldChange(changed, file, field, *values, date, number, across=bool(columns[8]), kind=kind)


def is_change(change: FieldChange) -> bool:
    """Return whether the values before and after differ in meaning."""
    return differs(change.field, change.before, change.after)


def _as_value(field: str, text: str) -> Any:
    """Return the value from the result of ``value_as_text``; the text itself if it is not a value of the field."""
    kind = _FIELDS.get(field, str)
    if kind is str or kind not in _FIELDS.values():
        return text
    if not text:
        return None
    try:
        # "True" and "False", as Python writes them
        return field_value(field, json.loads(text.lower() if text in ("True", "False") else text))
    except (TypeError, ValueError, KeyError, AttributeError):
        return text
