"""Building again, from the trials as they are stored, what they are found by; the caller holds the transaction."""

from peewee import SqliteDatabase

from desktop.catalogue.originals import Originals
from desktop.catalogue.record import from_record
from desktop.catalogue.saving import Saving
from desktop.catalogue.search_text import search_text
from desktop.catalogue.tables import tables_of
from desktop.catalogue.text_index import TextIndex


def link_again(database: SqliteDatabase, texts: TextIndex, originals: Originals) -> None:
    """Find every trial by the facet values that it has now."""
    trial = tables_of(database).trial
    saving = Saving(database, texts, originals, lambda unread: (unread, ()))
    for (number,) in list(trial.select(trial.id).tuples()):
        saving.link_again(number)


def rebuild_text_index(database: SqliteDatabase, texts: TextIndex) -> None:
    """Index the text of every trial anew."""
    trial = tables_of(database).trial
    texts.clear()
    for number, record in list(trial.select(trial.id, trial.record).tuples()):
        whole = from_record(record)
        texts.put(number, search_text(whole.trial, whole.findings))
