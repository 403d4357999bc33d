"""Building again, from the trials as they are stored, what they are found by; the caller holds the transaction."""

import contextlib
import json

from peewee import SqliteDatabase

from desktop.catalogue.originals import Originals
from desktop.catalogue.record import from_record
from desktop.catalogue.remade_row import legible_row
from desktop.catalogue.saving import Saving
from desktop.catalogue.search_text import search_text
from desktop.catalogue.statements import RECORD, ROWS
from desktop.catalogue.text_index import TextIndex
from desktop.errors import DamagedRecordError

_IDS = "SELECT id FROM trial"


def link_again(database: SqliteDatabase, texts: TextIndex, originals: Originals) -> None:
    """Find and list every trial by the values that it has now; damaged ones stay as they are."""
    connection = database.connection()
    saving = Saving(database, texts, originals, lambda unread: (unread, ()))
    for (number,) in connection.execute(_IDS).fetchall():
        with contextlib.suppress(DamagedRecordError):
            saving.link_again(number)


def rebuild_text_index(database: SqliteDatabase, texts: TextIndex) -> None:
    """Index the text of every trial anew; of damaged ones what can be made out of key and title."""
    run = database.connection().execute
    texts.clear()
    for (number,) in run(_IDS).fetchall():
        try:
            whole = from_record(run(RECORD, (number,)).fetchone()[0])
        except DamagedRecordError:
            row = legible_row(run(ROWS, (json.dumps([number]),)).fetchone())
            texts.put(number, (row.title, row.key, "", ""))
        else:
            texts.put(number, search_text(whole.trial, whole.findings))
