"""Open a user's file for reading: only regular files, and only the bytes that it had when it was opened.

Reading a named pipe, a device or a growing file could wait for ever, and Stop and Close would not work.
"""

import contextlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.errors import DocumentError

Between = Callable[[], None]
"""Called between two pieces of a file; it may raise an exception to stop the reading."""

CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
# Without O_NONBLOCK opening a pipe waits for a writer. Windows has neither this flag nor such files.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def nothing_between() -> None:
    """Do nothing between two pieces of a file."""


class RegularFile:
    """Hold an open regular file, its size in bytes and its time of modification when it was opened."""

    def __init__(self, path: Path, stream: io.FileIO, size: int, modified: float) -> None:
        self.path = path
        self.stream = stream
        self.size = size
        self.modified = modified
        """Seconds since 1970."""

    def content(self, between: Between = nothing_between) -> bytes:
        """Return the content that the file had when it was opened.

        Raises:
            DocumentError: it has changed since; one sentence with file and remedy.
        """
        # The buffer is returned without a copy, so that half a gigabyte is in memory only once.
        whole = io.BytesIO()
        while (left := self.size - whole.tell()) > 0:
            if whole.tell():
                between()
            part = self.stream.read(min(CHUNK, left))
            if not part:
                break
            whole.write(part)
        if whole.tell() != self.size or os.fstat(self.stream.fileno()).st_size != self.size:
            raise DocumentError(
                f"{self.path} changed while it was read; make sure that it is complete, then import it again."
            )
        return whole.getvalue()


@contextlib.contextmanager
def regular_file(path: Path) -> Iterator[RegularFile]:
    """Open a regular file for reading, without waiting.

    Raises:
        DocumentError: it is not a regular file; one sentence with file and remedy.
        OSError: it does not exist or cannot be read.
    """
    # Even opening has an effect on some devices, so only regular files are opened; the open handle is checked again.
    if not path.is_dir() or path.is_symlink():  # opening a folder gives the best error message
        _refuse_unless_regular(path, path.stat().st_mode)
    handle = os.open(path, _FLAGS)
    try:
        told = os.fstat(handle)
        _refuse_unless_regular(path, told.st_mode)
        with io.FileIO(handle, closefd=False) as stream:
            yield RegularFile(path, stream, told.st_size, told.st_mtime)
    finally:
        os.close(handle)


def _refuse_unless_regular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        told = (
            "a link to another folder, which is not followed" if path.is_symlink() else "a folder that cannot be listed"
        )
        raise DocumentError(f"{path} is {told}; take its files one by one, or choose that folder.")
    kind = next((name for matches, name in _KINDS if matches(mode)), "no ordinary file")
    raise DocumentError(f"{path} is {kind}, not a file; save what it holds as a file and import that.")
