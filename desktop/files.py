"""Write files completely or not at all, readable by their user only; delete the files that killed runs left behind.

A new file is first written under a temporary name in the same folder and synced to the disk; only then is it renamed.
After each renaming the folder is synced too, because a power cut may undo a change that is only in memory.
"""

import contextlib
import errno
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PASTED = ".trial-catalogue-pasted-"
"""The first letters of the name of a temporary folder for copied text."""
_OURS = (
    # SQLite makes further files beside a temporary one.
    r"\.trial-catalogue-\d+-[0-9a-f]{16}\.part(?:-journal|-wal|-shm)?" + f"|{re.escape(PASTED)}[a-z0-9_]+"
)
_OLD_S = 24 * 60 * 60  # no program writes one file for longer, even if the laptop slept in between
_PRIVATE_FILE, _USUAL_FILE = 0o600, 0o666  # the umask reduces the second
_PRIVATE_FOLDER = 0o700


def temporary_beside(target: Path) -> Path:
    """Return a path beside a file that no other program or thread uses, and that ``sweep`` can recognise later."""
    return target.with_name(f".trial-catalogue-{os.getpid()}-{os.urandom(8).hex()}.part")


def is_temporary(path: Path) -> bool:
    """Return whether a file or folder has a temporary name of this program."""
    return re.fullmatch(_OURS, path.name) is not None


def make_private_folder(folder: Path) -> None:
    """Make a folder, and its parents, that only its user may enter; do not change one that exists.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its user may read; do not change one that exists.

    Raises:
        OSError: it cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        new_file(path).close()


def new_file(path: Path, *, private: bool = True) -> BinaryIO:
    """Create a file and return it open for writing; with ``private`` only its user may read it.

    Raises:
        FileExistsError: it exists.
        OSError: it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, _PRIVATE_FILE if private else _USUAL_FILE), "wb")


@contextlib.contextmanager
def whole_file(target: Path, *, private: bool = True) -> Iterator[BinaryIO]:
    """Open a binary stream whose content replaces the target when the block ends without an exception.

    With ``private`` only its user may read it. Otherwise it gets the permissions of the file that it replaces, or the
    usual ones if there was none.

    Raises:
        OSError: the file cannot be written; the target is as it was.
    """
    beside = temporary_beside(target)
    try:
        with new_file(beside, private=private) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())  # on this handle, since a network disk reports failed writes here
        if not private and target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        move(beside, target)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def copy_privately(source: Path, target: Path) -> None:
    """Copy a file into a new one that only its user may read.

    Raises:
        OSError: it cannot be copied, or the target exists.
    """
    with source.open("rb") as content, new_file(target) as stream:
        shutil.copyfileobj(content, stream, 1024 * 1024)


def move(source: Path, target: Path) -> None:
    """Rename a file within its folder and sync the folder; replace a file that has the new name.

    The content must be on the disk already (see ``sync_file``).

    Raises:
        OSError: nothing was changed.
    """
    source.replace(target)
    sync_folder(target.parent)


def move_to_new(source: Path, target: Path) -> None:
    """Rename a file within its folder and sync the folder; never replace another file.

    The content must be on the disk already (see ``sync_file``).

    Raises:
        FileExistsError: another file has the name; nothing was changed.
        OSError: nothing was changed.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as error:
        # Some file systems (for example on USB sticks) have no hard links. There two programs that do
        # this at the same moment are not stopped from replacing each other's file.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        source.rename(target)
    else:
        source.unlink()
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk.

    Raises:
        OSError: it cannot be written there.
    """
    with path.open("r+b") as stream:  # Windows cannot sync a file that is open only for reading
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the file names in a folder are on the disk, as far as the system can ensure that."""
    if os.name != "posix":  # Windows cannot sync a folder; its file systems keep a journal of names
        return
    # The files are complete now, so a (network) folder that cannot be opened or synced is no error.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Delete the files of killed runs of this program in a folder, if this user owns them and they are a day old.

    Skip a file that cannot be read or deleted.
    """
    last_written = time.time() - _OLD_S
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if re.fullmatch(_OURS, entry.name):
                with contextlib.suppress(OSError):
                    _sweep_one(entry, last_written)


def _sweep_one(entry: os.DirEntry[str], last_written: float) -> None:
    found = entry.stat(follow_symlinks=False)
    is_foreign = os.name == "posix" and found.st_uid != os.geteuid()
    if is_foreign or found.st_mtime > last_written:
        return
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()
