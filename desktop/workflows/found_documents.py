"""The documents behind what a user chose: files, folders with all that is in them, zips with their members."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from desktop.documents.archive import documents_in, is_odd_name
from desktop.documents.read import MAX_DOCUMENT_BYTES
from desktop.errors import DocumentError

# Line ends and other control characters, and bytes of a name that are no UTF-8.
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_IGNORED_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True)
class FoundDocument:
    """Hold a document that was found.

    ``path`` says where, for messages; ``name`` goes into the catalogue and its exports, which tell nobody how the
    user's folders are called.
    """

    path: str
    name: str
    content: bytes
    warnings: tuple[str, ...] = ()


def readable(name: str) -> str:
    """Return a file's name, or a sentence with one in it, on one line and in characters that can be stored."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", name)


def files_behind(paths: Iterable[Path]) -> list[Path]:
    """Return the files in files and folders, those of a folder by name; what file managers leave behind is left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.is_file())
            found.extend(each for each in inside if not _ignored(each.relative_to(path)))
        else:
            found.append(path)
    return found


def documents_of(file: Path) -> Iterator[FoundDocument]:
    """Yield a file, or the members of a zip, one after the other.

    Raises:
        DocumentError: the file, or the rest of the zip, cannot be read; one sentence with file and remedy.
    """
    try:
        if file.suffix.lower() == ".zip":
            yield from _members(file)
            return
        if file.stat().st_size > MAX_DOCUMENT_BYTES:
            limit = MAX_DOCUMENT_BYTES // 1024**2
            raise DocumentError(f"{file} is larger than {limit} MB; split it or download fewer records at a time.")
        content = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(f"{file} cannot be read ({reason}); check that it is there and may be read.") from error
    yield FoundDocument(readable(str(file)), readable(file.name), content)


def _members(file: Path) -> Iterator[FoundDocument]:
    for member, content in documents_in(file):
        # Some programs write backslashes into archives, whatever the system.
        if _ignored(PurePosixPath(member.replace("\\", "/"))):
            continue
        odd = (f"The archive gives this file an odd name: {readable(member)}.",) if is_odd_name(member) else ()
        yield FoundDocument(readable(f"{file}/{member}"), readable(f"{file.name}/{member}"), content, odd)


def _ignored(path: PurePath) -> bool:
    # What file managers leave behind was not chosen by the user; ".." is odd, not hidden.
    return any((part.startswith(".") and part != "..") or part.lower() in _IGNORED_NAMES for part in path.parts)
