"""Pages of HTML printed to a PDF in memory: A4, running head, "page x of y"."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6 import QtGui
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl

RESOLUTION = 300  # dots per inch of the layout; type and lines stay vectors
_MARGIN = 16.0  # mm left and right
_HEAD, _FOOT = 20.0, 19.0  # mm above and below the text
_HEAD_LINE, _FOOT_LINE = 9.0, 9.5  # mm from the edge of the sheet to the running lines
# A humanist or grotesque face of each system; the later ones lend what the first lacks (CJK, mathematical signs).
FONTS = (
    *("Segoe UI", "Helvetica Neue", "Source Sans 3", "Noto Sans", "Liberation Sans", "Nimbus Sans", "Arial"),
    *("DejaVu Sans", "Microsoft YaHei", "PingFang SC", "Hiragino Sans", "Noto Sans CJK SC", "Droid Sans Fallback"),
)
_LONGEST_WHOLE_ROW = 0.35  # of a sheet; a longer table row may break
_INK, _GREY = QtGui.QColor("#1b1b1b"), QtGui.QColor("#555555")
_PAGE_REFERENCE = re.compile(r"<!--page-of:(\d+)-->")

_Part = QtGui.QTextBlock | QtGui.QTextTable
_Layout = QtGui.QAbstractTextDocumentLayout


@dataclass(frozen=True)
class PrintedPages:
    """Hold a whole PDF and, for each page given, the index (from 0) of the sheet it begins on."""

    pdf: bytes
    first_pages: tuple[int, ...]


def print_pages(
    title: str,
    css: str,
    pages: Sequence[str],
    on_progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    *,
    running_heads: Sequence[str] = (),
    footer: str = "",
) -> PrintedPages | None:
    """Print HTML pages, each beginning on a new sheet, to a PDF in memory; None if stopped.

    Needs a QGuiApplication (offscreen will do) and no window, in the main thread or a QThreadPool's. Every page is laid
    out twice, to count and to paint, and forgotten in between, so ``pages`` may make its items when asked.
    ``on_progress`` is given (steps done, steps in all). ``running_heads`` are plain texts for the top of the sheets of
    each page. A comment ``<!--page-of:n-->`` becomes the number of the sheet on which ``pages[n]`` begins.
    """
    if QtGui.QGuiApplication.instance() is None:
        raise RuntimeError("print_pages needs a QGuiApplication")
    job = _Job(title, css, pages, tuple(running_heads) or ("",) * len(pages), footer)
    steps = itertools.count(1)

    def look() -> None:
        if should_stop is not None and should_stop():
            raise _StoppedError

    def step() -> None:
        look()
        if on_progress is not None:
            on_progress(next(steps), 2 * len(pages))

    try:
        return job.paint(job.count(step, look), step)
    except _StoppedError:
        return None


class _StoppedError(Exception):
    """Leave the loops when the user has stopped the printing."""


class _Sealed(QtGui.QTextDocument):
    """A text document that loads nothing: no image, no style sheet, no file."""

    def loadResource(self, kind: int, _name: QUrl) -> QByteArray | QtGui.QImage:
        # None lets Qt look for itself; so does, for a picture, an empty QByteArray: it opens the file of that name.
        return QtGui.QImage() if kind == self.ResourceType.ImageResource.value else QByteArray()


class _Job:
    """Lay out and paint the pages of one PDF."""

    def __init__(self, title: str, css: str, pages: Sequence[str], heads: Sequence[str], footer: str) -> None:
        self._title = title
        self._css = css
        self._pages = pages
        self._heads = heads
        self._footer = footer
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QtGui.QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setResolution(RESOLUTION)
        self._writer.setPageSize(QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._sheet = QSizeF(self._writer.width(), self._writer.height())
        # Qt rounds heights; in whole dots the sheets of a long document do not drift.
        margin, head, foot = round(_dots(_MARGIN)), round(_dots(_HEAD)), round(_dots(_FOOT))
        self._text = QRectF(0, 0, self._sheet.width(), self._sheet.height()).adjusted(margin, head, -margin, -foot)

    def count(self, step: Callable[[], None], look: Callable[[], None]) -> list[int]:
        """Return how many sheets each page takes; ``look`` whether to stop is no step of the work."""
        counts, referring = list[int](), list[int]()
        for number, html in enumerate(self._pages):
            counts.append(self._laid_out(html).pageCount())
            referring += [number] if _PAGE_REFERENCE.search(html) else []
            step()
        # The numbers themselves take room.
        for number in referring:
            look()
            html = _with_page_numbers(self._pages[number], _first_pages(counts))
            counts[number] = self._laid_out(html).pageCount()
        return counts

    def paint(self, counts: list[int], step: Callable[[], None]) -> PrintedPages:
        """Paint all sheets and return the PDF."""
        first_pages = _first_pages(counts)
        painter = QtGui.QPainter(self._writer)
        try:
            for number, html in enumerate(self._pages):
                document = self._laid_out(_with_page_numbers(html, first_pages))
                assert document.pageCount() == counts[number], "a page was laid out differently the second time"
                for sheet in range(counts[number]):
                    if number or sheet:
                        self._writer.newPage()
                    self._paint_text(painter, document, sheet)
                    self._paint_running_lines(painter, number, first_pages[number] + sheet + 1, sum(counts))
                step()
        finally:
            painter.end()
        return PrintedPages(self._buffer.data().data(), first_pages)

    def _laid_out(self, html: str) -> QtGui.QTextDocument:
        document = _Sealed()
        document.setUndoRedoEnabled(False)
        document.setUseDesignMetrics(True)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultFont(_font(9.5))
        wrapping = QtGui.QTextOption()
        wrapping.setWrapMode(QtGui.QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrapping)
        document.setDocumentMargin(0)
        document.setIndentWidth(14)
        document.setDefaultStyleSheet(self._css)
        document.setHtml(html)
        _keep_together(document, self._text.size())
        return document

    def _paint_text(self, painter: QtGui.QPainter, document: QtGui.QTextDocument, sheet: int) -> None:
        height = self._text.height()
        shown = QRectF(0, sheet * height, self._text.width(), height)
        context = QtGui.QAbstractTextDocumentLayout.PaintContext()
        # The default palette is the window's, whose text is white in dark mode.
        palette = QtGui.QPalette()
        palette.setColor(QtGui.QPalette.ColorRole.Text, _INK)
        context.palette = palette
        context.clip = shown.adjusted(0, 0, 0, -1)  # a line that begins on the next sheet is not on this one
        painter.save()
        painter.translate(self._text.left(), self._text.top() - sheet * height)
        painter.setClipRect(shown)
        document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_running_lines(self, painter: QtGui.QPainter, number: int, sheet: int, sheets: int) -> None:
        painter.save()
        painter.setFont(_font(7.5))
        painter.setPen(_GREY)
        self._paint_line(painter, _dots(_HEAD_LINE), self._heads[number], "")
        foot = self._sheet.height() - _dots(_FOOT_LINE)
        self._paint_line(painter, foot, self._footer, f"page {sheet} of {sheets}")
        painter.restore()

    def _paint_line(self, painter: QtGui.QPainter, middle: float, left: str, right: str) -> None:
        metrics = QtGui.QFontMetricsF(painter.font(), self._writer)
        box = QRectF(self._text.left(), middle - metrics.height() / 2, self._text.width(), metrics.height())
        room = box.width() - metrics.horizontalAdvance(right) - metrics.averageCharWidth() * 3
        vertically = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        elided = metrics.elidedText(left, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | vertically), elided)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | vertically), right)


def _keep_together(document: QtGui.QTextDocument, sheet: QSizeF) -> None:
    """Divide a document into sheets: no heading and no table head alone at the foot of one, no short row in two."""
    document.setTextWidth(sheet.width())
    if document.size().height() <= sheet.height():
        return
    parts, layout = _parts(document), document.documentLayout()
    rows = {number: _row_tops(part, layout) for number, part in enumerate(parts) if isinstance(part, QtGui.QTextTable)}
    document.setPageSize(sheet)
    start = 0
    for number, part in enumerate(parts):
        if isinstance(part, QtGui.QTextBlock) and (part.blockFormat().headingLevel() or not part.text()):
            continue
        tops = (_top(_first_block(parts[start]), layout), _top(_first_block(part, below_head=True), layout))
        if tops[0] // sheet.height() != tops[1] // sheet.height():
            _begin_a_sheet(parts[start])
            _lay_out_anew(document)
        if isinstance(part, QtGui.QTextTable) and _keep_rows_whole(part, rows[number], layout, sheet.height()):
            _lay_out_anew(document)
        start = number + 1


def _lay_out_anew(document: QtGui.QTextDocument) -> None:
    # WORKAROUND: Qt leaves blocks where they were after some changes of formats; remove when tests pass without.
    document.markContentsDirty(0, document.characterCount())


def _parts(document: QtGui.QTextDocument) -> list[_Part]:
    parts, position = list[_Part](), document.rootFrame().begin()
    while not position.atEnd():
        parts.append(position.currentFrame() or position.currentBlock())
        position += 1
    return parts


def _top(block: QtGui.QTextBlock, layout: _Layout) -> float:
    """Return where the first line of a block stands; it may have gone to the next sheet without its block."""
    lines = block.layout()
    return layout.blockBoundingRect(block).top() + (lines.lineAt(0).y() if lines.lineCount() else 0.0)


def _first_block(part: _Part, *, below_head: bool = False) -> QtGui.QTextBlock:
    if not isinstance(part, QtGui.QTextTable):
        return part
    row = min(part.format().headerRowCount(), part.rows() - 1) if below_head else 0
    return part.cellAt(row, 0).firstCursorPosition().block()


def _begin_a_sheet(part: _Part) -> None:
    part_format = part.format() if isinstance(part, QtGui.QTextTable) else part.blockFormat()
    part_format.setPageBreakPolicy(QtGui.QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    if isinstance(part, QtGui.QTextTable):
        part.setFormat(part_format)
    else:
        QtGui.QTextCursor(part).setBlockFormat(part_format)


def _row_tops(table: QtGui.QTextTable, layout: _Layout) -> list[float]:
    """Return where the words of each row begin, and where the last ones end."""
    firsts = (table.cellAt(row, 0).firstCursorPosition().block() for row in range(table.rows()))
    lasts = (table.cellAt(table.rows() - 1, column).lastCursorPosition().block() for column in range(table.columns()))
    end = max(layout.blockBoundingRect(block).bottom() for block in lasts)
    return [*(_top(block, layout) for block in firsts), end]


def _keep_rows_whole(table: QtGui.QTextTable, tops: list[float], layout: _Layout, sheet: float) -> bool:
    """Let the row before one that would be broken take up what is left of its sheet; tell whether there was any.

    ``tops`` are from before any division. WORKAROUND: a QTextTable has no page breaks between rows, remove when it has.
    """
    head, changed = table.format().headerRowCount(), False
    position = _top(_first_block(table, below_head=True), layout) % sheet
    # Qt repeats the margin with the head; lengths of a format are in px.
    padding = table.cellAt(0, 0).format().toTableCellFormat().topPadding()
    above, slack = (table.format().topMargin() + padding) / 96 * RESOLUTION, _dots(2)
    edit = table.firstCursorPosition()
    edit.beginEditBlock()  # one new layout for all rows
    for row in range(head, table.rows()):
        height = tops[row + 1] - tops[row]
        if position + height > sheet - slack:  # Qt keeps a little room at the foot
            if row > head and height < sheet * _LONGEST_WHOLE_ROW:
                _pad_below(table, row - 1, sheet - position - slack)
                position, changed = sheet, True
            position += above + tops[head] - tops[0] - sheet
        position += height
    edit.endEditBlock()
    return changed


def _pad_below(table: QtGui.QTextTable, row: int, dots: float) -> None:
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        cell_format = cell.format().toTableCellFormat()
        cell_format.setBottomPadding(cell_format.bottomPadding() + max(0.0, dots) * 96 / RESOLUTION)
        cell.setFormat(cell_format)


def _first_pages(counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(itertools.accumulate(counts[:-1], initial=0))


def _with_page_numbers(html: str, first_pages: Sequence[int]) -> str:
    return _PAGE_REFERENCE.sub(lambda reference: str(first_pages[int(reference[1])] + 1), html)


def _dots(millimetres: float) -> float:
    return millimetres / 25.4 * RESOLUTION


def _font(points: float) -> QtGui.QFont:
    font = QtGui.QFont()
    font.setFamilies(FONTS)
    font.setPointSizeF(points)
    font.setHintingPreference(QtGui.QFont.HintingPreference.PreferNoHinting)
    # A ligature comes out of the PDF as one character ("ﬁ"), and a search for "first" would miss it.
    for ligatures in ("liga", "clig", "dlig"):
        font.setFeature(QtGui.QFont.Tag(ligatures), 0)
    return font
