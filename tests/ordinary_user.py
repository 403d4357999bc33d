"""Tests of permissions when root runs them."""

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Leave root's rights aside: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
