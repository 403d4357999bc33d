"""The manners of a desktop: names and icon, panes, menus of rows, whole catalogues as files, printing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsView, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.catalogue.finding.query import TrialQuery
from desktop.cli.arguments import parse
from desktop.paths import APPLICATION_ID, RESOURCES
from desktop.ui.start.application import ICON_SIZES
from desktop.ui.tasks.copies_dialog import CopiesDialog
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.tasks.following import Following
from desktop.ui.window.list_menus import ROW_ACTIONS, row_menu
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.catalogue_files import copy_in, go_back, write_copy
from desktop.workspace import open_workspace
from tests.ui.conftest import answer_file_dialog


def test_the_system_knows_the_program_by_name_version_and_icon(dressed: QApplication) -> None:
    assert dressed.applicationVersion() == __version__
    assert QGuiApplication.desktopFileName() == APPLICATION_ID
    assert dressed.windowIcon().availableSizes() == [QSize(size, size) for size in ICON_SIZES]


def test_file_managers_offer_the_program_for_every_kind_of_download() -> None:
    linux = Path(__file__).parents[2] / "packaging" / "linux"
    entry = dict(
        line.split("=", 1)
        for line in (linux / f"{APPLICATION_ID}.desktop").read_text(encoding="utf-8").splitlines()
        if "=" in line
    )
    assert entry["Exec"] == "trial-catalogue %F"
    kinds = entry["MimeType"].rstrip(";").split(";")
    for part in ("/json", "/csv", "/xml", "research-info-systems", "bibtex", "nbib", "/zip", "spreadsheetml"):
        assert any(part in kind for kind in kinds), part
    told = (linux / f"{APPLICATION_ID}.metainfo.xml").read_text(encoding="utf-8")
    assert [kind for kind in kinds if f"<mediatype>{kind}</mediatype>" not in told] == []


_ROUNDING = 2  # of 255; processors round the last bit of a blended edge differently


@pytest.mark.parametrize("size", ICON_SIZES)
def test_each_size_of_the_icon_shows_the_one_drawing(dressed: QApplication, size: int) -> None:
    drawn = QImage(size, size, QImage.Format.Format_ARGB32)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(str(RESOURCES / "icon" / "trial-catalogue.svg")).render(painter)
    painter.end()
    shipped = QImage(str(RESOURCES / "icon" / f"trial-catalogue-{size}.png")).convertToFormat(drawn.format())
    assert shipped.size() == drawn.size()
    pairs = zip(bytes(shipped.constBits()), bytes(drawn.constBits()), strict=True)
    assert max(abs(ours - theirs) for ours, theirs in pairs) <= _ROUNDING


def test_the_title_names_the_catalogue(window: MainWindow, tmp_path: Path) -> None:
    assert window.windowTitle() == f"catalogue ({tmp_path.name}) – Trial Catalogue"


@pytest.mark.parametrize(("action", "pane"), [("show_filters", 0), ("show_reading", 2)])
def test_a_pane_is_hidden_stays_hidden_and_comes_back_as_wide(
    open_window: Callable[[], MainWindow], action: str, pane: int
) -> None:
    first = open_window()
    width = first.list_page.sizes()[pane]
    first.actions_by_id[action].trigger()
    assert not first.list_page.panes()[pane].isVisible()
    first.close()
    second = open_window()
    assert not second.list_page.panes()[pane].isVisible()
    second.actions_by_id[action].trigger()
    assert second.list_page.sizes()[pane] == pytest.approx(width, abs=2)


def test_reading_a_trial_shows_its_hidden_pane(window: MainWindow) -> None:
    window.actions_by_id["show_reading"].trigger()
    window.actions_by_id["read_trial"].trigger()
    assert window.detail.text.hasFocus()


def test_f6_goes_round_the_panes_in_view(window: MainWindow, qtbot: QtBot) -> None:
    panes = [window.search_box, window.facet_panel, window.trial_list, window.detail.text]
    window.activateWindow()
    window.search_box.setFocus()
    for expected in (*panes[1:], panes[0]):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        assert expected.hasFocus()
    qtbot.keyClick(window.search_box, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.detail.text.hasFocus()
    window.actions_by_id["show_filters"].trigger()
    window.search_box.setFocus()
    qtbot.keyClick(window.search_box, Qt.Key.Key_F6)
    assert window.trial_list.hasFocus()
    window.show_page("overview")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert window.search_box.hasFocus()
    qtbot.keyClick(window.search_box, Qt.Key.Key_F6)
    assert window.pages.currentWidget().isAncestorOf(window.focusWidget())


def test_redo_has_the_keys_of_both_systems(window: MainWindow) -> None:
    keys = [each.toString() for each in window.actions_by_id["redo"].shortcuts()]
    assert keys == ["Ctrl+Shift+Z", "Ctrl+Y"]


def test_a_row_has_a_menu_with_the_entries_of_the_menu_bar(window: MainWindow) -> None:
    menu = row_menu(window.trial_list, window.actions_by_id)
    offered = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert offered == [name for name in ROW_ACTIONS if name]
    assert all(action is window.actions_by_id[action.objectName()] for action in menu.actions() if action.objectName())


def test_the_menu_key_opens_the_menu_below_the_row(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[QMenu, QPoint]] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: opened.append((menu, place)))
    middle = window.trial_list.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, window.trial_list.mapToGlobal(middle))
    QApplication.sendEvent(window.trial_list.viewport(), asked)
    ((menu, place),) = opened
    assert menu.actions()[0] is window.actions_by_id["read_trial"]
    row = window.trial_list.visualRect(window.trial_list.currentIndex())
    assert row.contains(window.trial_list.viewport().mapFromGlobal(place))


# Whole catalogues


def leaving(window: MainWindow) -> list[Following]:
    left: list[Following] = []
    window.left_for.connect(left.append)
    return left


def answering(monkeypatch: pytest.MonkeyPatch, role: QMessageBox.ButtonRole) -> list[str]:
    """Answer each question with the button of a role, and return what was asked."""
    asked: list[str] = []

    def exec_(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        chosen = next(button for button in box.buttons() if box.buttonRole(button) == role)
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: chosen)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    return asked


def test_another_catalogue_is_opened_and_the_earlier_one_is_offered_again(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "ward.db"
    open_workspace(other).catalogue.close()
    left = leaving(window)
    answer_file_dialog(monkeypatch, other)
    window.actions_by_id["open_catalogue"].trigger()
    assert left == [Following(other)]
    files = window.tasks.files
    files.recent.aboutToShow.emit()
    assert [each.isEnabled() for each in files.recent.actions()] == [False]
    window.first.settings.remember("recent catalogues", [str(window.workspace.catalogue.path), str(other)])
    files.recent.aboutToShow.emit()
    (again,) = files.recent.actions()
    again.trigger()
    assert left == [Following(other), Following(other)]


def test_a_file_that_is_no_catalogue_is_refused_and_the_window_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.db").write_text("Dear colleague")
    asked, left = answering(monkeypatch, QMessageBox.ButtonRole.AcceptRole), leaving(window)
    for wrong in ("letter.db", "gone.db"):
        window.tasks.files.go_to(tmp_path / wrong)
    assert left == []
    assert [wrong in said for wrong, said in zip(("letter.db", "gone.db"), asked, strict=True)] == [True, True]
    assert (tmp_path / "letter.db").read_text() == "Dear colleague"
    assert not (tmp_path / "gone.db").exists()


def test_a_copy_is_written_where_the_user_wants_it(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "stick" / "catalogue-copy.db"
    target.parent.mkdir()
    answer_file_dialog(monkeypatch, target.with_suffix(""))
    window.actions_by_id["back_up"].trigger()
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy(), timeout=30_000)
    assert window.status.words() == f"{target}: a copy with 5 trials"
    assert [each.name for each in target.parent.iterdir()] == [target.name]
    copy = copy_in(target)
    assert copy is not None
    assert copy.trials == 5


def test_going_back_is_asked_for_and_says_what_is_lost(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_copy(window.workspace.catalogue.path, tmp_path / "elsewhere.db")
    copy = copy_in(tmp_path / "elsewhere.db")

    def choose(dialog: CopiesDialog) -> int:
        dialog.chosen = copy
        return 1

    monkeypatch.setattr(CopiesDialog, "exec", choose)
    left = leaving(window)
    answering(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    window.actions_by_id["restore"].trigger()
    assert left == []
    asked = answering(monkeypatch, QMessageBox.ButtonRole.AcceptRole)
    window.actions_by_id["restore"].trigger()
    assert left == [Following(window.workspace.catalogue.path, copy)]
    assert "It holds 5 trials; the catalogue holds 5 now." in asked[0]


def test_a_catalogue_that_went_back_to_a_copy_can_come_forward_again(starter: Path, tmp_path: Path) -> None:
    write_copy(starter, tmp_path / "five.db")
    workspace = open_workspace(starter)
    workspace.catalogue.delete(workspace.catalogue.index.search(TrialQuery())[:2])
    workspace.catalogue.close()
    copy = copy_in(tmp_path / "five.db")
    assert copy is not None
    before = go_back(copy, starter)
    assert trials_of(starter) == 5
    assert [each.name for each in starter.parent.glob("catalogue.db.damaged-*")] == []
    forward = copy_in(before)
    assert forward is not None
    go_back(forward, starter)
    assert trials_of(starter) == 3


def trials_of(path: Path) -> int:
    copy = copy_in(path)
    return copy.trials if copy else 0


# Open with


def test_files_with_which_the_program_is_opened_are_imported_after_asking(
    window: MainWindow, seeds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[Path]] = []
    monkeypatch.setattr(window.tasks.importing, "start", started.append)
    asked = answering(monkeypatch, QMessageBox.ButtonRole.RejectRole)
    window.offer(seeds[:2])
    assert started == []
    assert asked == [f"Import these files into the catalogue? {seeds[0].name}\n{seeds[1].name}"]
    answering(monkeypatch, QMessageBox.ButtonRole.AcceptRole)
    window.offer(seeds[:2])
    assert started == [seeds[:2]]


# Printing


def test_ctrl_p_shows_the_board_pack_as_it_will_be_printed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = tmp_path / "printed.pdf"
    offered: list[list[str]] = []

    def ask(dialog: ExportDialog) -> int:
        offered.append([each.id for each in dialog.formats])
        dialog.choose(scope=1, format_="board")
        return int(QDialog.DialogCode.Accepted)

    def look(dialog: QPrintPreviewDialog) -> int:
        printer = dialog.printer()
        assert printer.docName().startswith("Trials for the tumour board")
        shown = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(shown, QPrintPreviewWidget)
        shown.updatePreview()
        view = shown.findChild(QGraphicsView)
        assert isinstance(view, QGraphicsView)
        turned = [each.rotation() for each in view.scene().items(Qt.SortOrder.AscendingOrder)]
        assert turned == [-90] + [0] * (len(turned) - 1)
        assert len(turned) == shown.pageCount()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(printed))
        dialog.paintRequested.emit(printer)
        return 0

    monkeypatch.setattr(ExportDialog, "exec", ask)
    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    qtbot.keyClick(window.trial_list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy() and printed.exists(), timeout=60_000)
    assert offered == [["board", "full"]]
    pages = PdfReader(printed).pages
    shapes = [page.mediabox.width > page.mediabox.height for page in pages]
    assert shapes == [True] + [False] * (len(pages) - 1)
    assert {page.get("/Rotate", 0) for page in pages} == {0}
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert f"page 1 of {len(texts)}" in texts[0]
    for title in ("A phase 2 trial of dasatinib", "Precise Therapy for Refractory"):
        assert any(title in text for text in texts)


def test_files_in_place_of_a_command_are_offered_for_import(seeds: list[Path], tmp_path: Path) -> None:
    asked = parse(["--database", str(tmp_path / "c.db"), *map(str, seeds[:2])])
    assert (asked.command, asked.files) == (None, seeds[:2])
    assert parse([]).files == []
    for wrong in ([str(seeds[0]), "gone.json"], ["--screenshot", "a.png", str(seeds[0])]):
        with pytest.raises(SystemExit):
            parse(wrong)
