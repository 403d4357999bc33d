"""Make a line of the list with damaged columns again from the trial's record, or read what is legible."""

import json
import sqlite3

from desktop.catalogue.file.legible import legible
from desktop.catalogue.file.statements import RECORD, ROWS
from desktop.catalogue.finding.trial_row import Columns, TrialRow, packed_part
from desktop.catalogue.storing.document_rows import last_import
from desktop.catalogue.storing.facet_values import linked_sources
from desktop.catalogue.storing.own_work import own_work_of
from desktop.catalogue.storing.packed_row import row_columns
from desktop.catalogue.storing.pairs import all_pairs
from desktop.catalogue.storing.record import from_record
from desktop.errors import DamagedRecordError
from desktop.trials.absence import Reads


def remade_columns(connection: sqlite3.Connection, columns: Columns, reads: Reads) -> Columns | None:
    """Return the columns of a damaged line, made from the trial's record; None if the record is damaged too."""
    trial_id, documents = columns[0], columns[-1]
    try:
        record = from_record(connection.execute(RECORD, (trial_id,)).fetchone()[0])
    except DamagedRecordError:
        return None
    own = own_work_of(connection, record.trial.key)
    sources, imported = linked_sources(connection, trial_id), last_import(connection, trial_id)
    pairs = all_pairs(record.trial, record.findings, own, sources, reads, imported)
    made = row_columns(record.trial, pairs, own)
    key, title, sponsor, start, row = (str(made[name]) for name in ("key", "title", "sponsor", "start", "row"))
    return trial_id, key, title, sponsor, start, record.trial.enrollment, row, documents


def whole_key(connection: sqlite3.Connection, trial_id: int) -> str:
    """Return the key of a trial from its line of the list; "" if the line is damaged."""
    (columns,) = connection.execute(ROWS, (json.dumps([trial_id]),))
    return str(columns[1]) if packed_part(columns) is not None else ""


def legible_row(columns: Columns) -> TrialRow:
    """Return a line that says that everything is damaged, with what is legible of key and title."""
    trial_id, key, title = columns[:3]
    return TrialRow(trial_id, legible(key), (), legible(title), "", {}, (), "", None, "", (), 0, 0, damage="everything")
