"""The pane of one trial: its values as chips, its text with marked evidence, and the search hits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.paths import RESOURCES, SEEDS
from desktop.sheet.describe import sheet_of
from desktop.sheet.entry import EntryRow, entry_of
from desktop.sheet.parts import Place, Sheet
from desktop.sheet.passages import place_of
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import Facets
from desktop.trials.identifiers import NO_NUMBER, known_by
from desktop.trials.own_work import OwnWork
from desktop.trials.stored import DamagedTrial, StoredTrial
from desktop.trials.trial import Trial
from desktop.ui.look.breaking_label import BreakingLabel
from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.trial_detail.damage_pane import DamagePane
from desktop.ui.trial_detail.example_note import ExampleNote
from desktop.ui.trial_detail.folded_words import FoldedWords
from desktop.ui.trial_detail.head_area import HeadArea
from desktop.ui.trial_detail.hit_steps import HitSteps
from desktop.ui.trial_detail.own_work_line import OwnWorkLine
from desktop.ui.trial_detail.reading_place import go_back, reading_place
from desktop.ui.trial_detail.trial_chips import TrialChips
from desktop.ui.trial_detail.trial_page import FOLD, PART, TITLE, TrialPage, own_anchor, trial_page
from desktop.ui.trial_detail.trial_text import TrialText
from desktop.workflows.examples import is_example


class DetailPane(QStackedWidget):
    """Show one trial, or a hint on how to choose one."""

    filter_asked = Signal(str, str)
    exclude_asked = Signal(str, str)
    correct_asked = Signal(str, str, bool)
    take_back_asked = Signal(str)
    damage_shown = Signal()
    """The trial to read proved to be damaged."""
    mend_asked = Signal()
    """The user wants to repair a damaged trial from its originals."""
    delete_examples_asked = Signal()
    trial_asked = Signal(str)
    """The key of another trial to read."""

    def __init__(self, facets: Facets, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._words = wording(facets, RESOURCES)
        self._read_only = read_only
        self._stored: StoredTrial | None = None
        self._page: TrialPage | None = None
        self._sheet: Sheet | None = None
        self._terms: tuple[str, ...] = ()
        self._countries: tuple[str, ...] = ()
        self._opened: set[str] = set()
        """The names of the open folds of the text."""
        self.title = BreakingLabel(self)
        self.identifiers = BreakingLabel(self)
        self.warning = FoldedWords("warning", self)
        self.example = ExampleNote(self, read_only=read_only)
        self.own_work = OwnWorkLine(self)
        self.chips = TrialChips(facets, self)
        self._jumps = QFrame(self)
        self._jump_flow = FlowLayout(self._jumps, spacing=2)
        self.text = TrialText(self)
        self.hit_steps = HitSteps(self)
        self.damage = DamagePane(self, read_only=read_only)
        self._build()
        self.chips.evidence_asked.connect(self.show_evidence)
        self.chips.filter_asked.connect(self.filter_asked)
        self.chips.exclude_asked.connect(self.exclude_asked)
        self.chips.correct_asked.connect(self.correct_asked)
        self.chips.take_back_asked.connect(self.take_back_asked)
        self.example.delete_asked.connect(self.delete_examples_asked)
        self.damage.mend_asked.connect(self.mend_asked)
        self.text.anchorClicked.connect(self._follow)
        self.text.hits_changed.connect(lambda: self.hit_steps.show_hits(self.text.shown_hit, len(self.text.hits)))
        self.hit_steps.stepped.connect(self.text.next_hit)

    @property
    def trial(self) -> StoredTrial | None:
        """Return the shown trial; None if there is none, or if it is damaged."""
        return self._stored

    def is_empty(self) -> bool:
        """Return whether no trial is shown."""
        return self.currentIndex() == 0

    def show_trial(
        self, stored: StoredTrial | DamagedTrial | None, terms: Sequence[str] = (), countries: Sequence[str] = ()
    ) -> None:
        """Show a trial, and mark the words that were searched for; None shows the hint instead.

        Its sites are counted in ``countries``, else in the user's own, else everywhere. If the trial is shown again,
        the scroll position is kept.
        """
        before = self._stored, self._terms, self._countries
        is_shown = (stored, tuple(terms), tuple(countries)) == before and not self.is_empty()
        if not isinstance(stored, StoredTrial) or not is_shown:
            self._countries = tuple(countries)
            self._show(stored, terms)

    def _show(self, stored: StoredTrial | DamagedTrial | None, terms: Sequence[str]) -> None:
        whole = stored if isinstance(stored, StoredTrial) else None
        again = whole is not None and self._stored is not None and whole.trial.key == self._stored.trial.key
        place = reading_place(self.text) if again else None
        if not again:
            self._opened.clear()
        self._stored = whole
        self._terms = tuple(terms)
        if stored is None:
            self.setCurrentIndex(0)
            return
        if isinstance(stored, DamagedTrial):
            self.damage.show_trial(stored)
            self.setCurrentWidget(self.damage)
            self.damage_shown.emit()
            return
        self._name(stored.trial)
        words = replace(self._words, today=dt.datetime.now().astimezone().date().isoformat())
        sheet = self._sheet = sheet_of(subject_of(stored, words.facets), words)
        self.warning.show_lines(sheet.warnings)
        self.example.setVisible(is_example(stored, SEEDS))
        self.own_work.show_work(stored.own_work)
        self.chips.show_trial(stored, read_only=self._read_only)
        self._fill(sheet)
        self.setCurrentIndex(1)
        if place:
            go_back(self.text, place)

    def _name(self, trial: Trial) -> None:
        """Show the title of a trial, and below it acronym, numbers, sponsor and date."""
        self.title.setText(trial.title)
        named = ", ".join(known_by(trial.key, trial.identifiers)) or NO_NUMBER
        sponsor = next((each.name for each in trial.sponsors if each.lead), "")
        date = self.tr("registry date {0}").format(day_in_words(trial.registry_date)) if trial.registry_date else ""
        self.identifiers.setText(" · ".join(filter(None, (trial.acronym, named, sponsor, date))))

    def call_mine(self, countries: tuple[str, ...]) -> None:
        """Show the sites of these countries first, also in the shown trial."""
        self._words = replace(self._words, mine=countries)
        if self._stored is not None:
            self._show(self._stored, self._terms)

    def show_own_work(self, own_work: tuple[OwnWork, ...]) -> None:
        """Show other shortlists, decisions and notes on the shown trial, without changing its text."""
        if self._stored is not None:
            self._stored = replace(self._stored, own_work=own_work)
            self.own_work.show_work(own_work)

    def _hold_text(self, grown: int) -> None:
        """Keep the visible text in place when the head above it grows by ``grown`` pixels."""
        bar = self.text.verticalScrollBar()
        if bar.value():
            self._column.activate()  # the text can be scrolled further when it has less space
            bar.setValue(bar.value() + grown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text its share of the height."""
        super().resizeEvent(event)
        self.head.fit()

    def redraw(self) -> None:
        """Show the same trial in the present colours."""
        if self._stored is not None:
            self._show(self._stored, self._terms)

    def show_evidence(self, facet: str, value: str) -> None:
        """Scroll to the evidence of a value and highlight it."""
        if self._stored is None:
            return
        for finding in self._stored.findings:
            if (finding.facet, finding.value) == (facet, value):
                self.show_place(place_of(finding))
                return
        self.text.scrollToAnchor(own_anchor(facet))

    def show_place(self, place: Place) -> None:
        """Scroll to a place in the text and highlight it."""
        if place[0] == TITLE and TITLE not in self._opened:
            self._turn(TITLE)  # the title is above the text, without its evidence
        if self._page is not None:
            self.text.light(self._page.anchors.get(place, ""), self._page.lengths.get(place, 0))

    def _build(self) -> None:
        hint = QLabel(self.tr("Choose a trial in the list to read it here."), self)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        hint.setMargin(28)
        self.addWidget(hint)
        page = QWidget(self)
        layout = self._column = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.head = HeadArea(self._filled_head(page), self)
        self.head.grew.connect(self._hold_text)
        layout.addWidget(self.head)
        layout.addWidget(self.hit_steps)  # below the head, which may be scrolled
        self.text.setObjectName("detail")
        self.text.setAccessibleName(self.tr("Trial"))
        self.text.document().setDocumentMargin(16)
        layout.addWidget(self.text, 1)
        self.addWidget(page)
        self.addWidget(self.damage)

    def _filled_head(self, page: QWidget) -> QFrame:
        """Return the part above the text, with all that it shows of a trial."""
        head = QFrame(page)
        head.setObjectName("head")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(18, 14, 18, 8)
        inside.setSpacing(7)
        for label, name in ((self.title, "title"), (self.identifiers, "muted")):
            label.setObjectName(name)
            # Imported text in a rich label could name files to load.
            label.setTextFormat(label.textFormat().PlainText)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        inside.addWidget(self.title)
        inside.addWidget(self.identifiers)
        inside.addWidget(self.example)
        inside.addWidget(self.own_work)
        inside.addWidget(self.own_work.more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.chips)
        inside.addWidget(self.warning)
        inside.addWidget(self.warning.more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._jumps)
        return head

    def _fill(self, sheet: Sheet) -> None:
        before, self._page = self._page, self._new_page(sheet)
        self.text.show_page(self._page, self._terms)
        # Most trials have the same parts as the one before, so the buttons are kept.
        if before is None or before.parts != self._page.parts:
            self._offer_jumps(self._page.parts)

    def _new_page(self, sheet: Sheet) -> TrialPage:
        entry: tuple[EntryRow, ...] = ()
        if self._stored is not None:
            entry = entry_of(
                subject_of(self._stored, self._words.facets), self._words, sheet, self._countries or self._words.mine
            )
        return trial_page(sheet, entry, self._opened)

    def _turn(self, fold: str) -> None:
        """Open or close a fold of the text; keep the scroll position."""
        self._opened ^= {fold}
        if self._sheet is not None:
            place = reading_place(self.text)
            self._page = self._new_page(self._sheet)
            self.text.show_page(self._page, self._terms)
            go_back(self.text, place)

    def _offer_jumps(self, parts: tuple[tuple[str, str], ...]) -> None:
        self._jump_flow.clear()
        for anchor, heading in parts:
            jump = QToolButton(self._jumps)
            jump.setObjectName("jump")
            jump.setText(heading)
            jump.setAccessibleName(self.tr("Go to {0}").format(heading))
            jump.clicked.connect(lambda _=False, anchor=anchor: self.text.scrollToAnchor(anchor))
            self._jump_flow.addWidget(jump)
            jump.show()
        self._jumps.updateGeometry()

    def _follow(self, link: QUrl) -> None:
        """Follow a link inside the page or to another trial; ignore others."""
        if self._page is None or self._stored is None:
            return
        if link.scheme() == "trial":
            self.trial_asked.emit(unquote(link.path()))
            return
        if link.scheme() == FOLD:
            self._turn(unquote(link.path()))
            return
        if link.scheme() == PART:
            self.text.scrollToAnchor(unquote(link.path()))
            return
        for place, anchor in self._page.anchors.items():
            if anchor == link.fragment():
                self.show_place(place)
