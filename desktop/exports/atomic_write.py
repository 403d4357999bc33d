"""Write a file completely or not at all."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.errors import ExportError
from desktop.files import is_temporary, sweep, whole_file

_SHARING_VIOLATION = 32  # Windows: another program has the file open
_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space or choose another disk",
    errno.EDQUOT: "your disk quota is used up; free some space or choose another disk",
    errno.EFBIG: "the file would be larger than this disk or account allows; choose another disk",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EACCES: "you may not write in this folder; choose another folder",
    errno.EPERM: "you may not write in this folder; choose another folder",
    errno.ENOENT: "the folder does not exist (any more); choose another folder",
    errno.ENOTDIR: "part of its path is a file, not a folder; choose another folder",
    errno.EISDIR: "it is a folder; choose a file name",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EBUSY: "it is in use by another program; close it there and try again",
    errno.ETXTBSY: "it is in use by another program; close it there and try again",
    errno.EIO: "the disk reports a fault; choose another disk",
}


@contextlib.contextmanager
def atomic_write(target: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a binary stream; its content becomes the target file when the block ends without an exception.

    The stream is a new file beside the target; when it is safely on the disk it replaces the target in one step. The
    target's permissions are kept, and a link stays a link. A ``private`` file can be read only by the user. Any
    exception (also KeyboardInterrupt) removes the new file and leaves the target unchanged.

    Raises:
        ExportError: the target cannot be written; the message names it, the reason and the remedy.
    """
    place = Path(os.path.realpath(target))
    _refuse_unless_a_writable_file(place, target)
    sweep(place.parent)
    try:
        with whole_file(place, private=private) as stream:
            yield stream
    except Exception as error:
        fault = _fault_of(error, place)
        if fault is None:
            raise
        raise ExportError(_sentence(fault, target)) from error


def _refuse_unless_a_writable_file(place: Path, target: Path) -> None:
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise ExportError(_sentence(error, target)) from error
    if stat.S_ISDIR(mode):
        raise ExportError(f"“{target}” could not be written: {_REMEDIES[errno.EISDIR]}.")
    if not stat.S_ISREG(mode):
        raise ExportError(f"“{target}” could not be written: it is not an ordinary file; choose another name.")
    if not mode & 0o222:
        raise ExportError(f"“{target}” could not be written: it is marked read-only; choose another name.")


def _fault_of(error: BaseException | None, place: Path) -> OSError | None:
    """Return the OSError about this file in a chain of exceptions; errors of other files are ignored."""
    while error is not None:
        if isinstance(error, OSError) and (error.filename is None or _is_ours(Path(error.filename), place)):
            return error
        error = error.__cause__ or error.__context__
    return None


def _is_ours(path: Path, place: Path) -> bool:
    return path == place or (path.parent == place.parent and is_temporary(path))


def _sentence(fault: OSError, target: Path) -> str:
    if getattr(fault, "winerror", None) == _SHARING_VIOLATION:
        reason = _REMEDIES[errno.EBUSY]
    else:
        known = _REMEDIES.get(fault.errno or 0)
        reason = known or f"{fault.strerror or fault}; choose another folder"
    # os.path accepts a name that is too long; a Path raises an error.
    old_file = " The file that stood there is unchanged." if os.path.isfile(target) else ""  # noqa: PTH113
    return f"“{target}” could not be written: {reason}.{old_file}"
