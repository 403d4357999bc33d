"""The page of a patient: her answers, the trials that fit, and the reasons of the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.matching.patient import Patient
from desktop.trials.facets import NOT_STATED
from desktop.trials.finding import Evidence
from desktop.trials.trial import Dates
from desktop.ui.patient.fit_model import Column
from desktop.ui.patient.patient_line import PatientLine
from desktop.ui.patient.patient_page import PatientPage
from desktop.ui.trial_list.trial_table_model import FIT
from desktop.ui.window import list_page
from desktop.ui.window.main_window import MainWindow
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

# What the list of completions brings out of the offscreen platform.
pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)", extend=True)


def shown(window: MainWindow) -> PatientPage:
    """Return the page of a patient, brought into view from the menu."""
    window.actions_by_id["show_patient"].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    return page


def answer(page: PatientPage, name: str, value: object) -> None:
    box = page.form.choices[name]
    place = box.findData(value)
    assert place >= 0
    box.setCurrentIndex(place)


def type_names(qtbot: QtBot, page: PatientPage, name: str, text: str) -> None:
    field = page.form.names[name].field
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, text)
    completer = field.completer()
    if completer.popup().isVisible():
        qtbot.keyClick(completer.popup(), Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def cells(page: PatientPage, column: Column) -> list[str]:
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def choose(page: PatientPage, name: str) -> None:
    page.lists.setCurrentItem(page.lists.item_of(name))


def test_the_page_opens_with_its_key_and_escape_goes_back_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    assert window.findChildren(PatientPage) == []
    qtbot.keyClick(window.trial_list, Qt.Key.Key_P, keys)
    page = window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    assert page.form.choices["her2"].hasFocus()
    assert window.actions_by_id["show_patient"].isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.name() == list_page.NAME
    assert window.trial_list.hasFocus()


def test_back_leads_to_the_list_which_names_the_patient_and_can_forget_her(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    answer(page, "her2", "1+")
    answer(page, "ecog", 1)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.pages.name() == list_page.NAME
    line = window.findChild(PatientLine)
    assert isinstance(line, PatientLine)
    assert line.isVisible()
    assert line.words.text() == "Fit of one patient – HER2 status: IHC 1+ and 1 more"
    line.change.click()
    assert window.pages.currentWidget() is page
    page.back.click()
    line.end.click()
    assert not line.isVisible()
    assert window.trial_list.header.isSectionHidden(FIT)
    assert page.form.patient() == Patient()


def test_only_trials_that_recruit_are_asked_while_that_is_ticked(window: MainWindow) -> None:
    catalogue = window.workspace.catalogue
    for number, status in enumerate(("RECRUITING", "TERMINATED", "NOT_YET_RECRUITING", "RECRUITING")):
        pairs = (("her2", "positive"), ("status", status.lower()))
        trial = a_trial(f"NCT0999005{number}", title=f"Trial {9 - number}", status=status)
        save(catalogue, a_delivery((trial, pairs)))
    window.search("Trial")
    page = shown(window)
    answer(page, "her2", "3+")
    choose(page, "fits")
    ours = [each[:7] for each in cells(page, Column.TITLE) if each.startswith("Trial ")]
    assert ours == ["Trial 6", "Trial 9", "Trial 7", "Trial 8"]
    page.only_open.setChecked(True)
    assert [each[:7] for each in cells(page, Column.TITLE) if each.startswith("Trial ")] == ["Trial 6", "Trial 9"]
    assert page.summary.text().startswith("Asked: ")
    page.only_open.setChecked(False)
    assert page.model.rowCount() >= len(ours)


def test_a_trial_that_fits_names_what_it_says_nothing_of_and_dates_are_in_words(window: MainWindow) -> None:
    pairs = (("her2", "positive"),)
    dated = a_trial("NCT09990060", title="ZZZ one trial", dates=Dates(last_updated="2025-04-16"))
    save(window.workspace.catalogue, a_delivery((dated, pairs)))
    page = shown(window)
    answer(page, "her2", "3+")
    answer(page, "ecog", 1)
    row = next(row for row, title in enumerate(cells(page, Column.TITLE)) if title.startswith("ZZZ"))
    assert cells(page, Column.FIT)[row] == "fits what was read"
    assert cells(page, Column.WHY)[row].startswith("says nothing of: ECOG")
    assert cells(page, Column.DATE)[row] == "16 Apr 2025"


def test_drop_down_lists_show_all_choices_whole(window: MainWindow) -> None:
    page = shown(window)
    for name in ("her2", "er", "setting"):
        box = page.form.choices[name]
        box.showPopup()
        QCoreApplication.processEvents()
        view = box.view()
        last = view.visualRect(box.model().index(box.count() - 1, 0))
        assert last.bottom() <= view.viewport().height(), name
        assert view.sizeHintForColumn(0) <= view.viewport().width(), name
        box.hidePopup()


def test_every_question_begins_with_unknown_and_then_no_trial_is_excluded(window: MainWindow) -> None:
    page = shown(window)
    assert {box.currentText() for box in page.form.choices.values()} == {"Unknown"}
    assert page.form.patient() == Patient()
    assert "0 · Does not fit" in page.lists.item_of("does_not_fit").text()
    assert page.model.rowCount() == 5


def test_an_answer_parts_the_trials_and_the_excluded_stand_below_the_line_with_their_reasons(
    window: MainWindow,
) -> None:
    page = shown(window)
    answer(page, "her2", "1+")
    ids = page.lists.ids_of()
    assert ids.index("line") < ids.index("does_not_fit") < ids.index("her2")
    assert set(cells(page, Column.FIT)) <= {"fits what was read", "may fit"}
    inside = page.model.rowCount()
    choose(page, "her2")
    assert set(cells(page, Column.FIT)) == {"does not fit"}
    assert all(why.startswith("HER2 status: Positive") for why in cells(page, Column.WHY))
    choose(page, "does_not_fit")
    assert inside + page.model.rowCount() == 5
    assert page.summary.text().endswith("The protocol decides.")


def test_what_is_answered_is_what_the_patient_is(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    for name, value in {"er": "positive", "setting": "metastatic", "lines": 2, "ecog": 1, "brain": "stable"}.items():
        answer(page, name, value)
    for name, value in {"age": 58, "sex": "female", "her2": "2+/ISH-"}.items():
        answer(page, name, value)
    type_names(qtbot, page, "prior", "Palbociclib, TCHP")
    type_names(qtbot, page, "present", "pik3ca")
    told = page.form.patient()
    assert (told.her2, told.hr, told.stage, told.lines, told.age) == ("2+/ISH-", "positive", "metastatic", 2, 58)
    assert told.prior is not None
    assert told.prior >= {"cdk_inhibitor", "taxane", "her2_antibody"}
    assert told.present == {"PIK3CA"}
    page.form.clear()
    assert page.form.patient() == Patient()


def test_no_earlier_drug_is_an_answer_and_an_unknown_name_is_told_and_not_counted(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(window)
    type_names(qtbot, page, "prior", "none")
    assert page.form.patient().prior == frozenset()
    assert not page.form.names["prior"].unknown.isVisible()
    type_names(qtbot, page, "prior", "quercetol")
    assert page.form.patient().prior is None
    assert "quercetol" in page.form.names["prior"].unknown.text()
    assert page.form.names["prior"].unknown.isVisible()


def test_names_are_completed_one_by_one_behind_their_commas(window: MainWindow, qtbot: QtBot) -> None:
    field = shown(window).form.names["prior"].field
    field.setFocus()
    qtbot.keyClicks(field, "Taxane, palboc")
    completer = field.completer()
    assert completer.currentCompletion() == "Taxane, Palbociclib"
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    assert field.text() == "Taxane, Palbociclib"


def test_enter_on_an_answer_opens_its_sentence_in_the_trial(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    answer(page, "her2", "3+")
    choose(page, "fits")
    line = page.model.line(0)
    assert line is not None
    item = page.answers.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "HER2 status"
    heads = [page.answers.headerItem().text(column) for column in range(page.answers.columnCount())]
    told = dict(zip(heads, (item.text(column) for column in range(len(heads))), strict=True))
    assert told["Sentence"].startswith("“")
    assert told["Read in"] in ("Title", "Conditions", "Brief summary", "Inclusion criteria")
    page.answers.setFocus()
    with qtbot.waitSignal(page.trial_asked) as asked:
        qtbot.keyClick(page.answers, Qt.Key.Key_Return)
    assert asked.args is not None
    key, evidence = asked.args
    assert key == line[0].key
    assert isinstance(evidence, Evidence)
    assert window.pages.name() == list_page.NAME
    assert window.detail.trial is not None
    assert window.detail.trial.trial.key == key
    assert window.detail.text.textCursor().selectedText() or window.detail.text.hasFocus()


def test_the_filters_of_the_window_say_among_which_trials(window: MainWindow) -> None:
    page = shown(window)
    answer(page, "her2", "3+")
    window.search("her2:positive")
    QCoreApplication.processEvents()
    listed = len(window.workspace.catalogue.index.search(window.state.query))
    assert page.lists.item_of("open").text().startswith(f"{page.model.rowCount()} · ")
    choose(page, "open")
    inside = page.model.rowCount()
    choose(page, "does_not_fit")
    assert inside + page.model.rowCount() == listed < 5


def test_nothing_is_answered_out_of_view(
    monkeypatch: pytest.MonkeyPatch, open_window: Callable[[], MainWindow]
) -> None:
    asked: list[object] = []
    fitted = IndexedTrials.fitted

    def counted(*arguments: object) -> object:
        asked.append(arguments)
        return fitted(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(IndexedTrials, "fitted", counted)
    window = open_window()
    window.search("trastuzumab")
    assert asked == []
    shown(window)
    assert len(asked) == 1
    window.actions_by_id["show_list"].trigger()
    window.search("her2:positive")
    assert len(asked) == 1


def test_answers_that_are_not_saved_are_not_stored(window: MainWindow, tmp_path: Path) -> None:
    page = shown(window)
    answer(page, "age", 58)
    answer(page, "her2", "2+/ISH-")
    window.close()
    texts = [file.read_text(encoding="utf-8") for file in (tmp_path / "config").rglob("*") if file.is_file()]
    assert not [text for text in texts if "2+/ISH-" in text or "58 years" in text or "patient" in text]


def test_a_trial_that_another_program_deletes_is_told_and_near_misses_are_listed(window: MainWindow) -> None:
    catalogue = window.workspace.catalogue
    pairs = (("her2", "positive"), ("ecog_max", "0"))
    save(catalogue, a_delivery((a_trial("NCT09990042", title="AAA one trial", status="RECRUITING"), pairs)))
    page = shown(window)
    answer(page, "her2", "3+")
    answer(page, "ecog", 2)
    choose(page, "near ecog")
    assert any("NCT09990042" in title for title in cells(page, Column.TITLE))
    trial_id = catalogue.trials.id_of("NCT09990042")
    assert trial_id is not None
    catalogue.delete([trial_id])
    page.model.show_trials(page.model.ids, page.model.fetch)
    assert "deleted meanwhile" in cells(page, Column.TITLE)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_part_has_a_name_and_room_at_any_size(window: MainWindow, size: tuple[int, int], percent: int) -> None:
    window.whole.first.appearance.set_text_size(percent)
    window.resize(*size)
    page = shown(window)
    answer(page, "her2", "3+")
    for _ in range(5):
        QCoreApplication.processEvents()
    parts: list[QWidget] = [*page.form.choices.values(), *(each.field for each in page.form.names.values())]
    parts += [page.lists, page.trials, page.answers]
    assert all(each.accessibleName() for each in parts)
    form = page.form.widget()
    for each in page.findChildren(QComboBox) + page.form.findChildren(QLineEdit):
        right = each.mapTo(form, QPoint(each.width(), 0)).x()
        assert right <= page.form.viewport().width(), each.accessibleName()
    for part in (page.lists, page.trials, page.answers):
        assert isinstance(part, QAbstractItemView)
        assert part.viewport().height() >= part.fontMetrics().lineSpacing() * 2, part.accessibleName()
    assert window.size().width() <= size[0]
    assert NOT_STATED not in {box.itemText(i) for box in page.form.choices.values() for i in range(box.count())}


def test_a_click_on_an_untested_marker_lists_the_trials_that_it_would_decide(window: MainWindow) -> None:
    catalogue = window.workspace.catalogue
    pairs = (("her2", "positive"), ("biomarkers", "PIK3CA"))
    save(catalogue, a_delivery((a_trial("NCT09990043", title="BBB one trial"), pairs)))
    page = shown(window)
    answer(page, "her2", "3+")
    choose(page, "test PIK3CA")
    assert cells(page, Column.TITLE) == ["BBB one trial (NCT09990043)"]
    assert cells(page, Column.FIT) == ["may fit"]
