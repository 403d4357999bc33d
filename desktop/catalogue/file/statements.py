"""The SQL statements that an import runs for every trial, and those for the start of the window.

Peewee needs longer to build them than SQLite to run them: a bulk insert through Peewee takes seven to eleven times as
long as a plain ``executemany``. Small jobs still use Peewee.
"""

INSERT_TRIAL = """
    INSERT INTO trial (id, key, kind, title, title_key, sponsor, start, enrollment, row, record)
    VALUES (:id, :key, :kind, :title, :title_key, :sponsor, :start, :enrollment, :row, :record)
"""
LAST_ID = """
    SELECT max(
        coalesce((SELECT max(id) FROM trial), 0),
        coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'last trial id'), 0)
    )
"""
REMEMBER_ID = "INSERT OR REPLACE INTO setting (name, value) VALUES ('last trial id', ?)"
UPDATE_TRIAL = """
    UPDATE trial SET key = :key, kind = :kind, title = :title, title_key = :title_key, sponsor = :sponsor,
        start = :start, enrollment = :enrollment, row = :row, record = :record WHERE id = :id
"""
UPDATE_ROW = """
    UPDATE trial SET key = :key, kind = :kind, title = :title, title_key = :title_key, sponsor = :sponsor,
        start = :start, enrollment = :enrollment, row = :row WHERE id = :id
"""
DELETE_LINKS = "DELETE FROM trial_value WHERE trial_id = ?"
DELETE_IDENTIFIERS = "DELETE FROM identifier WHERE trial_id = ?"
DELETE_REPORTS = "DELETE FROM report WHERE publication_id = ?"
INSERT_IDENTIFIER = "INSERT OR IGNORE INTO identifier (value, trial_id, registry) VALUES (?, ?, ?)"
INSERT_REPORT = "INSERT OR IGNORE INTO report (publication_id, value) VALUES (?, ?)"
INSERT_SOURCE = "INSERT OR IGNORE INTO source (trial_id, document_id, account) VALUES (?, ?, NULL)"
PUT_SOURCE = "INSERT OR REPLACE INTO source (trial_id, document_id, account) VALUES (?, ?, ?)"
DELETE_SOURCE = "DELETE FROM source WHERE trial_id = ? AND document_id = ?"
INSERT_LINK = "INSERT INTO trial_value (value_id, trial_id) VALUES (?, ?)"
INSERT_VALUE = "INSERT INTO facet_value (facet, value) VALUES (?, ?)"
VALUES_OF = """
    SELECT value FROM trial_value JOIN facet_value ON facet_value.id = value_id WHERE trial_id = ? AND facet = ?
    ORDER BY value_id
"""
LINKS_OF = """
    SELECT facet, value FROM trial_value JOIN facet_value ON facet_value.id = value_id
    WHERE trial_id = ? ORDER BY value_id
"""
VALUE_ID = "SELECT id FROM facet_value WHERE facet = ? AND value = ?"
BY_KEY = "SELECT id, key FROM trial WHERE key = ? AND kind = ?"
BY_NUMBER = """
    SELECT trial.id, trial.key FROM identifier JOIN trial ON trial.id = identifier.trial_id
    WHERE identifier.value = ? AND trial.kind = ?
"""
BY_TITLE = "SELECT id FROM trial WHERE title_key = ? AND kind = ? AND id <> ? ORDER BY id"
KEY_IS_TAKEN = "SELECT 1 FROM trial WHERE key = ?"
TITLE_AND_RECORD = "SELECT title, record FROM trial WHERE id = ?"
NUMBERS_OF = "SELECT value FROM identifier WHERE trial_id = ?"
DOCUMENT_ID = "SELECT id FROM document WHERE sha256 = ?"
IS_SOURCE = "SELECT 1 FROM source WHERE trial_id = ? AND document_id = ?"
ROWS = """
    SELECT id, key, title, sponsor, start, enrollment, row, (SELECT count(*) FROM source WHERE trial_id = trial.id)
    FROM trial WHERE id IN (SELECT value FROM json_each(?))
"""
COUNT_SOURCES = "SELECT count(*) FROM source WHERE trial_id = ?"
LAST_IMPORT = """
    SELECT coalesce(max(imported), '') FROM source JOIN document ON document.id = document_id WHERE trial_id = ?
"""
LAST_OF = "SELECT coalesce(max(imported), '') FROM document WHERE id IN (SELECT value FROM json_each(?))"
ACCOUNTS = "SELECT account FROM source WHERE trial_id = ? AND account IS NOT NULL"
RECORD = "SELECT record FROM trial WHERE id = ?"
IDS_OF_KEYS = "SELECT key, id FROM trial WHERE key IN (SELECT value FROM json_each(?))"
ID_BY_KEY = "SELECT id FROM trial WHERE key = ?"
ID_BY_NAME = (
    ID_BY_KEY,
    "SELECT trial_id FROM identifier WHERE value = ? ORDER BY trial_id",
)
GIVE_NAME = """
    SELECT trial_id FROM trial_value JOIN facet_value ON facet_value.id = value_id
    WHERE facet = ? AND value = ? ORDER BY trial_id
"""
NAMES_AND_TRIALS = """
    SELECT value, trial_id FROM facet_value JOIN trial_value ON value_id = facet_value.id WHERE facet = ?
"""
UNKNOWN_NAMES = """
    SELECT value, count(*) FROM facet_value JOIN trial_value ON value_id = facet_value.id WHERE facet = ? GROUP BY value
"""
