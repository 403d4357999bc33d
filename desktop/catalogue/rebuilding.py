"""Building again, from the trials as they are stored, what they are found by; the caller holds the transaction."""

from dataclasses import replace

from peewee import SqliteDatabase

from desktop.catalogue.kept_answers import raise_version
from desktop.catalogue.merging import Account, merge
from desktop.catalogue.originals import Originals
from desktop.catalogue.record import Record, from_record, to_record
from desktop.catalogue.saving import Saving
from desktop.catalogue.search_text import search_text
from desktop.catalogue.tables import tables_of
from desktop.catalogue.text_index import TextIndex
from desktop.trials.trial import Trial

_MIRROR = "ictrp"
_TRIALS = """
    SELECT source.trial_id FROM source JOIN document ON document.id = source.document_id
    GROUP BY source.trial_id HAVING count(*) > 1 OR max(document.format = ?)
"""
_RECORD = "SELECT record FROM trial WHERE id = ?"
_ACCOUNTS = """
    SELECT source.document_id, source.account, document.format
    FROM source JOIN document ON document.id = source.document_id WHERE source.trial_id = ? ORDER BY document.id
"""
_UPDATE_ACCOUNT = "UPDATE source SET account = ? WHERE trial_id = ? AND document_id = ?"
_UPDATE_RECORD = "UPDATE trial SET record = ? WHERE id = ?"


def link_again(database: SqliteDatabase, texts: TextIndex, originals: Originals) -> None:
    """Find every trial by the facet values that it has now."""
    trial = tables_of(database).trial
    saving = Saving(database, texts, originals, lambda unread: (unread, ()))
    for (number,) in list(trial.select(trial.id).tuples()):
        saving.link_again(number)
    raise_version(database.connection())


def date_again(database: SqliteDatabase) -> None:
    """Give trials of several documents, and those of a mirror, the dates that their accounts give them today.

    An older program took each date from the first account that stated it, and a mirror's day of refreshing for the
    registry's date. Nothing else of a trial changes; afterwards all are to be linked again.
    """
    run = database.connection().execute
    for (number,) in run(_TRIALS, (_MIRROR,)).fetchall():
        record = from_record(run(_RECORD, (number,)).fetchone()[0])
        accounts = []
        for document, account, format_ in run(_ACCOUNTS, (number,)).fetchall():
            told = from_record(account).trial if account else record.trial
            dated = _as_refreshed(told) if format_ == _MIRROR else told
            if account and dated != told:
                run(_UPDATE_ACCOUNT, (to_record(Record(dated)), number, document))
            accounts.append(Account(dated, format_, document))
        merged = merge(record.trial.key, accounts)
        trial = replace(record.trial, dates=merged.trial.dates)
        disagreements = merged.disagreements if len(accounts) > 1 else record.disagreements
        whole = Record(trial, record.findings, record.provenance, disagreements)
        if whole != record:
            run(_UPDATE_RECORD, (to_record(whole), number))


def _as_refreshed(trial: Trial) -> Trial:
    """Return a mirror's account with the day of its refreshing under its own name."""
    dates = trial.dates
    if dates.refreshed or not dates.last_updated:
        return trial
    return replace(trial, dates=replace(dates, last_updated="", refreshed=dates.last_updated))


def rebuild_text_index(database: SqliteDatabase, texts: TextIndex) -> None:
    """Index the text of every trial anew."""
    trial = tables_of(database).trial
    texts.clear()
    for number, record in list(trial.select(trial.id, trial.record).tuples()):
        whole = from_record(record)
        texts.put(number, search_text(whole.trial, whole.findings))
