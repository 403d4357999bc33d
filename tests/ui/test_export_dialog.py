"""The question before an export offers what the table of formats holds."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QGroupBox, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.matching.patient import Patient
from desktop.ui.look.settings import FIELDS
from desktop.ui.tasks.export_dialog import ExportDialog, Scope
from desktop.ui.tasks.own_work_box import BoardWishes
from desktop.workflows.export_trials import FORMATS, ExportFormat, column_choices
from desktop.workflows.patient_part import ToldPatient


@pytest.mark.parametrize("format_", FORMATS, ids=[each.id for each in FORMATS])
def test_every_format_can_be_chosen_and_is_remembered(
    dressed: QApplication, qtbot: QtBot, format_: ExportFormat
) -> None:
    scopes = [Scope("none", ()), Scope("two trials", (1, 2))]
    dialog = ExportDialog(scopes, column_choices(), {}, FORMATS[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose(format_=format_.id)
    columns = next(box for box in dialog.findChildren(QGroupBox) if box.title() == "Columns")
    assert (dialog.wish().format, dialog.wish().scope) == (format_, scopes[1])
    assert columns.isVisible() == format_.has_columns
    again = ExportDialog(scopes, column_choices(), {}, format_.id)
    qtbot.addWidget(again)
    assert again.wish().format is format_


def test_no_choice_of_a_format_moves_the_buttons(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = ExportDialog([Scope("all", (1,))], column_choices(), {}, "board")
    qtbot.addWidget(dialog)
    dialog.show()
    before = dialog.height()
    for each in dialog.formats:
        dialog.choose(format_=each.id)
        QApplication.processEvents()
        assert dialog.height() == before
        assert dialog.minimumSizeHint().height() <= before


@pytest.mark.parametrize("height", [700, 1400])
def test_on_a_low_screen_the_questions_scroll_and_the_buttons_stay_in_sight(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, height: int
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 1024, height))
    dialog = ExportDialog([Scope("all", (1,))], column_choices(), {}, "csv")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() <= height
    (save,) = (each for each in dialog.findChildren(QPushButton) if each.text() == "Save as…")
    assert dialog.rect().contains(save.rect().translated(save.mapTo(dialog, QPoint())))
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible() == (height == 700))
    dialog.own_work.labels.setFocus()
    qtbot.keyClick(dialog.own_work.labels, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.own_work.notes
    assert not dialog.own_work.notes.visibleRegion().isEmpty()


def test_each_format_with_columns_has_its_own_and_is_remembered(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = ExportDialog([Scope("two", (1, 2))], column_choices(), {"csv": ("title", "key"), "xlsx": ()}, "csv")
    qtbot.addWidget(dialog)
    assert dialog.wish().columns == ("title", "key")
    dialog.choose(format_="xlsx")
    assert dialog.wish().columns == tuple(each.id for each in column_choices() if each.usual)
    dialog.tick_columns(("phase",))
    dialog.choose(format_="csv")
    assert dialog.wish().columns == ("title", "key")
    dialog.choose(format_="xlsx")
    assert dialog.wish().columns == ("phase",)
    dialog.choose(format_="ris")
    assert dialog.wish().columns == ()


def test_notes_that_are_ticked_have_their_column(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = ExportDialog([Scope("two", (1, 2))], column_choices(), {"csv": ("key",)}, "csv")
    qtbot.addWidget(dialog)
    dialog.own_work.notes.setChecked(True)
    assert dialog.wish().columns == ("key", "notes")


def test_the_columns_of_every_format_can_be_remembered() -> None:
    assert {f"export columns {each.id}" for each in FORMATS if each.has_columns} <= set(FIELDS)


@pytest.mark.parametrize("format_", FORMATS, ids=[each.id for each in FORMATS])
def test_what_may_be_ticked_is_what_the_format_tells(
    dressed: QApplication, qtbot: QtBot, format_: ExportFormat
) -> None:
    board = BoardWishes(patient=ToldPatient(Patient(ecog=1)))
    dialog = ExportDialog([Scope("two", (1, 2))], column_choices(), {}, format_.id, board=board)
    qtbot.addWidget(dialog)
    dialog.show()
    own = dialog.own_work
    shown = {"labels": own.labels, "notes": own.notes, "country": own.country, "appendix": own.appendix}
    shown["patient"] = own.patient
    assert {name for name, widget in shown.items() if widget.isVisible()} == set(format_.tells)


@pytest.mark.parametrize(
    ("selected", "listed", "chosen"),
    [(3, 5, 0), (1, 5, 1), (1, 1, 0), (0, 5, 1), (0, 0, None)],
    ids=["several", "one of some", "one alone", "none", "an empty list"],
)
def test_the_whole_catalogue_is_never_chosen_by_itself(
    qtbot: QtBot, selected: int, listed: int, chosen: int | None
) -> None:
    scopes = [Scope(words, tuple(range(count))) for words, count in (("a", selected), ("b", listed), ("c", 9))]
    dialog = ExportDialog(scopes, column_choices(), {}, "board")
    qtbot.addWidget(dialog)
    save = next(each for each in dialog.findChildren(QPushButton) if each.isDefault())
    assert save.isEnabled() == (chosen is not None)
    if chosen is None:
        dialog.choose(scope=2)
        assert save.isEnabled()
    assert dialog.wish().scope == scopes[2 if chosen is None else chosen]
