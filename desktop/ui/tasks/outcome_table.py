"""The table of an import report: every record with its outcome, those refused for the same reason in one line."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.ui.look.plain_html import tooltip
from desktop.workflows.import_report import ImportReport, RecordOutcome, Refusals

MOST_SHOWN = 2_000
"""The maximum of lines, because each takes Qt a millisecond; the saved report has all of them."""
_ORDER = {"failed": 0, "updated": 1, "saved": 2, "unchanged": 3}
_WIDTHS = (18, 22, 54, 22)
_WHOLE = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class OutcomeTable(QTreeWidget):
    """List the outcomes of an import, the failed ones first; a click on a heading sorts them."""

    def __init__(self, report: ImportReport, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self.setAccessibleName(self.tr("Outcomes"))
        self.setUniformRowHeights(True)
        self.setHeaderLabels(
            [
                self.tr("Outcome"),
                self.tr("Number"),
                self.tr("Title"),
                self.tr("File"),
                self.tr("Remark"),
            ]
        )
        self.setRootIsDecorated(bool(report.refusals))
        items = list(self._items(report))
        self.insertTopLevelItems(0, items)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_WIDTHS):
            self.setColumnWidth(column, letter * letters)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        if items:
            self.setCurrentIndex(self.model().index(0, 0))

    def whole_text(self) -> str:
        """Return the full text of the current line."""
        item = self.currentItem()
        return str(item.data(0, _WHOLE)) if item else ""

    def _items(self, report: ImportReport) -> Iterator[QTreeWidgetItem]:
        left = MOST_SHOWN
        for each in report.refusals:
            yield self._refused(each, left)
            left -= 1 + len(each.documents)
        single: Sequence[RecordOutcome] = sorted(report.single(), key=lambda each: _ORDER[each.outcome])
        for place, outcome in enumerate(single[: max(left, 0)]):
            yield self._line(outcome, place)

    def _refused(self, refusals: Refusals, most: int) -> QTreeWidgetItem:
        names = [Path(each.path).name for each in refusals.documents]
        item = _Line([self._words["failed"], "", "", self.tr("{0} files").format(len(names)), refusals.sentence])
        item.setToolTip(3, tooltip("\n".join(names[:20])))
        item.setToolTip(4, tooltip(refusals.sentence))
        item.setData(0, _WHOLE, f"{refusals.sentence}\n{', '.join(names)}")
        item.setData(0, _PLACE, -1)
        item.addChildren([self._line(each, place) for place, each in enumerate(refusals.documents[: max(most, 0)])])
        return item

    def _line(self, outcome: RecordOutcome, place: int) -> QTreeWidgetItem:
        file = Path(outcome.path).name
        item = _Line([self._words[outcome.outcome], outcome.number, outcome.title, file, outcome.remark])
        numbers = outcome.numbers or (outcome.number,)
        tips = (self._words[outcome.outcome], "\n".join(numbers), outcome.title, outcome.path, outcome.remark)
        for column, text in enumerate(tips):
            item.setToolTip(column, tooltip(text))
        head = " · ".join(filter(None, (", ".join(numbers), outcome.title)))
        item.setData(0, _WHOLE, "\n".join(filter(None, (head, outcome.remark or outcome.path))))
        item.setData(0, _PLACE, _ORDER[outcome.outcome] * 1_000_000 + place)
        return item

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            "saved": self.tr("new"),
            "updated": self.tr("changed"),
            "unchanged": self.tr("unchanged"),
            "failed": self.tr("refused"),
        }


class _Line(QTreeWidgetItem):
    """Hold a line; by outcome, lines that need attention come first; other columns sort by words."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = tree.sortColumn() if tree else 0
        if column == 0:
            return int(self.data(0, _PLACE)) < int(other.data(0, _PLACE))
        return self.text(column).casefold() < other.text(column).casefold()
