"""Make one PDF of HTML pages: lay out each page, shorten it to a sheet if it has steps, and paint it."""

import itertools
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6 import QtGui
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt

from desktop.ui.printing.page_fitting import Rate, fitting_of
from desktop.ui.printing.pdf_marks import links_of, paint_code
from desktop.ui.printing.pdf_sheets import RESOLUTION, dots, keep_together
from desktop.ui.printing.pdf_text import Sealed, page_font
from desktop.workflows.printed_pages import Link, PageToPrint, PrintedPages

_MARGIN = 16.0  # mm left and right
_HEAD, _FOOT = 20.0, 19.0  # mm above and below the text
_NARROW = 15.0  # mm above and below the text of a landscape sheet
_HEAD_LINE, _FOOT_LINE = 9.0, 9.5  # mm from the edge of the sheet to header and footer
_PORTRAIT, _LANDSCAPE = QtGui.QPageLayout.Orientation.Portrait, QtGui.QPageLayout.Orientation.Landscape
_INK, _GREY = QtGui.QColor("#1b1b1b"), QtGui.QColor("#555555")
_PAGE_REFERENCE = re.compile(r"<!--page-of:(\d+)-->")


class OutgrownError(Exception):
    """Report that a page needs more sheets than assumed."""


@dataclass(frozen=True)
class Room:
    """Hold the size of a sheet, and the rectangle of its text, in dots."""

    sheet: QSizeF
    text: QRectF

    @property
    def is_landscape(self) -> bool:
        """Return whether the sheet is wider than high."""
        return self.sheet.width() > self.sheet.height()


class BeginSheet(Protocol):
    """Begin a new sheet."""

    def __call__(self, room: Room, *, is_first: bool) -> None:
        """Begin a sheet of this size; ``is_first`` if it is the first sheet of all."""


class PageJob:
    """Lay out the pages of one PDF, and paint them."""

    def __init__(
        self, title: str, css: str, pages: Sequence[str | PageToPrint], heads: Sequence[str], footer: str
    ) -> None:
        self._css = css
        self._pages = pages
        self._heads = heads
        self._footer = footer
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QtGui.QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setResolution(RESOLUTION)
        self._upright, self._landscape = (self._turned(each) for each in (_PORTRAIT, _LANDSCAPE))
        self._texts: dict[int, bytes] = {}
        """{index of a page that was shortened: its compressed text}, so that shortening is not done twice."""
        self._rate = Rate()
        self.assumed = 0
        """The number of pages that are assumed to fit one sheet without a layout."""

    def _turned(self, layout: QtGui.QPageLayout.Orientation) -> Room:
        """Set the orientation of the next sheet, and return its size."""
        size = QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4)
        self._writer.setPageLayout(QtGui.QPageLayout(size, layout, QMarginsF(0, 0, 0, 0)))
        # Qt rounds heights; whole dots keep the sheets of a long document aligned.
        edges = (_NARROW, _NARROW) if layout == _LANDSCAPE else (_HEAD, _FOOT)
        margin, head, foot = round(dots(_MARGIN)), *(round(dots(each)) for each in edges)
        sheet = QSizeF(self._writer.width(), self._writer.height())
        return Room(sheet, QRectF(0, 0, sheet.width(), sheet.height()).adjusted(margin, head, -margin, -foot))

    def count(self, step: Callable[[], None], look: Callable[[], None], *, exactly: bool = True) -> list[int]:
        """Return the number of sheets of each page; ``look`` only checks for a stop, and is no step of the work.

        Unless ``exactly``, pages with steps are assumed to fit one sheet; ``assumed`` counts them.
        """
        counts, referring = list[int](), list[int]()
        for number, page in enumerate(map(_page, self._pages)):
            if page.steps and not exactly:
                look()
                counts.append(1)
                self.assumed += 1
                continue
            counts.append(self._sheets_of(number, page, look))
            referring += [number] if _PAGE_REFERENCE.search(self._text(number, page)) else []
            step()
        # The page numbers themselves take space.
        for number in referring:
            look()
            page = _page(self._pages[number])
            html = _with_page_numbers(self._text(number, page), _first_pages(counts))
            counts[number] = self._laid_out(html, self._room(page)).pageCount()
        return counts

    def _sheets_of(self, number: int, page: PageToPrint, look: Callable[[], None]) -> int:
        """Shorten a page to one sheet if it has steps, and return its number of sheets."""
        room = self._room(page)
        if page.steps:
            text, document = self._cut(page, room, look)
            self._texts[number] = zlib.compress(text.encode())
            return document.pageCount()
        return self._laid_out(self._text(number, page), room).pageCount()

    def _cut(self, page: PageToPrint, room: Room, look: Callable[[], None]) -> tuple[str, QtGui.QTextDocument]:
        """Return (text of a page, shortened to a sheet if possible; its layout)."""
        laid_out: dict[str, QtGui.QTextDocument] = {}

        def height_of(html: str) -> float:
            look()
            laid_out[html] = self._unbroken(html, room)
            return laid_out[html].size().height()

        fitting = fitting_of(page, height_of, room.text.height(), self._rate)
        self._rate = fitting.rate
        document = laid_out[fitting.text]
        keep_together(document, room.text.size())
        return fitting.text, document

    def _text(self, number: int, page: PageToPrint) -> str:
        kept = self._texts.get(number)
        return page.html(0) if kept is None else zlib.decompress(kept).decode()

    def paint(self, counts: list[int], step: Callable[[], None], look: Callable[[], None]) -> PrintedPages:
        """Paint all sheets and return the PDF."""
        first_pages, links = _first_pages(counts), list[Link]()
        first = _page(self._pages[0]) if self._pages else _page("")
        self._turned(_LANDSCAPE if first.is_landscape else _PORTRAIT)
        painter = QtGui.QPainter(self._writer)
        try:
            for number, document, room in self.drawn(painter, counts, self._begin_sheet, look):
                links += links_of(document, first_pages, number, (room.sheet, room.text))
                step()
        finally:
            painter.end()
        return PrintedPages(bytes(self._buffer.data().data()), first_pages, tuple(links))

    def drawn(
        self, painter: QtGui.QPainter, counts: Sequence[int], begin: BeginSheet, look: Callable[[], None]
    ) -> Iterator[tuple[int, QtGui.QTextDocument, Room]]:
        """Draw all sheets, and yield each page by its number when its sheets are drawn.

        ``begin`` is called before each sheet with its room, and whether it is the first of all.
        """
        first_pages = _first_pages(counts)
        for number, page in enumerate(map(_page, self._pages)):
            room = self._room(page)
            if page.steps and number not in self._texts:
                _, document = self._cut(replace(page, html=_numbered(page.html, first_pages)), room, look)
                if document.pageCount() != counts[number]:
                    raise OutgrownError
            else:
                document = self._laid_out(_with_page_numbers(self._text(number, page), first_pages), room)
            assert document.pageCount() == counts[number], "a page was laid out differently the second time"
            for sheet in range(counts[number]):
                begin(room, is_first=not number and not sheet)
                _paint_text(painter, document, sheet, room.text)
                self._paint_running_lines(painter, number, first_pages[number] + sheet + 1, sum(counts), room)
            paint_code(painter, page.code(), room.text.topRight())
            yield number, document, room

    def landscape(self, counts: Sequence[int]) -> list[bool]:
        """Return for each sheet whether it is landscape; ``counts`` are the sheets of each page."""
        pages = zip(map(_page, self._pages), counts, strict=True)
        return [page.is_landscape for page, sheets in pages for _ in range(sheets)]

    def keep_pages(self) -> None:
        """Store the counted pages, so that they can be drawn when their sources are no longer available."""
        self._pages = [_still(page, self._text(number, page)) for number, page in enumerate(map(_page, self._pages))]
        self._texts.clear()

    def _begin_sheet(self, room: Room, *, is_first: bool) -> None:
        if not is_first:
            self._turned(_LANDSCAPE if room is self._landscape else _PORTRAIT)
            self._writer.newPage()

    def _room(self, page: PageToPrint) -> Room:
        return self._landscape if page.is_landscape else self._upright

    def _laid_out(self, html: str, room: Room) -> QtGui.QTextDocument:
        """Return a text divided into sheets."""
        document = self._unbroken(html, room)
        keep_together(document, room.text.size())
        return document

    def _unbroken(self, html: str, room: Room) -> QtGui.QTextDocument:
        """Return a text laid out in the width of a sheet, with any height."""
        document = Sealed()
        document.setUndoRedoEnabled(False)
        document.setUseDesignMetrics(True)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultFont(page_font(9.5))
        wrapping = QtGui.QTextOption()
        wrapping.setWrapMode(QtGui.QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrapping)
        document.setDocumentMargin(0)
        document.setIndentWidth(14)
        document.setDefaultStyleSheet(self._css)
        # Before the text is set, because it would otherwise be laid out twice.
        document.setTextWidth(room.text.width())
        document.setHtml(html)
        return document

    def _paint_running_lines(self, painter: QtGui.QPainter, number: int, sheet: int, sheets: int, room: Room) -> None:
        painter.save()
        small = page_font(7.5)
        # In dots of the layout; the painter scales everything to the dots of the printer.
        small.setPixelSize(round(7.5 * RESOLUTION / 72))
        painter.setFont(small)
        painter.setPen(_GREY)
        self._paint_line(painter, dots(_HEAD_LINE), (self._heads[number], ""), room)
        foot = room.sheet.height() - dots(_FOOT_LINE)
        self._paint_line(painter, foot, (self._footer, f"page {sheet} of {sheets}"), room)
        painter.restore()

    def _paint_line(self, painter: QtGui.QPainter, middle: float, texts: tuple[str, str], room: Room) -> None:
        left, right = texts
        metrics = QtGui.QFontMetricsF(painter.font(), self._writer)
        box = QRectF(room.text.left(), middle - metrics.height() / 2, room.text.width(), metrics.height())
        width = box.width() - metrics.horizontalAdvance(right) - metrics.averageCharWidth() * 3
        vertically = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        elided = metrics.elidedText(left, Qt.TextElideMode.ElideRight, width)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | vertically), elided)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | vertically), right)


def _page(each: str | PageToPrint) -> PageToPrint:
    return each if isinstance(each, PageToPrint) else PageToPrint(lambda _: each)


def _still(page: PageToPrint, html: str) -> PageToPrint:
    code = page.code()
    return replace(page, html=lambda _: html, steps=0, code=lambda: code)


def _paint_text(painter: QtGui.QPainter, document: QtGui.QTextDocument, sheet: int, text: QRectF) -> None:
    """Paint the part of a document that is on one of its sheets."""
    shown = QRectF(0, sheet * text.height(), text.width(), text.height())
    context = QtGui.QAbstractTextDocumentLayout.PaintContext()
    # The default palette is that of the window, whose text is white in dark mode.
    palette = QtGui.QPalette()
    palette.setColor(QtGui.QPalette.ColorRole.Text, _INK)
    context.palette = palette
    context.clip = shown.adjusted(0, 0, 0, -1)  # a line that begins on the next sheet is not on this one
    painter.save()
    painter.translate(text.left(), text.top() - sheet * text.height())
    painter.setClipRect(shown)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _first_pages(counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(itertools.accumulate(counts[:-1], initial=0))


def _with_page_numbers(html: str, first_pages: Sequence[int]) -> str:
    return _PAGE_REFERENCE.sub(lambda reference: str(first_pages[int(reference[1])] + 1), html)


def _numbered(html: Callable[[int], str], first_pages: Sequence[int]) -> Callable[[int], str]:
    return lambda step: _with_page_numbers(html(step), first_pages)
