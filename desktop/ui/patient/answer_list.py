"""The answers of one trial, criterion by criterion, each with its sentence."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.matching.answering import TrialFit
from desktop.matching.words import FIT_WORDS, answer_words
from desktop.trials.evidence_sentence import section_name
from desktop.trials.facets import Facets
from desktop.ui.look.plain_html import tooltip
from desktop.ui.patient.wrapping import WrappingDelegate

_WIDTHS = (26, 19, 24, 18)
"""In widths of a letter; the sentence takes the rest."""
_SENTENCE = 45  # minimum letters of the sentence; the other columns become narrower for it
_LEAST_SHARE = 0.6
_ROLE = Qt.ItemDataRole.UserRole


class AnswerList(QTreeWidget):
    """Show answers; a double click or Enter on one asks for its place in the trial."""

    place_asked = Signal(object)
    """The Evidence of the answer, None if it was not read from a text."""

    def __init__(self, facets: Facets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self.setAccessibleName(self.tr("Answers of the trial"))
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setItemDelegate(WrappingDelegate(self))
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
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.itemActivated.connect(lambda item, _: self.place_asked.emit(item.data(0, _ROLE)))

    def show_answers(self, told: TrialFit | None) -> None:
        """Show the answers of a trial; None if there is no trial or its record is damaged."""
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence the remaining width."""
        super().resizeEvent(event)
        self._set_widths()

    def _set_widths(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        room = self.viewport().width() - _SENTENCE * letter
        share = max(_LEAST_SHARE, min(1.0, room / (sum(_WIDTHS) * letter)))
        for column, letters in enumerate(_WIDTHS):
            self.setColumnWidth(column, max(int(letters * letter * share), self.header().sectionSizeHint(column)))
