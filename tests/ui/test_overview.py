"""The overview: a page of numbers, each of which opens its list."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.ui.look.theme import DARK, LIGHT, Colours
from desktop.ui.overview import overview_page
from desktop.ui.overview.count_model import CELL_ROLE, Cell
from desktop.ui.overview.count_table import CountTable
from desktop.ui.overview.number_cell import ground, ink
from desktop.ui.overview.overview_page import OverviewPage
from desktop.ui.overview.shades import contrast, shade
from desktop.ui.window import list_page
from desktop.ui.window.main_window import MainWindow
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial


def shown(window: MainWindow) -> OverviewPage:
    """Return the overview, brought into view from the menu."""
    window.actions_by_id["show_overview"].trigger()
    return page_of(window)


def page_of(window: MainWindow) -> OverviewPage:
    page = window.pages.currentWidget()
    assert isinstance(page, OverviewPage)
    return page


def settled() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def click(qtbot: QtBot, table: CountTable, index: QModelIndex) -> None:
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def numbers(table: CountTable) -> dict[tuple[str, str], int]:
    """Return the numbers of a table by the ids of their values, "" for all."""
    model = table.counts
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return {model.values_at(*place): model.index(*place).data(CELL_ROLE).number for place in places}


def cell(table: CountTable, row: str, column: str = "") -> QModelIndex:
    place = table.counts.place_of(row, column)
    assert place is not None
    return table.counts.index(*place)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, ...]]]:
    """Return the facets of every question for numbers, as they are asked."""
    asked: list[tuple[str, ...]] = []
    crossed = IndexedTrials.crossed

    def counted(index: IndexedTrials, query: object, *facets: str) -> object:
        asked.append(facets)
        return crossed(index, query, *facets)  # type: ignore[arg-type]

    monkeypatch.setattr(IndexedTrials, "crossed", counted)
    return asked


def test_the_overview_opens_with_its_key_and_escape_goes_back_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.trial_list, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = page_of(window)
    assert page.matrix.hasFocus()
    assert window.actions_by_id["show_overview"].isChecked()
    assert not window.actions_by_id["show_list"].isChecked()
    qtbot.keyClick(page.matrix, Qt.Key.Key_Escape)
    assert window.pages.name() == list_page.NAME
    assert window.trial_list.hasFocus()
    assert window.actions_by_id["show_list"].isChecked()
    qtbot.keyClick(window.trial_list, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert page_of(window) is page
    qtbot.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.name() == list_page.NAME


def test_the_button_beside_the_search_box_shows_the_overview_and_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    button = window.tool_bar.overview
    assert not button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page_of(window).isVisible()
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (window.pages.name(), button.isChecked()) == (list_page.NAME, False)
    shown(window)
    assert button.isChecked()
    assert button.toolTip() == "Overview (Ctrl+2)"


def test_choosing_the_page_in_view_again_keeps_its_tick(window: MainWindow) -> None:
    for name in ("show_list", "show_overview", "show_overview"):
        window.actions_by_id[name].trigger()
        assert window.actions_by_id[name].isChecked()


def test_nothing_is_made_or_counted_before_the_page_is_wanted_or_while_it_is_out_of_view(
    asked: list[tuple[str, ...]], open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    window.search("trastuzumab")
    assert window.findChildren(OverviewPage) == []
    assert asked == []
    shown(window)
    assert asked == [("drug_classes", "her2"), ("status", "phase"), ("start_year",)]
    window.actions_by_id["show_list"].trigger()
    window.search("her2:positive")
    window.state.clear()
    shown(window)
    assert len(asked) == 6


def test_every_number_is_that_of_the_list_which_a_click_opens(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    for table in (page.matrix, page.statuses, page.years):
        shown(window)
        for values, number in numbers(table).items():
            shown(window)
            click(qtbot, table, cell(table, *values))
            assert window.pages.name() == list_page.NAME
            assert window.model.rowCount() == number, values
            window.state.clear()


def test_a_click_puts_its_values_in_place_of_the_filters_of_their_facets(window: MainWindow, qtbot: QtBot) -> None:
    window.search("her2:negative phase:2 breast")
    page = shown(window)
    assert "(HER2 status, Phase)" in page.note.text()
    click(qtbot, page.matrix, cell(page.matrix, "her2_antibody", "positive"))
    query = window.state.query
    assert query.selected == {("her2", "positive"), ("drug_classes", "her2_antibody"), ("phase", "2")}
    assert query.text == "breast"
    window.actions_by_id["back"].trigger()
    assert window.state.query.selected == {("her2", "negative"), ("phase", "2")}


def test_a_step_back_from_the_list_of_a_number_leads_to_the_overview(window: MainWindow, qtbot: QtBot) -> None:
    back, forward = window.actions_by_id["back"].trigger, window.actions_by_id["forward"].trigger
    window.search("breast")
    page = shown(window)
    click(qtbot, page.matrix, cell(page.matrix, "her2_antibody", "positive"))
    asked = window.state.query
    window.state.toggle("phase", "2")
    back()
    assert (window.pages.name(), window.state.query) == (list_page.NAME, asked)
    back()
    assert (window.pages.name(), str(window.state.query)) == ("overview", "breast")
    assert page.matrix.isVisible()
    forward()
    assert (window.pages.name(), window.state.query) == (list_page.NAME, asked)
    back()
    back()
    assert (window.pages.name(), str(window.state.query)) == ("overview", "")


def test_the_keyboard_alone_reaches_a_number_and_its_list(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    first = page.matrix.currentIndex()
    assert (first.row(), first.column()) == (0, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(page.matrix, key)
    at = page.matrix.currentIndex()
    assert (at.row(), at.column()) == (2, 1)
    number = at.data(CELL_ROLE).number
    qtbot.keyClick(page.matrix, Qt.Key.Key_Return)
    assert window.pages.name() == list_page.NAME
    assert window.trial_list.hasFocus()
    assert window.model.rowCount() == number
    shown(window)
    at = page.matrix.currentIndex()
    assert (at.row(), at.column()) == (2, 1)


def test_tab_leads_through_the_three_tables_and_out_again(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    seen = [QApplication.focusWidget()]
    for _ in range(30):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    order = [page.matrix, page.statuses, page.years]
    assert [each for each in seen if each in order][:4] == [*order, page.matrix]
    assert {page.rows, page.columns, window.search_box} <= set(seen)


def test_a_heading_opens_the_list_of_its_value(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    place = cell(page.matrix, "her2_adc")
    header = page.matrix.verticalHeader()
    middle = header.sectionViewportPosition(place.row()) + header.sectionSize(place.row()) // 2
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, middle))
    assert window.state.query.selected == {("drug_classes", "her2_adc")}
    assert window.model.rowCount() == place.data(CELL_ROLE).number == 1


def test_the_page_follows_the_filters_while_it_is_in_view(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    assert numbers(page.matrix)["", ""] == 5
    qtbot.keyClicks(window.search_box, "phase:2")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    assert numbers(page.matrix)["", ""] == window.model.rowCount() == 3
    assert numbers(page.statuses)["", ""] == 5
    (chip,) = (each for each in page.findChildren(QToolButton) if each.text().startswith("Phase: 2"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert numbers(page.matrix)["", ""] == 5


def test_a_filter_that_finds_nothing_says_so_and_leaves_no_old_number(window: MainWindow) -> None:
    page = shown(window)
    window.search("xylophone")
    assert page.note.text() == "No trial matches the filters."
    assert [table.counts.rowCount() for table in (page.matrix, page.statuses, page.years)] == [0, 0, 0]
    window.state.clear()
    assert page.matrix.counts.rowCount() > 0


def test_what_another_program_saves_is_counted(window: MainWindow) -> None:
    page = shown(window)
    before = numbers(page.matrix)["", ""]
    save(window.workspace.catalogue, a_delivery((a_trial("NCT09990001"), (("her2", "zero"),)), content=b"1"))
    window.results.reload()
    assert numbers(page.matrix)["", ""] == before + 1
    assert numbers(page.matrix)["", "zero"] == 1


def choose(choice: QComboBox, facet: str) -> None:
    choice.setCurrentIndex(choice.findData(facet))


def test_other_facets_can_be_chosen_and_are_remembered_until_the_window_is_reset(
    window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    page = shown(window)
    choose(page.rows, "phase")
    choose(page.columns, "setting")
    assert ("2", "metastatic") in numbers(page.matrix)
    window.close()
    again = open_window()
    page = shown(again)
    assert (page.rows.currentData(), page.columns.currentData()) == ("phase", "setting")
    again.actions_by_id["reset_window"].trigger()
    assert (page.rows.currentData(), page.columns.currentData()) == overview_page.FIRST_FACETS
    assert ("her2_adc", "positive") in numbers(page.matrix)


def test_a_facet_that_is_chosen_for_both_sides_changes_places(window: MainWindow, qtbot: QtBot) -> None:
    page = shown(window)
    choose(page.rows, "her2")
    assert (page.rows.currentData(), page.columns.currentData()) == ("her2", "drug_classes")
    choose(page.columns, "her2")
    assert (page.rows.currentData(), page.columns.currentData()) == ("drug_classes", "her2")
    (swap,) = (button for button in page.findChildren(QPushButton) if button.text() == "Swap")
    qtbot.mouseClick(swap, Qt.MouseButton.LeftButton)
    assert (page.rows.currentData(), page.columns.currentData()) == ("her2", "drug_classes")
    assert ("positive", "her2_adc") in numbers(page.matrix)


def test_remembered_facets_that_are_none_give_way_to_the_first_ones(
    window: MainWindow, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window.close()
    (tmp_path / "config" / "settings.json").write_text('{"overview facets": ["her2", "her2"]}')
    page = shown(open_window())
    assert (page.rows.currentData(), page.columns.currentData()) == overview_page.FIRST_FACETS


def test_a_facet_read_the_second_way_is_counted_that_way(window: MainWindow, qtbot: QtBot) -> None:
    window.search("her2~low")
    page = shown(window)
    assert "would accept" in page.matrix.accessibleName()
    count = numbers(page.matrix)["", "low"]
    assert count > 0
    click(qtbot, page.matrix, cell(page.matrix, "", "low"))
    assert window.state.query.selected == {("her2~", "low")}
    assert window.model.rowCount() == count


def test_a_screen_reader_finds_a_table_whose_cells_say_what_they_count(window: MainWindow) -> None:
    page = shown(window)
    table = QAccessible.queryAccessibleInterface(page.matrix)
    assert table.role() == QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name) == "Number of trials: Drug class × HER2 status"
    texts = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert "All — 5 trials" in texts
    assert "Drug class: HER2-directed ADC · HER2 status: Positive (IHC 3+ or 2+/ISH+) — 1 trial" in texts
    roles = {table.child(place).role() for place in range(table.childCount())}
    assert {QAccessible.Role.ColumnHeader, QAccessible.Role.RowHeader, QAccessible.Role.Cell} <= roles
    assert all(each.accessibleName() for each in (page.rows, page.columns, page.statuses, page.years))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from((LIGHT, DARK)))
def test_a_number_is_legible_on_every_shade(number: int, most: int, now: Colours) -> None:
    for kind in ("shade", "total", "bar"):
        painted = Cell(number, max(number, most), kind, begins_group=False)  # type: ignore[arg-type]
        least = 7 if number else 4.5
        assert contrast(ink(painted, now), ground(painted, now)) >= least


@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from((LIGHT, DARK)))
def test_more_trials_have_no_weaker_shade(one: int, other: int, now: Colours) -> None:
    fewer, more = sorted((one, other))
    assert contrast(now.base, shade(fewer, 5000, now)) <= contrast(now.base, shade(more, 5000, now))


def test_one_trial_is_shaded_and_none_is_not() -> None:
    for now in (LIGHT, DARK):
        assert shade(0, 5000, now) == now.base
        assert shade(1, 5000, now) != now.base
        assert contrast(now.base, shade(5000, 5000, now)) > 1.5


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_shades_are_painted_in_the_present_colours(window: MainWindow, colours: str) -> None:
    page = shown(window)
    window.appearance.show_colours("dark" if colours == "light" else "light")
    window.appearance.show_colours("light" if colours == "light" else "dark")
    now = LIGHT if colours == "light" else DARK
    index = cell(page.matrix, "her2_antibody", "positive")
    page.matrix.scrollTo(index)
    settled()
    image: QImage = page.matrix.viewport().grab().toImage()
    box = page.matrix.visualRect(index)
    painted = image.pixelColor(box.left() + 6, box.top() + 4).name()
    assert painted == ground(index.data(CELL_ROLE), now)
    assert painted != now.base


@pytest.mark.parametrize(("width", "height", "text_size"), [(1280, 800, 100), (1024, 700, 100), (1024, 700, 200)])
def test_every_number_can_be_scrolled_to_in_a_small_window_and_with_large_text(
    window: MainWindow, width: int, height: int, text_size: int
) -> None:
    page = shown(window)
    window.resize(width, height)
    window.appearance.show_text_size(text_size)
    settled()
    assert page.parts.horizontalScrollBar().maximum() == 0
    assert page.width() <= width
    for table in (page.matrix, page.statuses, page.years):
        head = table.horizontalHeader()
        assert table.viewport().height() >= table.rowHeight(0) * 3
        assert table.viewport().width() >= head.sectionSize(0)
        words = [str(table.counts.headerData(section, Qt.Orientation.Horizontal)) for section in range(head.count())]
        for section, text in enumerate(words):
            for line in text.split("\n"):
                assert head.fontMetrics().horizontalAdvance(line) <= head.sectionSize(section)
        last = table.counts.index(table.counts.rowCount() - 1, table.counts.columnCount() - 1)
        table.scrollTo(last)
        assert table.viewport().rect().contains(table.visualRect(last).center())


def test_with_room_the_tables_stand_side_by_side_and_without_below_each_other(window: MainWindow) -> None:
    page = shown(window)
    window.resize(2400, 1200)
    settled()
    assert page.parts.arrangement == "beside"
    assert page.matrix.mapTo(page, QPoint()).y() == page.statuses.mapTo(page, QPoint()).y()
    window.resize(800, 700)
    window.appearance.show_text_size(200)
    settled()
    assert page.parts.arrangement == "below"
    tops = [table.mapTo(page.parts.widget(), QPoint()).y() for table in (page.matrix, page.statuses, page.years)]
    assert tops == sorted(tops)


def test_imported_words_in_headings_and_tooltips_are_plain_text(window: MainWindow) -> None:
    trial = a_trial("NCT09990001")
    save(window.workspace.catalogue, a_delivery((trial, (("status", "<b>Far & away</b>"),)), content=b"1"))
    window.results.reload()
    page = shown(window)
    choose(page.rows, "status")
    index = cell(page.matrix, "<b>Far & away</b>")
    assert "&lt;b&gt;far &amp; away&lt;/b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    head = page.matrix.counts.headerData(index.row(), Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in str(head)
    header = page.matrix.counts.headerData(index.row(), Qt.Orientation.Vertical)
    assert str(header).replace("\n", " ") == "<b>far & away</b>"


def test_the_text_size_reaches_the_tables(window: MainWindow) -> None:
    page = shown(window)
    before = page.matrix.rowHeight(1)
    window.appearance.show_text_size(200)
    settled()
    assert page.matrix.rowHeight(1) >= before + page.matrix.fontMetrics().lineSpacing() // 3
    QApplication.sendEvent(page, QEvent(QEvent.Type.FontChange))
    assert page.isVisible()
