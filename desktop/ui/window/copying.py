"""What Ctrl+C copies."""

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.trials.identifiers import known_by
from desktop.trials.stored import StoredTrial
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.trial_list.copied_rows import as_html, as_tsv
from desktop.ui.trial_list.trial_list import TrialList
from desktop.workflows.copied_cells import pasteable


def copy(detail: DetailPane, trial_list: TrialList) -> None:
    """Copy the selected text of the trial, else the selected rows of the list."""
    if detail.text.textCursor().hasSelection() and detail.text.hasFocus():
        detail.text.copy()
    else:
        copy_rows(trial_list)


def copy_rows(trial_list: TrialList) -> None:
    """Put the selected rows on the clipboard, as tab-separated text and as a table."""
    heads, cells = trial_list.selected_cells()
    data = QMimeData()
    data.setText(as_tsv(heads, cells))
    data.setHtml(as_html(heads, cells))
    QGuiApplication.clipboard().setMimeData(data)


def copy_identifier(stored: StoredTrial | None) -> str:
    """Copy the number of a trial, if it has one, and return a sentence on that."""
    numbers = known_by(stored.trial.key, stored.trial.identifiers) if stored else ()
    if not numbers:
        return QCoreApplication.translate("Copying", "Nothing was copied: the trial has no registry number.")
    QGuiApplication.clipboard().setText(pasteable(numbers[0]))
    return QCoreApplication.translate("Copying", "Copied: {0}").format(numbers[0])
