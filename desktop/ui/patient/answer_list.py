"""The answers of one trial, criterion by criterion, each with its sentence."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.matching.answering import TrialFit
from desktop.matching.words import FIT_WORDS, answer_words
from desktop.trials.evidence_sentence import section_name
from desktop.trials.facets import Facets
from desktop.ui.look.plain_html import tooltip

_WIDTHS = (27, 20, 24, 20)
"""In widths of a letter; the sentence takes the rest."""
_ROLE = Qt.ItemDataRole.UserRole


class AnswerList(QTreeWidget):
    """Show answers; a double click or Enter on one asks for its place in the trial."""

    place_asked = Signal(object)
    """The Evidence of the answer, None where it was not read in a text."""

    def __init__(self, facets: Facets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self.setAccessibleName(self.tr("Answers of the trial"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setObjectName("report")
        self.setHeaderLabels(
            [
                self.tr("Criterion"),
                self.tr("Answer"),
                self.tr("The trial says"),
                self.tr("Read in"),
                self.tr("Sentence"),
            ]
        )
        self.itemActivated.connect(lambda item, _: self.place_asked.emit(item.data(0, _ROLE)))

    def show_answers(self, told: TrialFit | None) -> None:
        """Show the answers of a trial; none where there is no trial or its record is damaged."""
        self.clear()
        for each in told.answers if told else ():
            place = each.evidence
            quote = " ".join(place.quote.split()) if place else ""
            cells = [
                each.question.criterion.label,
                FIT_WORDS[each.fit],
                answer_words(each, self._facets),
                section_name(place.section) if place else "",
                f"“{quote}”" if quote else "",
            ]
            item = QTreeWidgetItem(self, cells)
            item.setData(0, _ROLE, place)
            for column, words in enumerate(cells):
                item.setToolTip(column, tooltip(words))
        self._set_widths()
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_widths()

    def _set_widths(self) -> None:
        for column, letters in enumerate(_WIDTHS):
            self.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth())
