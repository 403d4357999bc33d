"""Building again, from the trials as they are stored, what they are found by; the caller holds the transaction."""

import contextlib
import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace

from peewee import SqliteDatabase

from desktop.catalogue import pairs, search_text
from desktop.catalogue.accounts import StoredAccounts
from desktop.catalogue.originals import Originals
from desktop.catalogue.record import from_record, to_record
from desktop.catalogue.remade_row import legible_row
from desktop.catalogue.saving import Saving
from desktop.catalogue.statements import RECORD, ROWS
from desktop.catalogue.text_index import TextIndex
from desktop.errors import DamagedRecordError
from desktop.trials.absence import Reads, absent_from_all
from desktop.trials.sources import lossy_formats

_IDS = "SELECT id FROM trial"
# The trials all of whose documents are of formats that may lack something.
_LOSSY = """
    SELECT trial_id FROM source JOIN document ON document.id = source.document_id
    GROUP BY trial_id HAVING min(format IN (SELECT value FROM json_each(?)))
"""
_PUT_RECORD = "UPDATE trial SET record = ? WHERE id = ?"


def rebuild(
    what: Collection[str], database: SqliteDatabase, texts: TextIndex, originals: Originals, reads: Reads
) -> None:
    """Build again what is named by its stamp, the facet values or the search text; damaged trials stay as they are."""
    connection = database.connection()
    if pairs.STAMP in what:
        _mark_absent(connection, StoredAccounts(connection, originals))
        _link_again(connection, Saving(database, texts, originals, lambda unread: (unread, ()), reads))
    if search_text.STAMP in what:
        _rebuild_text_index(connection, texts)


def _mark_absent(connection: sqlite3.Connection, stored: StoredAccounts) -> None:
    """Write into the trials what their documents cannot tell, which an older program did not keep.

    Formats and trials show most of it; which columns a table had is not known any more.
    """
    for (number,) in connection.execute(_LOSSY, (json.dumps(lossy_formats()),)).fetchall():
        with contextlib.suppress(DamagedRecordError):
            before = from_record(connection.execute(RECORD, (number,)).fetchone()[0])
            accounts, lost = stored.of(number)
            absent = absent_from_all([each.trial for each in accounts])
            if accounts and not lost and absent != before.trial.absent:
                whole = to_record(replace(before, trial=replace(before.trial, absent=absent)))
                connection.execute(_PUT_RECORD, (whole, number))


def _link_again(connection: sqlite3.Connection, saving: Saving) -> None:
    """Find and list every trial by the values that it has now."""
    for (number,) in connection.execute(_IDS).fetchall():
        with contextlib.suppress(DamagedRecordError):
            saving.link_again(number)


def _rebuild_text_index(connection: sqlite3.Connection, texts: TextIndex) -> None:
    """Index the text of every trial anew; of damaged ones what can be made out of key and title."""
    run = connection.execute
    texts.clear()
    for (number,) in run(_IDS).fetchall():
        try:
            whole = from_record(run(RECORD, (number,)).fetchone()[0])
        except DamagedRecordError:
            row = legible_row(run(ROWS, (json.dumps([number]),)).fetchone())
            texts.put(number, (row.title, row.key, "", ""))
        else:
            texts.put(number, search_text.search_text(whole.trial, whole.findings))
