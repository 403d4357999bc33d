"""How long work reports its progress, and how it is ended early."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Receive how much is done, and how much there is in all."""
ShouldStop = Callable[[], bool]
"""Return whether the user wants the work to end."""


class StoppedError(Exception):
    """Leave work when the user has stopped it."""
