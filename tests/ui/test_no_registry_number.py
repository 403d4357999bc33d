"""A publication without a registry number: no place shows the key that only the program knows."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.trials.identifiers import NO_NUMBER
from desktop.trials.stored import DamagedTrial
from desktop.ui.patient.patient_page import PatientPage
from desktop.ui.tasks.deriving import DerivationDialog
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.derive_again import ChangedValue, Derivation
from tests.damaging import flip_in_trial
from tests.ui.test_access import every

OWN_KEY = re.compile(r"doc-[0-9a-f]{6,}")


def told_by(widget: QWidget) -> Iterator[str]:
    """Yield every text of a widget: what is seen, what is spoken, and the tips."""
    for each in every(QAccessible.queryAccessibleInterface(widget)):
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            yield each.text(kind)
    for each in widget.findChildren(QWidget):
        yield each.toolTip()
        if isinstance(each, QLabel):
            yield each.text()
        if isinstance(each, QTextEdit):
            yield each.toPlainText()


def keys_in(texts: Iterable[str]) -> tuple[list[str], int]:
    """Return the keys of our own in texts, and how often they say that there is no number."""
    whole = list(texts)
    return [key for text in whole for key in OWN_KEY.findall(text)], sum(NO_NUMBER in text for text in whole)


@pytest.fixture
def nameless(window: MainWindow) -> list[int]:
    """Return the ids of the trials without a number, of which the first is read."""
    rows = window.workspace.catalogue.index.rows(window.model.ids)
    ids = [row.id for row in rows if OWN_KEY.match(row.key)]
    window.trial_list.choose(ids[0])
    return ids


def test_list_and_pane_say_that_there_is_no_number(window: MainWindow, nameless: list[int]) -> None:
    assert NO_NUMBER in window.detail.identifiers.text()
    assert keys_in(told_by(window))[0] == []


def test_the_page_of_a_patient_says_so(window: MainWindow, nameless: list[int]) -> None:
    window.show_page("patient")
    page = window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    page.form.choices["her2"].setCurrentIndex(1)
    page.model.show_trials(nameless, page.model.fetch)
    page.trials.selectRow(0)
    assert page.head.text().startswith(NO_NUMBER)
    assert NO_NUMBER in str(page.model.index(0, 1).data())
    found, times = keys_in(told_by(page))
    assert found == []
    assert times


def test_a_comparison_says_so(window: MainWindow, nameless: list[int]) -> None:
    rows = window.workspace.catalogue.index.rows(nameless)
    window.compare([row.key for row in rows])
    found, times = keys_in(told_by(window.pages.currentWidget()))
    assert found == []
    assert times


def test_the_report_of_an_import_says_so(
    window: MainWindow, seeds: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[list[str]] = []

    def read(dialog: ImportReportDialog) -> int:
        reported.append([*told_by(dialog), dialog.as_text()])
        return 0

    monkeypatch.setattr(ImportReportDialog, "exec", read)
    window.tasks.importing.start(seeds)
    qtbot.waitUntil(lambda: bool(reported), timeout=60_000)
    assert NO_NUMBER in reported[0][-1]
    found, times = keys_in(reported[0])
    assert found == []
    assert times > 1


def test_reading_again_names_a_trial_without_a_number_by_its_title(window: MainWindow, qtbot: QtBot) -> None:
    changes = (
        ChangedValue("doc-b953a8cd1ce4", "Results of a small study", "her2", (), ("low",)),
        ChangedValue("NCT09990001", "Another study", "her2", (), ("low",)),
    )
    dialog = DerivationDialog(Derivation(changes, ()), window.workspace.facets)
    qtbot.addWidget(dialog)
    assert [dialog.table.item(row, 0).text() for row in (0, 1)] == ["“Results of a small study”", "NCT09990001"]
    assert keys_in(told_by(dialog))[0] == []


def test_what_stands_in_the_place_of_a_damaged_trial_says_so(
    open_window: Callable[[], MainWindow], starter: Path
) -> None:
    window = open_window()
    rows = window.workspace.catalogue.index.rows(window.model.ids)
    key = next(row.key for row in rows if OWN_KEY.match(row.key))
    window.close()
    window.workspace.catalogue.close()
    for column, bit in (("record", 77), ("title", 5)):
        flip_in_trial(starter, column, key, bit=bit)
        again = open_window()
        trial_id = again.workspace.catalogue.trials.id_of(key)
        damaged = again.workspace.catalogue.trials.get(trial_id or 0)
        assert isinstance(damaged, DamagedTrial)
        assert "a trial without a registry number" in damaged.sentence
        again.trial_list.choose(trial_id)
        found, times = keys_in(told_by(again.detail.damage))
        assert found == []
        assert times
        assert keys_in(told_by(again))[0] == []
        again.close()
        again.workspace.catalogue.close()


def test_copying_its_identifier_copies_nothing_and_says_why(window: MainWindow, nameless: list[int]) -> None:
    QGuiApplication.clipboard().setText("before")
    window.actions_by_id["copy_identifier"].trigger()
    assert QGuiApplication.clipboard().text() == "before"
    assert window.status.words() == "Nothing was copied: the trial has no registry number."
    other = next(trial_id for trial_id in window.model.ids if trial_id not in nameless)
    window.trial_list.choose(other)
    window.actions_by_id["copy_identifier"].trigger()
    assert QGuiApplication.clipboard().text() in window.detail.identifiers.text()
