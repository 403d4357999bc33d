"""The tables of the catalogue file, made by ``migrations``; nothing outside this folder may know them."""

from dataclasses import dataclass

from peewee import SqliteDatabase, Table


@dataclass(frozen=True)
class Tables:
    """Hold the tables bound to one open file.

    ``trial.row`` is the list row (JSON), ``trial.record`` the whole trial with its findings (zlib-compressed JSON).
    ``trial_text`` is the search index; it keeps no text, so a deletion must hand it the same text again.
    """

    trial: Table
    facet_value: Table
    trial_value: Table
    identifier: Table
    document: Table
    source: Table
    setting: Table
    trial_text: Table


def tables_of(database: SqliteDatabase) -> Tables:
    """Return the tables bound to a database."""

    def table(name: str, *columns: str) -> Table:
        return Table(name, columns).bind(database)

    return Tables(
        trial=table("trial", "id", "key", "title", "sponsor", "start", "enrollment", "row", "record"),
        facet_value=table("facet_value", "id", "facet", "value"),
        trial_value=table("trial_value", "value_id", "trial_id"),
        identifier=table("identifier", "value", "trial_id", "registry"),
        document=table("document", "id", "sha256", "name", "format", "encoding", "imported", "content"),
        source=table("source", "trial_id", "document_id"),
        setting=table("setting", "name", "value"),
        trial_text=table("trial_text", "rowid", "title", "facts", "criteria", "body"),
    )
