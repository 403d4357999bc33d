"""The pane for a trial with a damaged record: its name, what is wrong, and what the user can do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.trials.identifiers import shown_number
from desktop.trials.stored import DamagedTrial


class DamagePane(QWidget):
    """Name a damaged trial, and offer to read its originals again."""

    mend_asked = Signal()

    def __init__(self, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self.words = QLabel(self)
        self.words.setObjectName("warning")
        self.words.setIndent(9)
        self.words.setContentsMargins(0, 6, 9, 6)
        self.mend = QPushButton(self.tr("Mend from the original documents"), self)
        self.mend.setEnabled(not read_only)
        self.mend.clicked.connect(self.mend_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        for label in (self._title, self.words):
            label.setWordWrap(True)
            # Imported text in a rich label could name files to load.
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_trial(self, damaged: DamagedTrial) -> None:
        """Show the key and title of a damaged trial."""
        title = damaged.title if damaged.is_legible else self.tr("Perhaps: {0}").format(damaged.title)
        self._title.setText(f"{shown_number(damaged.key)} · {title}")
        self.words.setText(
            self.tr(
                "The stored record of this trial is damaged and is not shown. Mend it from the original documents that "
                "are kept, or import its documents again. All other trials are there."
            )
        )
