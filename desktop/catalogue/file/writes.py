"""Connect to a catalogue file for writing."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from desktop.catalogue.file.faults import closed_on_failure

_PATIENCE_S = 5


def writing_connection(path: Path, pragmas: Mapping[str, str] = MappingProxyType({})) -> sqlite3.Connection:
    """Return a connection that may write to an existing file, with these pragmas."""
    # "rw" never creates a file. Without an isolation level sqlite3 begins no transactions by itself:
    # Peewee's `atomic` does.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)
    # A flipped bit can make a text invalid UTF-8; by default sqlite3 would then not return the row at all.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    with closed_on_failure(connection):
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
    return connection


@contextlib.contextmanager
def without_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Make statements on a connection fail at once while another program writes, instead of waiting."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_S * 1_000}")
