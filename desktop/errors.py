"""The errors that the user can do something about, in one tree; every other exception is a bug of this program.

CatalogueError            the message says what is wrong, where, and what the user can do
├── DocumentError         a document cannot be read as a trial
│   └── UnreadKindError   it is of a kind that is not read, such as a picture
├── QueryError            a search text cannot be understood
├── VocabularyError       a file in resources has a fault
├── ExportError           a file cannot be written
├── DamagedRecordError    one trial in the catalogue is damaged, all others can be read
├── OutputError           what a command prints cannot be written
├── EndedError            something outside the program ended the work of another process
└── StorageError          the catalogue file cannot be opened or written
    ├── MissingFileError  it is missing, but there are signs that there was one
    ├── NewerFileError    it was written by a newer version of the program
    ├── GoneFileError     it is no longer where it was opened
    └── DamagedFileError  its content is damaged
"""

import contextlib
import datetime as dt
import os
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from desktop.files import make_private_file, make_private_folder


class CatalogueError(Exception):
    """Report a fault that is no bug, in one plain sentence with file, place and remedy."""


class DocumentError(CatalogueError):
    """Report that a document, or one record of it, cannot be read as a trial."""


class UnreadKindError(DocumentError):
    """Report a document of a kind that is not read; ``kind`` names the kind and says what to do."""

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


class QueryError(CatalogueError):
    """Report a search text that names an unknown facet or value."""


class VocabularyError(CatalogueError):
    """Report a fault in a vocabulary or rule file, naming file, row and fault."""


class ExportError(CatalogueError):
    """Report that an export could not be written; the target is unchanged."""


class DamagedRecordError(CatalogueError):
    """Report that one stored trial is damaged; all other trials can be read."""


class OutputError(CatalogueError):
    """Report that the output of a command could not be printed; its work is done."""


class EndedError(CatalogueError):
    """Report that something outside the program ended the work of another process; what was saved is kept."""


class StorageError(CatalogueError):
    """Report that the catalogue file cannot be opened or written; nothing of the current transaction is stored."""


class MissingFileError(StorageError):
    """Report that the catalogue file is missing, although its folder holds copies or other files of it."""


class NewerFileError(StorageError):
    """Report a catalogue file written by a newer version of the program."""


class GoneFileError(StorageError):
    """Report that the path of an open catalogue no longer holds the file that was opened."""


class DamagedFileError(StorageError):
    """Report a catalogue file whose content is damaged."""


def log_bug(error: BaseException, folder: Path) -> Path | None:
    """Write a bug with its traceback into today's log file in a folder, and return the file.

    If the folder cannot be written, write into the system's temporary folder; return None if that fails too. The log
    holds the message of the error and the places in the program. It is never sent anywhere.
    """
    now = dt.datetime.now().astimezone()
    report = f"{now.isoformat(timespec='seconds')}\n{''.join(traceback.format_exception(error))}\n"
    with contextlib.suppress(OSError):
        make_private_folder(folder)
        log = folder / f"bugs-{now:%Y-%m-%d}.log"
        make_private_file(log)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
        return log
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=f"trial-catalogue-bugs-{now:%Y-%m-%d}-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report)
        return Path(name)
    return None


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first ``most`` names and the number of the others, for a sentence: "a, b and 3 more"."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def bug_in_words(error: BaseException, log: Path | None) -> str:
    """Return one sentence on a bug that names its log file or, if there is none, the place in the program."""
    kind = type(error).__name__
    if log:
        return f"A bug in Trial Catalogue ({kind}) stopped this; details are in {log}."
    places = traceback.extract_tb(error.__traceback__)
    place = f" in {places[-1].filename}, line {places[-1].lineno}" if places else ""
    return f"A bug in Trial Catalogue ({kind}: {error}{place}) stopped this; no log of it could be written."
