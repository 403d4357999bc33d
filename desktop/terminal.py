"""Print to the terminal; one that is full, closed or lacks letters is not a bug of this program."""

import codecs
import contextlib
import json
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from desktop.errors import OutputError

INTERRUPTED = 130
"""The exit code after Ctrl+C."""
_ESCAPED = "trial-catalogue-escaped"


class ReaderGoneError(Exception):
    """Report that the program that reads the output (head, less) has ended."""


def prepare() -> None:
    """Make every letter printable: as an escape with its number if the terminal cannot show it."""
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=_ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Return (JSON escapes for the letters that an encoding lacks, position after them); so JSON output stays valid."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


@contextlib.contextmanager
def output() -> Iterator[None]:
    """Print to the terminal inside the block; everything is printed when the block ends without an exception.

    Raises:
        OutputError: the terminal, or the file in its place, cannot be written.
        ReaderGoneError: the program that read the output has ended.
    """
    stream = sys.stdout
    if stream is None:  # closed: the output is discarded
        yield
        return
    sys.stdout = _Output(stream)
    try:
        yield
        sys.stdout.flush()
    except (OutputError, ReaderGoneError):
        _write_nowhere(stream)
        raise
    finally:
        sys.stdout = stream


def tell(words: str) -> None:
    """Print a fault on stderr if the terminal accepts it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
    except OSError:
        _write_nowhere(sys.stderr)


class _Output:
    """Write to a stream, and turn its errors into those of this module."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        with _in_words():
            return self._stream.write(text)

    def flush(self) -> None:
        """Write what is still in the buffer."""
        with _in_words():
            self._stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise OutputError(
            f"The output could not be written ({error.strerror or error}); "
            "make room or write to another place. What the command did to the catalogue stays."
        ) from error


def _write_nowhere(stream: TextIO) -> None:
    """Discard what is still in the buffer of a stream: Python would try to write it at exit, and report an error."""
    with contextlib.suppress(OSError):  # a stream that is not a file has nothing to discard
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
