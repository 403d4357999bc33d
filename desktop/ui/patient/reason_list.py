"""The lists of trials to choose: those that fit or may fit, and below a line the others by reason."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands
from desktop.workflows.fit_patient import PatientFit

_ROLE = Qt.ItemDataRole.UserRole
_WITHIN = "\u2003"
"""The indentation of a list that is part of the one above."""


class _Listed(NamedTuple):
    """Hold one list: its id, its words, and its trials; without trials it is only a heading."""

    id: str
    words: str
    trials: tuple[int, ...] | int | None = None


class ReasonList(QListWidget):
    """Show the lists with their numbers, and report which one the user chooses."""

    chosen = Signal(object)
    """The ids of the trials of the list, in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Lists of trials"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found: PatientFit | None = None
        self.currentItemChanged.connect(lambda now, _: self._choose(now))

    def show_fit(self, found: PatientFit) -> None:
        """Show the lists of another result; keep the chosen list if it still exists."""
        was = self.currentItem().data(_ROLE).id if self.currentItem() else ""
        blocked = self.blockSignals(True)
        self.clear()
        self._found = found
        for listed in self._lists(found):
            item = QListWidgetItem(listed.words, self)
            item.setData(_ROLE, listed)
            item.setToolTip(tooltip(listed.words.strip()))
            spoken = self.tr("Below: those that do not fit") if listed.id == "line" else listed.words.strip()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if listed.trials is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        rows = {self.item(row).data(_ROLE).id: row for row in range(self.count())}
        self.setCurrentRow(rows.get(was, 0))
        self.blockSignals(blocked)
        self._choose(self.currentItem())

    def item_of(self, name: str) -> QListWidgetItem:
        """Return the item of a list by its id."""
        items = (self.item(row) for row in range(self.count()))
        return next(each for each in items if each.data(_ROLE).id == name)

    def ids_of(self) -> list[str]:
        """Return the ids of all lists in order."""
        return [self.item(row).data(_ROLE).id for row in range(self.count())]

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None or self._found is None:
            return
        trials = item.data(_ROLE).trials
        self.chosen.emit(self._found.in_order(trials) if isinstance(trials, int) else trials)

    def _lists(self, found: PatientFit) -> Iterator[_Listed]:
        open_to = (*found.fits, *found.may_fit)
        yield _Listed("open", self.tr("{0} · Not excluded").format(_number(open_to)), open_to)
        yield _Listed("fits", _WITHIN + self.tr("{0} · Fits what was read").format(_number(found.fits)), found.fits)
        yield _Listed("may_fit", _WITHIN + self.tr("{0} · May fit").format(_number(found.may_fit)), found.may_fit)
        out = found.does_not_fit
        yield _Listed("line", "───")
        yield _Listed("does_not_fit", self.tr("{0} · Does not fit").format(_number(out)), out)
        for each in found.reasons:
            if each.trials:
                words = f"{with_thousands(each.trials.bit_count())} · {each.label}"
                yield _Listed(each.id, _WITHIN + (f"{words}: {each.words}" if each.words else words), each.trials)
        near = [each for each in found.reasons if each.near]
        if near:
            yield _Listed("near", self.tr("Fails by one criterion alone"))
        for each in sorted(near, key=lambda each: -each.near.bit_count()):
            words = _WITHIN + self.tr("{0} · {1}").format(with_thousands(each.near.bit_count()), each.label)
            yield _Listed(f"near {each.id}", words, each.near)
        if found.would_open:
            yield _Listed("tests", self.tr("May fit, if this marker is present"))
        for marker, trials in found.would_open:
            yield _Listed(f"test {marker}", f"{_WITHIN}{with_thousands(trials.bit_count())} · {marker}", trials)


def _number(ids: tuple[int, ...]) -> str:
    return with_thousands(len(ids))
