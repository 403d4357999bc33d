"""The bar below the list, to star, decide and write notes on the selected trials.

Its buttons never move; where they need more than two lines, one button with a menu stands for them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.trials.shortlists import EXCLUDE, INCLUDE, MAYBE, UNSEEN
from desktop.ui.look.flow_layout import FlowLayout, line_begins

_STAR, _NOTE = "star", "note"
_GOING_ON = (INCLUDE, MAYBE, EXCLUDE, UNSEEN)
_MOST_LINES = 2
_KEYS = {_STAR: "Space", INCLUDE: "I", MAYBE: "M", EXCLUDE: "X", UNSEEN: "U", _NOTE: "N"}


@dataclass(frozen=True)
class Judged:
    """Hold the trials for which a button decides: their number, their name, and each (decision, reason) among them.

    ("", "") is for a trial that is not on the current shortlist. ``notes`` is the number of notes of a single trial.
    """

    trials: int
    named: str
    entries: frozenset[tuple[str, str]]
    notes: int


NOTHING = Judged(0, "", frozenset(), 0)


class DecisionBar(QFrame):
    """Show the decisions on the selected trials for the current shortlist, and offer to change them."""

    star_asked = Signal()
    decided = Signal(str, str)
    """(decision, reason or "")."""
    note_asked = Signal()
    reasons_asked = Signal()
    """The user wants to change the offered reasons."""

    def __init__(self, reasons: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        """Offer the ``reasons`` when a trial is excluded."""
        super().__init__(parent)
        self.setObjectName("decisions")
        self.setAccessibleName(self.tr("Your decision on the selected trials"))
        self._reasons = reasons
        inside = QWidget(self)
        self._inside, self._flow = inside, FlowLayout(inside, spacing=5)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 6, 10, 6)
        self._column.addWidget(inside)
        words = {
            _STAR: self.tr("Star"),
            INCLUDE: self.tr("Include"),
            MAYBE: self.tr("Maybe"),
            EXCLUDE: self.tr("Exclude…"),
            UNSEEN: self.tr("Undecided"),
            _NOTE: self.tr("Note…"),
        }
        self.buttons = {name: self._button(name, said) for name, said in words.items()}
        """{decision, star or note: button}."""
        self.menu_button = self._menu_button()
        # Separate labels, so that they have two lines if the text is large.
        self._named, self._words = self._label(), self._label()
        self._whole_name = ""
        self._connect_buttons()
        self.reason_menu = QMenu(self)
        self.reason_menu.setAccessibleName(self.tr("Reason for excluding"))
        self.show_work("", NOTHING)

    def _connect_buttons(self) -> None:
        self.buttons[_STAR].clicked.connect(lambda: self.star_asked.emit())
        self.buttons[_NOTE].clicked.connect(lambda: self.note_asked.emit())
        for decision in (INCLUDE, MAYBE, UNSEEN):
            self.buttons[decision].clicked.connect(lambda _=False, decision=decision: self.decided.emit(decision, ""))
        self.buttons[EXCLUDE].clicked.connect(lambda: self.ask_reason())

    def show_work(self, shortlist: str, judged: Judged) -> None:
        """Show the name of the selected trials, and press the buttons of the decision that all of them have."""
        decisions = {decision for decision, _ in judged.entries}
        for decision in (INCLUDE, MAYBE, EXCLUDE, UNSEEN):
            self.buttons[decision].setChecked(decisions == {decision})
        self.buttons[_STAR].setChecked(bool(decisions) and "" not in decisions)
        for button in self.buttons.values():
            button.setEnabled(bool(judged.trials))
        several = self.tr("{0} selected, judged together") if judged.trials > 1 else "{0}"
        reasons = {reason for _, reason in judged.entries}
        notes = self.tr("1 note") if judged.notes == 1 else self.tr("{0} notes").format(judged.notes)
        self._whole_name = several.format(judged.named) if judged.trials else self.tr("No trial is selected")
        self._shorten()
        said = [
            shortlist or self.tr("No shortlist yet"),
            next(iter(reasons)) if len(reasons) == 1 else "",
            notes if judged.notes else "",
        ]
        self._words.setText(" · ".join(filter(None, said)))
        self._flow.invalidate()

    def event(self, event: QEvent) -> bool:
        """Fold the buttons into a menu, or unfold them, when the width or the size of the text has changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fold(self._lines() > _MOST_LINES)
            self._shorten()
        return super().event(event)

    def _room(self) -> int:
        margins = self._column.contentsMargins()
        return self.contentsRect().width() - margins.left() - margins.right()

    def _shorten(self) -> None:
        """Show as much of the trial's name as one line takes; the whole stands in the tip."""
        room = self._room() - self._named.contentsMargins().left()
        shown = self._named.fontMetrics().elidedText(self._whole_name, Qt.TextElideMode.ElideRight, room)
        self._named.setText(shown)
        self._named.setToolTip(self._whole_name if shown != self._whole_name else "")

    def _lines(self) -> int:
        """Return how many lines the buttons take side by side."""
        widths = (each.sizeHint().width() for each in self.buttons.values())
        return sum(line_begins(widths, self._room(), self._flow.spacing()))

    def _fold(self, folded: bool) -> None:
        if folded == self.menu_button.isVisibleTo(self._inside):
            return
        self.menu_button.setVisible(folded)
        for button in self.buttons.values():
            button.setVisible(not folded)
        self._flow.invalidate()

    def said(self) -> str:
        """Return the words beside the buttons."""
        return f"{self._whole_name} · {self._words.text()}"

    def ask_reason(self) -> None:
        """Offer the reasons for excluding, with the keys 1 to 9; Esc or the last line exclude without a reason."""
        menu = self.reason_menu
        menu.clear()
        for key, reason in enumerate(self._reasons(), start=1):
            self._offer(f"&{key}  {reason.replace('&', '&&')}", reason)
        menu.addSeparator()
        self._offer(self.tr("&0  Without a reason"), "")
        menu.addAction(self.tr("Other reasons…")).triggered.connect(lambda: self.reasons_asked.emit())
        menu.setActiveAction(menu.actions()[0])
        button = self.menu_button if self.buttons[EXCLUDE].isHidden() else self.buttons[EXCLUDE]
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _offer(self, words: str, reason: str) -> None:
        action = self.reason_menu.addAction(words)
        action.triggered.connect(lambda: self.decided.emit(EXCLUDE, reason))

    def _menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("decision")
        button.setText(self.tr("Decide…"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        button.setMenu(menu)
        button.hide()
        self._flow.addWidget(button)
        return button

    def _fill(self, menu: QMenu) -> None:
        """Fill a menu with what the buttons offer, pressed as they are."""
        menu.clear()
        for name, button in self.buttons.items():
            action = menu.addAction(f"{button.text()}\t{_KEYS[name]}")
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(lambda _=False, button=button: button.click())

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setObjectName("muted")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(4, 0, 0, 0)
        self._flow.addWidget(label)
        return label

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("decision")
        button.setText(words)
        template = self.tr("Key: {0}; then the next trial is chosen") if name in _GOING_ON else self.tr("Key: {0}")
        button.setToolTip(template.format(_KEYS[name]))
        button.setCheckable(name != _NOTE)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._flow.addWidget(button)
        return button
