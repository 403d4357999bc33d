"""The dialog for the notes on a trial: write a new one, change or delete an older one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.trials.date_words import day_in_words
from desktop.trials.shortlists import Note

_LONGEST_LINE = 60


class NoteDialog(QDialog):
    """Ask for the text of a note; Ctrl+Enter saves it, an empty text deletes the note that is changed."""

    def __init__(self, trial: str, shortlist: str, notes: Sequence[Note], parent: QWidget | None = None) -> None:
        """Offer to change the ``notes`` on a trial; ``shortlist`` is the current one, "" if there is none."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Note on {0}").format(trial))
        self._notes = tuple(notes)
        self.which = self._choice_of_note()
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(self.tr("Text of the note"))
        self.text.setTabChangesFocus(True)
        self.on_shortlist = QCheckBox(self.tr("Only on the shortlist {0}").format(shortlist), self)
        self.on_shortlist.setVisible(bool(shortlist))
        hint = self._hint()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save.setShortcut("Ctrl+Return")
        self.save.setToolTip(self.tr("Ctrl+Enter; an older note without text is deleted"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.which, self.text, self.on_shortlist, hint, self.buttons):
            column.addWidget(widget)
        self.which.currentIndexChanged.connect(self._show)
        self.text.textChanged.connect(self._follow)
        self.resize(480, 300)
        self.text.setFocus()
        self._follow()

    def _choice_of_note(self) -> QComboBox:
        which = QComboBox(self)
        which.setAccessibleName(self.tr("Which note"))
        which.addItem(self.tr("A new note"))
        for each in self._notes:
            first = each.text.splitlines()[0][:_LONGEST_LINE]
            which.addItem(f"{day_in_words(each.made[:10])}: {first}")
        which.setVisible(bool(self._notes))
        return which

    def _hint(self) -> QLabel:
        hint = QLabel(self.tr("Plain text with today's date. Write no patient's name or number."), self)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        hint.setTextFormat(Qt.TextFormat.PlainText)
        return hint

    @property
    def note(self) -> Note | None:
        """Return the note that is changed; None for a new one."""
        place = self.which.currentIndex() - 1
        return self._notes[place] if place >= 0 else None

    def _show(self) -> None:
        note = self.note
        self.text.setPlainText(note.text if note else "")
        self.on_shortlist.setEnabled(note is None)
        self.on_shortlist.setChecked(bool(note and note.shortlist))
        self._follow()

    def _follow(self) -> None:
        self.save.setEnabled(bool(self.text.toPlainText().strip()) or self.note is not None)
