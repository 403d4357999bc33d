"""Divide a document into the sheets of a PDF, and keep together what belongs together."""

from PySide6 import QtGui
from PySide6.QtCore import QSizeF

RESOLUTION = 300
"""Dots per inch of the layout; text and lines stay vectors."""
_LONGEST_WHOLE_ROW = 0.35  # share of a sheet; a longer table row may be divided

_Part = QtGui.QTextBlock | QtGui.QTextTable
_Layout = QtGui.QAbstractTextDocumentLayout


def dots(millimetres: float) -> float:
    """Return a length in dots of the layout."""
    return millimetres / 25.4 * RESOLUTION


def keep_together(document: QtGui.QTextDocument, sheet: QSizeF) -> None:
    """Divide a document into sheets: no heading or table header alone at the bottom, no short row on two sheets."""
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
            _lay_out_again(document)
        if isinstance(part, QtGui.QTextTable) and _keep_rows_whole(part, rows[number], layout, sheet.height()):
            _lay_out_again(document)
        start = number + 1


def _lay_out_again(document: QtGui.QTextDocument) -> None:
    # WORKAROUND: Qt leaves blocks where they were after some changes of formats; remove when tests pass without.
    document.markContentsDirty(0, document.characterCount())


def _parts(document: QtGui.QTextDocument) -> list[_Part]:
    parts, position = list[_Part](), document.rootFrame().begin()
    while not position.atEnd():
        frame = position.currentFrame()
        parts.append(frame if isinstance(frame, QtGui.QTextTable) else position.currentBlock())
        position += 1
    return parts


def _top(block: QtGui.QTextBlock, layout: _Layout) -> float:
    """Return the position of the first line of a block, which may be on the next sheet without its block."""
    lines = block.layout()
    return layout.blockBoundingRect(block).top() + (lines.lineAt(0).y() if lines.lineCount() else 0.0)


def _first_block(part: _Part, *, below_head: bool = False) -> QtGui.QTextBlock:
    if not isinstance(part, QtGui.QTextTable):
        return part
    row = min(part.format().headerRowCount(), part.rows() - 1) if below_head else 0
    return part.cellAt(row, 0).firstCursorPosition().block()


def _begin_a_sheet(part: _Part) -> None:
    before = QtGui.QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
    if isinstance(part, QtGui.QTextTable):
        table_format = part.format()
        table_format.setPageBreakPolicy(before)
        part.setFormat(table_format)
    else:
        block_format = part.blockFormat()
        block_format.setPageBreakPolicy(before)
        QtGui.QTextCursor(part).setBlockFormat(block_format)


def _row_tops(table: QtGui.QTextTable, layout: _Layout) -> list[float]:
    """Return where the text of each row begins, and where the last text ends."""
    firsts = (table.cellAt(row, 0).firstCursorPosition().block() for row in range(table.rows()))
    lasts = (table.cellAt(table.rows() - 1, column).lastCursorPosition().block() for column in range(table.columns()))
    end = max(layout.blockBoundingRect(block).bottom() for block in lasts)
    return [*(_top(block, layout) for block in firsts), end]


def _keep_rows_whole(table: QtGui.QTextTable, tops: list[float], layout: _Layout, sheet: float) -> bool:
    """Extend the row before a divided row to the end of its sheet; return whether there was such a row.

    ``tops`` are the tops of the undivided rows. WORKAROUND: a QTextTable has no page breaks between rows; remove when
    it has.
    """
    head, changed = table.format().headerRowCount(), False
    position = _top(_first_block(table, below_head=True), layout) % sheet
    # Qt repeats the margin together with the head; a format's lengths are in px.
    padding = table.cellAt(0, 0).format().toTableCellFormat().topPadding()
    above, slack = (table.format().topMargin() + padding) / 96 * RESOLUTION, dots(2)
    edit = table.firstCursorPosition()
    edit.beginEditBlock()  # one new layout for all rows
    for row in range(head, table.rows()):
        height = tops[row + 1] - tops[row]
        if position + height > sheet - slack:  # Qt keeps a little space at the bottom
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
