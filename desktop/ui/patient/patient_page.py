"""The page of a patient: questions, lists with their reasons, the trials, and the answers of one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QSizePolicy,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.matching.answering import TrialFit
from desktop.matching.words import FITS_WORDS
from desktop.trials.facets import Facets
from desktop.ui.look.answering_page import AnsweringPage
from desktop.ui.look.plain_html import show_tip
from desktop.ui.patient.answer_list import AnswerList
from desktop.ui.patient.fit_model import Column, Fetch, FitModel
from desktop.ui.patient.question_form import QuestionForm
from desktop.ui.patient.reason_list import ReasonList
from desktop.workflows.fit_patient import PatientFit

_WIDTHS = {Column.FIT: 20, Column.TITLE: 46, Column.ANSWERS: 13, Column.WHY: 40, Column.STATUS: 14, Column.DATE: 12}
"""In widths of a letter."""


class PatientPage(AnsweringPage):
    """Show which trials fit a patient, and report what is wanted; it is answered only while it is in view."""

    trial_asked = Signal(str, object)
    """The key of a trial to read, and the Evidence of the sentence to begin at, None for its beginning."""

    def __init__(self, form: QuestionForm, facets: Facets, chips: QWidget, parent: QWidget | None = None) -> None:
        """Show no trial yet; ``chips`` show the filters in force."""
        super().__init__(parent)
        self.form = form
        self.lists = ReasonList()
        self.trials = QTableView()
        self.model = FitModel(facets, self)
        self.answers = AnswerList(facets)
        self.summary, self.head = _label("title"), _label("heading")
        # A long title must take no room of the answers.
        self.head.setWordWrap(False)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fetch: Fetch = lambda _: ()
        self._set_up_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(chips)
        column.addWidget(self._parts(), 1)
        self.form.changed.connect(self.refresh)
        self.lists.chosen.connect(self._list)
        self.answers.place_asked.connect(self._ask_for)
        self.trials.activated.connect(lambda _: self._ask_for(None))
        self.trials.selectionModel().currentRowChanged.connect(lambda now, _: self._show_answers(now))

    def show_fit(self, found: PatientFit, fetch: Fetch) -> None:
        """Show how all trials fit; ``fetch`` reads those that come into view."""
        self.is_stale = False
        self._fetch = fetch
        self.summary.setText(self._in_words(found))
        self.lists.show_fit(found)

    def take_keyboard(self) -> None:
        """Give the keyboard to the first question."""
        self.form.choices["her2"].setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_widths()

    def _in_words(self, found: PatientFit) -> str:
        if not found.asked:
            return self.tr("Answer one question or more; what is unknown is not asked of a trial.")
        told = [f"{len(ids):,} {FITS_WORDS[fit]}" for fit, ids in found.by_fit]
        return self.tr("{0}. The protocol decides.").format(", ".join(told))

    def _list(self, ids: Sequence[int]) -> None:
        self.model.show_trials(ids, self._fetch)
        if ids:
            self.trials.selectRow(0)
        else:
            self._show_answers(QModelIndex())

    def _show_answers(self, index: QModelIndex) -> None:
        line = self.model.line(index.row()) if index.isValid() else None
        told = line[1] if line and isinstance(line[1], TrialFit) else None
        words = [self.tr("No trial")]
        if line:
            date = self.tr("record of {0}").format(line[0].registry_date or self.tr("unknown date"))
            words = [line[0].key, date, told.cohort if told else "", line[0].named]
        self.head.setText(" · ".join(filter(None, words)))
        show_tip(self.head, self.head.text())
        self.answers.show_answers(told)

    def _ask_for(self, evidence: object) -> None:
        index = self.trials.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        if line:
            self.trial_asked.emit(line[0].key, evidence)

    def _set_up_table(self) -> None:
        self.trials.setModel(self.model)
        self.trials.setAccessibleName(self.tr("Trials of the list"))
        self.trials.setTabKeyNavigation(False)
        self.trials.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.trials.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.trials.setWordWrap(False)
        self.trials.verticalHeader().hide()
        self._set_widths()

    def _set_widths(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in _WIDTHS.items():
            self.trials.setColumnWidth(column, letters * letter)
        self.trials.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().lineSpacing() * 1.6))

    def _parts(self) -> QSplitter:
        found = _side_by_side((self.lists, 2), (self.trials, 5))
        down = QSplitter(Qt.Orientation.Vertical)
        down.setChildrenCollapsible(False)
        down.addWidget(_framed(self.summary, found))
        down.addWidget(_framed(self.head, self.answers))
        down.setSizes([400, 400])
        return _side_by_side((self.form, 1), (down, 4))


def _side_by_side(*parts: tuple[QWidget, int]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    for place, (part, share) in enumerate(parts):
        splitter.addWidget(part)
        splitter.setStretchFactor(place, share)
    return splitter


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _framed(heading: QLabel, part: QWidget) -> QFrame:
    frame = QFrame()
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 8, 10, 6)
    column.addWidget(heading)
    column.addWidget(part, 1)
    return frame
