"""The headings of the trial list: which columns, their order and widths; automatic until the user changes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop.ui.trial_list.trial_table_model import COLUMNS, FIRST_COLUMNS, FIT, ListColumn

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

# The titles get the width that the other columns leave; these columns get a share of it, in per cent.
_TITLE = 0
_SHARES = {"drug_classes": 32}
_NARROWEST = 40


class TrialHeader(QHeaderView):
    """Hold the columns of the list.

    Widths follow the pane and the text size until the user drags one; then her widths are kept.
    """

    sort_asked = Signal(str)
    """The sort key of the heading that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sized_by_user = False
        self._dragging = False
        self._shows_fit = False
        self._letter = self.fontMetrics().averageCharWidth()
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.column_menu().exec(self.mapToGlobal(place)))
        self.sectionClicked.connect(lambda number: self.sort_asked.emit(COLUMNS[number].sort))
        self.sectionResized.connect(self._notice_drag)
        self.geometriesChanged.connect(self._follow)

    def in_order(self) -> Sequence[ListColumn]:
        """Return all columns in their order, hidden ones too."""
        return [COLUMNS[number] for number in sorted(range(len(COLUMNS)), key=self.visualIndex)]

    def shown(self) -> Sequence[ListColumn]:
        """Return the visible columns that the user chose, in order, without the column on the patient."""
        numbers = (COLUMNS.index(column) for column in self.in_order())
        return [COLUMNS[number] for number in numbers if number != FIT and not self.isSectionHidden(number)]

    def show_fit(self, *, shown: bool) -> None:
        """Show or hide the column for how trials fit the patient."""
        if shown != self._shows_fit:
            self._shows_fit = shown
            self.moveSection(self.visualIndex(FIT), _TITLE + 1)
            self.show_column(FIT, shown=shown)

    def widths(self) -> dict[str, int]:
        """Return {id: width in pixels} of the visible columns."""
        return {column.id: self.sectionSize(COLUMNS.index(column)) for column in self.shown()}

    def arrange(self, order: Sequence[str], shown: Collection[str], widths: Mapping[str, int]) -> None:
        """Set the order of the columns by id, show some of them, and set ``widths`` in pixels if given.

        Unknown ids are ignored; columns that are not named follow the others in their default order.
        """
        numbers = {column.id: number for number, column in enumerate(COLUMNS)}
        for place, name in enumerate(dict.fromkeys(name for name in order if name in numbers)):
            self.moveSection(self.visualIndex(numbers[name]), place)
            if numbers[name] != FIT:
                self.setSectionHidden(numbers[name], name not in shown and name != COLUMNS[_TITLE].id)
        for name in widths.keys() & numbers:
            self.resizeSection(numbers[name], max(_NARROWEST, widths[name]))
        self.sized_by_user = bool(widths)
        self.fit()

    def arrange_as_new(self) -> None:
        """Show the default columns in their default order, as wide as the pane allows."""
        self.sized_by_user = False
        for number, column in enumerate(COLUMNS):
            self.moveSection(self.visualIndex(number), number)
            is_shown = self._shows_fit if number == FIT else column.id in FIRST_COLUMNS
            self.setSectionHidden(number, not is_shown)
            self.resizeSection(number, self._letter * column.letters)
        self.fit()

    def show_column(self, number: int, *, shown: bool) -> None:
        """Show or hide a column."""
        self.setSectionHidden(number, not shown)
        self.fit()

    def fit(self) -> None:
        """Divide the width that the other columns leave, unless the user has set a width."""
        if self.sized_by_user:
            return
        others = [number for number in range(1, len(COLUMNS)) if not self.isSectionHidden(number)]
        elastic = [number for number in others if COLUMNS[number].id in _SHARES]
        # As wide as the viewport. Asking the viewport itself would make Qt for Python load all kinds of widgets.
        left = self.width()
        left -= sum(self.sectionSize(number) for number in others if number not in elastic)
        for number in elastic:
            share = left * _SHARES[COLUMNS[number].id] // 100
            self.resizeSection(number, max(share, self._letter * COLUMNS[number].letters))
            left -= self.sectionSize(number)
        self.resizeSection(_TITLE, max(left, self._letter * COLUMNS[_TITLE].letters))

    def column_menu(self) -> QMenu:
        """Return the menu in which columns are chosen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)  # as a child of the header it would live as long as the header
        for number, column in enumerate(COLUMNS[:FIT]):
            action = menu.addAction(str(self.model().headerData(number, Qt.Orientation.Horizontal)))
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            action.setEnabled(column.id != "title")
            action.toggled.connect(lambda shown, number=number: self.show_column(number, shown=shown))
        menu.addSeparator()
        best = menu.addAction(self.tr("Best match first while searching, else by title"))
        best.triggered.connect(lambda: self.sort_asked.emit("relevance"))
        menu.addAction(self.tr("First arrangement")).triggered.connect(self.arrange_as_new)
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that the user may begin to drag a width."""
        self._dragging = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember that the user has stopped dragging."""
        super().mouseReleaseEvent(event)
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore a double click, at which Qt would measure every row."""
        event.accept()

    def _follow(self) -> None:
        """Make the columns wider or narrower with the text and with the pane."""
        letter = self.fontMetrics().averageCharWidth()
        if letter != self._letter:
            for number in range(self.count()):
                # Qt remembers the later width of a hidden column, but reports no width.
                width = self.sectionSize(number) * letter // self._letter
                self.resizeSection(number, width or letter * COLUMNS[number].letters)
            self._letter = letter
        self.fit()

    def _notice_drag(self, _number: int, _before: int, _now: int) -> None:
        self.sized_by_user = self.sized_by_user or self._dragging
