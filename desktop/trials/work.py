"""How long work reports its progress, and how the user stops it."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Called with (amount done, total amount)."""
ShouldStop = Callable[[], bool]
"""Return whether the user wants the work to end."""


class StoppedError(Exception):
    """Leave the work because the user stopped it."""
