"""Numbers above 999 read 1,605 wherever a person reads them, and 1605 where another program does."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.search.facet_access import described
from desktop.ui.search.facet_item import Line
from desktop.ui.tasks.deriving import DerivationDialog
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.tasks.names_dialog import NamesDialog
from desktop.ui.trial_list.trial_cell import _patients
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.derive_again import ChangedValue, Derivation
from desktop.workflows.import_report import ImportReport, RecordOutcome

MANY = 1_605


def words_of(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_report_of_an_import_counts_so(dressed: QApplication, qtbot: QtBot) -> None:
    outcomes = [RecordOutcome("a.json", outcome) for outcome in ("saved", "updated") for _ in range(MANY)]
    dialog = ImportReportDialog(ImportReport(tuple(outcomes)))
    qtbot.addWidget(dialog)
    assert dialog.summary() == "1,605 trials new, 1,605 joined or changed, 0 unchanged, 0 refused."


def test_what_deriving_again_would_change_is_counted_so(window: MainWindow, qtbot: QtBot) -> None:
    stored = window.workspace.catalogue.trials.get(1)
    assert stored is not None
    changes = tuple(ChangedValue(f"NCT{number:08}", "", "her2", (), ("low",)) for number in range(MANY))
    derivation = Derivation(changes, ((1, stored.trial, ()),) * (2 * MANY))
    dialog = DerivationDialog(derivation, window.workspace.facets)
    qtbot.addWidget(dialog)
    assert "1,605 values of 1,605 trials would change; in 1,605 trials only" in words_of(dialog)


def test_names_are_counted_so(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = NamesDialog({"ZYX-17": MANY}, ())
    qtbot.addWidget(dialog)
    assert dialog.table.item(0, 2).text() == "1,605"


def test_what_can_be_exported_is_counted_so(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def look(dialog: ExportDialog) -> QDialog.DialogCode:
        offered.extend(scope.words for scope in dialog.scopes)
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(ExportDialog, "exec", look)
    window.tasks.exporting.ask(range(MANY), range(2 * MANY), TrialQuery(), lambda _: None)
    assert offered == ["1,605 selected trials", "the 3,210 trials in the list", "all 5 trials of the catalogue"]


def test_a_screen_reader_is_told_so() -> None:
    assert described(Line("value", "phase", "Phase 2", count=MANY)) == "1,605 trials"


def test_patients_are_counted_so_in_the_list_but_copied_as_digits(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    catalogue = window.workspace.catalogue
    window.trial_list.header.show_column(7, shown=True)
    row = window.model.trial_row(0)
    assert row is not None
    large = row._replace(enrollment=MANY)
    patients = next(column for column in window.trial_list.header.shown() if column.id == "enrollment")
    assert window.model.cell_text(large, patients) == "1,605"
    assert window.model.copied_text(large, patients) == "1605"
    assert _patients(large) == "n = 1,605"
    assert len(catalogue) == 5
