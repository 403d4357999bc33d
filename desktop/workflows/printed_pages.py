"""What the window's printer takes from an export, and the printed PDF that it gives back."""

from dataclasses import dataclass

from desktop.exports.page import Page

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
