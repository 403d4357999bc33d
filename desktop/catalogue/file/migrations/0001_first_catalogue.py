"""Make the first catalogue: trials with facet values, identifiers and search text; documents, accounts, changes."""

from typing import Any


def up(_migrator: Any, db: Any) -> None:
    """Create the tables as ``desktop.catalogue.file.tables`` describes them."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)


_STATEMENTS = (
    """CREATE TABLE trial (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        title_key TEXT NOT NULL,
        sponsor TEXT NOT NULL,
        start TEXT NOT NULL,
        enrollment INTEGER,
        row TEXT NOT NULL,
        record BLOB NOT NULL
    )""",
    """CREATE TABLE facet_value (
        id INTEGER PRIMARY KEY,
        facet TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (facet, value)
    )""",
    """CREATE TABLE trial_value (
        value_id INTEGER NOT NULL REFERENCES facet_value (id),
        trial_id INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
        PRIMARY KEY (value_id, trial_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX trial_value_trial ON trial_value (trial_id)",
    # WORKAROUND: SQLite 3.40's quick_check reports false NULLs in a WITHOUT ROWID table whose key columns do not come
    # first; remove the remark when no supported Python brings that version.
    """CREATE TABLE identifier (
        value TEXT NOT NULL COLLATE NOCASE,
        trial_id INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
        registry TEXT NOT NULL,
        PRIMARY KEY (value, trial_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX identifier_trial ON identifier (trial_id)",
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        format TEXT NOT NULL,
        encoding TEXT NOT NULL,
        imported TEXT NOT NULL
    )""",
    """CREATE TABLE source (
        trial_id INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
        document_id INTEGER NOT NULL REFERENCES document (id),
        account BLOB,
        PRIMARY KEY (trial_id, document_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX source_document ON source (document_id)",
    "CREATE INDEX trial_title ON trial (title_key)",
    """CREATE TABLE report (
        publication_id INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
        value TEXT NOT NULL COLLATE NOCASE,
        PRIMARY KEY (publication_id, value)
    ) WITHOUT ROWID""",
    "CREATE INDEX report_value ON report (value)",
    """CREATE TABLE change (
        id INTEGER PRIMARY KEY,
        trial_id INTEGER NOT NULL REFERENCES trial (id) ON DELETE CASCADE,
        document_id INTEGER NOT NULL REFERENCES document (id),
        changed TEXT NOT NULL,
        field TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    )""",
    "CREATE INDEX change_trial ON change (trial_id)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE VIRTUAL TABLE trial_text USING fts5 (
        title, facts, criteria, body,
        content='', tokenize='unicode61 remove_diacritics 2'
    )""",
)
