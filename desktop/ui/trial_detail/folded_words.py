"""Words in the head of a trial that are cut after some lines, with a button that shows all of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

_MOST_LINES = 2
_MOST_LETTERS = 110  # about two lines of the pane at the usual text size


class FoldedWords(QLabel):
    """Show lines of plain text, folded at first to leave space for the trial's text; hidden without lines.

    The caller must place ``more``, its button, below it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``name`` is its name in the style sheet."""
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self._is_open = False
        self.more = QPushButton(parent)
        self.more.setObjectName("link")
        self.more.clicked.connect(self._turn)
        self.setObjectName(name)
        self.setIndent(9)
        self.setContentsMargins(0, 6, 9, 6)  # padding from a style sheet would be missing in the height for a width
        self.setWordWrap(True)
        # Imported text in a rich label could name files to load.
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()
        self.more.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines, folded; if the lines are the same, change nothing."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._is_open = False
        self._show()

    def whole(self) -> str:
        """Return all lines, shown or folded."""
        return "\n".join(self._lines)

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _show(self) -> None:
        whole = self.whole()
        cut = _cut("\n".join(self._lines[:_MOST_LINES]))
        is_cut = cut != whole
        self.setText(f"{cut.rstrip('…')}…" if is_cut and not self._is_open else whole)
        self.more.setText(self.tr("Show less") if self._is_open else self.tr("Show all"))
        self.more.setVisible(is_cut)
        self.setVisible(bool(whole))
        self.updateGeometry()


def _cut(words: str) -> str:
    """Return words cut at a space near the maximum length."""
    if len(words) <= _MOST_LETTERS:
        return words
    return words[:_MOST_LETTERS].rpartition(" ")[0] or words[:_MOST_LETTERS]
