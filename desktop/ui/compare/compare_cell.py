"""Paint the cells of a comparison: each value on its own lines, with its notes smaller below it."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.comparison.parts import Cell
from desktop.ui.compare.compare_model import CompareModel
from desktop.ui.compare.wrapped import wrapped
from desktop.ui.look.theme import colours

PADDING = 9
_ABOVE = 6
_MOST = 16  # lines of a cell; the pane below shows the rest
_MOST_OF_WORDS, _MOST_OF_NOTE = 4, 2
_NOTE_SIZE = 0.9  # of the size of the text


class ShownLine(NamedTuple):
    """Hold one line of a cell to paint."""

    text: str
    is_note: bool


class CompareCell(QStyledItemDelegate):
    """Paint the cells of a comparison; cache their wrapped lines until something changes."""

    def __init__(self, model: CompareModel, shown_in: QTableView) -> None:
        super().__init__(shown_in)
        self._model = model
        self._list = shown_in
        self._lines: dict[tuple[int, int, int], list[ShownLine]] = {}

    def forget(self) -> None:
        """Clear the cache of wrapped lines after a change of content or font."""
        self._lines.clear()

    def lines(self, row: int, column: int, width: int) -> list[ShownLine]:
        """Return the lines of a cell of a width in pixels."""
        place = (row, column, width)
        if place not in self._lines:
            self._lines[place] = shown_lines(self._model.cell(row, column), self._list.font(), width - 2 * PADDING)
        return self._lines[place]

    def height(self, row: int, column: int, width: int) -> int:
        """Return the height that a cell needs at a width, in pixels."""
        lines = self.lines(row, column, width)
        font = self._list.font()
        notes = sum(line.is_note for line in lines)
        plain = (len(lines) - notes) * QFontMetrics(font).lineSpacing()
        return plain + notes * QFontMetrics(note_font(font)).lineSpacing() + 2 * _ABOVE

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        now, box, cell = colours(), option.rect, self._model.cell(index.row(), index.column())
        is_current = index == self._list.currentIndex()
        painter.save()
        if is_current:
            painter.fillRect(box, QColor(now.selected))
        painter.setPen(QColor(now.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        self._paint_lines(painter, box, self.lines(index.row(), index.column(), box.width()), cell)
        if is_current and self._list.hasFocus():
            painter.setPen(QColor(now.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRect, lines: list[ShownLine], cell: Cell) -> None:
        now, top = colours(), box.top() + _ABOVE
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        small = note_font(self._list.font())
        for line in lines:
            font = small if line.is_note else self._list.font()
            height = QFontMetrics(font).lineSpacing()
            painter.setFont(font)
            painter.setPen(QColor(now.muted if line.is_note or cell.is_silent else now.text))
            painter.drawText(QRect(box.left() + PADDING, top, box.width() - 2 * PADDING, height), align, line.text)
            top += height


def note_font(font: QFont) -> QFont:
    """Return the font of notes beside text in a font."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _NOTE_SIZE)
    return small


def shown_lines(cell: Cell, font: QFont, width: int) -> list[ShownLine]:
    """Return a cell in lines that fit a width in pixels; a too long cell ends with the number of omitted lines."""
    small, found = note_font(font), list[ShownLine]()
    for place, line in enumerate(cell.lines):
        words = [ShownLine(each, is_note=False) for each in wrapped(line.words, font, width, _MOST_OF_WORDS)]
        for note in line.notes:
            words += [ShownLine(each, is_note=True) for each in wrapped(note, small, width, _MOST_OF_NOTE)]
        left = len(cell.lines) - place
        if found and len(found) + len(words) > _MOST - (left > 1):
            found.append(ShownLine(QCoreApplication.translate("Compare", "… {0} more").format(left), is_note=True))
            break
        found += words
    return found
