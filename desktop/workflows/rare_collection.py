"""Garbage collection at longer intervals, for work that makes millions of objects."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def rare_collection() -> Iterator[None]:
    """Let Python search for cyclic garbage more rarely: an import or an export makes hardly any."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
