"""The errors of the world, in one tree; everything else that is raised is a bug of ours.

CatalogueError            the user can do something about it: the message says what, where and how
├── DocumentError         a document cannot be read as a trial
├── QueryError            a search text cannot be understood
├── VocabularyError       a file in resources is at fault
├── ExportError           a file cannot be written
└── StorageError          the catalogue file cannot be opened or written
    ├── NewerFileError    it was written by a newer version of the program
    ├── GoneFileError     it is no longer where it was opened
    └── DamagedFileError  its content is not intact
"""

import datetime as dt
import traceback
from pathlib import Path


class CatalogueError(Exception):
    """Report a fault of the world as one plain sentence naming file, place and remedy."""


class DocumentError(CatalogueError):
    """Report that a document, or one record of it, cannot be read as a trial."""


class QueryError(CatalogueError):
    """Report a search text that names an unknown facet or value."""


class VocabularyError(CatalogueError):
    """Report a fault in a vocabulary or rule file, naming file, row and fault."""


class ExportError(CatalogueError):
    """Report that an export could not be written; what stood at the target is as it was."""


class StorageError(CatalogueError):
    """Report that the catalogue file cannot be opened or written; what was to be written in one go was not."""


class NewerFileError(StorageError):
    """Report a catalogue file written by a newer version of the program."""


class GoneFileError(StorageError):
    """Report that the path of an open catalogue no longer holds the file that was opened."""


class DamagedFileError(StorageError):
    """Report a catalogue file whose content is not intact."""


def log_bug(error: BaseException, folder: Path) -> Path:
    """Write a bug of ours with its traceback into a log file of the day in a folder, and return the file.

    The log holds the error's own words and the places in the program; it is sent nowhere.
    """
    now = dt.datetime.now().astimezone()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"bugs-{now:%Y-%m-%d}.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{now.isoformat(timespec='seconds')}\n{''.join(traceback.format_exception(error))}\n")
    return log
