"""Read the documents in a zip archive in memory; nothing is ever extracted."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from desktop.documents.read import MAX_DOCUMENT_BYTES
from desktop.errors import DocumentError

MAX_ARCHIVE_BYTES = 4 * MAX_DOCUMENT_BYTES
"""No more than this is inflated from one archive."""
_MOST_MEMBERS = 200_000
_CHUNK = 1 << 20
# Text shrinks to a tenth or a twentieth; a bomb to a thousandth. Small members may be anything.
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 10 * _CHUNK
_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


def documents_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (member name, content) for every document of a zip archive, in its order.

    Names are the archive's own and mean nothing to the file system (see ``is_odd_name``). Bytes are counted while
    they are inflated, whatever the archive says of itself. Damaged members are left out and told of at the end.

    Raises:
        DocumentError: It is no zip archive, too large when inflated, or some members could not be read.
    """
    faults: list[str] = []
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _members(archive, path):
                try:
                    content = _inflated(archive, member, path)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as fault:
                    # RuntimeError is how zipfile says that a password is needed.
                    faults.append(f"{member.filename} ({_told(fault)})")
                    continue
                total += len(content)
                if total > MAX_ARCHIVE_BYTES:
                    raise DocumentError(
                        f"{path.name} holds more than {MAX_ARCHIVE_BYTES // 1024**2} MB; split it into smaller ones."
                    )
                yield member.filename, content
    except zipfile.BadZipFile as fault:
        raise DocumentError(f"{path.name} is not a zip archive or is damaged; download it again.") from fault
    except OSError as fault:
        raise DocumentError(f"{path.name} cannot be opened ({fault.strerror or fault}); check the file.") from fault
    if faults:
        raise DocumentError(
            f"{path.name}: could not read {', '.join(faults)}; make the archive again, without password."
        )


def is_odd_name(name: str) -> bool:
    """Return whether a member's name would point outside were it extracted: above, beside or on another drive."""
    slashed = name.replace("\\", "/")
    return slashed.startswith("/") or ".." in PurePosixPath(slashed).parts or bool(re.match(r"[A-Za-z]:", slashed))


def _members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if not each.is_dir() and not _FURNITURE.search(each.filename)]
    if len(members) > _MOST_MEMBERS:
        raise DocumentError(f"{path.name} holds more than {_MOST_MEMBERS} files; split it into smaller archives.")
    return members


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    parts: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while part := stream.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > MAX_DOCUMENT_BYTES:
                raise DocumentError(
                    f"{path.name}: {member.filename} is larger than {MAX_DOCUMENT_BYTES // 1024**2} MB; split it."
                )
            if size > _RATIO_COUNTS_FROM and size > _HIGHEST_RATIO * max(member.compress_size, 1):
                raise DocumentError(
                    f"{path.name}: {member.filename} inflates to more than {_HIGHEST_RATIO} times its size, "
                    "as no trial record does; take it out of the archive."
                )
    return b"".join(parts)


def _told(fault: Exception) -> str:
    if isinstance(fault, NotImplementedError):
        return "packed in an unknown way"
    return "locked with a password" if "password" in str(fault) else "damaged"
