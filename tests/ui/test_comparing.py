"""Reading trials side by side, with the hand and with keys alone."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.comparison import compare as module
from desktop.comparison.parts import Cell, Line
from desktop.trials.own_work import Correction
from desktop.ui.compare.compare_cell import shown_lines
from desktop.ui.compare.compare_page import ComparePage
from desktop.ui.compare.wrapped import wrapped
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window import comparing, list_page
from desktop.ui.window.main_window import MainWindow
from tests.damaging import flip_in_trial
from tests.documents_of_ours import an_xml
from tests.ui.conftest import answer_file_dialog

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def select_rows(window: MainWindow, *rows: int) -> None:
    selection = window.trial_list.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    for place, row in enumerate(rows):
        first = flags.ClearAndSelect if place == 0 else flags.Select
        selection.setCurrentIndex(window.model.index(row, 0), first | flags.Rows)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ComparePage:
    """Open the comparison of the first three trials by the keys of the window."""
    select_rows(window, 0, 1, 2)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL_SHIFT)
    page = window.whole.comparing.page
    assert page is not None
    return page


def go_to(page: ComparePage, fact: str, column: int) -> QModelIndex:
    facts = [row.id for row in page.table.comparison.rows]
    index = page.table.model().index(facts.index(fact), column)
    page.table.setCurrentIndex(index)
    return index


def test_the_page_is_made_when_it_is_first_needed(window: MainWindow) -> None:
    assert window.findChildren(ComparePage) == []
    assert window.whole.comparing.page is None


def test_two_to_six_selected_trials_are_compared_and_else_the_tip_says_why_not(window: MainWindow) -> None:
    action = window.actions_by_id["compare"]
    select_rows(window, 0)
    assert not action.isEnabled()
    assert action.toolTip() == "Select 2 to 6 trials in the list to compare them; selected now: 1"
    select_rows(window, 0, 1)
    assert action.isEnabled()
    window.trial_list.selectAll()
    assert action.isEnabled()
    assert action.menu() is None
    assert window.first.menus["&Trial"].toolTipsVisible()


def test_seven_trials_are_too_many(window: MainWindow, import_trials: Callable[..., None]) -> None:
    import_trials(window, "NCT09990001", "NCT09990002")
    assert window.model.rowCount() == 7
    window.trial_list.selectAll()
    assert not window.actions_by_id["compare"].isEnabled()


def test_the_keys_lead_to_the_page_through_it_and_back_to_the_same_selection(
    window: MainWindow, page: ComparePage, qtbot: QtBot
) -> None:
    selected = window.trial_list.selected_ids()
    assert window.pages.name() == comparing.NAME
    table = page.table
    assert table.hasFocus()
    assert [column.key for column in table.comparison.columns] == [
        window.workspace.catalogue.index.rows([trial_id])[0].key for trial_id in selected
    ]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 1)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert window.pages.name() == list_page.NAME
    assert window.trial_list.hasFocus()
    assert window.trial_list.selected_ids() == selected


def test_tab_leaves_the_table(page: ComparePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Tab)
    assert not page.table.hasFocus()


def test_enter_opens_the_sentence_and_it_follows_the_current_cell(page: ComparePage, qtbot: QtBot) -> None:
    go_to(page, "phase", 0)
    assert page.pane.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.pane.isVisible()
    assert page.table.hasFocus()
    go_to(page, "her2", 1)
    cell = page.table.comparison.rows[2].cells[1]
    shown = " ".join(page.pane.text.toPlainText().split())
    assert page.pane.heading.text().startswith("HER2 status · ")
    assert cell.evidence
    for each in list(cell.evidence.values())[:1]:
        assert " ".join(each.quote.split()) in shown


def test_escape_in_the_pane_goes_back_to_the_table_and_then_to_the_list(
    window: MainWindow, page: ComparePage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.pane.text.setFocus()
    qtbot.keyClick(page.pane.text, Qt.Key.Key_Escape)
    assert page.pane.isHidden()
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert window.pages.name() == list_page.NAME


def test_a_click_on_a_cell_opens_its_sentence(page: ComparePage, qtbot: QtBot) -> None:
    index = page.table.model().index(0, 1)
    place = page.table.visualRect(index).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.pane.isVisible()
    assert page.pane.heading.text().startswith("Phase · ")


def test_a_cell_leads_to_its_sentence_in_the_trial_and_the_selection_stays(
    window: MainWindow, page: ComparePage, qtbot: QtBot
) -> None:
    selected = window.trial_list.selected_ids()
    go_to(page, "her2", 2)
    cell = page.table.comparison.rows[2].cells[2]
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.name() == list_page.NAME
    stored = window.detail.trial
    assert stored is not None
    assert stored.trial.key == page.table.comparison.columns[2].key
    assert window.detail.text.lit is not None
    lit = " ".join(window.detail.text.lit.selectedText().split())
    assert lit == " ".join(next(iter(cell.evidence.values())).quote.split())
    assert window.trial_list.selected_ids() == selected
    assert window.actions_by_id["compare"].isEnabled()


def test_the_link_of_a_sentence_leads_to_its_trial(window: MainWindow, page: ComparePage) -> None:
    go_to(page, "her2", 0)
    page.open_pane()
    number, evidence = list(page.table.comparison.rows[2].cells[0].evidence.items())[-1]
    assert f'href="#e{number}"' in page.pane.text.toHtml()
    page.pane.text.anchorClicked.emit(f"#e{number}")
    assert window.pages.name() == list_page.NAME
    assert window.detail.text.lit is not None
    assert window.detail.text.lit.selectedText().split() == evidence.quote.split()


def test_a_trial_that_a_filter_hides_is_read_all_the_same(window: MainWindow, page: ComparePage, qtbot: QtBot) -> None:
    window.search("phase:not_in_document")
    hidden = next(
        number
        for number, column in enumerate(page.table.comparison.columns)
        if window.workspace.catalogue.trials.id_of(column.key) not in window.model.ids
    )
    go_to(page, "arms", hidden)
    page.pane.read.click()
    assert window.detail.trial is not None
    assert window.detail.trial.trial.key == page.table.comparison.columns[hidden].key
    assert window.state.query.is_empty()


def test_only_the_differences_are_shown_and_the_current_fact_stays(page: ComparePage) -> None:
    all_rows = page.table.comparison.rows
    differing = next(row for row in all_rows if not row.is_same)
    go_to(page, differing.id, 1)
    page.only_differences.click()
    shown = page.table.comparison.rows
    assert [row.id for row in shown] == [row.id for row in all_rows if not row.is_same]
    assert len(shown) < len(all_rows)
    assert shown[page.table.currentIndex().row()].id == differing.id
    assert page.table.currentIndex().column() == 1
    page.only_differences.click()
    assert page.table.comparison.rows == all_rows


def test_a_pinned_trial_stays_while_the_others_are_scrolled(
    window: MainWindow, page: ComparePage, qtbot: QtBot
) -> None:
    window.whole.comparing.start(list(window.model.ids))
    window.resize(800, 600)
    QApplication.processEvents()
    table = page.table
    assert table.horizontalScrollBar().maximum() > 0
    go_to(page, "phase", 1)
    qtbot.keyClick(table, Qt.Key.Key_P)
    assert (table.pinned, page.pin.text()) == (1, "Un&pin this trial")
    over = table.pinned_view
    assert over.isVisible()
    assert [number for number in range(5) if not over.isColumnHidden(number)] == [1]
    where = over.mapToGlobal(over.visualRect(table.model().index(0, 1)).topLeft())
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert over.mapToGlobal(over.visualRect(table.model().index(0, 1)).topLeft()) == where
    go_to(page, "status", 1)
    assert over.verticalScrollBar().value() == table.verticalScrollBar().value() > 0
    qtbot.keyClick(table, Qt.Key.Key_P)
    assert over.isHidden()
    assert [table.horizontalHeader().visualIndex(number) for number in range(3)] == [0, 1, 2]


def test_a_cell_that_is_gone_to_is_not_hidden_by_the_pinned_column(
    window: MainWindow, page: ComparePage, qtbot: QtBot
) -> None:
    window.whole.comparing.start(list(window.model.ids))
    window.resize(800, 600)
    QApplication.processEvents()
    table = page.table
    table.pin(2)
    assert table.horizontalScrollBar().maximum() > 0
    keys = [Qt.Key.Key_Right] * 4 + [Qt.Key.Key_Left] * 4
    for key in keys:
        qtbot.keyClick(table, key)
        index = table.currentIndex()
        if index.column() != 2:
            assert table.visualRect(index).left() >= table.columnWidth(2) - 1


def test_a_click_on_the_head_of_a_trial_pins_it(page: ComparePage, qtbot: QtBot) -> None:
    head = page.table.horizontalHeader()
    place = head.sectionViewportPosition(1) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 20))
    assert page.table.pinned == 1
    assert page.shown.columns[0] == page.table.comparison.columns[1]


def test_the_chosen_country_is_counted_and_remembered(window: MainWindow, page: ComparePage) -> None:
    names = [page.country.itemText(number) for number in range(page.country.count())]
    assert names[0] == "all countries"
    assert "China" in names
    page.country.setCurrentIndex(names.index("China"))
    page.country.activated.emit(names.index("China"))
    assert "Sites in China" in [row.label for row in page.table.comparison.rows]
    assert window.first.settings.text("export country") == "China"
    page.left.emit()
    window.whole.comparing.start(window.trial_list.selected_ids())
    assert page.table.comparison.country == "China"


def test_the_country_that_is_filtered_by_comes_first(window: MainWindow, qtbot: QtBot) -> None:
    window.first.settings.remember("export country", "France")
    ids = list(window.model.ids[:2])
    window.search("country:China")
    window.whole.comparing.start(ids)
    page = window.whole.comparing.page
    assert page is not None
    assert page.country.currentText() == "China"


def test_the_table_is_copied_as_text_and_as_html(window: MainWindow, page: ComparePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert len(lines) == 1 + len(page.table.comparison.rows)
    assert {line.count("\t") for line in lines} == {3}
    assert data.html().count("<tr>") == len(lines)
    assert window.status.words() == "The comparison is on the clipboard"


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], None]:
    """Answer the question for a file by this one, and this kind of file."""

    def answer(target: Path, kind: str) -> None:
        answer_file_dialog(monkeypatch, target, kind)

    return answer


def test_it_is_written_as_a_table_and_as_a_pdf_in_landscape(
    window: MainWindow, page: ComparePage, qtbot: QtBot, tmp_path: Path, save_as: Callable[[Path, str], None]
) -> None:
    page.only_differences.click()
    page.table.pin(2)
    for name, kind, written in (
        ("table", "CSV table (*.csv)", "table.csv"),
        ("pages.pdf", "PDF document, landscape (*.pdf)", "pages.pdf"),
    ):
        save_as(tmp_path / name, kind)
        page.export.click()
        qtbot.waitUntil(lambda: not window.first.background.is_busy())
        assert window.status.words() == f"Written to {tmp_path / written}"
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == [row.label for row in page.table.comparison.rows]
    assert rows[0][1].startswith(page.table.comparison.columns[2].identifier)
    box = PdfReader(tmp_path / "pages.pdf").pages[0].mediabox
    assert box.width > box.height


def test_a_correction_that_is_undone_is_seen_at_once(window: MainWindow, page: ComparePage) -> None:
    def her2() -> list[str]:
        (row,) = (row for row in page.table.comparison.rows if row.id == "her2")
        return [line.in_full for line in row.cells[0].lines]

    before = her2()
    trial_id = window.trial_list.selected_ids()[0]
    reading = Correction("her2", ("zero",), (), "Read in the protocol", "2026-11-20T10:00:00+00:00")
    window.workspace.catalogue.correct(trial_id, "her2", reading)
    window.results.reload()
    assert her2() == ["Zero (IHC 0) (✎ corrected by you)"]
    window.workspace.catalogue.correct(trial_id, "her2", None)
    window.results.reload()
    assert her2() == before


def test_a_decision_is_compared_and_undone_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    def decisions() -> list[str]:
        page = window.whole.comparing.page
        assert page is not None
        (row,) = (row for row in page.table.comparison.rows if row.id == "decision")
        return [cell.lines[0].words for cell in row.cells]

    window.trial_list.setFocus()
    qtbot.keyClick(window.trial_list, Qt.Key.Key_I)
    select_rows(window, 0, 1)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL_SHIFT)
    assert decisions() == ["Include", "On no shortlist"]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert decisions() == ["On no shortlist", "On no shortlist"]


def test_trials_that_are_deleted_leave_and_the_last_one_is_not_compared(window: MainWindow, page: ComparePage) -> None:
    ids = window.trial_list.selected_ids()
    window.workspace.catalogue.delete(ids[:1])
    window.results.reload()
    assert len(page.table.comparison.columns) == 2
    window.workspace.catalogue.delete(ids[1:2])
    window.results.reload()
    assert window.pages.name() == list_page.NAME
    assert "2 to 6 different trials can be compared" in window.status.words()


def test_a_damaged_trial_keeps_its_column(tmp_path: Path, open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = open_window()
    key = window.workspace.catalogue.index.rows([window.model.ids[1]])[0].key
    flip_in_trial(tmp_path / "catalogue.db", "record", key)
    select_rows(window, 0, 2)
    window.whole.comparing.start([window.model.ids[0], window.model.ids[1]])
    page = window.whole.comparing.page
    assert page is not None
    page.table.setCurrentIndex(page.table.model().index(0, 1))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.table.currentIndex().data() == "Record damaged"
    assert "damaged" in page.pane.text.toPlainText()
    assert not page.pane.read.isEnabled()


def test_trials_that_say_the_same_of_everything_say_so(window: MainWindow, import_trials: Callable[..., None]) -> None:
    import_trials(window, "NCT09990001", "NCT09990002")
    assert window.model.rowCount() == 7
    window.compare(["NCT09990001", "NCT09990002"])
    page = window.whole.comparing.page
    assert page is not None
    page.open_pane()
    page.only_differences.click()
    assert page.table.comparison.rows == ()
    assert page.pane.isHidden()
    page.copy_table()
    page.only_differences.click()
    assert page.table.currentIndex().isValid()


def test_larger_text_makes_rows_and_heads_higher(window: MainWindow, page: ComparePage) -> None:
    before = page.table.rowHeight(0), page.table.horizontalHeader().height()
    window.appearance.show_text_size(200)
    QApplication.processEvents()
    after = page.table.rowHeight(0), page.table.horizontalHeader().height()
    window.appearance.show_text_size(100)
    assert all(now > then * 1.5 for now, then in zip(after, before, strict=True))


def test_dark_colours_reach_the_sentences(window: MainWindow, page: ComparePage) -> None:
    go_to(page, "her2", 0)
    page.open_pane()
    light = page.pane.text.toHtml()
    window.appearance.show_colours("dark")
    assert page.pane.text.toHtml() != light
    window.appearance.show_colours("light")


def test_everything_has_a_name_for_a_screen_reader(page: ComparePage) -> None:
    index = go_to(page, "her2", 1)
    column = page.table.comparison.columns[1]
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith(f"HER2 status, {column.identifier} {column.name}: ")
    for control in (page.table, page.table.pinned_view, page.country, page.pane.text):
        assert control.accessibleName()
    assert page.table.pinned_view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_comparison_of_six_trials_reads_each_of_them_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    described: list[object] = []
    sheet_of = module.sheet_of

    def counted(subject: object, words: object) -> object:
        described.append(subject)
        return sheet_of(subject, words)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "sheet_of", counted)
    window.trial_list.selectAll()
    window.actions_by_id["compare"].trigger()
    assert len(described) == 5
    page = window.whole.comparing.page
    assert page is not None
    page.only_differences.click()
    page.table.pin(1)
    assert len(described) == 5


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["word " * 90, "达沙替尼联合治疗" * 40, "علاج سرطان الثدي " * 40, "x" * 900])
def test_a_long_text_of_any_writing_is_wrapped_into_lines_that_fit(text: str) -> None:
    font = QFont()
    lines = wrapped(text, font, 200, 3)
    assert len(lines) == 3
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 201 for line in lines)
    assert lines[-1].endswith("…")
    assert wrapped("", font, 200, 3) == []
    assert wrapped("short", font, 200, 3) == ["short"]


@pytest.mark.usefixtures("qapp")
def test_a_cell_that_is_too_long_says_how_much_it_leaves_out() -> None:
    cell = Cell(tuple(Line(f"Arm {number}", ("a note",)) for number in range(40)))
    lines = shown_lines(cell, QFont(), 300)
    assert len(lines) <= 16
    left = 40 - sum(line.text.startswith("Arm ") for line in lines)
    assert lines[-1].text == f"… {left} more"


def test_imported_text_is_shown_and_never_obeyed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportReportDialog, "exec", lambda _dialog: 0)
    title = "HER2-positive &lt;img src=x&gt; &lt;b&gt;cancer&lt;/b&gt;"
    for number in (1, 2):
        (tmp_path / f"{number}.xml").write_bytes(an_xml(f"NCT0999000{number}", title))
    window.tasks.importing.start([tmp_path / "1.xml", tmp_path / "2.xml"])
    qtbot.waitUntil(lambda: window.model.rowCount() == 7 and not window.tasks.background.is_busy())
    window.compare(["NCT09990001", "NCT09990002"])
    page = window.whole.comparing.page
    assert page is not None
    go_to(page, "her2", 0)
    page.open_pane()
    shown = "HER2-positive <img src=x> <b>cancer</b>"
    assert shown in page.pane.heading.text()
    assert page.pane.heading.textFormat() == Qt.TextFormat.PlainText
    assert shown in " ".join(page.pane.text.toPlainText().split())
    page.copy_table()
    assert "&lt;img src=x&gt;" in QGuiApplication.clipboard().mimeData().html()
