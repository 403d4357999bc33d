"""What Ctrl+C copies."""

from PySide6.QtGui import QGuiApplication

from desktop.trials.stored import StoredTrial
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.trial_list.trial_list import TrialList
from desktop.workflows.copied_cells import pasteable


def copy(detail: DetailPane, trial_list: TrialList) -> None:
    """Copy the text that is selected in the trial, else the rows that are selected in the list."""
    if detail.text.textCursor().hasSelection() and detail.text.hasFocus():
        detail.text.copy()
    else:
        trial_list.copy_selected()


def copy_identifier(stored: StoredTrial | None) -> None:
    """Copy the first identifier of a trial, or its key if it has none."""
    if stored is not None:
        identifiers = stored.trial.identifiers
        QGuiApplication.clipboard().setText(pasteable(identifiers[0].value if identifiers else stored.trial.key))
