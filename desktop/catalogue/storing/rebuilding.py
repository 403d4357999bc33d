"""Rebuild, from the stored trials, the data by which a search finds them; the caller holds the transaction."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.catalogue.file.originals import Originals
from desktop.catalogue.file.statements import RECORD, ROWS
from desktop.catalogue.finding.derived import FACET_VALUES, REGISTRY_DATES, SEARCH_TEXT
from desktop.catalogue.finding.search_text import search_text
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.storing.accounts import StoredAccounts
from desktop.catalogue.storing.merging import Account, merge
from desktop.catalogue.storing.record import Record, from_record, to_record
from desktop.catalogue.storing.remade_row import legible_row
from desktop.catalogue.storing.saving import Saving
from desktop.errors import DamagedRecordError
from desktop.trials.absence import Reads, absent_from_all
from desktop.trials.sources import lossy_formats, mirrors
from desktop.trials.trial import Trial

if TYPE_CHECKING:
    from desktop.catalogue.file.borrowed_connection import BorrowedConnection

_IDS = "SELECT id FROM trial"
# The trials of which every document has a format that may lack parts.
_LOSSY = """
    SELECT trial_id FROM source JOIN document ON document.id = source.document_id
    GROUP BY trial_id HAVING min(format IN (SELECT value FROM json_each(?)))
"""
_DATES_MAY_DIFFER = """
    SELECT source.trial_id FROM source JOIN document ON document.id = source.document_id
    GROUP BY source.trial_id HAVING count(*) > 1 OR max(document.format IN (SELECT value FROM json_each(?)))
"""
_PUT_ACCOUNT = "UPDATE source SET account = ? WHERE trial_id = ? AND document_id = ? AND account IS NOT NULL"
_PUT_RECORD = "UPDATE trial SET record = ? WHERE id = ?"


def rebuild(
    what: Collection[str], database: BorrowedConnection, texts: TextIndex, originals: Originals, reads: Reads
) -> None:
    """Rebuild the named data: dates, facet values, search text; damaged trials are not changed."""
    connection = database.connection()
    stored = StoredAccounts(connection, originals)
    if REGISTRY_DATES in what:
        _date_again(connection, stored)
    if FACET_VALUES in what:
        _mark_absent(connection, stored)
    if {FACET_VALUES, REGISTRY_DATES} & set(what):
        _link_again(connection, Saving(database, texts, reads))
    if SEARCH_TEXT in what:
        _rebuild_text_index(connection, texts)


def _mark_absent(connection: sqlite3.Connection, stored: StoredAccounts) -> None:
    """Store in the trials which parts their documents lack, because an older program did not store that.

    Formats and trials show most of them; the columns of a table are no longer known.
    """
    for (trial_id,) in connection.execute(_LOSSY, (json.dumps(lossy_formats()),)).fetchall():
        with contextlib.suppress(DamagedRecordError):
            before = from_record(connection.execute(RECORD, (trial_id,)).fetchone()[0])
            accounts, lost, *_ = stored.of(trial_id)
            absent = absent_from_all([each.trial for each in accounts])
            if accounts and not lost and absent != before.trial.absent:
                whole = to_record(replace(before, trial=replace(before.trial, absent=absent)))
                connection.execute(_PUT_RECORD, (whole, trial_id))


def _date_again(connection: sqlite3.Connection, stored: StoredAccounts) -> None:
    """Set the dates of trials of several documents, and of mirrors, again from their accounts.

    An older program took each date from the first account that stated it, and took the day on which a mirror copied a
    record as the registry's date. Nothing else in a trial changes.
    """
    for (trial_id,) in connection.execute(_DATES_MAY_DIFFER, (json.dumps(mirrors()),)).fetchall():
        with contextlib.suppress(DamagedRecordError):
            record = from_record(connection.execute(RECORD, (trial_id,)).fetchone()[0])
            accounts, lost, *_ = stored.of(trial_id)
            if accounts and not lost:
                _date_trial(connection, trial_id, record, [_as_refreshed(each) for each in accounts])


def _date_trial(connection: sqlite3.Connection, trial_id: int, record: Record, accounts: Sequence[Account]) -> None:
    for each in accounts:
        if each.format in mirrors():
            connection.execute(_PUT_ACCOUNT, (to_record(Record(each.trial)), trial_id, each.order))
    merged = merge(record.trial.key, accounts)
    trial = replace(record.trial, dates=merged.trial.dates)
    disagreements = merged.disagreements if len(accounts) > 1 else record.disagreements
    whole = Record(trial, record.findings, record.provenance, disagreements)
    if whole != record:
        connection.execute(_PUT_RECORD, (to_record(whole), trial_id))


def _as_refreshed(account: Account) -> Account:
    """Return a mirror's account with the day of copying in ``Dates.refreshed``."""
    dates = account.trial.dates
    if account.format not in mirrors() or dates.refreshed or not dates.last_updated:
        return account
    dated: Trial = replace(account.trial, dates=replace(dates, last_updated="", refreshed=dates.last_updated))
    return replace(account, trial=dated)


def _link_again(connection: sqlite3.Connection, saving: Saving) -> None:
    """Link every trial to its current values, and write its line again."""
    for (trial_id,) in connection.execute(_IDS).fetchall():
        with contextlib.suppress(DamagedRecordError):
            saving.link_again(trial_id)


def _rebuild_text_index(connection: sqlite3.Connection, texts: TextIndex) -> None:
    """Index the text of every trial again; for damaged ones, what is legible of key and title."""
    run = connection.execute
    texts.clear()
    for (trial_id,) in run(_IDS).fetchall():
        try:
            whole = from_record(run(RECORD, (trial_id,)).fetchone()[0])
        except DamagedRecordError:
            row = legible_row(run(ROWS, (json.dumps([trial_id]),)).fetchone())
            texts.put(trial_id, (row.title, row.key, "", ""))
        else:
            texts.put(trial_id, search_text(whole.trial, whole.findings))
