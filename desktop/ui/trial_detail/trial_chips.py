"""The values of a trial as chips: a click shows the sentence, the menu filters by it and corrects it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from desktop.trials.absence_words import absence_in_words
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facet, Facets
from desktop.trials.line_limits import lines_in_words
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.look.plain_html import show_tip

_SAID_WHEN_SILENT = ("phase", "her2", "hr")
# Like brain metastases and ECOG they are read from the criteria: for a document without criteria four more chips would
# only repeat the same, and fill the head.
_ABSENCE_SAID_BESIDE = ("lines", "prior_cdk46", "prior_her2_adc", "earlier_treatment", "biomarkers")
_MOST_CHIPS = 6
_FIRST = ("phase", "status", "setting", "drug_classes", "her2", "hr")
_PENCIL = "✎ "


class TrialChips(QFrame):
    """Show the facet values of one trial."""

    evidence_asked = Signal(str, str)
    """(facet, value): show its sentence."""
    filter_asked = Signal(str, str)
    exclude_asked = Signal(str, str)
    correct_asked = Signal(str, str, bool)
    """(facet, a value to remove or "", whether to confirm the values)."""
    take_back_asked = Signal(str)
    """A facet: delete its correction."""

    def __init__(self, facets: Facets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = facets
        self._read_only = False
        self._is_open = False
        self._key = ""
        self._more: QToolButton | None = None
        self._flow = FlowLayout(self, spacing=5)
        self.setAccessibleName(self.tr("Values of this trial"))

    def show_trial(self, stored: StoredTrial, *, read_only: bool = False) -> None:
        """Show the values of a trial, and main facets without a value; the user's corrections come first.

        Only the first few are shown, and a button shows the others.
        """
        self._flow.clear()
        self._is_open = self._is_open and stored.trial.key == self._key
        self._read_only, self._key = read_only, stored.trial.key
        for facet in sorted(self._facets.all, key=partial(_importance, stored)):
            if facet.of_record:
                continue
            correction = stored.correction(facet.id)
            values = [value for value in stored.values(facet.id) if value != NOT_STATED]
            places = {value.id: place for place, value in enumerate(facet.values)}
            values.sort(key=partial(_place, places))
            for value in values[:1] if facet.interval else values:
                words = lines_in_words(values) if facet.interval else facet.short_of(value)
                self._add(facet, value, words, correction, self._registry_date(facet, stored))
            beside = facet.id in _ABSENCE_SAID_BESIDE
            absent = not correction and not beside and NOT_IN_DOCUMENT in stored.documents_say(facet.id, facet.reads)
            if not values and (facet.id in _SAID_WHEN_SILENT or correction or absent):
                why = absence_in_words(stored.trial, (each.format for each in stored.sources), facet.reads)
                self._add_silent(facet, correction, why if absent else "")
        self._add_more()
        self._fold()

    def open(self) -> None:
        """Show all values of the trial."""
        self._is_open = True
        self._fold()

    def _add_more(self) -> None:
        more = QToolButton(self)
        more.setObjectName("jump")
        more.clicked.connect(self._turn)
        self._flow.addWidget(more)
        self._more = more

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self._fold()

    def _fold(self) -> None:
        chips = self.chips()
        hidden = len(chips) - _MOST_CHIPS
        for place, chip in enumerate(chips):
            chip.setVisible(self._is_open or hidden < 2 or place < _MOST_CHIPS)
        if self._more is not None:
            self._more.setVisible(hidden > 1)
            self._more.setText(self.tr("Show fewer") if self._is_open else self.tr("{0} more").format(hidden))
        self._flow.invalidate()
        self.updateGeometry()

    def chips(self) -> list[QToolButton]:
        """Return the chips of all values, including hidden ones."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [each for each in widgets if isinstance(each, QToolButton) and each.objectName() == "chip"]

    def _add(self, facet: Facet, value: str, said: str, correction: Correction | None, date: str) -> None:
        bare = said if facet.id in ("drug_classes", "setting", "status") else ""
        words = " · ".join(filter(None, (bare or f"{facet.short}: {said}", date)))
        chip = self._chip(words, yours=correction is not None)
        hint = self.tr("Click to see the sentence behind it")
        told = self._told(facet, correction)
        dated = self.tr("Registry date of this record: {0}").format(date) if date else ""
        lines = (f"{facet.label}: {said if facet.interval else facet.label_of(value)}", dated, told, hint)
        show_tip(chip, "\n".join(filter(None, lines)))
        chip.clicked.connect(lambda: self.evidence_asked.emit(facet.id, value))
        menu = QMenu(chip)
        calls = (
            (self.tr("Show the sentence behind it"), lambda: self.evidence_asked.emit(facet.id, value)),
            (self.tr("Show trials with this value"), lambda: self.filter_asked.emit(facet.id, value)),
            (self.tr("Exclude trials with this value"), lambda: self.exclude_asked.emit(facet.id, value)),
        )
        for words, call in calls:
            menu.addAction(words).triggered.connect(lambda _=False, call=call: call())
        menu.addSeparator()
        self._offer_corrections(menu, facet, value, correction)
        _open_on_right_click(menu, chip)

    def _registry_date(self, facet: Facet, stored: StoredTrial) -> str:
        """Return the date for a status from the registry; "" for a corrected status and for other facets."""
        correction = stored.correction(facet.id)
        if facet.id != "status" or (correction and not correction.confirms):
            return ""
        return day_in_words(stored.trial.registry_date) or self.tr("date not stated")

    def _add_silent(self, facet: Facet, correction: Correction | None, why_absent: str) -> None:
        """Show that there is no value; ``why_absent`` says why the documents cannot state it, "" if they could."""
        words = self.tr("{0}: not in this download") if why_absent else self.tr("{0}: not stated")
        chip = self._chip(words.format(facet.short), yours=correction is not None, empty=True)
        said = self._told(facet, correction) or why_absent or self.tr("The documents say nothing of it")
        show_tip(chip, said)
        menu = QMenu(chip)
        self._offer_corrections(menu, facet, "", correction)
        chip.clicked.connect(lambda: menu.popup(chip.mapToGlobal(chip.rect().bottomLeft())))
        _open_on_right_click(menu, chip)

    def _offer_corrections(self, menu: QMenu, facet: Facet, value: str, correction: Correction | None) -> None:
        offers = [(self.tr("Correct…"), lambda: self.correct_asked.emit(facet.id, "", False))]
        if value:
            offers.insert(0, (self.tr("Confirm…"), lambda: self.correct_asked.emit(facet.id, "", True)))
            offers.append((self.tr("Remove…"), lambda: self.correct_asked.emit(facet.id, value, False)))
        if correction:
            offers.append((self.tr("Take back your correction"), lambda: self.take_back_asked.emit(facet.id)))
        for words, call in offers:
            action = menu.addAction(words)
            action.setEnabled(not self._read_only)
            action.triggered.connect(lambda _=False, call=call: call())

    def _told(self, facet: Facet, correction: Correction | None) -> str:
        if correction is None:
            return ""
        said = ", ".join(facet.label_of(value) for value in correction.derived) or self.tr("not stated")
        words = self.tr("Confirmed by you on {0}") if correction.confirms else self.tr("Corrected by you on {0}")
        documents = self.tr("The documents said: {0}").format(said)
        return f"{words.format(correction.made[:10])}: {correction.reason}\n{documents}"

    def _chip(self, words: str, *, yours: bool, empty: bool = False) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setProperty("empty", empty)
        chip.setText(f"{_PENCIL if yours else ''}{words.replace('&', '&&')}")
        chip.setAccessibleName(self.tr("{0}, your own reading").format(words) if yours else words)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._flow.addWidget(chip)
        chip.show()  # Qt would do so only later, and until then the height of the head would be wrong
        return chip


def _open_on_right_click(menu: QMenu, chip: QToolButton) -> None:
    chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    chip.customContextMenuRequested.connect(lambda place: menu.popup(chip.mapToGlobal(place)))


def _place(places: Mapping[str, int], value: str) -> int:
    """Return the position of a value in its facet; after all others if it is not listed."""
    return places.get(value, len(places))


def _importance(stored: StoredTrial, facet: Facet) -> tuple[bool, bool, int]:
    """Return the sort key of a facet's chips: corrections first, then stated values, main facets first."""
    is_silent = not {*stored.values(facet.id)} - {NOT_STATED}
    return stored.correction(facet.id) is None, is_silent, _FIRST.index(facet.id) if facet.id in _FIRST else len(_FIRST)
