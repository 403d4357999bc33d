"""Opening a catalogue file: look before touching, never make a silent new one in place of a damaged one.

The order: is it there, is it ours, is it newer than we are, is it whole; then a backup if migrations are pending, the
migrations in one transaction each, and only then the catalogue opens. Where it is not there, a restore that was cut off
is finished first, and whatever shows that there was a catalogue forbids a new one.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from desktop.catalogue.backups import back_up
from desktop.catalogue.reading import changed_by_another, delete_with_logs, reading_connection
from desktop.catalogue.whole_check import WholeCheck, is_large
from desktop.errors import DamagedFileError, MissingFileError, NewerFileError, StorageError
from desktop.files import make_private_file, make_private_folder, move_to_new, sync_file, temporary_beside

APPLICATION_ID = 0x54524341  # "TRCA", so that `file` and we know our own
MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": "1"}
_PATIENCE_S = 5
# Where SQLite's format keeps what the file says of itself: https://www.sqlite.org/fileformat.html#the_database_header
_HEAD_SIZE, _PLACES = 100, (60, 68)
_STAMPS = ("application_id", "user_version")


def open_file(
    path: Path, *, read_only: bool = False, checked_later: bool = False, make: bool = True
) -> sqlite3.Connection:
    """Return a connection to a catalogue file, made or migrated as needed.

    ``checked_later`` promises that the caller looks whether it is whole once it is open. Without ``make`` no file is
    made where there is none.

    Raises:
        DamagedFileError: the file is no catalogue or is not intact; it was not touched.
        MissingFileError: it is gone, but copies of it are there.
        NewerFileError: a newer version of the program wrote it; it was not touched, and can be read at most.
        StorageError: it cannot be read or written.
    """
    with storage_errors(path):
        if make and not read_only and not path.exists():
            _make_unless_there_was_one(path)
        version = _version(path)
        if version < newest() or (version == newest() and not checked_later):
            refuse_damaged(path)
        if version > newest() and not read_only:
            raise _newer(path)
        if read_only:
            return reading_connection(path)
        if version < newest():
            back_up(path)
        connection = _connected(path, _PRAGMAS)
        if version < newest():
            with closed_on_failure(connection):
                _migrate(connection, path)
        return connection


def _connected(path: Path, pragmas: Mapping[str, str]) -> sqlite3.Connection:
    # "rw" makes no file where there is none. Without an isolation level sqlite3 begins no transactions by itself:
    # Peewee's `atomic` does.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)
    # A flipped bit can make a text no text, which by default would keep all that is read with it from being read.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
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


def _make_unless_there_was_one(path: Path) -> None:
    from desktop.catalogue.restoring import finish_restore, remains_of

    finish_restore(path)
    remains = remains_of(path)
    if path.exists():  # restored, or made by another program meanwhile
        return
    if remains:
        raise MissingFileError(
            f"{path} is missing, but {remains[0]} shows that there was a catalogue. Open the window to restore a copy "
            "or to begin a new catalogue, or name another file with --database."
        )
    with contextlib.suppress(FileExistsError):  # another program was as quick; its catalogue is as good
        create(path)


def create(path: Path) -> None:
    """Make a new catalogue whole or not at all, under another name first, so that no power cut leaves half of one.

    Raises:
        FileExistsError: another program has made it meanwhile; it was not touched.
        StorageError: it cannot be made.
    """
    make_private_folder(path.parent)
    temporary = temporary_beside(path)
    try:
        make_private_file(temporary)
        with contextlib.closing(_connected(temporary, {})) as connection:
            _migrate(connection, path)
            # Made now it needs no change of the file at the first opening, which several programs may try at once.
            connection.execute("PRAGMA journal_mode = wal")
        sync_file(temporary)
        move_to_new(temporary, path)
    finally:
        delete_with_logs(temporary)


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


def damage_met(path: Path, error: BaseException) -> StorageError | None:
    """Return the damage of a file that an exception tells of, met in the midst of reading; None if it tells another.

    Where another program may write and this one may not, a StorageError tells that the file was changed meanwhile.
    """
    for link in _chain(error):  # Peewee has its own errors, raised from SQLite's
        found = in_words(path, link) if isinstance(link, sqlite3.DatabaseError) else link
        if isinstance(found, DamagedFileError):
            if changed_by_another(path):
                return StorageError(f"{path} was changed by another program while it was read; try again.")
            return found
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _version(path: Path) -> int:
    """Return the schema version of an existing file after looking whether it is ours."""
    # Not opened by ourselves: closing it would drop the locks of every connection that this process has to it.
    if path.stat().st_size == 0:
        raise DamagedFileError(f"{path} is empty, which no catalogue is; restore a backup or move the file away.")
    try:
        with contextlib.closing(reading_connection(path)) as connection:
            application, version = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in _STAMPS)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        application, version = _undone(path)
    if application != APPLICATION_ID:
        raise _not_ours(path)
    return int(version)


def _undone(path: Path) -> tuple[int, int]:
    """Let SQLite undo a change that was cut off by a kill, and return what the file then says of itself."""
    with path.open("rb") as file:  # no connection of this process can be open while a change waits to be undone
        head = file.read(_HEAD_SIZE)
    version, application = (int.from_bytes(head[place : place + 4], "big") for place in _PLACES)
    if application != APPLICATION_ID:
        raise _not_ours(path)
    if version > newest():
        raise _newer(path)
    with contextlib.closing(_connected(path, {})) as connection:
        application, version = (connection.execute(f"PRAGMA {each}").fetchone()[0] for each in _STAMPS)
    return application, version


def _not_ours(path: Path) -> DamagedFileError:
    return DamagedFileError(f"{path} is not a catalogue of this program; choose another file with --database.")


def _newer(path: Path) -> NewerFileError:
    return NewerFileError(
        f"{path} was written by a newer version of Trial Catalogue; open it with that. Nothing was changed."
    )


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
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return StorageError(
            f"{path} was left in the midst of a change, which must be undone before it can be read; that needs "
            "permission to write in its folder. Nothing was changed."
        )
    if "locked" in said:
        return StorageError(f"{path} is in use by another program; close it and try again.")
    if "readonly" in said or "unable to open" in said or isinstance(error, OSError):
        return StorageError(f"{path} cannot be opened for writing; check the folder and its permissions ({error}).")
    # SQLite's codes for damage, and no others, become this class and none of those under it.
    if type(error) is sqlite3.DatabaseError or "malformed" in said or "not a database" in said:
        return damage(path, str(error))
    return StorageError(f"{path} could not be used ({error}).")
