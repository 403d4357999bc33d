"""Dialogs that are gone once they were closed: as children of the window they would all live as long as it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QWidget

Shown = TypeVar("Shown", bound=QWidget)


@contextmanager
def short_lived(shown: Shown) -> Iterator[Shown]:
    """Lend a dialog that is deleted when the block ends, so that its answers are read in the block."""
    try:
        yield shown
    finally:
        shown.deleteLater()
