"""Write and read the rows of the documents; the caller holds the transaction."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.file.statements import LAST_IMPORT, LAST_OF
from desktop.catalogue.storing.stored import Document
from desktop.trials.sources import source_format

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from desktop.catalogue.file.tables import Tables


def put_document(tables: Tables, document: Document, began: str) -> int:
    """Return the id of a document; write its row if it is new.

    Its original counts as stored. It belongs to the import that began at ``began`` (now if ""), unless trials already
    come from it.

    Raises:
        KeyError: its format is not in ``desktop.trials.sources``.
    """
    table, source = tables.document, tables.source
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    times = {"imported": now, "began": began or now}
    known = table.select(table.id).where(table.sha256 == document.sha256).scalar()
    if known is None:
        columns = {"sha256": document.sha256, "name": document.name, "format": source_format(document.format).id}
        columns |= {"encoding": document.encoding, "file_date": document.file_date}
        return int(table.insert(**columns, **times).execute())
    table.update(original_lost=0).where((table.id == known) & table.original_lost).execute()
    if not source.select(source.trial_id).where(source.document_id == known).limit(1).scalar():
        table.update(**times, file_date=document.file_date).where(table.id == known).execute()
    return int(known)


def last_import(connection: sqlite3.Connection, trial_id: int) -> str:
    """Return the time of import of a trial's latest document (ISO time with offset)."""
    return as_text(connection.execute(LAST_IMPORT, (trial_id,)).fetchone()[0])


def last_of(connection: sqlite3.Connection, documents: Iterable[int]) -> str:
    """Return the time of import of the latest of some documents (ISO time with offset)."""
    return as_text(connection.execute(LAST_OF, (json.dumps(list(documents)),)).fetchone()[0])
