"""The line above the text of a trial with the number of search hits, and buttons for the next and the previous one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.look.thousands import with_thousands


class HitSteps(QWidget):
    """Show the number of hits and the current one; hidden without hits."""

    stepped = Signal(int)
    """1 for the next hit, -1 for the previous one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setObjectName("muted")
        row = FlowLayout(self, spacing=4)
        row.addWidget(self.words)
        for sign, name, key, step in (
            ("▲", self.tr("Previous search hit"), "Shift+F3", -1),
            ("▼", self.tr("Next search hit"), "F3", 1),
        ):
            button = QToolButton(self)
            button.setObjectName("jump")
            button.setText(sign)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            button.clicked.connect(lambda _=False, step=step: self.stepped.emit(step))
            row.addWidget(button)
        self.setContentsMargins(18, 2, 18, 4)
        self.hide()

    def show_hits(self, lit: int, hits: int) -> None:
        """Show that hit ``lit`` of ``hits`` is the current one; 0 for none."""
        words = self.tr("Hit {0} of {1}") if lit else self.tr("Hits in this trial: {1}")
        self.words.setText(words.format(with_thousands(lit), with_thousands(hits)))
        self.setVisible(hits > 0)
