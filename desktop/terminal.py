"""Printing to the terminal: a terminal that is full, closed or knows few letters is not a bug of ours."""

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
    """Report that the reader of our output (head, less) has seen enough."""


def prepare() -> None:
    """Let every letter be printed, as its number where the terminal has no sign for it."""
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=_ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Return the letters that an encoding lacks as JSON escapes, so that our JSON stays JSON."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


@contextlib.contextmanager
def output() -> Iterator[None]:
    """Print to the terminal inside the block; everything is printed when the block ends without an exception.

    Raises:
        OutputError: the terminal, or the file in its place, cannot be written.
        ReaderGoneError: nobody reads any more.
    """
    stream = sys.stdout
    if stream is None:  # closed: what is printed goes nowhere
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
    """Print a fault, if there is a terminal that accepts it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
    except OSError:
        _write_nowhere(sys.stderr)


class _Output:
    """Write to a stream, and turn its errors into ours."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        with _in_words():
            return self._stream.write(text)

    def flush(self) -> None:
        """Write what waits."""
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
    """Discard what still waits in a stream: Python would try to write it again at its end, and complain."""
    with contextlib.suppress(OSError):  # a stream that is no file has nothing to try again
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
