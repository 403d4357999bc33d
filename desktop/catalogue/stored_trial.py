"""A trial whole, with everything around it: its sources, its changes, its articles."""

from collections.abc import Iterable

from peewee import SqliteDatabase

from desktop.catalogue.changes import changes_of
from desktop.catalogue.corrections import corrections_of
from desktop.catalogue.joining import title_key, twins
from desktop.catalogue.record import Record
from desktop.catalogue.stored import StoredSource, StoredTrial
from desktop.catalogue.tables import Tables, tables_of


def stored_trial(database: SqliteDatabase, number: int, record: Record) -> StoredTrial:
    """Return a trial with its surroundings from its record."""
    tables = tables_of(database)
    document, source = tables.document, tables.source
    sources = (
        document.select(document.name, document.format, document.imported, document.sha256)
        .join(source, on=(source.document_id == document.id))
        .where(source.trial_id == number)
        .order_by(document.id)
        .tuples()
    )
    return StoredTrial(
        record.trial,
        record.findings,
        tuple(StoredSource(*columns) for columns in sources),
        record.provenance,
        record.disagreements,
        changes_of(tables, number),
        publications=_named(tables, _reporting(tables, number)),
        reported=_named(tables, _reported(tables, number)),
        corrections=corrections_of(tables, record.trial.key),
        twins=_named(tables, twins(database.connection(), number, record.trial, title_key(record.trial.title))),
    )


def _reporting(tables: Tables, number: int) -> list[int]:
    identifier, report = tables.identifier, tables.report
    values = identifier.select(identifier.value).where(identifier.trial_id == number)
    return [int(found) for (found,) in report.select(report.publication_id).where(report.value.in_(values)).tuples()]


def _reported(tables: Tables, number: int) -> list[int]:
    identifier, report, trial = tables.identifier, tables.report, tables.trial
    values = report.select(report.value).where(report.publication_id == number)
    rows = (
        identifier.select(identifier.trial_id)
        .join(trial, on=(identifier.trial_id == trial.id))
        .where(identifier.value.in_(values) & (trial.kind == "registration"))
    )
    return [int(found) for (found,) in rows.tuples()]


def _named(tables: Tables, numbers: Iterable[int]) -> tuple[tuple[str, str], ...]:
    trial = tables.trial
    wanted = sorted(set(numbers))
    return tuple(trial.select(trial.key, trial.title).where(trial.id.in_(wanted)).order_by(trial.id).tuples())
