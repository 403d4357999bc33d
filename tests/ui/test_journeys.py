"""What an oncologist does, with real clicks and keys on the real window."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import StorageError
from desktop.files import is_temporary
from desktop.ui.search.facet_item import LINE_ROLE
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import LINES, NBIB, an_xml
from tests.ui.conftest import Hand, answer_file_dialog


def test_the_first_start_shows_five_trials_and_reads_one(window: MainWindow, hand: Hand) -> None:
    assert len(hand.titles()) == 5
    assert window.status.words() == "5 trials"
    assert window.detail.trial is not None


def test_filtering_by_three_facets_narrows_the_list(window: MainWindow, hand: Hand) -> None:
    said = hand.count("phase", "2")
    hand.click_value("phase", "2")
    assert len(hand.titles()) == said == 3
    said = hand.count("her2", "positive")
    hand.click_value("her2", "positive")
    assert len(hand.titles()) == said == 2
    said = hand.count("drug_classes", "her2_tki")
    hand.click_value("drug_classes", "her2_tki")
    assert len(hand.titles()) == said == 1
    assert window.status.words() == "1 of 5 trials — Drug class: HER2 TKI · HER2 status: Positive · Phase: 2"


def test_a_second_click_takes_the_filter_off(hand: Hand) -> None:
    hand.click_value("phase", "2")
    hand.click_value("phase", "2")
    assert len(hand.titles()) == 5


def test_alt_and_a_click_exclude_and_the_chip_says_so(window: MainWindow, hand: Hand) -> None:
    hand.click_value("phase", "2", Qt.KeyboardModifier.AltModifier)
    assert len(hand.titles()) == 2
    assert [chip.text() for chip in chips(window)] == ["not: 2  ✕"]


def test_a_click_on_a_group_selects_all_its_classes(window: MainWindow, hand: Hand) -> None:
    group = window.facet_panel.item("drug_classes", "HER2-targeted therapy", kind="group")
    hand.click_item(group, x=60)
    assert {value for _, value in window.state.query.selected} == {"her2_antibody", "her2_tki", "her2_unspecified"}
    assert len(hand.titles()) == 3
    hand.click_item(group, x=60)
    assert window.state.query.is_empty()


def test_the_keyboard_alone_selects_a_value(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    window.facet_panel.setFocus()
    window.facet_panel.setCurrentItem(hand.item("phase", "1"))
    qtbot.keyClick(window.facet_panel, Qt.Key.Key_Space)
    assert len(hand.titles()) == 1
    qtbot.keyClick(window.facet_panel, Qt.Key.Key_Delete)
    assert len(hand.titles()) == 4


def test_searching_finds_words_as_they_are_typed(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.hasFocus()
    qtbot.keyClicks(window.search_box, "quercet")
    qtbot.waitUntil(lambda: len(hand.titles()) == 1)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Escape)
    assert len(hand.titles()) == 5


def test_a_typed_facet_becomes_a_chip(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search_box, "her2:positive trastuzumab")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    assert window.search_box.text() == "trastuzumab"
    assert [chip.text() for chip in chips(window)][:2] == ["HER2: Positive  ✕", "Text: trastuzumab  ✕"]
    qtbot.mouseClick(chips(window)[0], Qt.MouseButton.LeftButton)
    assert window.state.query.text == "trastuzumab"
    assert not window.state.query.selected


def test_a_half_typed_facet_is_waited_for(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search_box, "her2:pos")
    qtbot.wait(250)
    assert len(hand.titles()) == 5
    assert window.search_box.text() == "her2:pos"


def test_an_unknown_value_is_said_in_the_status_line(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search_box, "her2:blue")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    assert "HER2 status has no value “blue”" in window.status.words()
    assert len(hand.titles()) == 5


def test_an_empty_list_offers_a_way_out(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    window.search("phase:3 trastuzumab")
    assert window.list_page.empty_list.isVisible()
    ways = window.list_page.empty_list.ways()
    assert [way.text() for way in ways] == ["without Phase 3: 3 trials"]
    qtbot.mouseClick(ways[0], Qt.MouseButton.LeftButton)
    assert len(hand.titles()) == 3
    assert window.trial_list.isVisible()


def test_going_back_and_forward_through_views(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    hand.click_value("phase", "2")
    hand.click_value("her2", "positive")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert len(hand.titles()) == 3
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert len(hand.titles()) == 5
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert len(hand.titles()) == 3


def test_a_chip_of_the_trial_lights_up_its_sentence(window: MainWindow, qtbot: QtBot) -> None:
    assert window.open_trial("NCT02843126")
    qtbot.waitUntil(lambda: bool(shown_buttons(window.detail.chips)))
    chip = next(chip for chip in shown_buttons(window.detail.chips) if chip.text() == "HER2: Positive")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    lit, _ = last_mark(window)
    stored = window.detail.trial
    assert stored is not None
    assert lit in {finding.evidence.quote for finding in stored.findings if finding.facet == "her2"}


def test_search_hits_are_marked_and_can_be_walked_through(window: MainWindow, qtbot: QtBot) -> None:
    window.search("trastuzumab")
    window.open_trial("NCT02843126")
    assert len(window.detail.text.hits) > 3
    window.actions_by_id["next_hit"].trigger()
    word, first = last_mark(window)
    assert word.lower() == "trastuzumab"
    window.actions_by_id["next_hit"].trigger()
    assert last_mark(window)[1] > first
    window.actions_by_id["previous_hit"].trigger()
    assert last_mark(window)[1] == first


def test_enter_goes_from_the_list_into_the_text_and_tab_is_never_trapped(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.setFocus()
    qtbot.keyClick(window.trial_list, Qt.Key.Key_Return)
    assert window.detail.text.hasFocus()
    seen = set()
    for _ in range(40):
        seen.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert {window.trial_list, window.facet_panel, window.search_box, window.detail.text} <= seen


def test_a_heading_sorts_and_sorts_back(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    before = hand.titles()
    header = window.trial_list.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hand.titles() == before[::-1]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hand.titles() == before


def test_after_sorting_the_list_stands_at_its_top_unless_a_trial_was_chosen(
    window: MainWindow, qtbot: QtBot, import_trials: Callable[..., None]
) -> None:
    import_trials(window, *(f"NCT099910{number:02}" for number in range(30)))
    rows, first = window.trial_list, window.model.ids[0]
    window.results.sort_by("title", True)
    assert window.model.ids[-1] == first
    assert rows.selected_ids() == [window.model.ids[0]] == [rows.current_id()]
    assert rows.verticalScrollBar().value() == 0
    rows.selectRow(2)
    chosen = rows.selected_ids()
    window.results.sort_by("title", False)
    assert rows.selected_ids() == chosen
    assert rows.viewport().rect().intersects(rows.visualRect(rows.currentIndex()))
    assert rows.verticalScrollBar().value() > 0


def test_a_click_on_the_first_trial_chooses_it(window: MainWindow, qtbot: QtBot) -> None:
    rows, first = window.trial_list, window.model.ids[0]
    place = rows.visualRect(window.model.index(0, 1)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    window.results.sort_by("title", True)
    assert rows.selected_ids() == [first]


def test_selected_rows_are_copied_as_a_table(window: MainWindow, qtbot: QtBot) -> None:
    window.trial_list.setFocus()
    qtbot.keyClick(window.trial_list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.trial_list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 6
    assert lines[0].split("\t") == ["Trial", "Phase", "HER2", "Drug classes", "Status"]
    assert "<table" in QGuiApplication.clipboard().mimeData().html()


def test_dropped_files_are_imported_and_reported(
    window: MainWindow, hand: Hand, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[ImportReportDialog] = []
    monkeypatch.setattr(ImportReportDialog, "exec", lambda self: reports.append(self))
    (tmp_path / "new.xml").write_bytes(an_xml())
    (tmp_path / "letter.txt").write_text("Dear colleague")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("new.xml", "letter.txt")])
    drop = QDropEvent(
        QPoint(600, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(reports), timeout=10_000)
    assert len(hand.titles()) == 6
    assert reports[0].summary() == "1 trial new, 0 joined or changed, 0 unchanged, 1 refused."
    assert "letter.txt" in reports[0].as_text()


def test_a_busy_window_says_what_failed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda self: told.append(self.informativeText()))
    (tmp_path / "new.xml").write_bytes(an_xml())

    def locked(*_: object) -> None:
        raise StorageError("The catalogue is in use by another program.")

    monkeypatch.setattr("desktop.workflows.import_documents.import_documents", locked)
    window.tasks.importing.start([tmp_path / "new.xml"])
    qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    assert told == ["The catalogue is in use by another program."]
    assert not window.tasks.background.is_busy()


def export(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, target: Path, scope: int, format_: str
) -> None:
    def answer(dialog: ExportDialog) -> int:
        dialog.choose(scope=scope, format_=format_)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(ExportDialog, "exec", answer)
    answer_file_dialog(monkeypatch, target)
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.status.words().startswith("Written"), timeout=20_000)


def test_selected_trials_are_exported_to_csv(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_trial("NCT02843126")
    export(window, monkeypatch, qtbot, tmp_path / "board.csv", 0, format_="csv")
    with (tmp_path / "board.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Key"] for row in rows] == ["NCT02843126"]
    assert rows[0]["HER2 status"] == "Positive (IHC 3+ or 2+/ISH+)"


def test_the_list_is_exported_to_pdf_with_its_filter(
    window: MainWindow, hand: Hand, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.click_value("her2", "positive")
    export(window, monkeypatch, qtbot, tmp_path / "board.pdf", 1, format_="full")
    pdf = PdfReader(tmp_path / "board.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "HER2 status: Positive" in text
    assert f"page 1 of {len(pdf.pages)}" in text
    assert "Inetetamab" in text
    assert len(pdf.outline) == 5


def test_an_ending_is_added_to_the_file_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(window, monkeypatch, qtbot, tmp_path / "board", 2, format_="csv")
    assert (tmp_path / "board.csv").exists()


def test_the_window_is_remembered_and_can_be_reset(open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    first = open_window()
    first.trial_list.header.show_column(7, shown=True)
    first.facet_panel.open_only(["status"])
    first.appearance.choose("dark")
    first.appearance.set_text_size(120)
    first.close()
    second = open_window()
    assert "enrollment" in columns_shown(second)
    assert list(second.facet_panel.open_facets()) == ["status"]
    assert (second.appearance.choice, second.appearance.text_size) == ("dark", 120)
    second.actions_by_id["reset_window"].trigger()
    assert "enrollment" not in columns_shown(second)
    assert (second.appearance.choice, second.appearance.text_size) == ("system", 100)


def test_a_second_start_finds_the_same_five_trials(open_window: Callable[[], MainWindow]) -> None:
    open_window().close()
    assert open_window().status.words() == "5 trials"


def test_a_width_dragged_by_the_user_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    header = window.trial_list.header
    edge = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) - 1, header.height() // 2)
    before = header.sectionSize(0)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge - QPoint(60, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge - QPoint(60, 0))
    narrowed = header.sectionSize(0)
    assert narrowed < before
    window.resize(1500, 800)
    assert header.sectionSize(0) == narrowed
    window.actions_by_id["reset_window"].trigger()
    assert not header.sized_by_user


def test_columns_fill_the_pane_while_nobody_has_sized_them(window: MainWindow, qtbot: QtBot) -> None:
    header = window.trial_list.header
    for width in (1100, 1600):
        window.resize(width, 800)
        qtbot.waitUntil(lambda: abs(header.length() - window.trial_list.viewport().width()) <= 2)


def columns_shown(window: MainWindow) -> list[str]:
    return [column.id for column in window.trial_list.header.shown()]


def chips(window: MainWindow) -> list[QToolButton]:
    return shown_buttons(window.whole.chips)


def shown_buttons(widget: QWidget) -> list[QToolButton]:
    return [button for button in widget.findChildren(QToolButton) if not button.isHidden()]


def last_mark(window: MainWindow) -> tuple[str, int]:
    """Return the words that are lit up and where they begin."""
    marks = window.detail.text.extraSelections()
    return marks[-1].cursor.selectedText(), marks[-1].cursor.selectionStart()


def test_copied_text_is_imported(window: MainWindow, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[ImportReportDialog] = []
    monkeypatch.setattr(ImportReportDialog, "exec", lambda self: reports.append(self))
    QGuiApplication.clipboard().setText(LINES)
    window.actions_by_id["import_text"].trigger()
    pasted = window.tasks.importing.pasted
    assert pasted is not None
    assert is_temporary(Path(pasted.name))  # so that it is swept if this is killed
    qtbot.waitUntil(lambda: bool(reports), timeout=10_000)
    assert len(hand.titles()) == 6
    assert window.tasks.importing.pasted is None


def test_a_publication_leads_to_its_trial_and_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[ImportReportDialog] = []
    monkeypatch.setattr(ImportReportDialog, "exec", lambda self: reports.append(self))
    (tmp_path / "article.nbib").write_text(NBIB)
    window.tasks.importing.start([tmp_path / "article.nbib"])
    qtbot.waitUntil(lambda: bool(reports), timeout=10_000)
    window.search("her2:positive")
    assert window.open_trial("NCT02843126")
    assert "Trastuzumab and NK cells: the results" in window.detail.text.toPlainText()
    window.detail.text.anchorClicked.emit(QUrl("trial:pmid%3A99999999"))
    assert window.detail.trial is not None
    assert window.detail.trial.trial.kind == "publication"
    window.detail.text.anchorClicked.emit(QUrl("trial:NCT02843126"))
    assert window.detail.trial.trial.key == "NCT02843126"


def test_export_can_be_asked_for_from_the_search_box(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ExportDialog, "exec", lambda dialog: asked.append(dialog) or 0)
    window.search_box.setFocus()
    qtbot.keyClick(window.search_box, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1


def test_a_drug_is_found_by_its_other_names_until_that_is_switched_off(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.search_box, "Herceptin")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    by_all_names = hand.titles()
    (also,) = [chip for chip in chips(window) if chip.text().startswith("also: ")]
    assert "Trastuzumab" in also.text()
    assert "trastuzumab" in window.trial_list.cell.words
    qtbot.mouseClick(also, Qt.MouseButton.LeftButton)
    assert window.state.query.text == "=Herceptin"
    assert len(hand.titles()) < len(by_all_names)
    assert not [chip for chip in chips(window) if chip.text().startswith("also: ")]


def test_the_best_match_comes_first_while_searching_until_a_column_is_chosen(window: MainWindow, hand: Hand) -> None:
    window.search("trastuzumab")
    catalogue = window.workspace.catalogue
    assert list(window.model.ids) == catalogue.index.search(window.state.query, "relevance")
    window.trial_list.header.sort_asked.emit("title")
    assert list(window.model.ids) == catalogue.index.search(window.state.query, "title")
    window.trial_list.header.sort_asked.emit("relevance")
    assert list(window.model.ids) == catalogue.index.search(window.state.query, "relevance")


def test_enter_in_the_search_box_opens_the_best_match_and_ctrl_k_corrects_it(
    window: MainWindow, hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(window.correcting, "ask", lambda stored, *_, **__: asked.append(stored))
    window.actions_by_id["correct"].triggered.disconnect()
    window.actions_by_id["correct"].triggered.connect(lambda _=False: window.correcting.ask(window.detail.trial))
    window.open_trial("NCT02843126")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search_box, "quercetin")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    shown = window.whole.reader.trial()
    assert shown is not None
    assert shown.trial.title == hand.titles()[0]
    qtbot.keyClick(window.search_box, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert asked == [window.detail.trial]


def test_the_values_of_a_facet_follow_the_order_that_is_chosen_at_once_and_after_a_restart(
    open_window: Callable[[], MainWindow],
) -> None:
    window = open_window()
    head = window.facet_panel.item("phase", kind="facet")
    window.facet_panel.open_only(["phase"])
    before = facet_values(window)
    order = next(each for each in window.facet_panel.menu_for(head).actions() if each.text() == "Most trials first")
    order.trigger()
    after = facet_values(window)
    assert after != before
    assert sorted(after) == sorted(before)
    assert window.facet_panel.open_facets() == ["phase"]
    window.close()
    assert facet_values(open_window()) == after


def facet_values(window: MainWindow) -> list[str]:
    """Return the labels of the phases from top to bottom."""
    head = window.facet_panel.item("phase", kind="facet")
    lines = (head.child(place).data(0, LINE_ROLE) for place in range(head.childCount()))
    return [line.label for line in lines if line.kind == "value"]


def test_after_a_restart_the_headings_show_the_order_that_is_in_force(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    window.trial_list.sort_asked.emit("her2", True)
    assert window.trial_list.header.sortIndicatorSection() == 2
    window.close()
    again = open_window()
    assert again.trial_list.header.sortIndicatorSection() == 0
