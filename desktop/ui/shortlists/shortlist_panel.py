"""The panel above the filters: the shortlists with their numbers, one of them the current one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands
from desktop.workflows.shortlists import LONGEST_NAME, ShortlistCount

_MOST_LINES = 5
_NAME = Qt.ItemDataRole.UserRole


class ShortlistLines(QListWidget):
    """List the shortlists; Enter or a click shows the trials of one, F2 and Delete change it."""

    renaming_asked = Signal(str)
    dropping_asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename the current line with F2, delete it with Delete, choose it with Space."""
        item, key = self.currentItem(), event.key()
        if item is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F2:
            self.renaming_asked.emit(item.data(_NAME))
        elif key == Qt.Key.Key_Delete:
            self.dropping_asked.emit(item.data(_NAME))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemClicked.emit(item)
        else:
            super().keyPressEvent(event)


class ShortlistPanel(QWidget):
    """Show the shortlists; a click makes one the current one and shows its trials, a second click all trials."""

    chosen = Signal(str)
    created = Signal(str)
    """The name of a shortlist that the user wants to create."""
    renamed = Signal(str, str)
    """(old name, new name)."""
    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("shortlists")
        self._read_only = read_only
        self._shown: tuple[tuple[ShortlistCount, ...], str] | None = None
        self._listed: frozenset[str] = frozenset()
        heading = QLabel(self.tr("Shortlists"), self)
        heading.setObjectName("heading")
        self.add = self._button_to_add()
        self.lines = ShortlistLines(self)
        self.lines.setObjectName("shortlists")
        self.lines.setAccessibleName(self.tr("Shortlists"))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.lines.itemClicked.connect(lambda item: self.chosen.emit(item.data(_NAME)))
        self.lines.renaming_asked.connect(self.ask_rename)
        self.lines.dropping_asked.connect(self._drop)
        self._hint = QLabel(self.tr("None yet: Space puts a trial on one."), self)
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(heading, 1)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 4)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._hint)
        column.addWidget(self.lines)

    def _button_to_add(self) -> QToolButton:
        add = QToolButton(self)
        add.setObjectName("decision")
        add.setText(self.tr("+ New"))
        add.setToolTip(self.tr("Make a shortlist"))
        add.setAccessibleName(self.tr("New shortlist"))
        add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        add.setVisible(not self._read_only)
        add.clicked.connect(self.ask_name)
        return add

    def show_listed(self, names: frozenset[str]) -> None:
        """Mark the shortlists by which the list is filtered: a mark on another would say that its trials are shown."""
        self._listed = names
        for row in range(self.lines.count()):
            item = self.lines.item(row)
            item.setSelected(item.data(_NAME) in names)

    def show_shortlists(self, counts: Sequence[ShortlistCount], current: str) -> None:
        """Show shortlists with their numbers; the current one has a star and bold letters."""
        if (tuple(counts), current) == self._shown:
            return
        self._shown = tuple(counts), current
        kept = self.lines.currentRow()
        self.lines.clear()
        for each in counts:
            judged = each.trials - each.decided[0]
            is_current = each.name == current
            item = QListWidgetItem(f"{'★' if is_current else '☆'} {each.name}   {judged}/{each.trials}")
            item.setData(_NAME, each.name)
            said = self._said(each, judged)
            spoken = self.tr("{0}, the current one").format(said) if is_current else said
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(said)
            font = item.font()
            font.setBold(is_current)
            item.setFont(font)
            self.lines.addItem(item)
        self.lines.setCurrentRow(min(kept, self.lines.count() - 1))
        self.show_listed(self._listed)
        self.lines.setVisible(bool(counts))
        self._hint.setVisible(not counts)
        self._fit()

    def _said(self, count: ShortlistCount, judged: int) -> str:
        """Return the numbers of a shortlist in words."""
        said = self.tr("{0}: {1} of {2} trials decided").format(count.name, judged, count.trials)
        if not count.gone:
            return said
        return self.tr("{0}; {1} no longer in the catalogue").format(said, with_thousands(count.gone))

    def ask_name(self) -> None:
        """Ask for the name of a new shortlist."""
        name = self._asked(self.tr("New shortlist"), "")
        if name:
            self.created.emit(name)

    def ask_rename(self, name: str) -> None:
        """Ask for another name of a shortlist."""
        new = "" if self._read_only else self._asked(self.tr("Rename the shortlist"), name)
        if new and new != name:
            self.renamed.emit(name, new)

    def _drop(self, name: str) -> None:
        if not self._read_only:
            self.dropped.emit(name)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the shortlist under the mouse."""
        item = self.lines.itemAt(self.lines.viewport().mapFromGlobal(event.globalPos())) or self.lines.currentItem()
        if item is not None:
            with short_lived(self.menu_for(item.data(_NAME))) as menu:
                menu.exec(event.globalPos())

    def menu_for(self, name: str) -> QMenu:
        """Return the menu of a shortlist."""
        menu = QMenu(self)
        menu.addAction(self.tr("Show its trials")).triggered.connect(lambda: self.chosen.emit(name))
        for words, call in ((self.tr("Rename…\tF2"), self.ask_rename), (self.tr("Delete\tDel"), self._drop)):
            action = menu.addAction(words)
            action.setEnabled(not self._read_only)
            action.triggered.connect(lambda _=False, call=call: call(name))
        return menu

    def _asked(self, title: str, name: str) -> str:
        with short_lived(QInputDialog(self)) as dialog:
            dialog.setWindowTitle(title)
            dialog.setLabelText(self.tr("Name, such as a date; no patient's name or number:"))
            dialog.setTextValue(name)
            is_given = dialog.exec() == QInputDialog.DialogCode.Accepted
            return " ".join(dialog.textValue().split())[:LONGEST_NAME] if is_given else ""

    def _fit(self) -> None:
        """Set the height to that of the lines, at most five."""
        lines = min(self.lines.count(), _MOST_LINES)
        height = self.lines.sizeHintForRow(0) if lines else 0
        self.lines.setFixedHeight(lines * height + 2 * self.lines.frameWidth() + 2)
