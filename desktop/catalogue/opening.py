"""Opening a catalogue file: look before touching, never make a silent new one in place of a damaged one.

The order: is it there, is it ours, is it newer than we are, is it whole; then a backup if migrations are pending, the
migrations in one transaction each, and only then the catalogue opens.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import peewee
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from desktop.catalogue.backups import back_up
from desktop.errors import DamagedFileError, NewerFileError, StorageError

APPLICATION_ID = 0x54524341  # "TRCA", so that `file` and we know our own
MIGRATIONS = Path(__file__).parent / "migrations"
_CHECKED_AT_ONCE = 512 * 1024 * 1024  # bytes: a second of reading on a slow disk
_PRAGMAS: dict[str, object] = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}


def open_database(path: Path, *, read_only: bool = False) -> SqliteDatabase:
    """Return the open database of a catalogue file, made or migrated as needed.

    Raises:
        DamagedFileError: the file is no catalogue or is not intact; it was not touched.
        NewerFileError: a newer version of the program wrote it; it was not touched, and can be read at most.
        StorageError: it cannot be read or written.
    """
    with storage_errors(path):
        if not path.exists() and not read_only:
            _create(path)
        version = _inspect(path)
        if version > _newest() and not read_only:
            raise NewerFileError(
                f"{path} was written by a newer version of Trial Catalogue; open it with that. Nothing was changed."
            )
        if read_only:
            # A medium that cannot be written holds no shared memory for a write-ahead log either.
            return _connected(f"{path.absolute().as_uri()}?immutable=1", {"query_only": 1})
        if version < _newest():
            back_up(path)
        database = _connected(path.absolute().as_uri(), _PRAGMAS)
        if version < _newest():
            _migrate(database)
        return database


def _connected(uri: str, pragmas: dict[str, object]) -> SqliteDatabase:
    database = SqliteDatabase(uri, uri=True, pragmas=pragmas, timeout=5, lock_type="IMMEDIATE")
    database.connect()
    return database


def _create(path: Path) -> None:
    """Make a new catalogue whole or not at all: under another name first, so that no power cut leaves half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    database = _connected(unfinished.absolute().as_uri(), {})
    _migrate(database)
    database.close()
    unfinished.replace(path)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into one plain sentence.

    Raises:
        StorageError: with file, fault and remedy.
    """
    try:
        yield
    except (peewee.DatabaseError, sqlite3.DatabaseError, OSError) as error:
        raise _in_words(path, error) from error


def _inspect(path: Path) -> int:
    """Return the schema version of an existing file after looking whether it is ours and, unless large, whole."""
    if path.stat().st_size == 0:
        raise DamagedFileError(f"{path} is empty, which no catalogue is; restore a backup or move the file away.")
    with contextlib.closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if application != APPLICATION_ID:
                raise DamagedFileError(
                    f"{path} is not a catalogue of this program; choose another file with --database."
                )
            if version > _newest():
                return version
            fault = "ok" if is_large(path) else connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise DamagedFileError(f"{path} is damaged ({error}); restore a backup.") from error
    if fault != "ok":
        raise DamagedFileError(f"{path} is damaged ({fault}); restore a backup.")
    return version


def is_large(path: Path) -> bool:
    """Tell whether looking a file through would hold up its opening: it is then to be done behind the open window."""
    return path.stat().st_size > _CHECKED_AT_ONCE


class WholeCheck:
    """Look a catalogue file through, which another thread may stop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        uri = path.absolute().as_uri() + "?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def fault(self) -> str:
        """Return what is not intact in the file, as one plain sentence; "" if it is whole, or if stopped."""
        try:
            found = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.OperationalError:  # stopped
            found = "ok"
        except sqlite3.DatabaseError as error:
            found = str(error)
        self._connection.close()
        return "" if found == "ok" else f"{self._path} is damaged ({found}); close the program and restore a backup."

    def stop(self) -> None:
        """End the look; what was seen so far is forgotten."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # it has ended by itself
            self._connection.interrupt()


def _newest() -> int:
    return max(int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.py"))


def _migrate(database: SqliteDatabase) -> None:
    with database.atomic():
        Runner(database, str(MIGRATIONS)).up()
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {_newest()}")


def _in_words(path: Path, error: BaseException) -> StorageError:
    # A full disk inside a transaction surfaces as "cannot rollback"; the real reason stands further up the chain.
    told = []
    link: BaseException | None = error
    while link is not None:
        told.append(str(link))
        link = link.__cause__ or link.__context__
    said = " ".join(told)
    if "disk is full" in said or "No space left" in said:
        return StorageError(f"The disk that holds {path} is full; make room and try again. Nothing was changed.")
    if "locked" in said:
        return StorageError(f"{path} is in use by another program; close it and try again. Nothing was changed.")
    if "readonly" in said or "unable to open" in said or isinstance(error, OSError):
        return StorageError(f"{path} cannot be opened for writing; check the folder and its permissions ({error}).")
    if "malformed" in said or "not a database" in said:
        return DamagedFileError(f"{path} is damaged ({error}); restore a backup.")
    return StorageError(f"{path} could not be used ({error}). Nothing was changed.")
