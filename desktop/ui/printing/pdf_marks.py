"""Add to a sheet of a PDF what is not text: the places of links, and QR codes."""

import re
from collections.abc import Iterator, Sequence

from PySide6 import QtGui
from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.ui.printing.pdf_sheets import RESOLUTION, dots
from desktop.workflows.printed_pages import Link

_CODE_SIZE = 20.0  # mm
_DARK = re.compile(b"\x01+")
_TO_PAGE = "page:"
_POINTS = 72 / RESOLUTION


def paint_code(painter: QtGui.QPainter, code: Sequence[bytes], corner: QPointF) -> None:
    """Paint a QR code with its upper right corner at ``corner``; the rows of ``code`` are bytes 0 and 1."""
    if not code:
        return
    module = dots(_CODE_SIZE) / len(code)
    left = corner.x() - dots(_CODE_SIZE)
    path = QtGui.QPainterPath()
    for row, modules in enumerate(code):
        for dark in _DARK.finditer(modules):
            size = (dark.end() - dark.start()) * module, module
            path.addRect(QRectF(left + dark.start() * module, corner.y() + row * module, *size))
    painter.save()
    # Rows of dark bars touch; without their own fill rule a PDF reader would show thin lines between them.
    path.setFillRule(path.fillRule().WindingFill)
    painter.fillPath(path, QtGui.QColor("black"))
    painter.restore()


def links_of(
    document: QtGui.QTextDocument, first_pages: Sequence[int], number: int, room: tuple[QSizeF, QRectF]
) -> Iterator[Link]:
    """Yield the links of a laid out page by its number; ``room`` is the size of a sheet, and where its text is."""
    sheet_size, text = room
    for rectangle, href in _anchors(document):
        sheet = int(rectangle.center().y() // text.height())
        left = (text.left() + rectangle.left()) * _POINTS
        top = (sheet_size.height() - text.top() - rectangle.top() + sheet * text.height()) * _POINTS
        box = (left, top - rectangle.height() * _POINTS, left + rectangle.width() * _POINTS, top)
        target = first_pages[int(href.removeprefix(_TO_PAGE))] if href.startswith(_TO_PAGE) else href
        yield Link(first_pages[number] + sheet, box, target)


def _anchors(document: QtGui.QTextDocument) -> Iterator[tuple[QRectF, str]]:
    """Yield (rectangle in the document, target) for each line of each link."""
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if href := fragment.charFormat().anchorHref():
                corner = layout.blockBoundingRect(block).topLeft()
                begin = fragment.position() - block.position()
                for box in _line_boxes(block.layout(), begin, begin + fragment.length()):
                    yield box.translated(corner), href
            fragments += 1
        block = block.next()


def _line_boxes(layout: QtGui.QTextLayout, begin: int, end: int) -> Iterator[QRectF]:
    for place in range(layout.lineCount()):
        line = layout.lineAt(place)
        start, stop = max(begin, line.textStart()), min(end, line.textStart() + line.textLength())
        if start < stop:
            left, right = _x(line, start), _x(line, stop)
            yield QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _x(line: QtGui.QTextLine, place: int) -> float:
    found: object = line.cursorToX(place)
    left = found[0] if isinstance(found, tuple) else found  # the type stubs and Qt for Python differ
    assert isinstance(left, float)
    return left
