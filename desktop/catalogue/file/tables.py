"""The tables of the catalogue file, created by ``migrations``; only ``catalogue`` may use them."""

from dataclasses import dataclass

from peewee import SqliteDatabase, Table


@dataclass(frozen=True)
class Tables:
    """Hold the tables bound to one open file.

    ``trial.row`` is the list row (JSON after a checksum), ``trial.record`` the whole trial with its findings
    (zlib-compressed JSON with a checksum). ``source.account`` is the account of one document (a record without
    findings), NULL if all documents of a trial say the same. ``document.original_lost`` is 1 if the original is known
    to be lost, ``document.began`` the time at which its import began, ``document.file_date`` the day of its file, "" if
    no trial is dated by it. ``report`` holds the registry numbers of the trials that a publication reports.
    ``storing.own_work`` and ``finding.changed`` use one further table each, ``storing.changes`` two.
    """

    trial: Table
    facet_value: Table
    trial_value: Table
    identifier: Table
    document: Table
    source: Table
    report: Table
    change: Table
    setting: Table


def tables_of(database: SqliteDatabase) -> Tables:
    """Return the tables bound to a database."""

    def table(name: str, *columns: str) -> Table:
        return Table(name, columns).bind(database)

    return Tables(
        trial=table(
            "trial", "id", "key", "kind", "title", "title_key", "sponsor", "start", "enrollment", "row", "record"
        ),
        facet_value=table("facet_value", "id", "facet", "value"),
        trial_value=table("trial_value", "value_id", "trial_id"),
        identifier=table("identifier", "value", "trial_id", "registry"),
        document=table(
            *("document", "id", "sha256", "name", "format", "encoding", "imported", "original_lost", "began"),
            "file_date",
        ),
        source=table("source", "trial_id", "document_id", "account"),
        report=table("report", "publication_id", "value"),
        change=table("change", "id", "trial_id", "document_id", "changed", "field", "before", "after", "version"),
        setting=table("setting", "name", "value"),
    )
