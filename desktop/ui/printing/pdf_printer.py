"""Print pages of HTML to a PDF in memory: A4, with running head and "page x of y"."""

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

    Needs a QGuiApplication (also offscreen) but no window, in the main thread or one of a QThreadPool. A page is laid
    out to count its sheets, and again to paint them, so ``pages`` may make its items on demand. A page with steps
    counts as one sheet before it is laid out; only if one does not fit at any step are all counted. ``on_progress``
    gets (steps done, all steps). ``running_heads`` are plain texts for the top of the sheets of each page. A comment
    ``<!--page-of:n-->`` becomes the number of the sheet on which ``pages[n]`` begins; a link to ``page:n`` leads there.
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
    """Return the number of sheets of each page; None if stopped. Counting is half of the work."""
    try:
        return job.count(*_steps(2 * pages, on_progress, should_stop))
    except StoppedError:
        return None


def _steps(
    steps: int, on_progress: OnProgress | None, should_stop: ShouldStop | None, *, done: int = 0
) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return (function to call after each step, function that only checks for a stop); both may raise StoppedError."""
    numbers = itertools.count(done + 1)

    def look() -> None:
        if should_stop is not None and should_stop():
            raise StoppedError

    def step() -> None:
        look()
        if on_progress is not None:
            on_progress(next(numbers), steps)

    return step, look
