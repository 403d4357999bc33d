"""Delete dialogs when they are closed; as children of the window they would live as long as the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QWidget

Shown = TypeVar("Shown", bound=QWidget)


@contextmanager
def short_lived(shown: Shown) -> Iterator[Shown]:
    """Delete a dialog at the end of the block; read its answers inside the block."""
    try:
        yield shown
    finally:
        shown.deleteLater()
