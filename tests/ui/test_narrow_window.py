"""A small window, and large text: what is too long for its place is wrapped, shortened or in the tip, never cut."""

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.patient.patient_page import PatientPage
from desktop.ui.printing.print_preview import lay_out, preview
from desktop.ui.search.facet_item import Line, fitted
from desktop.ui.shortlists.decision_bar import Judged
from desktop.ui.trial_list.changed_line import ChangedLine
from desktop.ui.trial_list.trial_cell import broken
from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.help_window import HelpWindow
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.what_changed import Told

PADDING = 14  # pixels at both sides of a cell


def settled(window: MainWindow, width: int, height: int, percent: int = 100) -> None:
    window.appearance.set_text_size(percent)
    window.resize(width, height)
    for _ in range(5):
        QCoreApplication.processEvents()


def test_the_first_columns_fit_a_small_window_and_the_titles_get_a_line_more(window: MainWindow) -> None:
    settled(window, 1280, 800)
    usual = window.trial_list.verticalHeader().defaultSectionSize()
    settled(window, 1024, 700)
    assert window.trial_list.horizontalScrollBar().maximum() == 0
    line = window.trial_list.fontMetrics().lineSpacing()
    assert window.trial_list.verticalHeader().defaultSectionSize() == usual + line
    settled(window, 1280, 800)
    assert window.trial_list.verticalHeader().defaultSectionSize() == usual


@pytest.mark.parametrize("percent", [100, 200])
def test_what_no_download_tells_is_read_whole_in_every_column(window: MainWindow, percent: int) -> None:
    settled(window, 1024, 700, percent)
    metrics = window.trial_list.fontMetrics()
    for number, column in enumerate(COLUMNS):
        if column.facet and not window.trial_list.isColumnHidden(number):
            room = window.trial_list.columnWidth(number) - PADDING
            lines = broken("Not in this download", metrics, room, window.trial_list.cell.lines)
            assert " ".join(lines) == "Not in this download", column.id


def test_no_word_of_a_value_is_cut_in_its_column(window: MainWindow) -> None:
    metrics = window.trial_list.fontMetrics()
    for column in COLUMNS:
        if column.facet and column.id != "drug_classes":  # these names have no bounds
            room = metrics.averageCharWidth() * column.letters - PADDING
            values = window.workspace.facets[column.facet].values
            words = {word for value in values for word in (value.short or value.label).split()}
            assert [word for word in words if metrics.horizontalAdvance(word) > room] == [], column.id


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        ("Recruitment status 2 chosen", ("Recruitment status", "2 chosen")),
        ("Recruitment status 2", ("Recruitment status", "2")),
        ("Status 2 chosen", ("Status", "2 chosen")),
        ("Status 2", ("Status", "2")),
    ],
)
def test_the_heading_of_a_filter_says_as_much_as_fits(dressed: object, room: str, shown: tuple[str, str]) -> None:
    metrics = QFontMetrics(QLabel().font())
    line = Line("facet", "status", "Recruitment status", chosen=2, short="Status")
    assert fitted(line, metrics, metrics.horizontalAdvance(room) + 8) == shown


def test_one_button_with_a_menu_stands_for_the_buttons_to_decide_where_these_would_take_the_list_its_room(
    window: MainWindow,
) -> None:
    bar = window.whole.decisions
    settled(window, 1024, 700)
    assert bar.buttons["include"].isVisible()
    assert not bar.menu_button.isVisible()
    settled(window, 1024, 700, 200)
    assert not any(each.isVisible() for each in bar.buttons.values())
    menu = bar.menu_button.menu()
    menu.aboutToShow.emit()
    assert [each.text().split("\t")[0] for each in menu.actions()] == [each.text() for each in bar.buttons.values()]
    next(each for each in menu.actions() if each.text().startswith("Star")).trigger()
    assert bar.buttons["star"].isChecked()
    settled(window, 1280, 800)
    assert bar.buttons["include"].isVisible()
    assert not bar.menu_button.isVisible()


def test_the_name_of_the_judged_trial_is_shortened_to_its_line_and_whole_in_the_tip(window: MainWindow) -> None:
    settled(window, 1024, 700, 200)
    bar = window.whole.decisions
    name = "A trial without a number and with a long title that no line of a small window takes"
    bar.show_work("", Judged(1, name, frozenset(), 0))
    (label,) = [each for each in bar.findChildren(QLabel) if each.toolTip() == name]
    assert label.text().endswith("…")
    assert label.sizeHint().width() <= bar.width()
    assert bar.said().startswith(name)


def test_the_head_of_a_trial_on_the_page_of_a_patient_is_of_whole_lines(window: MainWindow) -> None:
    settled(window, 1024, 700, 200)
    window.show_page("patient")
    page = window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    page.form.choices["her2"].setCurrentIndex(1)
    settled(window, 1024, 700, 200)
    line = page.head.fontMetrics().lineSpacing()
    page.head.show_words("NCT09990001 · record of 2 May 2025\nA Long Title of a Study in Women with " + "Cancer " * 40)
    assert page.head.height() == 2 * line
    assert page.head.text().endswith("…")
    assert "Cancer " * 39 in page.head.toolTip()
    heads = page.answers.header()
    wanted = [heads.sectionSizeHint(column) for column in range(4)]
    assert all(heads.sectionSize(column) >= width for column, width in enumerate(wanted))


def test_with_little_room_the_status_line_ends_before_a_dash_and_its_tip_holds_all(window: MainWindow) -> None:
    words = "3 of 5 trials — HER2 status: Positive"
    window.status.show_words(words)
    assert window.status.words() == words
    label = window.status.findChild(QLabel, "words")
    assert label is not None
    assert label.text().split("\x9c") == [words, "3 of 5 trials"]
    assert words in label.toolTip()


def test_what_is_lower_than_its_line_stands_in_the_middle_of_it(qtbot: QtBot) -> None:
    bar = QWidget()
    qtbot.addWidget(bar)
    flow = FlowLayout(bar)
    high, low = QPushButton("High", bar), QLabel("low", bar)
    high.setMinimumHeight(60)
    for part in (high, low):
        flow.addWidget(part)
    bar.resize(400, 100)
    bar.show()
    assert abs(low.geometry().center().y() - high.geometry().center().y()) <= 1


def test_the_button_that_prints_is_the_first_of_the_preview_and_says_so_in_a_word(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(window, 1024, 700, 200)
    seen: list[bool] = []

    def look(dialog: QDialog) -> int:
        dialog.show()
        QCoreApplication.processEvents()
        bar = dialog.findChild(QToolBar)
        assert bar is not None
        button = bar.widgetForAction(bar.actions()[0])
        assert isinstance(button, QToolButton)
        assert button.text() == "Print"
        assert button.width() > button.fontMetrics().horizontalAdvance("Print") + button.iconSize().width()
        seen.append(button.isVisible())
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    sheets = lay_out("Board", "", ["<p>one</p>"], lambda *_: None, lambda: False)
    assert sheets is not None
    preview(sheets, "Print", window)
    assert seen == [True]


@pytest.mark.parametrize(("width", "percent"), [(0, 100), (600, 100), (0, 200), (1000, 200)])
def test_the_help_shrinks_its_pictures_and_never_scrolls_sideways(
    window: MainWindow, qtbot: QtBot, width: int, percent: int
) -> None:
    window.appearance.set_text_size(percent)
    page = HelpWindow(window)
    qtbot.addWidget(page)
    if width:
        page.resize(width, 500)
    page.show()
    QCoreApplication.processEvents()
    document = page.page.document()
    pictures = [
        document.resource(QTextDocument.ResourceType.ImageResource, QUrl(f"{name}.png")) for name in ("find", "copies")
    ]
    room = page.page.viewport().width()
    assert [0 < each.deviceIndependentSize().width() <= room for each in pictures] == [True, True]
    assert pictures[1].deviceIndependentSize().width() == min(pictures[1].width(), room - 44)
    assert page.page.horizontalScrollBar().maximum() == 0


def test_with_large_text_a_long_word_of_a_title_is_broken_and_not_cut(window: MainWindow) -> None:
    settled(window, 1024, 700, 200)
    title = window.detail.title
    word = "Radioimmunochemotherapeutically"
    title.setText(f"A {word} Treated Group")
    settled(window, 1024, 700, 200)
    assert title.text() == title.accessibleName() == f"A {word} Treated Group"
    shown = QLabel.text(title)
    assert shown.replace("\u200b", "") == title.text()
    widest = max(title.fontMetrics().horizontalAdvance(each) for each in shown.replace("\u200b", " ").split())
    assert widest <= title.width()
    settled(window, 1600, 900, 100)
    assert QLabel.text(title) == title.text()


def test_with_large_text_the_news_wraps_scrolls_and_leaves_the_list_its_room(window: MainWindow) -> None:
    (line,) = window.findChildren(ChangedLine)
    line.tell([Told(n, f"{n} trials: details told by another download", TrialQuery()) for n in (3, 4, 5)])
    settled(window, 1024, 700, 200)
    for part in (*line.parts, line.seen, line.dismiss):
        assert part.height() >= part.heightForWidth(part.width()), part.text()
        assert part.geometry().right() <= line.width(), part.text()
    assert "\n" in QPushButton.text(line.parts[0])
    assert line.parts[0].text() == "3 trials: details told by another download"
    bar = window.whole.decisions
    assert bar.height() >= bar.heightForWidth(bar.width())
    assert window.trial_list.viewport().height() > window.trial_list.verticalHeader().defaultSectionSize()
    settled(window, 1280, 800, 100)
    assert "\n" not in QPushButton.text(line.parts[0])


def test_the_filters_are_as_narrow_as_before_once_the_text_is_small_again(window: MainWindow) -> None:
    page = window.whole.first.page
    settled(window, 1280, 800)
    before = page.sizes()
    settled(window, 1280, 800, 200)
    assert page.sizes()[0] > before[0]
    assert page.widths()[0] == before[0]
    settled(window, 1280, 800, 100)
    assert page.sizes() == before
    page.moveSplitter(before[0] + 90, 1)
    settled(window, 1280, 800, 150)
    settled(window, 1280, 800, 100)
    assert page.sizes()[0] == before[0] + 90
