"""What the user decided and noted on a trial, above its values."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.trials.date_words import day_in_words
from desktop.trials.own_work import OwnWork
from desktop.trials.shortlists import ShortlistEntry, entries_in, notes_in
from desktop.ui.trial_detail.folded_words import FoldedWords

_LONGEST_NOTE = 300  # letters


class OwnWorkLine(FoldedWords):
    """Show a line for each shortlist with a trial, and for each note; hidden if there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("own", parent)
        self.setAccessibleName(self.tr("Your work on this trial"))

    def show_work(self, own_work: Sequence[OwnWork]) -> None:
        """Show the shortlists, decisions and notes among own work."""
        lines = [_entry_in_words(each) for each in entries_in(own_work)]
        for note in notes_in(own_work):
            place = f" ({note.shortlist})" if note.shortlist else ""
            text = note.text if len(note.text) <= _LONGEST_NOTE else f"{note.text[:_LONGEST_NOTE]}…"
            lines.append(f"✎ {day_in_words(note.made[:10])}{place}: {text}")
        self.show_lines(lines)


def _entry_in_words(entry: ShortlistEntry) -> str:
    """Return a shortlist in words, with the decision on it and the earlier ones."""
    said = f"★ {entry.shortlist}: {_decision(entry)}"
    if not entry.earlier:
        return said
    earlier = "; ".join(_decision(each) for each in reversed(entry.earlier))
    return QCoreApplication.translate("OwnWorkLine", "{0} (before: {1})").format(said, earlier)


def _decision(entry: ShortlistEntry) -> str:
    words = {
        "include": QCoreApplication.translate("OwnWorkLine", "included"),
        "maybe": QCoreApplication.translate("OwnWorkLine", "maybe"),
        "exclude": QCoreApplication.translate("OwnWorkLine", "excluded"),
        "unseen": QCoreApplication.translate("OwnWorkLine", "not yet decided"),
    }[entry.decision]
    reason = f" – {entry.reason}" if entry.reason else ""
    date = f", {day_in_words(entry.decided[:10])}" if entry.decided else ""
    return f"{words}{reason}{date}"
