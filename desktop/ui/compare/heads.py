"""The headers of a comparison: the trial above each column, and the names of the facts at the left."""

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.compare.compare_cell import PADDING, note_font
from desktop.ui.compare.compare_model import CompareModel
from desktop.ui.compare.wrapped import wrapped
from desktop.ui.look.theme import colours

_NAME_LINES, _STATUS_LINES = 3, 2
_ABOVE = 8
_FACT_ABOVE = 6  # as in the cells
_FACT_LETTERS, _MOST_FACTS = 24, 20  # width of the names of facts: letters, and at most per cent of the table


class TrialHeads(QHeaderView):
    """Show of each trial its number, acronym or title, and status with its date; ``pinned`` is the pinned column."""

    def __init__(self, model: CompareModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.pinned = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(self.tr("Trials"))

    def height_at(self, width: int) -> int:
        """Return the height in pixels of the highest header at a width."""
        small, bold = QFontMetrics(note_font(self.font())), QFontMetrics(_semibold(self.font()))
        inside = [self._inside(number, width - 2 * PADDING) for number in range(self._model.columnCount())]
        heights = (len(name) * bold.lineSpacing() + (1 + len(status)) * small.lineSpacing() for name, status in inside)
        return max(heights, default=0) + 2 * _ABOVE

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the head of one trial."""
        if section >= self._model.columnCount():
            return
        now, column = colours(), self._model.column(section)
        is_pinned = section == self.pinned
        painter.save()
        painter.fillRect(rect, QColor(now.hover if is_pinned else now.window))
        painter.setPen(QColor(now.accent if is_pinned else now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        box = rect.adjusted(PADDING, _ABOVE, -PADDING, -_ABOVE)
        bold, small = _semibold(self.font()), note_font(self.font())
        name, status = self._inside(section, box.width())
        box.setTop(_paint(painter, box, [column.identifier], small, now.muted))
        if is_pinned:
            mark = QCoreApplication.translate("Compare", "pinned")
            above = QRect(box.left(), rect.top() + _ABOVE, box.width(), QFontMetrics(small).lineSpacing())
            painter.setPen(QColor(now.accent))
            painter.drawText(above, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, mark)
        box.setTop(_paint(painter, box, name, bold, now.text))
        _paint(painter, box, status, small, now.warning if column.is_damaged else now.muted)
        painter.restore()

    def _inside(self, number: int, width: int) -> tuple[list[str], list[str]]:
        """Return the lines of the name and of the status of a trial."""
        column = self._model.column(number)
        name = column.name if column.name != column.identifier else ""
        status = QCoreApplication.translate("Compare", "Record damaged") if column.is_damaged else column.status
        return (
            wrapped(name, _semibold(self.font()), width, _NAME_LINES),
            wrapped(status, note_font(self.font()), width, _STATUS_LINES),
        )


class FactNames(QHeaderView):
    """Show the names of the facts, wrapped."""

    def __init__(self, model: CompareModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName(self.tr("Facts"))

    def width_in(self, room: int) -> int:
        """Return the width in pixels of the names, at which they wrap, in a table of width ``room``."""
        letters = QFontMetrics(self.font()).averageCharWidth() * _FACT_LETTERS + 2 * PADDING
        return min(letters, room * _MOST_FACTS // 100)

    def height_of(self, row: int) -> int:
        """Return the height in pixels that the name of a fact takes."""
        return len(self._lines(row)) * QFontMetrics(self.font()).lineSpacing() + 2 * _FACT_ABOVE

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name of one fact."""
        if section >= self._model.rowCount():
            return
        now = colours()
        painter.save()
        painter.fillRect(rect, QColor(now.window))
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        box = rect.adjusted(PADDING, _FACT_ABOVE, -PADDING, 0)
        _paint(painter, box, self._lines(section), _semibold(self.font()), now.muted)
        painter.restore()

    def _lines(self, row: int) -> list[str]:
        width = self.width() - 2 * PADDING
        return wrapped(self._model.comparison.rows[row].label, _semibold(self.font()), width, 4)


def _semibold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _paint(painter: QPainter, box: QRect, lines: list[str], font: QFont, colour: str) -> int:
    """Paint lines from the top of a box, and return the y position of their end."""
    height, top = QFontMetrics(font).lineSpacing(), box.top()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for line in lines:
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(QRect(box.left(), top, box.width(), height), align, line)
        top += height
    return top
