"""What long work tells whoever waits for it, and how it is ended early."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Take how much is done and how much there is to do."""
ShouldStop = Callable[[], bool]
"""Return whether the user wants the work to end."""


class StoppedError(Exception):
    """Leave work when the user has stopped it."""
