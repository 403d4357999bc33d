"""How long work reports its progress, and how the user stops it."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Called with (amount done, total amount)."""
ShouldStop = Callable[[], bool]
"""Returns whether the user wants to stop the work."""


class StoppedError(Exception):
    """Leave the work because the user stopped it."""
