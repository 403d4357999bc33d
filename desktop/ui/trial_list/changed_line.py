"""The line above the list on what is new: each part opens the list of its trials; the user can close the line."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.trial_list.wrapping_link import WrappingLink
from desktop.workflows.what_changed import Told

_FIRST = 3
"""The number of parts that are always shown. Two more would need as much space as the button for them."""


class ChangedLine(QWidget):
    """Show what is new, hidden if nothing is; of many parts the first, and a button for the others."""

    asked = Signal(TrialQuery)
    """The user wants to see the trials of a part."""
    seen_asked = Signal()
    """The user wants to mark everything as seen."""

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("changed")
        self._flow = FlowLayout(self)
        self._parts: list[QPushButton] = []
        self.seen = self._link(self.tr("Mark all as seen"))
        self.seen.clicked.connect(self.seen_asked)
        self._can_mark = not read_only
        self.more = self._link("")
        self.more.clicked.connect(self._show_all)
        self.dismiss = self._link(self.tr("Hide for now"))
        self.dismiss.setToolTip(self.tr("The line comes back at the next start, until all is marked as seen"))
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def tell(self, told: Sequence[Told]) -> None:
        """Show these parts; hide the line if they are empty."""
        for each in self._parts:
            self._flow.removeWidget(each)
            each.hide()  # immediately, because Qt deletes nothing while a dialog is open
            each.deleteLater()
        self._parts = [self._part(each) for each in told]
        hidden = self._parts[_FIRST:] if len(self._parts) > _FIRST + 2 else []
        for each in hidden:
            each.hide()
        self.more.setText(self.tr("{0} more").format(len(hidden)))
        self.more.setVisible(bool(hidden))
        for last in (self.more, self.seen, self.dismiss):
            self._flow.removeWidget(last)
            self._flow.addWidget(last)
        self.seen.setVisible(self._can_mark)
        self.setVisible(bool(told))

    def _show_all(self) -> None:
        for each in self._parts:
            each.show()
        self._parts[_FIRST].setFocus()
        self.more.hide()

    @property
    def parts(self) -> tuple[QPushButton, ...]:
        """Return the buttons of the parts."""
        return tuple(self._parts)

    def _part(self, told: Told) -> QPushButton:
        part = self._link(told.words)
        part.clicked.connect(lambda: self.asked.emit(told.query))
        part.show()
        return part

    def _link(self, words: str) -> QPushButton:
        link = WrappingLink(words, self)
        self._flow.addWidget(link)
        return link
