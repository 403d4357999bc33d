"""The model of the trial list: it holds ids, and reads a page of rows when the view needs one of them."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.catalogue.finding.trial_row import TrialRow
from desktop.trials.date_words import day_in_words, month_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facets
from desktop.trials.line_limits import lines_in_words
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands
from desktop.ui.trial_list.star import decision_in_words

_PAGE = 16  # rows, about as many as a usual window shows: after a click all that are read are new
_FEW = 8
_PAGES_KEPT = 30
_PAGES_IN_VIEW = 4
Index = QModelIndex | QPersistentModelIndex


class ListColumn(NamedTuple):
    """Hold one column: its id, heading, the sort key of a click on the heading, and its width in letters."""

    id: str
    heading: str
    sort: str
    letters: int
    facet: str = ""


COLUMNS = (
    ListColumn("title", "Trial", "title", 18),
    ListColumn("phase", "Phase", "phase", 12, "phase"),
    ListColumn("her2", "HER2", "her2", 12, "her2"),
    ListColumn("drug_classes", "Drug classes", "drug_classes", 17, "drug_classes"),
    ListColumn("status", "Status", "status", 14, "status"),
    ListColumn("setting", "Setting", "setting", 16, "setting"),
    ListColumn("hr", "HR", "hr", 14, "hr"),
    ListColumn("enrollment", "Patients", "enrollment", 8),
    ListColumn("start", "Start", "start", 10),
    ListColumn("sponsor", "Sponsor", "sponsor", 22),
    ListColumn("countries", "Countries", "title", 16),
    ListColumn("ids", "Identifiers", "key", 18),
    ListColumn("acronym", "Acronym", "title", 16),
    ListColumn("drugs", "Drugs", "title", 20),
    ListColumn("lines", "Earlier lines", "lines", 14, "lines"),
    ListColumn("brain_metastases", "Brain mets", "brain_metastases", 13, "brain_metastases"),
    ListColumn("ecog_max", "ECOG ≤", "ecog_max", 12, "ecog_max"),
    ListColumn("registry_date", "Registry date", "updated", 14),
    ListColumn("sites_open", "Sites open", "title", 11),
    ListColumn("fit", "Fit", "title", 12),
)
"""All columns in their default order; the window shows those that the user chose.

The last one is visible only while a patient is described.
"""
FIT = len(COLUMNS) - 1
"""The index of the column for how a trial fits the patient."""

FIRST_COLUMNS = ("title", "phase", "her2", "drug_classes", "status")


class TrialTableModel(QAbstractTableModel):
    """Show trial ids as rows of facts."""

    def __init__(
        self, fetch: Callable[[Sequence[int]], list[TrialRow]], facets: Facets, parent: QObject | None = None
    ) -> None:
        """Start empty; ``fetch`` returns the rows of some ids in their order."""
        super().__init__(parent)
        self._fetch = fetch
        self._facets = facets
        self.fit_words: Callable[[int], str] = lambda _: ""
        """Returns in words how the trial with an id fits the described patient."""
        self.fit_reasons: Callable[[int], str] = lambda _: ""
        """Returns the same with the deciding reasons."""
        self.is_in_own_order = False
        """Whether the user may drag trials to other places."""
        self._ids: list[int] = []
        self._pages: OrderedDict[int, list[TrialRow | None]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """Return the ids in the order of the list."""
        return self._ids

    def show(self, ids: list[int]) -> None:
        """Show other trials, or the same after a change; then the view keeps selection and scroll position."""
        if ids and ids == self._ids:
            self._read_pages_again()
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def _read_pages_again(self) -> None:
        """Read the latest pages again, drop older ones, and report the changed lines to the view."""
        before, self._pages = self._pages, OrderedDict()
        latest = list(before)[-_PAGES_IN_VIEW:]
        for page, rows in before.items():
            first = page * _PAGE
            kept = page in latest and self.trial_row(first) is not None
            now = self._pages[page] if kept else [None] * len(rows)
            for place, (row, other) in enumerate(zip(rows, now, strict=False)):
                if other is None or row != other:
                    self._tell_changed(first + place)

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def row_of(self, trial_id: int) -> int:
        """Return the row of a trial id; -1 if it is not in the list."""
        try:
            return self._ids.index(trial_id)
        except ValueError:
            return -1

    def rows_of(self, trial_ids: Collection[int]) -> list[int]:
        """Return the rows of those trials that are in the list, in ascending order."""
        if len(trial_ids) <= _FEW:  # finding each is much faster than going through all ids
            return sorted(row for row in map(self.row_of, trial_ids) if row >= 0)
        return [row for row, trial_id in enumerate(self._ids) if trial_id in trial_ids]

    def trial_row(self, row: int) -> TrialRow | None:
        """Return the facts of a row; None if the trial is no longer in the catalogue."""
        page, place = divmod(row, _PAGE)
        if page not in self._pages:
            wanted = self._ids[page * _PAGE : (page + 1) * _PAGE]
            by_id = {each.id: each for each in self._fetch(wanted)}
            self._pages[page] = [by_id.get(each) for each in wanted]
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        rows = self._pages[page]
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of trials."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns, hidden ones included."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, or its full text as tooltip."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.trial_row(index.row())
        if row is None:
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._in_full(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole and column.id == "title" and row.shortlists:
            placed = "; ".join(": ".join(filter(None, (each[0], decision_in_words(each)))) for each in row.shortlists)
            return QCoreApplication.translate("TrialTable", "{0}, on the shortlist {1}").format(row.headed, placed)
        said = self.cell_text(row, column)
        # A screen reader does not read a dash.
        return said.replace(_NONE, "Not stated", 1) if role == Qt.ItemDataRole.AccessibleTextRole else said

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags of a cell; a trial can be dragged if the user sets the order."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self.is_in_own_order else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("TrialTable", COLUMNS[section].heading)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def cell_text(self, row: TrialRow, column: ListColumn) -> str:
        """Return the short text of a cell with its remark; "—" if the trial does not state it."""
        return " · ".join(filter(None, (self.cell_values(row, column), self.cell_remark(row, column))))

    def cell_remark(self, row: TrialRow, column: ListColumn) -> str:
        """Return the month of a status's registry date, or that the value is corrected; else ""."""
        if row.damage == "everything":
            return ""
        if column.facet in row.corrected:
            return QCoreApplication.translate("TrialTable", "✎ yours")
        if column.id != "status" or row.values["status"] in _SILENT:
            return ""
        return month_in_words(row.registry_date)

    def cell_values(self, row: TrialRow, column: ListColumn) -> str:
        """Return the short text of a cell without its remark."""
        if row.damage == "everything":
            return row.named if column.id == "title" else QCoreApplication.translate("TrialTable", "Damaged")
        if column.facet:
            facet = self._facets[column.facet]
            if row.values[column.facet] == (NOT_STATED,):
                return _NONE
            values = row.values[column.facet]
            if facet.interval and values not in _SILENT:
                return lines_in_words(values)
            return ", ".join(facet.short_of(value) for value in values)
        opened, sites = row.sites
        texts = {
            "title": row.headed,
            "acronym": row.acronym or _NONE,
            "drugs": ", ".join(row.drugs) or _NONE,
            "registry_date": month_in_words(row.registry_date) or _NONE,
            "sites_open": self._opened(opened, sites) if sites else _NONE,
            "enrollment": _NONE if row.enrollment is None else with_thousands(row.enrollment),
            "start": row.start or _NONE,
            "sponsor": row.sponsor or _NONE,
            "countries": ", ".join(row.countries) or _NONE,
            "ids": ", ".join(row.ids) or _NONE,
            "fit": self.fit_words(row.id),
        }
        return texts[column.id]

    @staticmethod
    def _opened(opened: int, sites: int) -> str:
        words = QCoreApplication.translate("TrialTable", "{0} of {1}")
        return words.format(with_thousands(opened), with_thousands(sites))

    def read_again(self, trial_id: int) -> None:
        """Read the line of a trial again, because it proved to be damaged."""
        row = self.row_of(trial_id)
        if row >= 0:
            self._pages.pop(row // _PAGE, None)
            self._tell_changed(row)

    def copied_text(self, row: TrialRow, column: ListColumn) -> str:
        """Return the text of a cell for another program, with numbers without commas."""
        is_number = column.id == "enrollment" and row.enrollment is not None
        return str(row.enrollment) if is_number else self.cell_text(row, column)

    def is_silent(self, row: TrialRow, column: ListColumn) -> bool:
        """Return whether a cell holds no value of its facet."""
        return bool(column.facet) and row.values.get(column.facet) in _SILENT

    def _in_full(self, row: TrialRow, column: ListColumn) -> str:
        if column.facet and row.damage != "everything":
            values = row.values[column.facet]
            facet = self._facets[column.facet]
            shown = "Not stated" if values == (NOT_STATED,) else "\n".join(facet.label_of(value) for value in values)
            return "\n".join(filter(None, (facet.label, shown, self._remark_in_full(row, column))))
        if column.id == "fit":
            return self.fit_reasons(row.id)
        return self.cell_text(row, column)

    def _remark_in_full(self, row: TrialRow, column: ListColumn) -> str:
        if column.facet in row.corrected:
            return QCoreApplication.translate("TrialTable", "Corrected by you")
        if self.cell_remark(row, column):
            return QCoreApplication.translate("TrialTable", "Registry date: {0}").format(
                day_in_words(row.registry_date)
            )
        return ""


_NONE = "—"
"""Shown in a cell for a value that a trial does not state."""
_SILENT = ((NOT_STATED,), (NOT_IN_DOCUMENT,))
_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
