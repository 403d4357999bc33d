"""Change shortlists, decisions, notes, saved views and patients in the window, immediately and with undo."""

import contextlib
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from desktop.errors import QueryError, StorageError
from desktop.trials.own_work import NO_TRIAL, OwnWork, OwnWorkChange, putting
from desktop.trials.shortlists import Note, SavedPatient, SavedView
from desktop.ui.look.messages import show_fault
from desktop.ui.look.thousands import with_thousands_in
from desktop.ui.tasks.undo_keys import way_back, way_forward
from desktop.workflows import shortlists
from desktop.workflows.shortlists import Changes
from desktop.workspace import Workspace

_REMEMBERED = "current shortlist"


class Judging(QObject):
    """Change the user's own work on trials; stars and decisions go to the current shortlist."""

    changed = Signal()
    """Own work has changed: counts and list are out of date."""
    chosen = Signal(str)
    """The name of the current shortlist, "" if there is none."""
    message = Signal(str)
    """A sentence on what was done."""

    def __init__(self, workspace: Workspace, stack: QUndoStack, window: QWidget) -> None:
        super().__init__(window)
        self._catalogue = workspace.catalogue
        self._resources = workspace.resources
        self._stack = stack
        self._window = window
        self.current = ""
        """The name of the current shortlist, "" if there is none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the shortlists, the oldest first."""
        return shortlists.shortlist_names(self._catalogue)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the reasons for excluding a trial, in the order of their keys."""
        return shortlists.reasons(self._catalogue, self._resources)

    @property
    def views(self) -> tuple[SavedView, ...]:
        """Return the saved views by name."""
        found = (each for each in self._catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, SavedView))
        return tuple(sorted(found, key=lambda each: each.name.casefold()))

    @property
    def patients(self) -> tuple[SavedPatient, ...]:
        """Return the saved patients by their labels."""
        found = (each for each in self._catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, SavedPatient))
        return tuple(sorted(found, key=lambda each: each.name.casefold()))

    def begin(self) -> None:
        """Choose the shortlist that was the current one last time."""
        self._take(self._catalogue.setting(_REMEMBERED))

    def choose(self, name: str) -> None:
        """Make a shortlist the current one, and remember it; if there is none with this name, the latest one."""
        self._take(name)
        if not self._catalogue.read_only:
            with contextlib.suppress(StorageError):  # then only this choice is not remembered
                self._catalogue.remember(_REMEMBERED, self.current)

    def _take(self, name: str) -> None:
        names = self.names
        self.current = name if name in names else names[-1] if names else ""
        self.chosen.emit(self.current)

    def own_work_on(self, trial_id: int) -> tuple[OwnWork, ...]:
        """Return the own work on a trial."""
        return self._catalogue.trials.own_work_of(self._keys([trial_id])[0])

    def star(self, ids: Sequence[int], searched: str = "") -> None:
        """Add trials to the current shortlist, or remove them if all are on it; ``searched`` found them."""
        keys, name = self._keys(ids), self._name()
        changes = shortlists.starring(self._catalogue, name, keys, searched)
        taken = all(each.work is None for each in changes)
        template = self.tr("{0} off the shortlist {1}") if taken else self.tr("{0} on the shortlist {1}")
        self._push(changes, template.format(self.counted(ids), name))

    def decide(self, ids: Sequence[int], decision: str, reason: str = "", searched: str = "") -> None:
        """Decide on trials for the current shortlist; add those that are not on it; ``searched`` found them."""
        name = self._name()
        changes: dict[tuple[str, tuple[str, str]], OwnWorkChange] = {}
        for key in self._keys(ids):
            for each in shortlists.deciding(self._catalogue, name, key, decision, reason, searched):
                changes[each.key, each.place] = each
        verb = {
            "include": self.tr("include {0}"),
            "maybe": self.tr("maybe {0}"),
            "exclude": self.tr("exclude {0}"),
            "unseen": self.tr("back to undecided {0}"),
        }[decision]
        said = verb.format(self.counted(ids))
        self._push(tuple(changes.values()), f"{said} ({reason})" if reason else said)

    def note(self, trial_id: int, text: str, *, on_shortlist: bool, note: Note | None = None) -> None:
        """Write a note on a trial; replace ``note`` if given, or delete it if the text is empty."""
        try:
            (key,) = self._keys([trial_id])
            name = self._name() if on_shortlist else ""
            changes = shortlists.noting(key, text, name if note is None else note.shortlist, note)
        except QueryError:
            return  # the dialog was empty
        self._push(changes, self.tr("note on {0}").format(self.counted([trial_id])))

    def create(self, name: str) -> None:
        """Create a shortlist and make it the current one."""
        changes = self._allowed(lambda: shortlists.creating(self._catalogue, name))
        if changes:
            self._push(changes, self.tr("shortlist {0}").format(changes[0].place[1]))
            self.choose(changes[0].place[1])

    def rename(self, name: str, new: str) -> None:
        """Give a shortlist another name."""
        changes = self._allowed(lambda: shortlists.renaming(self._catalogue, name, new))
        if changes:
            was_current = self.current == name
            self._push(changes, self.tr("renaming of the shortlist {0}").format(name))
            self.choose(changes[1].place[1] if was_current else self.current)

    def drop(self, name: str) -> None:
        """Delete a shortlist with its decisions; undo brings it back."""
        self._push(shortlists.dropping(self._catalogue, name), self.tr("deletion of the shortlist {0}").format(name))

    def move(self, trial_id: int, place: int) -> None:
        """Move a trial to an index on the current shortlist; the first is 0."""
        (key,) = self._keys([trial_id])
        changes = shortlists.moving(self._catalogue, self.current, key, place)
        self._push(changes, self.tr("move of {0}").format(self.counted([trial_id])))

    def list_reasons(self, words: Iterable[str]) -> None:
        """Store the user's own list of reasons."""
        self._push(shortlists.listing_reasons(words), self.tr("change of the reasons"))

    def save_view(self, name: str, query: str) -> None:
        """Save a query under a name; replace a view with this name."""
        if name.strip():
            view = SavedView(" ".join(name.split()), query, shortlists.now())
            self._push((putting(NO_TRIAL, view),), self.tr("saved view {0}").format(view.name))

    def drop_view(self, name: str) -> None:
        """Delete a saved view."""
        change = OwnWorkChange(NO_TRIAL, (SavedView.kind, name), None)
        self._push((change,), self.tr("deletion of the saved view {0}").format(name))

    def save_patient(self, label: str, answers: tuple[str, ...]) -> None:
        """Save what is known of a patient under a label; replace a patient with this label."""
        if label.strip():
            saved = SavedPatient(" ".join(label.split())[: shortlists.LONGEST_NAME], answers, shortlists.now())
            self._push((putting(NO_TRIAL, saved),), self.tr("saved patient {0}").format(saved.name))

    def drop_patient(self, label: str) -> None:
        """Delete a saved patient."""
        change = OwnWorkChange(NO_TRIAL, (SavedPatient.kind, label), None)
        self._push((change,), self.tr("deletion of the saved patient {0}").format(label))

    def write(self, changes: Changes, words: str, how: str = "{0}", *, undone: bool = False) -> Changes | None:
        """Make changes and show a sentence; return the changes that undo them, None if they were not saved."""
        try:
            back = self._catalogue.change_own_work(changes)
        except StorageError as error:
            show_fault(self._window, self.tr("Your decision was not kept"), str(error))
            return None
        if self.current not in self.names:
            self._take("")
        self.changed.emit()
        self.message.emit(f"{how.format(words)} · {way_forward() if undone else way_back()}")
        return back

    def _push(self, changes: Changes, words: str) -> None:
        if changes and not self._catalogue.read_only:
            self._stack.push(_Step(self, changes, words))

    def _allowed(self, make: Callable[[], Changes]) -> Changes:
        try:
            return make()
        except QueryError as error:
            show_fault(self._window, self.tr("There is no such shortlist now"), str(error))
            return ()

    def _name(self) -> str:
        """Return the current shortlist; if there is none, a default name for the first one."""
        if not self.current:
            self.current = self.tr("My shortlist")
            self.chosen.emit(self.current)
        return self.current

    def _keys(self, ids: Sequence[int]) -> list[str]:
        return [row.key for row in self._catalogue.index.rows(ids)]

    def counted(self, ids: Sequence[int]) -> str:
        """Return the number of a single trial, or the count of several; "" for none."""
        if not ids:
            return ""
        if len(ids) == 1 and (rows := self._catalogue.index.rows(ids)):
            return rows[0].ids[0] if rows[0].ids else rows[0].title[:40]
        return with_thousands_in(self.tr("%n trial(s)", "", len(ids)), len(ids))


class _Step(QUndoCommand):
    """Hold changes of own work and, after they are made, the changes that undo them."""

    def __init__(self, owner: Judging, changes: Changes, words: str) -> None:
        super().__init__(words)
        self._owner = owner
        self._changes = changes
        self._back: Changes = ()
        self._how = "{0}"

    def redo(self) -> None:
        back = self._owner.write(self._changes, self.text(), self._how)
        self.setObsolete(back is None)  # changes that were not saved cannot be undone
        self._back = back or ()
        self._how = self._owner.tr("Redone: {0}")

    def undo(self) -> None:
        self._owner.write(self._back, self.text(), self._owner.tr("Undone: {0}"), undone=True)
