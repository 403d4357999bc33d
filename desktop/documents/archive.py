"""Read the documents in a zip archive in memory; nothing is ever extracted."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from desktop.documents.read import MAX_DOCUMENT_BYTES, TOO_LITTLE_MEMORY
from desktop.documents.regular_file import CHUNK, Between, nothing_between, regular_file
from desktop.errors import DocumentError, some_of
from desktop.trials.dates import partial_date

MAX_ARCHIVE_BYTES = 4 * MAX_DOCUMENT_BYTES
"""The maximum of bytes that are unpacked from one archive."""
_MOST_MEMBERS = 200_000
# Text is compressed to a tenth or a twentieth, a zip bomb to a thousandth. Small members may have any ratio.
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 10 * CHUNK
_MOST_NAMED = 20
# zipfile unpacks other methods of compression in one step, without a limit of size.
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Everything that zipfile raises for damaged bytes. RuntimeError means that a password is needed; ValueError and
# OverflowError mean an impossible name or position.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_OF_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


class Member(NamedTuple):
    """Hold a document of an archive; ``day`` is its ISO day in the archive, "" if that is not a valid day."""

    name: str
    content: bytes
    day: str


def documents_in(path: Path, between: Between = nothing_between) -> Iterator[Member]:
    """Yield every document of a zip archive, in the order of the archive.

    Names are those in the archive; never use them in the file system (see ``is_odd_name``). Bytes are counted while
    they are unpacked, because the sizes in the archive may be wrong. Members that are damaged or too large are skipped
    and reported at the end.

    Raises:
        DocumentError: It is not a zip archive, too large when unpacked, or some members could not be read.
    """
    faults: list[str] = []
    refusals: list[str] = []
    meter = _Meter(path)
    try:
        with regular_file(path) as opened, zipfile.ZipFile(opened.stream) as archive:
            for member in _members(archive, path):
                try:
                    content = _inflated(archive, member, meter, between)
                except _TooLargeError as refusal:
                    refusals.append(f"{path.name}: {member.filename} {refusal}")
                except MemoryError:
                    refusals.append(f"{path.name}: {member.filename} {TOO_LITTLE_MEMORY}")
                except _DAMAGE as fault:
                    faults.append(f"{member.filename} ({_told(fault)})")
                else:
                    yield Member(member.filename, content, _day(member))
    except OSError as fault:
        raise DocumentError(f"{path.name} cannot be opened ({fault.strerror or fault}); check the file.") from fault
    except _DAMAGE as fault:
        raise DocumentError(f"{path.name} is not a zip archive or is damaged; download it again.") from fault
    _raise_skipped(path, faults, refusals)


def _raise_skipped(path: Path, faults: list[str], refusals: list[str]) -> None:
    """Raise an error about the members that were skipped, if there are any."""
    if faults:
        some = some_of(faults, _MOST_NAMED)
        refusals.append(f"{path.name}: could not read {some}; make the archive again, without password.")
    if refusals:
        raise DocumentError(" ".join(refusals))


def is_odd_name(name: str) -> bool:
    """Return whether a member's name points to a place outside the folder: above it, beside it, or on another drive."""
    slashed = name.replace("\\", "/")
    return slashed.startswith("/") or ".." in PurePosixPath(slashed).parts or bool(re.match(r"[A-Za-z]:", slashed))


def _members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    members = [
        each for each in archive.infolist() if not each.filename.endswith("/") and not _OF_SYSTEM.search(each.filename)
    ]
    if len(members) > _MOST_MEMBERS:
        raise DocumentError(f"{path.name} holds more than {_MOST_MEMBERS} files; split it into smaller archives.")
    return members


def _day(member: zipfile.ZipInfo) -> str:
    year, month, day, *_ = member.date_time
    return partial_date(f"{year:04}-{month:02}-{day:02}")


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, meter: "_Meter", between: Between) -> bytes:
    if member.compress_type not in _BOUNDED:
        raise NotImplementedError
    # The buffer is returned without a copy.
    whole = io.BytesIO()
    with archive.open(member) as stream:
        while part := stream.read(CHUNK):
            if whole.tell():
                between()
            size = whole.tell() + whole.write(part)
            meter.add(len(part))
            if size > MAX_DOCUMENT_BYTES:
                raise _TooLargeError(f"is larger than {MAX_DOCUMENT_BYTES // 1024**2} MB; split it.")
            if size > _RATIO_COUNTS_FROM and size > _HIGHEST_RATIO * max(member.compress_size, 1):
                raise _TooLargeError(
                    f"inflates to more than {_HIGHEST_RATIO} times its size, as no trial record does; "
                    "take it out of the archive."
                )
    return whole.getvalue()


class _Meter:
    """Count the bytes that are unpacked from one archive, including those of refused members."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._total = 0

    def add(self, size: int) -> None:
        """Count some more bytes.

        Raises:
            DocumentError: the archive holds too much.
        """
        self._total += size
        if self._total > MAX_ARCHIVE_BYTES:
            limit = MAX_ARCHIVE_BYTES // 1024**2
            raise DocumentError(f"{self._path.name} holds more than {limit} MB; split it into smaller ones.")


class _TooLargeError(Exception):
    """Stop reading a member that is too large; the message is written after its name."""


def _told(fault: Exception) -> str:
    if isinstance(fault, NotImplementedError):
        return "packed in an unknown way"
    return "locked with a password" if "password" in str(fault) else "damaged"
