"""Find the documents in the user's choice: files, whole folders, and the members of zips."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from desktop.documents.archive import documents_in, is_odd_name
from desktop.documents.plain_record import TURNING
from desktop.documents.read import MAX_DOCUMENT_BYTES, TOO_LITTLE_MEMORY
from desktop.documents.regular_file import Between, nothing_between, regular_file
from desktop.errors import DocumentError
from desktop.files import PASTED
from desktop.trials.remarks import Remark, remark
from desktop.trials.work import ShouldStop
from desktop.workflows.file_dates import day_of

# Line ends, other control characters, changes of writing direction ("gpj.exe" for "exe.jpg"), invalid UTF-8.
_UNREADABLE = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{TURNING}]")
_IGNORED_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True)
class FoundDocument:
    """Hold a document that was found.

    ``path`` is the whole path, for messages; ``name`` is for the catalogue and its exports, which must not show the
    names of the user's folders. ``day`` is the ISO day of the file or zip member, "" if it is unknown.
    """

    path: str
    name: str
    content: bytes
    day: str = ""
    warnings: tuple[Remark, ...] = ()


def readable(name: str) -> str:
    """Return a file's name, or a sentence with one, on one line and in characters that can be stored."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", name)


def files_behind(paths: Iterable[Path], should_stop: ShouldStop = lambda: False) -> list[Path]:
    """Return the files in files and folders, sorted by name in a folder; skip the hidden files of file managers.

    Anything that cannot be read as a file (a pipe, a folder without permission, a link to a folder) is in the list too,
    so that reading it reports the reason. ``should_stop`` is called once per folder; if true, return the files found so
    far.
    """
    found: list[Path] = []
    for path in paths:
        # os.path accepts a name that is too long; a Path raises an error.
        if os.path.isdir(path):  # noqa: PTH112
            found.extend(sorted(each for each in _inside(path, should_stop) if not _ignored(each.relative_to(path))))
        else:
            found.append(path)
    return found


def documents_of(file: Path, between: Between = nothing_between) -> Iterator[FoundDocument]:
    """Yield a file, or the members of a zip, one after the other.

    ``between`` is called between pieces of a file; it may raise an exception to stop.

    Raises:
        DocumentError: the file, or the rest of the zip, cannot be read; one sentence with file and remedy.
    """
    try:
        if file.suffix.lower() == ".zip":
            yield from _members(file, between)
            return
        with regular_file(file) as opened:
            if opened.size > MAX_DOCUMENT_BYTES:
                limit = MAX_DOCUMENT_BYTES // 1024**2
                raise DocumentError(f"{file} is larger than {limit} MB; split it or download fewer records at a time.")
            content = opened.content(between)
            day = day_of(opened.modified)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(f"{file} cannot be read ({reason}); check that it is there and may be read.") from error
    except MemoryError as error:
        raise DocumentError(f"{file} {TOO_LITTLE_MEMORY}") from error
    # Copied text has no file date.
    is_pasted = file.parent.name.startswith(PASTED)
    yield FoundDocument(readable(str(file)), readable(file.name), content, "" if is_pasted else day)


def _inside(folder: Path, should_stop: ShouldStop) -> Iterator[Path]:
    """Yield everything except folders in a folder and all folders below it, unsorted."""
    waiting = [folder]
    while waiting and not should_stop():
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    path = here / entry.name
                    if _is_folder(entry):
                        waiting.append(path)
                    else:
                        yield path
        except OSError:
            yield here


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        # Links to folders may form a loop.
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _members(file: Path, between: Between) -> Iterator[FoundDocument]:
    for member, content, day in documents_in(file, between):
        # Some programs write backslashes into archives on every system.
        if _ignored(PurePosixPath(member.replace("\\", "/"))):
            continue
        odd = (remark("odd_name", name=readable(member)),) if is_odd_name(member) else ()
        yield FoundDocument(readable(f"{file}/{member}"), readable(f"{file.name}/{member}"), content, day, odd)


def _ignored(path: PurePath) -> bool:
    # The user did not choose the hidden files of file managers; ".." is unusual, but not hidden.
    return any((part.startswith(".") and part != "..") or part.lower() in _IGNORED_NAMES for part in path.parts)
