"""Let the user choose a remedy for a catalogue that does not open, or seems to be open elsewhere."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from desktop.catalogue.file.creating import begin_new_catalogue
from desktop.errors import CatalogueError, DamagedFileError, MissingFileError, StorageError, VocabularyError
from desktop.trials.date_words import day_in_words
from desktop.ui.look.messages import show_fault
from desktop.ui.look.thousands import with_thousands
from desktop.ui.start.single_instance import Holder
from desktop.ui.tasks.copies_dialog import CopiesDialog
from desktop.workflows.catalogue_files import go_back
from desktop.workflows.restore_backup import Backup, available_backups, restore_backup

_ACCEPT, _REJECT = QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.RejectRole


def ask_remedy(error: CatalogueError, catalogue: Path, tell: Callable[[str], None]) -> str:
    """Show an error and apply the chosen remedy; return "again", "read only", "shipped" or "quit".

    If the remedy fails, show its error with the same choice. ``tell`` gets a sentence on a copy that was restored.
    """
    problem = str(error)
    needs_copy = isinstance(error, DamagedFileError | MissingFileError)
    while True:
        copies = tuple(islice(available_backups(catalogue), 2)) if needs_copy else ()
        chosen = _ask(problem, _remedies(error, copies))
        try:
            if chosen == "restore":
                restore_backup(copies[0], catalogue)
                tell(_restored(copies[0]))
            elif chosen == "restore another":
                copy = _another_copy(catalogue)
                if copy is None:
                    continue
                restore_backup(copy, catalogue)
                tell(_restored(copy))
            elif chosen == "begin new":
                begin_new_catalogue(catalogue)
            else:
                return chosen
        except StorageError as fault:
            problem = str(fault)
        else:
            return "again"


def ask_about_holder(holder: Holder | None, catalogue: Path) -> str:
    """Say that a catalogue seems to be open elsewhere; return "again", "open" or "quit"."""
    if holder:
        words = _tr(
            "{0} is held by {1}, process {2} on the computer {3}, and no window of it answers here. If it is open "
            "there, or only just starting, wait or close it there. If that program has ended, or the file was copied, "
            "open it."
        ).format(catalogue, holder.program or "?", holder.process, holder.computer or "?")
    else:
        words = _tr(
            "A file beside {0} says that the catalogue is open, but not where. If no other window shows it, open it."
        ).format(catalogue)
    remedies = {"again": _tr("Try again"), "open": _tr("Open anyway")}
    return _ask(words, remedies, _tr("The catalogue seems to be open already"))


def put_back(copy: Backup, catalogue: Path) -> str:
    """Restore a catalogue from a copy, and return a sentence on it; show an error."""
    try:
        go_back(copy, catalogue)
    except StorageError as error:
        show_fault(None, _tr("The copy was not restored"), str(error))
        return ""
    return _restored(copy) + _tr(" — the catalogue as it was before is among the copies in File › Restore")


def _restored(copy: Backup) -> str:
    made = day_in_words(f"{copy.made:%Y-%m-%d}"), f"{copy.made:%H:%M}"
    return _tr("Restored the copy of {0}, {1}, with {2} trials").format(*made, with_thousands(copy.trials))


def _remedies(error: CatalogueError, copies: tuple[Backup, ...]) -> dict[str, str]:
    remedies = {}
    if copies:
        label = _tr("Restore the copy of {0} (trials: {1})")
        remedies["restore"] = label.format(f"{copies[0].made:%Y-%m-%d %H:%M}", with_thousands(copies[0].trials))
    if len(copies) > 1:
        remedies["restore another"] = _tr("Choose another copy…")
    if isinstance(error, VocabularyError):
        remedies["shipped"] = _tr("Use the program's own word lists")
    elif isinstance(error, MissingFileError):
        remedies["begin new"] = _tr("Begin a new catalogue")
    elif isinstance(error, StorageError) and not isinstance(error, DamagedFileError):
        remedies["read only"] = _tr("Open for reading only")
    remedies["again"] = _tr("Try again")
    return remedies


def _ask(problem: str, remedies: dict[str, str], title: str = "") -> str:
    """Show a problem with a button for each remedy; return the one chosen, or "quit"."""
    title = title or _tr("The catalogue cannot be opened")
    box = QMessageBox(QMessageBox.Icon.Warning, "Trial Catalogue", title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(problem)
    buttons: dict[QAbstractButton, str] = {box.addButton(label, _ACCEPT): remedy for remedy, label in remedies.items()}
    box.addButton(_tr("Quit"), _REJECT)
    box.exec()
    return buttons.get(box.clickedButton(), "quit")


def _another_copy(catalogue: Path) -> Backup | None:
    dialog = CopiesDialog(available_backups(catalogue))
    dialog.exec()
    return dialog.chosen


def _tr(text: str) -> str:
    return QCoreApplication.translate("Opening", text)
