"""The trials of one list as a table: how each fits, the reasons against it, and the date of its record."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.catalogue.finding.trial_row import TrialRow
from desktop.matching.answering import FITS, TrialFit
from desktop.matching.words import FIT_WORDS, why_words
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import Facets
from desktop.trials.stored import DamagedTrial
from desktop.ui.look.plain_html import tooltip

Line = tuple[TrialRow, TrialFit | DamagedTrial]
Fetch = Callable[[Sequence[int]], Sequence[Line]]
"""Returns the lines of trials with these ids; trials that no longer exist are omitted."""
Index = QModelIndex | QPersistentModelIndex
_PAGE = 25
_MOST_PAGES = 40


class Column(IntEnum):
    """Name the columns."""

    FIT = 0
    TITLE = 1
    ANSWERS = 2
    WHY = 3
    STATUS = 4
    DATE = 5


class FitModel(QAbstractTableModel):
    """Hold the ids of a list, and read a page of trials when it becomes visible."""

    def __init__(self, facets: Facets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self.fetch: Fetch = lambda _: ()
        self._pages: dict[int, dict[int, Line]] = {}
        self.ids: tuple[int, ...] = ()

    def show_trials(self, ids: Sequence[int], fetch: Fetch) -> None:
        """Show other trials."""
        self.beginResetModel()
        self.ids, self.fetch = tuple(ids), fetch
        self._pages.clear()
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the trial of a row with its answers; None if it no longer exists."""
        page = row // _PAGE
        if page not in self._pages:
            if len(self._pages) >= _MOST_PAGES:
                self._pages.pop(next(iter(self._pages)))
            ids = self.ids[page * _PAGE : (page + 1) * _PAGE]
            self._pages[page] = {line[0].id: line for line in self.fetch(ids)}
        return self._pages[page].get(self.ids[row])

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of trials."""
        return 0 if parent and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Fit"),
            self.tr("Trial"),
            self.tr("Answers"),
            self.tr("Reasons"),
            self.tr("Status"),
            self.tr("Record of"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of a cell; the tooltip has all of them."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        words = self._words(line, Column(index.column())) if line else self.tr("deleted meanwhile")
        return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def _words(self, line: Line, column: Column) -> str:
        row, told = line
        if isinstance(told, DamagedTrial):
            of_answers = {Column.FIT: self.tr("damaged")}
        else:
            fitting = sum(each.fit == FITS for each in told.answers)
            of_answers = {
                Column.FIT: FIT_WORDS[told.fit],
                Column.ANSWERS: self.tr("{0} of {1} fit").format(fitting, len(told.answers)),
                Column.WHY: why_words(told, self._facets),
            }
        of_trial = {
            Column.TITLE: f"{row.named} ({row.number})",
            Column.DATE: day_in_words(row.registry_date) or self.tr("unknown"),
            Column.STATUS: ", ".join(map(self._facets["status"].label_of, row.values.get("status", ()))),
        }
        return (of_trial | of_answers).get(column, "")
