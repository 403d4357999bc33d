"""How much work a job is, counted instead of timed: the same on every machine and on every day."""

import contextlib
import cProfile
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

MOST_GROWTH = 12
"""For ten times the input: no more than this is still in proportion."""


def steps(job: Callable[[], object]) -> int:
    """Return how many functions, of Python and of C, a job calls; each part that a generator yields counts as one."""
    profile = cProfile.Profile(subcalls=False, builtins=True)
    before = sys.getprofile()
    with untraced():
        profile.enable()
        try:
            job()
        finally:
            profile.disable()
            sys.setprofile(before)
    return sum(each.callcount for each in profile.getstats())


@contextlib.contextmanager
def untraced() -> Iterator[None]:
    """Let nothing follow the lines of what is done many times over: other tests count them as covered."""
    before = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(before)


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
