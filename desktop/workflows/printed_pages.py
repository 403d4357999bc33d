"""What the window's printer takes from an export, and the printed PDF that it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.exports.page import Page
from desktop.trials.work import OnProgress, ShouldStop

PageToPrint = Page
"""A page with its own orientation, size to fit and QR code; a bare HTML text is a page without any of these."""


@dataclass(frozen=True)
class Link:
    """Hold a stretch of a sheet that leads elsewhere: to an address, or to the sheet with an index.

    ``box`` is left, bottom, right, top in points from the lower left corner of the sheet with the index ``sheet``.
    """

    sheet: int
    box: tuple[float, float, float, float]
    target: str | int


@dataclass(frozen=True)
class PrintedPages:
    """Hold a whole PDF and, for each page given, the index (from 0) of the sheet it begins on; and its links."""

    pdf: bytes
    first_pages: tuple[int, ...]
    links: tuple[Link, ...] = ()


class PrintPages(Protocol):
    """Print HTML pages to a PDF in memory; the window provides this, also for the command line."""

    def __call__(
        self,
        title: str,
        css: str,
        pages: Sequence[str | Page],
        on_progress: OnProgress | None = None,
        should_stop: ShouldStop | None = None,
        *,
        running_heads: Sequence[str] = (),
        footer: str = "",
    ) -> PrintedPages | None:
        """Return the PDF, None if stopped."""
