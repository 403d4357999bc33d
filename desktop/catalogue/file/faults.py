"""Turn errors of SQLite and the system about a catalogue file into one plain sentence with the remedy."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop.catalogue.file.reads import changed_by_another
from desktop.errors import DamagedFileError, StorageError


@contextlib.contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the system about a file into one plain sentence.

    Raises:
        StorageError: with file, fault and remedy.
    """
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        raise in_words(path, error) from error


@contextlib.contextmanager
def closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection if the block fails: Windows cannot replace a file that is open."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def damage(path: Path, fault: str) -> DamagedFileError:
    """Return the error that says that a file is damaged."""
    return DamagedFileError(f"{path} is damaged ({fault}); restore a backup.")


def corruption_in(path: Path, error: BaseException) -> StorageError | None:
    """Return the damage that an exception during reading reports; None if it reports something else.

    If only another program may write the file, return a StorageError: that program changed it in the meantime.
    """
    for link in _chain(error):  # Peewee raises its own errors from SQLite's
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


def in_words(path: Path, error: BaseException) -> StorageError:
    """Return an error of SQLite or the system about a file as one plain sentence with the remedy.

    The sentence does not say what was saved, because an import may have saved much before; the caller adds that.
    """
    # A full disk inside a transaction is reported as "cannot rollback"; the real reason is in an earlier exception.
    text = " ".join(map(str, _chain(error)))
    if "disk is full" in text or "No space left" in text:
        return StorageError(f"The disk that holds {path} is full; make room and try again.")
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return StorageError(
            f"{path} was left in the midst of a change, which must be undone before it can be read; that needs "
            "permission to write in its folder. Nothing was changed."
        )
    if "locked" in text:
        return StorageError(f"{path} is in use by another program; close it and try again.")
    if "readonly" in text or "unable to open" in text or isinstance(error, OSError):
        return StorageError(f"{path} cannot be opened for writing; check the folder and its permissions ({error}).")
    # Python raises exactly this class, and no subclass of it, for SQLite's codes of damage.
    if type(error) is sqlite3.DatabaseError or "malformed" in text or "not a database" in text:
        return damage(path, str(error))
    return StorageError(f"{path} could not be used ({error}).")
