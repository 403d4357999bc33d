"""Pages of HTML printed to a PDF in memory: A4, running head, "page x of y"."""

import itertools
from collections.abc import Callable, Sequence

from PySide6 import QtGui

from desktop.trials.work import OnProgress, ShouldStop, StoppedError
from desktop.ui.printing.page_job import OutgrownError, PageJob
from desktop.workflows.printed_pages import PageToPrint, PrintedPages


def print_pages(
    title: str,
    css: str,
    pages: Sequence[str | PageToPrint],
    on_progress: OnProgress | None = None,
    should_stop: ShouldStop | None = None,
    *,
    running_heads: Sequence[str] = (),
    footer: str = "",
) -> PrintedPages | None:
    """Print HTML pages, each beginning on a new sheet, to a PDF in memory; None if stopped.

    Needs a QGuiApplication (offscreen will do) and no window, in the main thread or a QThreadPool's. A page is laid out
    to count its sheets, and again to paint them, so ``pages`` may make its items on demand. A page that is cut to fit a
    sheet counts as one before it is laid out; only if such a page does not fit however it is cut, all are counted.
    ``on_progress`` is given (steps done, steps in all). ``running_heads`` are plain texts for the top of the sheets of
    each page. A comment ``<!--page-of:n-->`` becomes the number of the sheet on which ``pages[n]`` begins; a link
    to ``page:n`` leads there.
    """
    if QtGui.QGuiApplication.instance() is None:
        raise RuntimeError("print_pages needs a QGuiApplication")

    def printed(*, exactly: bool) -> PrintedPages:
        job = PageJob(title, css, pages, tuple(running_heads) or ("",) * len(pages), footer)
        counts = job.count(*_steps(2 * len(pages), on_progress, should_stop), exactly=exactly)
        counted = len(pages) if exactly else len(pages) - job.assumed
        step, look = _steps(counted + len(pages), on_progress, should_stop, done=counted)
        return job.paint(counts, step, look)

    try:
        try:
            return printed(exactly=False)
        except OutgrownError:
            return printed(exactly=True)
    except StoppedError:
        return None


def counted(
    job: PageJob, pages: int, on_progress: OnProgress | None, should_stop: ShouldStop | None
) -> list[int] | None:
    """Return how many sheets each of so many pages takes, None if stopped; counting is half of the work."""
    try:
        return job.count(*_steps(2 * pages, on_progress, should_stop))
    except StoppedError:
        return None


def _steps(
    steps: int, on_progress: OnProgress | None, should_stop: ShouldStop | None, *, done: int = 0
) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return what to call after each step of the work, and what only asks whether to stop, by raising StoppedError."""
    numbers = itertools.count(done + 1)

    def look() -> None:
        if should_stop is not None and should_stop():
            raise StoppedError

    def step() -> None:
        look()
        if on_progress is not None:
            on_progress(next(numbers), steps)

    return step, look
