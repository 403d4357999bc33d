"""Check that a path still holds the file that was opened: while a window is open it may be deleted, moved or replaced.

On most systems such a file can still be read and written, but what is written is lost.
"""

from pathlib import Path
from typing import NamedTuple

from desktop.catalogue.file.reads import beside
from desktop.errors import GoneFileError


class FileIdentity(NamedTuple):
    """Identify a file while it is open: device and number (inode, on Windows file index)."""

    device: int
    number: int


def identity_of(path: Path) -> FileIdentity | None:
    """Return the identity of the file at a path, None if there is none.

    The file is not opened for this, because closing it would release the locks that SQLite holds on it.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return FileIdentity(found.st_dev, found.st_ino)


class HeldFile:
    """Remember the file that a catalogue was opened from, and its write-ahead log."""

    def __init__(self, path: Path, expected: FileIdentity | None = None) -> None:
        """Remember the file at the path; with ``expected`` it must be this file.

        Raises:
            GoneFileError: the path does not hold the expected file.
        """
        self._path = path
        self._log_path = beside(path, "-wal")
        self._log: FileIdentity | None = None
        self.identity = expected or identity_of(path)
        if expected:
            self.refuse_if_gone()

    def remember_log(self) -> None:
        """Remember the write-ahead log too; it exists from the first read until the file is closed."""
        self._log = identity_of(self._log_path)

    def fault(self) -> str:
        """Return why nothing can be written, as one plain sentence with the remedy; "" if the path holds the file."""
        now = identity_of(self._path)
        if now is None:
            return (
                f"{self._path} is gone: it was deleted, moved or renamed, or its drive was removed. Nothing was "
                "written. Put it back, or close the program and open the catalogue where it is now."
            )
        if not _is_same(self.identity, now):
            return (
                f"{self._path} is not the file that was opened: another was put in its place. Nothing was written. "
                "Close the program and start it again to work with the file that is there now."
            )
        if self._log and not _is_same(self._log, identity_of(self._log_path)):
            return (
                f"{self._log_path}, which holds the latest changes of the open catalogue, was deleted or replaced. "
                "Nothing was written. Close the program everywhere, which brings the changes home, and start it again."
            )
        return ""

    def refuse_if_gone(self) -> None:
        """Raise an error if the path no longer holds the opened file.

        Raises:
            GoneFileError: it does not.
        """
        fault = self.fault()
        if fault:
            raise GoneFileError(fault)


def _is_same(before: FileIdentity | None, now: FileIdentity | None) -> bool:
    if before is None or now is None:
        return before is now
    # Some network drives give files no numbers.
    return before == now or (before.device == now.device and not (before.number and now.number))
