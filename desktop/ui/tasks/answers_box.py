"""The answers of an import report: numbers of trials, each with a button that lists them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui.look.thousands import with_thousands
from desktop.workflows.import_answers import Answer

_COLUMNS = 2


class AnswersBox(QWidget):
    """Show each answer as words, number and a button for its trials; in two columns, in reading order downwards."""

    show_asked = Signal(object)
    """The TrialQuery of an answer."""

    def __init__(self, answers: Sequence[Answer], parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # lower, it would cut its lines
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        rows = -(-len(answers) // _COLUMNS)
        for place, answer in enumerate(answers):
            column, row = divmod(place, rows)
            self._add(grid, row, 4 * column, answer)
        letter = self.fontMetrics().averageCharWidth()
        grid.setColumnMinimumWidth(3, 5 * letter)
        grid.setColumnStretch(4 * _COLUMNS - 1, 1)

    def _add(self, grid: QGridLayout, row: int, column: int, answer: Answer) -> None:
        label = QLabel(answer.label, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        number = QLabel(with_thousands(answer.count), self)
        number.setObjectName("title")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # So that rows without a button are as high as those with one.
        grid.setRowMinimumHeight(row, self.fontMetrics().lineSpacing() + 10)
        grid.addWidget(label, row, column)
        grid.addWidget(number, row, column + 1)
        if answer.count:
            words = self.tr("Show this one") if answer.count == 1 else self.tr("Show these {0}")
            button = QPushButton(words.format(with_thousands(answer.count)), self)
            button.setObjectName("link")
            button.setAutoDefault(False)
            button.setAccessibleName(f"{answer.label}: {button.text()}")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, query=answer.query: self.show_asked.emit(query))
            grid.addWidget(button, row, column + 2)
