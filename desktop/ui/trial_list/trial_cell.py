"""Paint the cells of the trial list: two lines of title and one of facts, up to three lines in other columns."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.catalogue.finding.trial_row import TrialRow
from desktop.ui.look.theme import colours
from desktop.ui.look.thousands import with_thousands
from desktop.ui.trial_list.star import decision_in_words, paint_star, star_box, star_room
from desktop.ui.trial_list.trial_table_model import COLUMNS, ListColumn, TrialTableModel

_PADDING = 7
_BAR = 4  # pixels
_LINES, _MORE_LINES = 3, 4
_MOST_FITTED = 2_000  # texts
_NARROW_TITLE = 28  # letters; a narrower title gets one line more


def lines_for(metrics: QFontMetrics, title_width: int) -> int:
    """Return the number of lines of a row whose title has this width in pixels."""
    return _MORE_LINES if title_width < _NARROW_TITLE * metrics.averageCharWidth() else _LINES


def row_height(metrics: QFontMetrics, lines: int) -> int:
    """Return the height of a row in pixels: its lines of text and some space."""
    return lines * metrics.lineSpacing() + 12


class TrialCell(QStyledItemDelegate):
    """Paint the cells of the trial list; the list itself paints the background, also of selected rows.

    Whether the list has the keyboard focus is read from the list. The options of a cell hold it too, but reading them
    would make Qt for Python load all its style classes, which takes a twentieth of the start.
    """

    painted = Signal()
    """A cell is being painted for the first time."""

    def __init__(self, trials: TrialTableModel, shown_in: QTableView) -> None:
        super().__init__(shown_in)
        self._trials = trials
        self._list = shown_in
        self._has_painted = False
        self.lines = _LINES
        """The number of lines of each row."""
        self.shortlist = ""
        """The shortlist whose trials have a full star."""
        self.words: tuple[str, ...] = ()
        """The searched words in lower case, which are marked in the titles."""
        self._metrics = QFontMetrics(shown_in.font())
        self._fitting: dict[tuple[str, str, int, int], tuple[list[str], str]] = {}
        """{(text, remark, width, lines): how they fit} of facet values, which are the same in most rows."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        row = self._trials.trial_row(index.row())  # before the painter is used: the file may be damaged
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()
        now, rect = colours(), option.rect  # read once: each time Qt for Python makes another object
        painter.save()
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        header = self._list.horizontalHeader()
        if header.visualIndex(index.column()) == 0 and self._list.selectionModel().isSelected(index):
            # The background of a selected row alone is not different enough for everyone.
            _paint_bar(painter, rect)
        if row:
            self._paint_words(painter, option, row, COLUMNS[index.column()])
        if self._list.hasFocus() and index == self._list.currentIndex():
            painter.setPen(QColor(now.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, row: TrialRow, column: ListColumn) -> None:
        """Paint what a column says about a trial; the title has a star before it."""
        box = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if column.id == "title":
            entry = next((each for each in row.shortlists if each[0] == self.shortlist), None)
            paint_star(painter, star_box(option.rect, option.fontMetrics), full=entry is not None)
            box.setLeft(box.left() + star_room(option.fontMetrics))
            _paint_title(painter, box, option, row, self.words, entry, self.lines)
        else:
            remark, silent = self._trials.cell_remark(row, column), self._trials.is_silent(row, column)
            text = self._trials.cell_values(row, column)
            now = colours()
            colour = now.faint if text == "—" else now.muted if silent else now.text
            _paint_text(painter, box, self._fit(text, remark, option.fontMetrics, box.width()), colour)

    def _fit(self, text: str, remark: str, metrics: QFontMetrics, width: int) -> tuple[list[str], str]:
        """Return what ``remarked`` does; it is remembered, because measuring takes longer than painting."""
        if metrics != self._metrics or len(self._fitting) > _MOST_FITTED:
            self._metrics = QFontMetrics(metrics)
            self._fitting.clear()
        key = (text, remark, width, self.lines)
        if key not in self._fitting:
            self._fitting[key] = remarked(text, remark, metrics, width, self.lines)
        return self._fitting[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a size that depends only on the font, so that no row must be read."""
        metrics = option.fontMetrics
        return QSize(metrics.averageCharWidth() * COLUMNS[index.column()].letters, row_height(metrics, self.lines))


def _paint_title(
    painter: QPainter,
    box: QRect,
    option: QStyleOptionViewItem,
    row: TrialRow,
    words: tuple[str, ...],
    entry: tuple[str, str, str] | None,
    lines: int,
) -> None:
    now = colours()
    bold = QFont(option.font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    titles = broken(row.headed, painter.fontMetrics(), box.width(), lines - 1)
    decided = decision_in_words(entry)
    below = " · ".join(filter(None, (decided, row.number, row.sponsor, _patients(row))))
    rest = option.fontMetrics.elidedText(below, Qt.TextElideMode.ElideRight, box.width())
    if not decided and row.number not in rest and option.fontMetrics.horizontalAdvance(row.number) <= box.width():
        rest = row.number
    painter.setPen(QColor(now.text))
    _paint_lines(painter, box, [*titles, ""], words)
    painter.setFont(option.font)
    painter.setPen(QColor(now.muted))
    _paint_lines(painter, box, [*("" for _ in titles), rest])


def _patients(row: TrialRow) -> str:
    return "" if row.enrollment is None else f"n = {with_thousands(row.enrollment)}"


def _paint_text(painter: QPainter, box: QRect, fitted: tuple[list[str], str], colour: str) -> None:
    """Paint the lines of a text and, in grey below them, its remark."""
    lines, below = fitted
    painter.setPen(QColor(colour))
    _paint_lines(painter, box, [*lines, ""] if below else lines)
    if below:
        painter.setPen(QColor(colours().muted))
        _paint_lines(painter, box, [*("" for _ in lines), below])


def remarked(text: str, remark: str, metrics: QFontMetrics, width: int, most: int = _LINES) -> tuple[list[str], str]:
    """Return (at most ``most`` lines of a text with its remark, the remark if it is alone below them, else "").

    If the text fills all lines, the text is cut and not the remark, such as a date.
    """
    whole = f"{text} · {remark}" if remark else text
    if not remark or metrics.horizontalAdvance(whole) <= width:
        return broken(whole, metrics, width, most), ""
    return broken(text, metrics, width, most - 1), _fitted(remark, metrics, width)


def _paint_lines(painter: QPainter, box: QRect, lines: list[str], words: tuple[str, ...] = ()) -> None:
    """Paint lines that fit the width of the box, one below the other and vertically centred.

    The background of each of the ``words`` is marked.
    """
    metrics = painter.fontMetrics()
    height = metrics.lineSpacing()
    top = box.top() + (box.height() - len(lines) * height) // 2
    baseline = top + (height - metrics.height()) // 2 + metrics.ascent()
    for place, line in enumerate(lines):
        if not line:
            continue
        for start, end in _places(line, words):
            left = metrics.horizontalAdvance(line[:start])
            width = metrics.horizontalAdvance(line[:end]) - left
            painter.fillRect(box.left() + left, top + place * height, width, height, QColor(colours().found))
        # At a point, because in a rectangle Qt lays the line out before it paints it.
        painter.drawText(box.left(), baseline + place * height, line)


def _paint_bar(painter: QPainter, cell: QRect) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().accent))
    # With fillRect, Qt for Python would create its two hundred kinds of gradients before the first painting.
    painter.drawRect(QRect(cell.left(), cell.top(), _BAR, cell.height()))
    painter.restore()


def _places(line: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    low = line.lower()
    for word in words:
        start = low.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = low.find(word, start + len(word))


def broken(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return a text in at most ``most`` lines that fit a width in pixels, broken at spaces; the last is elided."""
    words = text.split()
    whole = " ".join(words)
    if (needed := metrics.horizontalAdvance(whole)) <= width:
        return [whole]
    letters = len(whole) * width // max(needed, 1)  # about as many fill a line
    lines: list[str] = []
    while words and len(lines) < most - 1:
        count = _fitting(words, metrics, width, letters)
        lines.append(" ".join(words[:count]) if count else _fitted(words[0], metrics, width))
        words = words[max(count, 1) :]
    if words:
        lines.append(_fitted(" ".join(words), metrics, width))
    return lines or [""]


def _fitting(words: Sequence[str], metrics: QFontMetrics, width: int, letters: int) -> int:
    """Return how many words fit a width, of which about so many letters fill it; few are measured, which is slow."""
    count = bisect(list(accumulate((len(each) + 1 for each in words[1:]), initial=len(words[0]))), letters)
    while count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    while count and metrics.horizontalAdvance(" ".join(words[:count])) > width:
        count -= 1
    return count


def _fitted(line: str, metrics: QFontMetrics, width: int) -> str:
    # Measured here, since Qt would cut half a line for a fraction of a pixel.
    if metrics.horizontalAdvance(line) <= width:
        return line
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
