"""The interface between an export and the printer of the window: pages to print, and the printed PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.exports.page import Page
from desktop.trials.work import OnProgress, ShouldStop

PageToPrint = Page
"""A page with its own orientation, steps and QR code, or only its HTML."""


@dataclass(frozen=True)
class Link:
    """Hold one link of a sheet: to an address, or to the sheet with an index.

    ``box`` is (left, bottom, right, top) in points from the lower left corner of the sheet with the index ``sheet``.
    """

    sheet: int
    box: tuple[float, float, float, float]
    target: str | int


@dataclass(frozen=True)
class PrintedPages:
    """Hold a whole PDF, the index (from 0) of the first sheet of each page, and the links."""

    pdf: bytes
    first_pages: tuple[int, ...]
    links: tuple[Link, ...] = ()


class PrintPages(Protocol):
    """Print HTML pages to a PDF in memory; the window provides this function, also to the command line."""

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
