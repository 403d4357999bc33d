"""The facet panel: every value with its count; a click or Space selects, Alt+click or Delete excludes."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.trials.facets import SECOND
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands_in
from desktop.ui.search.facet_access import let_toggle, show_to_reader
from desktop.ui.search.facet_find import FacetFind, go_to_first, show_only
from desktop.ui.search.facet_item import LINE_ROLE, FacetLine, Line, arrow_width, line_of
from desktop.ui.search.facet_lines import above_values, chosen_with_group, in_order, lines_around, value_lines
from desktop.ui.search.facet_menu import ORDERS, FacetMenu
from desktop.workflows.filter_trials import FacetCounts, ValueCount

_LONG = 12
_NARROWEST = 190  # pixels
_ACTING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EXCLUDING = (Qt.Key.Key_Delete, Qt.Key.Key_Minus)
_LETTERS = 26  # space for "Not stated" with box and number at any text size


class FacetPanel(QTreeWidget):
    """Show facets with their counts, and report clicks."""

    toggled = Signal(str, str)
    """(facet, value): select or deselect it."""
    narrowed = Signal(str, str, str, str)
    """(facet, value, facet of its group, group): select it instead of its group, which already includes it."""
    excluded = Signal(str, str)
    """(facet, value): exclude it, or end its exclusion."""
    chosen = Signal(str, object)
    """(facet, values): select exactly these."""
    read_again = Signal(str)
    """A facet: use its other reading."""
    orders_changed = Signal()
    """The user wants the values of a facet in another order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self.setAccessibleName(self.tr("Filters"))
        self.setHeaderHidden(True)
        self.setHeaderLabel(self.tr("Filter"))
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setItemDelegate(FacetLine(self))
        let_toggle(self, lambda item: self._act(item, QPoint(self.width(), 0), excluding=False))
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self._keep_wide_enough()
        self.counts: tuple[FacetCounts, ...] = ()
        self._items: dict[tuple[str, str, str], QTreeWidgetItem] = {}
        self._layout: dict[str, tuple[str, ...]] = {}
        self._orders: dict[str, str] = {}
        self._pressed: QTreeWidgetItem | None = None
        self._second: set[str] = set()
        """The facets in their second reading."""
        self._waiting: dict[str, FacetCounts] = {}
        """The counts of folded facets, which their lines get when they are opened."""
        self.itemExpanded.connect(lambda item: self._catch_up(line_of(item).facet))

    def show_counts(self, counts: tuple[FacetCounts, ...]) -> None:
        """Show facets with their counts; keep open what is open."""
        shown, self.counts = {id(each) for each in self.counts}, counts
        self._show([each for each in counts if id(each) not in shown])

    def _show(self, counts: Iterable[FacetCounts]) -> None:
        grouping = {each.facet.first_level for each in self.counts}
        for each in (each for each in counts if each.facet.id not in grouping):
            if each.is_second:
                self._second.add(each.facet.id)
            self._waiting[each.facet.id] = each
            head = self._items.get((each.facet.id, "facet", ""))
            if head is None or head.isExpanded():
                self._catch_up(each.facet.id)
            else:
                self._show_head(each)

    def open_facets(self) -> Sequence[str]:
        """Return what is open: ids of facets, and "facet/group" for groups."""
        return [line_of(item).branch for item in self._branches() if item.isExpanded()]

    def open_only(self, names: Iterable[str]) -> None:
        """Open these facets and groups and close the others."""
        wanted = set(names)
        for name in wanted:
            self._catch_up(name)  # which may make new groups
        for item in self._branches():
            item.setExpanded(line_of(item).branch in wanted)

    def values(self) -> list[tuple[str, str]]:
        """Return (facet, value) of every value for which a click would show trials."""
        found = [(each.facet.id, value.value) for each in self.counts for value in each.values if value.count]
        return [(facet, value) for facet, value in found if (facet, "value", value) in self._items]

    def orders(self) -> dict[str, str]:
        """Return {facet id: order} for the orders that the user chose, without clinical ones."""
        return dict(self._orders)

    def set_orders(self, orders: dict[str, str]) -> None:
        """Set the orders of the values of facets."""
        before, self._orders = self._orders, {facet: order for facet, order in orders.items() if order in ORDERS}
        self._show([each for each in self.counts if before.get(each.facet.id) != self._orders.get(each.facet.id)])

    def item(self, facet: str, value: str = "", kind: str = "value") -> QTreeWidgetItem:
        """Return the line of a value, or another ``kind`` of line; ``value`` may also be the label of a group."""
        self._catch_up(facet)
        return self._items[(facet, kind, value)]

    def selectionCommand(self, *_: object) -> QItemSelectionModel.SelectionFlag:
        """Ignore selection by mouse and keys: only a screen reader selects, to toggle a line."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = self.itemAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act on a click that ends where it began."""
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and item is self._pressed and event.button() == Qt.MouseButton.LeftButton:
            excluding = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._act(item, event.position().toPoint(), excluding=excluding)
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Treat Space and Enter like a click; exclude a value with Delete or minus."""
        item, key = self.currentItem(), event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt and Space open the menu of the window
        elif item is not None and (key in _ACTING or (key in _EXCLUDING and line_of(item).value)):
            self._act(item, QPoint(self.width(), 0), excluding=key in _EXCLUDING)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the less frequent actions of a line."""
        item = self.currentItem() if event.reason() == QContextMenuEvent.Reason.Keyboard else self.itemAt(event.pos())
        if item is not None:
            self.menu_for(item).exec(event.globalPos())

    def menu_for(self, item: QTreeWidgetItem) -> FacetMenu:
        """Return the menu of a line."""
        line = line_of(item)
        facet = self._counts_of(line).facet
        menu = FacetMenu(line, facet, self._reading(facet.id), self._orders.get(facet.id, ORDERS[0]), self)
        menu.toggled.connect(lambda *chosen: self._toggle(line, *chosen))
        menu.excluded.connect(self.excluded)
        menu.chosen.connect(self.chosen)
        menu.reordered.connect(self._reorder)
        return menu

    def _reorder(self, facet: str, order: str) -> None:
        self._orders[facet] = order
        self._show([each for each in self.counts if each.facet.id == facet])
        self.orders_changed.emit()

    def _act(self, item: QTreeWidgetItem, place: QPoint, *, excluding: bool) -> None:
        line = line_of(item)
        if line.kind == "facet" or (line.kind == "group" and place.x() < arrow_width(line, self.fontMetrics())):
            item.setExpanded(not item.isExpanded())
        elif line.kind == "group" and line.value:
            (self.excluded if excluding else self.toggled).emit(self._counts_of(line).facet.first_level, line.value)
        elif line.kind == "group":
            self._toggle_group(item)
        elif line.kind == "switch":
            self._switch(line.facet)
        elif line.kind == "value" and excluding:
            self.excluded.emit(self._reading(line.facet), line.value)
        elif line.kind == "value":
            self._toggle(line, self._reading(line.facet), line.value)

    def _toggle(self, line: Line, facet: str, value: str) -> None:
        counts = self._counts_of(line)
        if line.mark == "none" and line.group in counts.chosen_groups:
            self.narrowed.emit(facet, value, counts.facet.first_level, counts.group_values[line.group])
        else:
            self.toggled.emit(facet, value)

    def _counts_of(self, line: Line) -> FacetCounts:
        return next(each for each in self.counts if each.facet.id == line.facet)

    def read_plainly(self) -> None:
        """Return every facet to its first reading."""
        self._second.clear()
        self._show(self.counts)

    def _reading(self, facet: str) -> str:
        """Return the id of a facet in its present reading."""
        return facet + SECOND if facet in self._second else facet

    def _switch(self, facet: str) -> None:
        self._second ^= {facet}
        self.read_again.emit(facet)
        self._show([each for each in self.counts if each.facet.id == facet])

    def _toggle_group(self, item: QTreeWidgetItem) -> None:
        line = line_of(item)
        self.chosen.emit(self._reading(line.facet), chosen_with_group(self._counts_of(line), line))

    def _lay_out(self, counts: FacetCounts, arranged: list[ValueCount]) -> None:
        facet = counts.facet
        head = self._items.get((facet.id, "facet", ""))
        if head is None:
            head = QTreeWidgetItem(self)
            self._items[(facet.id, "facet", "")] = head
        head.takeChildren()
        for kind in above_values(facet):
            self._items[(facet.id, kind, "")] = QTreeWidgetItem(head)
        if len(arranged) > _LONG:
            self._add_search(head, facet.id, facet.label)
        groups: dict[str, QTreeWidgetItem] = {}
        for value in arranged:
            above = head
            if value.group:
                if value.group not in groups:
                    groups[value.group] = QTreeWidgetItem(head)
                    self._items[(facet.id, "group", value.group)] = groups[value.group]
                above = groups[value.group]
            self._items[(facet.id, "value", value.value)] = QTreeWidgetItem(above)
        if facet.multiple:
            self._items[(facet.id, "note", "")] = QTreeWidgetItem(head)

    def _add_search(self, head: QTreeWidgetItem, facet: str, label: str) -> None:
        item = QTreeWidgetItem(head)
        item.setData(0, LINE_ROLE, Line("search", facet, label))
        show_to_reader(item, Line("search", facet, label))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        find = FacetFind(label, self)
        find.text_changed.connect(lambda text: show_only(head, text))
        find.left_downwards.connect(lambda: go_to_first(head))
        self.setItemWidget(item, 0, find)

    def _catch_up(self, facet: str) -> None:
        """Show the latest counts in the lines of a facet that has been opened."""
        if (counts := self._waiting.pop(facet, None)) is None:
            return
        arranged = in_order(counts, self._orders.get(facet, ORDERS[0]))
        layout = tuple(value.value for value in arranged)
        if self._layout.get(facet) != layout:
            self._layout[facet] = layout
            opened = self.open_facets()
            self._lay_out(counts, arranged)
            self._fill(counts)
            self.open_only(opened)
        else:
            self._fill(counts)

    def _fill(self, counts: FacetCounts) -> None:
        second = counts.facet.id in self._second
        for place, line, help_text in value_lines(counts, second=second):
            self._show_line(place, line, help_text)
        several = with_thousands_in(self.tr("%n trial(s) carry more than one", "", counts.several), counts.several)
        for place, line, help_text in lines_around(counts.facet, several, second=second):
            self._show_line(place, line, help_text)
            note = self._items[place]
            if place[1] == "note" and note.isHidden() != (counts.several == 0):
                note.setHidden(counts.several == 0)  # Qt would lay out everything even if nothing changed
        self._show_head(counts)

    def _show_head(self, counts: FacetCounts) -> None:
        facet = counts.facet
        line = Line("facet", facet.id, facet.label, chosen=counts.chosen, short=facet.short)
        self._show_line((facet.id, "facet", ""), line, facet.help)

    def _show_line(self, place: tuple[str, str, str], line: Line, help_text: str) -> None:
        item = self._items[place]
        before = item.data(0, LINE_ROLE)
        if before == line:
            return
        with QSignalBlocker(self.model()):  # the last change tells the view of all
            show_to_reader(item, line, before)
        item.setData(0, LINE_ROLE, line)
        if before is not None and before.label == line.label:
            return  # only counts and marks have changed, as after almost every click
        item.setToolTip(0, tooltip("\n".join(part for part in (line.label, help_text) if part)))
        if line.kind == "note":
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _branches(self) -> list[QTreeWidgetItem]:
        return [item for (_, kind, _), item in self._items.items() if kind in ("facet", "group")]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self._keep_wide_enough()

    def _keep_wide_enough(self) -> None:
        self.setMinimumWidth(max(_NARROWEST, _LETTERS * self.fontMetrics().averageCharWidth()))
