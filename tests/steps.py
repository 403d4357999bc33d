"""How much work a job is, counted instead of timed: the same on every machine and on every day."""

import sys
import time
import tracemalloc
from collections.abc import Callable
from types import FrameType

MOST_GROWTH = 12
"""For ten times the input: no more than this is still in proportion."""


def steps(job: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, a job calls; each part that a generator yields counts as one."""
    count = 0

    def see(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def peak(job: Callable[[], object]) -> int:
    """Return how many bytes a job held at most."""
    tracemalloc.start()
    try:
        job()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def cpu_seconds(job: Callable[[], object]) -> float:
    """Return how long the processor worked at a job, which other programs do not prolong.

    Only for regular expressions that may go back and forth for minutes: to a profiler that is one step.
    """
    before = time.thread_time()
    job()
    return time.thread_time() - before
