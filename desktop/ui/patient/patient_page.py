"""The page of a patient: questions, lists with their reasons, the trials, and the answers of one of them."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.matching.answering import TrialFit
from desktop.matching.words import FITS_WORDS
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import Facets
from desktop.ui.look.answering_page import AnsweringPage
from desktop.ui.look.flow_bar import flow_bar
from desktop.ui.look.plain_html import show_tip
from desktop.ui.patient.answer_list import AnswerList
from desktop.ui.patient.fit_model import Fetch, FitModel
from desktop.ui.patient.fit_table import FitTable
from desktop.ui.patient.question_form import QuestionForm
from desktop.ui.patient.reason_list import ReasonList
from desktop.workflows.fit_patient import PatientFit

_MOST_LINES, _HIGH = 3, 14  # the maximum of lines of a header


class PatientPage(AnsweringPage):
    """Show which trials fit a patient, and report the user's wishes; it is computed only while visible."""

    trial_asked = Signal(str, object)
    """(key of a trial to read, Evidence of the sentence to show first, None for its beginning)."""

    def __init__(self, form: QuestionForm, facets: Facets, chips: QWidget, parent: QWidget | None = None) -> None:
        """Show no trial yet; ``chips`` show the active filters."""
        super().__init__(parent)
        self.form = form
        self.lists = ReasonList()
        self.model = FitModel(facets, self)
        self.trials = FitTable(self.model)
        self.answers = AnswerList(facets)
        self.summary, self.head = QLabel(), _Head()
        for label, name in ((self.summary, "title"), (self.head, "heading")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.back = QPushButton(self.tr("← &Back to the list"), self)
        self.only_open = QCheckBox(self.tr("Only trials that &recruit"), self)
        show_tip(self.only_open, self.tr("Leaves out trials of which the record does not say that they recruit now"))
        self._fetch: Fetch = lambda _: ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(chips)
        column.addWidget(self._parts(), 1)
        self.back.clicked.connect(self.left)
        self.only_open.toggled.connect(lambda _: self.refresh())
        self.form.changed.connect(self.refresh)
        self.lists.chosen.connect(self._list)
        self.answers.place_asked.connect(self._ask_for)
        self.trials.activated.connect(lambda _: self._ask_for(None))
        self.trials.selectionModel().currentRowChanged.connect(lambda now, _: self._show_answers(now))

    def show_fit(self, found: PatientFit, fetch: Fetch, among: str) -> None:
        """Show how trials fit; ``among`` says which trials were examined, ``fetch`` reads those that become visible."""
        self.is_stale = False
        self._fetch = fetch
        self.summary.setText(" ".join(filter(None, (among, self._in_words(found)))))
        self.lists.show_fit(found)

    def take_keyboard(self) -> None:
        """Give the keyboard focus to the first question."""
        self.form.choices["her2"].setFocus()

    def _in_words(self, found: PatientFit) -> str:
        if not found.asked:
            return self.tr("Answer one question or more; what stays unknown is not asked of a trial.")
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
        words = self.tr("No trial")
        if line:
            date = self.tr("record of {0}").format(day_in_words(line[0].registry_date) or self.tr("unknown date"))
            first = " · ".join(filter(None, (line[0].number, date, told.cohort if told else "")))
            words = f"{first}\n{line[0].named}"
        self.head.show_words(words)
        self.answers.show_answers(told)

    def _ask_for(self, evidence: object) -> None:
        index = self.trials.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        if line:
            self.trial_asked.emit(line[0].key, evidence)

    def _bar(self) -> QWidget:
        bar, flow = flow_bar(self)
        for part in (self.back, self.only_open):
            flow.addWidget(part)
        return bar

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


class _Head(QLabel):
    """Show number and title in a few complete lines, to keep space for the answers; the tooltip has all."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_words(self, words: str) -> None:
        """Show words of one or more lines."""
        self._whole = words
        show_tip(self, words)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        line, frame = self.fontMetrics().lineSpacing(), self.parentWidget()
        most = line * (_MOST_LINES if frame is None or frame.height() > _HIGH * line else _MOST_LINES - 1)
        height = self._height(self._whole)
        if height > most:
            words = self._whole.split(" ")
            beginnings = [" ".join(words[:count]) + "…" for count in range(1, len(words))]
            fitting = bisect_right(beginnings, most, key=self._height)
            height = self._height(beginnings[max(fitting - 1, 0)])
        self.setFixedHeight(max(0, min(height, most)))

    def _height(self, words: str) -> int:
        self.setText(words)
        return self.heightForWidth(self.width())


def _framed(heading: QLabel, part: QWidget) -> QFrame:
    frame = QFrame()
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 8, 10, 6)
    column.addWidget(heading)
    column.addWidget(part, 1)
    return frame
