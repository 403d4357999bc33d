"""The dialog for the list of reasons that are offered when a trial is excluded."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.workflows.shortlists import MOST_REASONS


class ReasonsDialog(QDialog):
    """Ask for the reasons, one per line; the first nine have the keys 1 to 9."""

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reasons for excluding a trial"))
        hint = QLabel(
            self.tr(
                "One reason a line, at most {0}; they have the keys 1 to 9. Without any the usual ones come back."
            ).format(MOST_REASONS),
            self,
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        self.text = QPlainTextEdit("\n".join(reasons), self)
        self.text.setAccessibleName(self.tr("Reasons"))
        self.text.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (hint, self.text, buttons):
            column.addWidget(widget)
        self.resize(420, 320)

    def reasons(self) -> list[str]:
        """Return the reasons as they are written now."""
        return self.text.toPlainText().splitlines()
