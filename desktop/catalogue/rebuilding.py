"""Building again, from the trials as they are stored, what they are found by; the caller holds the transaction."""

import json
from collections.abc import Collection

from peewee import SqliteDatabase

from desktop.catalogue import pairs, search_text
from desktop.catalogue.kept_answers import raise_version
from desktop.catalogue.originals import Originals
from desktop.catalogue.record import from_record
from desktop.catalogue.saving import Saving
from desktop.catalogue.tables import tables_of
from desktop.catalogue.text_index import TextIndex
from desktop.trials.absence import Reads
from desktop.trials.sources import lossy_formats

# The trials all of whose documents are of formats that may lack something.
_LOSSY = """
    SELECT trial_id FROM source JOIN document ON document.id = source.document_id
    GROUP BY trial_id HAVING min(format IN (SELECT value FROM json_each(?)))
"""


def rebuild(
    what: Collection[str], database: SqliteDatabase, texts: TextIndex, originals: Originals, reads: Reads
) -> None:
    """Build again what is named by its stamp: the facet values, the search text."""
    if pairs.STAMP in what:
        _link_again(database, Saving(database, texts, originals, lambda unread: (unread, ()), reads))
    if search_text.STAMP in what:
        _rebuild_text_index(database, texts)


def _link_again(database: SqliteDatabase, saving: Saving) -> None:
    """Find every trial by the facet values that it has now."""
    trial, connection = tables_of(database).trial, database.connection()
    # An older program did not keep what documents lack. Which columns a table had is not known any more.
    for (number,) in connection.execute(_LOSSY, (json.dumps(lossy_formats()),)).fetchall():
        saving.mark_absent(number)
    for (number,) in list(trial.select(trial.id).tuples()):
        saving.link_again(number)
    raise_version(connection)


def _rebuild_text_index(database: SqliteDatabase, texts: TextIndex) -> None:
    """Index the text of every trial anew."""
    trial = tables_of(database).trial
    texts.clear()
    for number, record in list(trial.select(trial.id, trial.record).tuples()):
        whole = from_record(record)
        texts.put(number, search_text.search_text(whole.trial, whole.findings))
