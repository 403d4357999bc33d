"""Collect garbage less often during work that makes millions of objects."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def rare_collection() -> Iterator[None]:
    """Make Python search for cyclic garbage less often in the block: imports and exports make almost none."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
