"""Opening a catalogue file: look before touching, never make a silent new one in place of a damaged one.

The order: is it there, is it ours, is it newer than we are, is it whole; then a backup if migrations are pending, the
migrations in one transaction each, and only then the catalogue opens.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from desktop.catalogue.backups import back_up
from desktop.catalogue.whole_check import WholeCheck, is_large
from desktop.errors import DamagedFileError, NewerFileError, StorageError

APPLICATION_ID = 0x54524341  # "TRCA", so that `file` and we know our own
MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": "1"}
_PATIENCE_S = 5


def open_file(
    path: Path, *, read_only: bool = False, checked_later: bool = False, make: bool = True
) -> sqlite3.Connection:
    """Return a connection to a catalogue file, made or migrated as needed.

    ``checked_later`` promises that the caller looks whether it is whole once it is open. Without ``make`` no file is
    made where there is none.

    Raises:
        DamagedFileError: the file is no catalogue or is not intact; it was not touched.
        NewerFileError: a newer version of the program wrote it; it was not touched, and can be read at most.
        StorageError: it cannot be read or written.
    """
    with storage_errors(path):
        if make and not read_only and not path.exists():
            _create(path)
        version = _version(path)
        if version < newest() or (version == newest() and not checked_later):
            refuse_damaged(path)
        if version > newest() and not read_only:
            raise NewerFileError(
                f"{path} was written by a newer version of Trial Catalogue; open it with that. Nothing was changed."
            )
        if read_only:
            # A medium that cannot be written holds no shared memory for a write-ahead log either.
            return _connected(f"{path.absolute().as_uri()}?immutable=1", {"query_only": "1"})
        if version < newest():
            back_up(path)
        connection = _connected(f"{path.absolute().as_uri()}?mode=rw", _PRAGMAS)
        if version < newest():
            with closed_on_failure(connection):
                _migrate(connection, path)
        return connection


def _connected(uri: str, pragmas: Mapping[str, str]) -> sqlite3.Connection:
    # Without an isolation level sqlite3 begins no transactions by itself: Peewee's `atomic` does.
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)
    with closed_on_failure(connection):
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
    return connection


@contextlib.contextmanager
def closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if what is tried with it fails: a file that is open cannot be replaced on every system."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextlib.contextmanager
def without_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Let what is tried with a connection fail at once while another program writes."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_S * 1_000}")


def _create(path: Path) -> None:
    """Make a new catalogue whole or not at all: under another name first, so that no power cut leaves half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with contextlib.closing(_connected(unfinished.absolute().as_uri(), {})) as connection:
        _migrate(connection, path)
    unfinished.replace(path)


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a file into one plain sentence.

    Raises:
        StorageError: with file, fault and remedy.
    """
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise in_words(path, error) from error


def refuse_damaged(path: Path) -> None:
    """Look through a file that is not so large that it would hold up its opening.

    Raises:
        DamagedFileError: it is not intact; it was not touched.
    """
    fault = "" if is_large(path) else WholeCheck(path).fault()
    if fault:
        raise damage(path, fault)


def damage(path: Path, fault: str) -> DamagedFileError:
    """Return, to be raised or told, that a file is not intact."""
    return DamagedFileError(f"{path} is damaged ({fault}); restore a backup.")


def damage_met(path: Path, error: BaseException) -> DamagedFileError | None:
    """Return the damage of a file that an exception tells of, met in the midst of reading; None if it tells another."""
    for link in _chain(error):  # Peewee has its own errors, raised from SQLite's
        found = in_words(path, link) if isinstance(link, sqlite3.DatabaseError) else link
        if isinstance(found, DamagedFileError):
            return found
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _version(path: Path) -> int:
    """Return the schema version of an existing file after looking whether it is ours."""
    if path.stat().st_size == 0:
        raise DamagedFileError(f"{path} is empty, which no catalogue is; restore a backup or move the file away.")
    with contextlib.closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID:
        raise DamagedFileError(f"{path} is not a catalogue of this program; choose another file with --database.")
    return version


@cache
def newest() -> int:
    """Return the schema version that this program writes."""
    return max(int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.py"))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    from desktop.catalogue.migrating import migrate

    migrate(connection, path)


def in_words(path: Path, error: BaseException) -> StorageError:
    """Return what SQLite or the system says about a file as one plain sentence with the remedy.

    It does not say what became of the work at hand: an import may have saved much before. Who did the work says that.
    """
    # A full disk inside a transaction surfaces as "cannot rollback"; the real reason stands further up the chain.
    said = " ".join(map(str, _chain(error)))
    if "disk is full" in said or "No space left" in said:
        return StorageError(f"The disk that holds {path} is full; make room and try again.")
    if "locked" in said:
        return StorageError(f"{path} is in use by another program; close it and try again.")
    if "readonly" in said or "unable to open" in said or isinstance(error, OSError):
        return StorageError(f"{path} cannot be opened for writing; check the folder and its permissions ({error}).")
    # SQLite's codes for damage, and no others, become this class and none of those under it.
    if type(error) is sqlite3.DatabaseError or "malformed" in said or "not a database" in said:
        return damage(path, str(error))
    return StorageError(f"{path} could not be used ({error}).")
