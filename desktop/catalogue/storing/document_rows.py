"""The rows of the documents; the caller holds the transaction."""

import datetime as dt

from desktop.catalogue.file.tables import Tables
from desktop.catalogue.storing.stored import Document


def put_document(tables: Tables, document: Document, began: str) -> tuple[int, bool]:
    """Return the id of a document, written if it is new, and whether it was there.

    Its original is kept. It belongs to the import that began at ``began`` (now if that is ""), unless it is there and
    trials come from it already.
    """
    table, source = tables.document, tables.source
    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    times = {"imported": now, "began": began or now}
    known = table.select(table.id).where(table.sha256 == document.sha256).scalar()
    if known is None:
        columns = {"sha256": document.sha256, "name": document.name, "format": document.format}
        return int(table.insert(**columns, encoding=document.encoding, **times).execute()), False
    table.update(original_lost=0).where((table.id == known) & table.original_lost).execute()
    if not source.select(source.trial_id).where(source.document_id == known).limit(1).scalar():
        table.update(**times).where(table.id == known).execute()
    return int(known), True
