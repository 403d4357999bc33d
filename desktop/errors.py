"""The errors of the world, in one tree; everything else that is raised is a bug of ours.

CatalogueError            the user can do something about it: the message says what, where and how
├── DocumentError         a document cannot be read as a trial
│   └── UnreadKindError   it is of a kind that is not read, such as a picture
├── QueryError            a search text cannot be understood
├── VocabularyError       a file in resources is at fault
├── ExportError           a file cannot be written
├── DamagedRecordError    one trial in the catalogue is not intact, all others can be read
├── OutputError           what a command prints cannot be written
├── EndedError            work in another process was ended from outside
└── StorageError          the catalogue file cannot be opened or written
    ├── MissingFileError  it is gone, but there are signs that there was one
    ├── NewerFileError    it was written by a newer version of the program
    ├── GoneFileError     it is no longer where it was opened
    └── DamagedFileError  its content is not intact
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
    """Report a fault of the world as one plain sentence naming file, place and remedy."""


class DocumentError(CatalogueError):
    """Report that a document, or one record of it, cannot be read as a trial."""


class UnreadKindError(DocumentError):
    """Report a document of a kind not read; ``kind`` says which, and what to do ("a PDF file; copy its text")."""

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
    """Report that work in another process was ended from outside; what it had saved is kept."""


class StorageError(CatalogueError):
    """Report that the catalogue file cannot be opened or written; the present transaction was not written."""


class MissingFileError(StorageError):
    """Report a catalogue file that is gone, with copies or remains of it in its folder."""


class NewerFileError(StorageError):
    """Report a catalogue file written by a newer version of the program."""


class GoneFileError(StorageError):
    """Report that the path of an open catalogue no longer holds the file that was opened."""


class DamagedFileError(StorageError):
    """Report a catalogue file whose content is not intact."""


def log_bug(error: BaseException, folder: Path) -> Path | None:
    """Write a bug of ours with its traceback into a log file of the day in a folder, and return the file.

    Where that folder cannot be written, a file in the system's temporary folder is; None is returned if that fails too.
    The log holds the error's own words and the places in the program; it is sent nowhere.
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
    """Return the first names of many and how many more there are, for a sentence: "a, b and 3 more"."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def bug_in_words(error: BaseException, log: Path | None) -> str:
    """Return a bug as one sentence that names its log, or, where none could be written, its place in the program."""
    kind = type(error).__name__
    if log:
        return f"A bug in Trial Catalogue ({kind}) stopped this; details are in {log}."
    places = traceback.extract_tb(error.__traceback__)
    place = f" in {places[-1].filename}, line {places[-1].lineno}" if places else ""
    return f"A bug in Trial Catalogue ({kind}: {error}{place}) stopped this; no log of it could be written."
