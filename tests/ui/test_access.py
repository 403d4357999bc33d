"""What the window is to assistive technology and to the keyboard: names, roles, states and actions of every control."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QKeySequence, QPalette
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.look import appearance as looks
from desktop.ui.look.messages import show_fault
from desktop.ui.look.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colours, apply_colours, colours
from desktop.ui.printing.print_preview import lay_out, preview
from desktop.ui.start.remedies import ask_about_holder
from desktop.ui.tasks.copies_dialog import CopiesDialog
from desktop.ui.tasks.deriving import DerivationDialog
from desktop.ui.tasks.export_dialog import ExportDialog
from desktop.ui.window.help_window import HelpWindow
from desktop.ui.window.list_menus import sort_menu
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.derive_again import ChangedValue, Derivation
from tests.ui.conftest import Hand

Role = QAccessible.Role
NAMED = {
    *(Role.Button, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.SpinBox, Role.Link),
    *(Role.List, Role.ListItem, Role.Tree, Role.TreeItem, Role.Table, Role.Cell, Role.MenuItem, Role.ButtonMenu),
}
IN_TABLES = {Role.Cell, Role.TreeItem}
ACTING = {Role.Button, Role.CheckBox, Role.RadioButton, Role.ButtonMenu, Role.TreeItem}
MOST_CHILDREN = 400


def every(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield what assistive technology sees of a widget, with all that is inside."""
    yield interface
    for place in range(min(interface.childCount(), MOST_CHILDREN)):
        child = interface.child(place)
        if child and child.isValid() and not child.state().invisible:
            yield from every(child)


def faults(widget: QWidget) -> list[str]:
    """Return what is wrong with the controls of a widget, one sentence each."""
    found = []
    for each in every(QAccessible.queryAccessibleInterface(widget)):
        name, description = each.text(QAccessible.Text.Name), each.text(QAccessible.Text.Description)
        said = f"{type(widget).__name__}: {each.role().name} {name!r}"
        may_be_empty = each.role() in IN_TABLES and not name
        if each.role() in NAMED and not may_be_empty and not any(letter.isalnum() for letter in name):
            found.append(f"{said} has no name that can be spoken ({each.object()})")
        if name != name.strip() or "<" in name[:1] or "<qt>" in description:
            found.append(f"{said} is not told as plain text: {description!r}")
        acts = each.actionInterface()
        if each.role() in ACTING and not each.state().disabled and not (acts and acts.actionNames()):
            found.append(f"{said} cannot be acted on")
        if each.role() in (Role.CheckBox, Role.RadioButton) and not each.state().checkable:
            found.append(f"{said} does not tell whether it is checked")
    return found


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Walk each dialog in place of showing it; the faults of each are kept by its title."""
    walked: dict[str, list[str]] = {}

    def walk(dialog: QDialog) -> int:
        dialog.ensurePolished()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
        for _ in range(3):  # copies are listed one by one
            QApplication.processEvents()
        walked[dialog.windowTitle() or type(dialog).__name__] = faults(dialog)
        if isinstance(dialog, CopiesDialog) and dialog.list.count():  # what is asked of a chosen copy comes next
            dialog.list.setCurrentRow(0)
            dialog.accept()
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", walk)
    return walked


@pytest.mark.parametrize("page", ["trials", "overview", "patient", "compare"])
def test_every_control_of_every_page_has_name_role_state_and_action(window: MainWindow, page: str) -> None:
    window.search("her2:positive -phase:1 dasatinib" if page == "trials" else "")
    QApplication.processEvents()
    if page == "compare":
        window.compare()
    else:
        window.show_page(page)
    assert window.pages.name() == page
    assert faults(window) == []


@pytest.mark.parametrize(
    ("action", "title"),
    [
        *(("export", "Export"), ("print", "Print"), ("imports", "Imports"), ("restore", "Trial Catalogue")),
        *(("unknown_names", ""), ("correct", ""), ("note", ""), ("reasons", ""), ("save_view", "")),
        *(("new_shortlist", ""), ("about", "About Trial Catalogue"), ("my_countries", "My countries")),
        ("delete", ""),
    ],
)
def test_every_control_of_every_dialog_has_name_role_state_and_action(
    window: MainWindow, dialogs: dict[str, list[str]], action: str, title: str
) -> None:
    window.actions_by_id[action].trigger()
    assert list(dialogs.values()) == [[]]
    assert title in ("", *dialogs)


def show_preview(window: MainWindow) -> None:
    sheets = lay_out("Board", "", ["<p>one</p>", "<p>two</p>"], lambda *_: None, lambda: False)
    assert sheets is not None
    preview(sheets, "Print", window)


def go_back_to_a_copy(window: MainWindow) -> None:
    window.workspace.catalogue.back_up()
    window.tasks.files.restore()


def show_what_reading_again_changes(window: MainWindow) -> None:
    changes = (ChangedValue("NCT09990001", "A study", "her2", (), ("low",)),)
    DerivationDialog(Derivation(changes, ()), window.workspace.facets, window).exec()


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        (show_preview, ["Print"]),
        (go_back_to_a_copy, ["Trial Catalogue", "Go back to the copy of …?"]),
        (show_what_reading_again_changes, ["Read again"]),
        (lambda window: window.offer([Path("a.json")]), ["Import this file into the catalogue?"]),
        (lambda window: show_fault(window, "Nothing was deleted", "The disk is full."), ["Nothing was deleted"]),
        (lambda _: ask_about_holder(None, Path("a.db")), ["Trial Catalogue"]),
    ],
    ids=["preview", "copies and their question", "read again", "files to import", "fault", "already open"],
)
def test_every_control_of_what_is_asked_or_shown_besides_has_name_role_state_and_action(
    window: MainWindow, dialogs: dict[str, list[str]], show: Callable[[MainWindow], object], titles: list[str]
) -> None:
    show(window)
    assert [re.sub(r"copy of .*\?", "copy of …?", title) for title in dialogs] == titles
    assert list(dialogs.values()) == [[]] * len(titles)


def test_every_control_of_the_help_has_name_role_state_and_action(window: MainWindow) -> None:
    assert faults(HelpWindow(window)) == []


def test_the_report_of_an_import_has_names_for_all_its_controls(
    window: MainWindow, dialogs: dict[str, list[str]], seeds: list[Path], qtbot: QtBot
) -> None:
    window.tasks.importing.start(seeds[:1])
    qtbot.waitUntil(lambda: bool(dialogs), timeout=60_000)
    assert list(dialogs.values()) == [[]]


def line_of(window: MainWindow, name: str) -> QAccessibleInterface:
    tree = QAccessible.queryAccessibleInterface(window.facet_panel)
    return next(each for each in every(tree) if each.text(QAccessible.Text.Name) == name)


def test_a_filter_is_ticked_through_the_accessibility_interface(window: MainWindow, hand: Hand) -> None:
    line = line_of(window, "Phase 2")
    assert line.text(QAccessible.Text.Description) == "3 trials"
    assert (bool(line.state().checkable), bool(line.state().checked)) == (True, False)
    line.actionInterface().doAction("Toggle")
    assert str(window.state.query) == "phase:2"
    assert line_of(window, "Phase 2").state().checked
    assert window.facet_panel.selectedItems() == []
    line_of(window, "Phase 2").actionInterface().doAction("Toggle")
    assert window.state.query.is_empty()
    assert not line_of(window, "Phase 2").state().checked


def test_every_filter_has_a_name(window: MainWindow) -> None:
    lines = [
        each for each in every(QAccessible.queryAccessibleInterface(window.facet_panel)) if each.role() == Role.TreeItem
    ]
    assert len(lines) > 20
    assert all(each.text(QAccessible.Text.Name) for each in lines)


def test_a_filter_says_that_it_is_excluded_and_a_heading_opens(window: MainWindow, hand: Hand) -> None:
    window.search("-phase:2")
    assert line_of(window, "Phase 2").text(QAccessible.Text.Description) == "excluded, 3 trials"
    heading = line_of(window, "Phase")
    assert heading.text(QAccessible.Text.Description) == "1 chosen"
    heading.actionInterface().doAction("Toggle")
    assert not window.facet_panel.item("phase", kind="facet").isExpanded()


def test_a_click_and_space_still_tick_a_filter_once(window: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    for place in (35, 60):  # on its box, and on its words
        hand.click_item(hand.item("phase", "2"), x=place)
        assert str(window.state.query) == "phase:2"
        qtbot.keyClick(window.facet_panel, Qt.Key.Key_Space)
        assert window.state.query.is_empty()


def test_what_a_trial_does_not_state_is_spoken(window: MainWindow) -> None:
    cell = window.model.index(0, 4)
    assert cell.data() == "—"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Not stated"


# Colours


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour; source: WCAG 2.2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


SETS = {"light": LIGHT, "dark": DARK, "light, high contrast": LIGHT_CONTRAST, "dark, high contrast": DARK_CONTRAST}
TEXTS = ("text", "muted", "faint", "accent", "warning")
GROUNDS = ("window", "base", "raised", "selected", "hover", "evidence", "found", "warning_ground")


def test_the_contrast_of_known_colours_is_as_the_standard_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", SETS)
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    least = 7 if "high" in name else 4.5
    found = SETS[name]._asdict()
    pairs = [*product(TEXTS, GROUNDS), ("on_accent", "accent")]
    assert [pair for pair in pairs if contrast(found[pair[0]], found[pair[1]]) < least] == []


@pytest.mark.parametrize("name", SETS)
def test_edges_of_fields_and_the_bar_of_a_selected_row_stand_out(name: str) -> None:
    found = SETS[name]
    for edge, ground in (
        *product((found.edge,), (found.window, found.base, found.raised)),
        *product((found.accent,), (found.base, found.window, found.selected)),
    ):
        assert contrast(edge, ground) >= 3


@pytest.mark.parametrize("name", SETS)
def test_the_palette_has_these_colours(dressed: QApplication, name: str) -> None:
    apply_colours(dressed, dark="dark" in name, contrast="high" in name)
    try:
        assert colours() == SETS[name]
        palette = dressed.palette()
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        for text, ground in (
            *((role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button)),
            *((role.HighlightedText, role.Highlight), (role.PlaceholderText, role.Base), (role.Link, role.Base)),
            (role.ToolTipText, role.ToolTipBase),
        ):
            for each in (group.Active, group.Inactive, group.Disabled):
                assert contrast(palette.color(each, text).name(), palette.color(each, ground).name()) >= 4.5
    finally:
        apply_colours(dressed, dark=False)


def test_a_selected_row_is_marked_by_a_bar(window: MainWindow) -> None:
    cell = window.trial_list.visualRect(window.model.index(0, 0))
    below = window.trial_list.visualRect(window.model.index(1, 0))
    seen = window.trial_list.viewport().grab().toImage()
    found: Colours = colours()
    assert seen.pixelColor(cell.left() + 2, cell.center().y()).name() == found.accent
    assert seen.pixelColor(below.left() + 2, below.center().y()).name() == found.base


def test_high_contrast_is_chosen_remembered_and_followed_from_the_system(
    open_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_window()
    first.appearance.choose("dark")
    assert colours() == DARK
    first.actions_by_id["high_contrast"].trigger()
    assert colours() == DARK_CONTRAST
    first.close()
    second = open_window()
    assert colours() == DARK_CONTRAST
    second.actions_by_id["high_contrast"].trigger()
    second.appearance.choose("light")
    assert colours() == LIGHT
    monkeypatch.setattr(looks, "system_wants_contrast", lambda: True)
    second.appearance.show_colours("light")
    assert colours() == LIGHT_CONTRAST


# The keyboard


def test_every_entry_of_every_menu_is_reached_by_its_letter(window: MainWindow, qtbot: QtBot) -> None:
    for menu in window.first.menus.values():
        for action in menu.actions():
            if action.isSeparator() or action.menu() or not action.isVisible():
                continue
            action.setEnabled(True)
            action.triggered.disconnect()
            heard = QSignalSpy(action.triggered)
            qtbot.keyClick(menu, QKeySequence.mnemonic(action.text())[0].key())
            assert heard.count() == 1, action.text()


def test_the_list_is_sorted_and_its_columns_are_chosen_by_the_keyboard(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    window.actions_by_id["sort"].trigger()
    orders = {action.text(): action for action in opened[0].actions()}
    assert [words for words, action in orders.items() if action.isChecked()] == ["Trial"]
    orders["Phase"].trigger()
    assert window.trial_list.sort == ("phase", False)
    by_phase = next(action for action in sort_menu(window.trial_list).actions() if action.isChecked())
    by_phase.trigger()
    assert window.trial_list.sort == ("phase", True)
    window.actions_by_id["columns"].trigger()
    setting = next(action for action in opened[1].actions() if action.text() == "Setting")
    setting.trigger()
    assert "setting" in [column.id for column in window.trial_list.header.shown()]


def test_the_columns_of_an_export_are_put_in_order_by_the_keyboard(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[tuple[str, ...]] = []

    def press(dialog: ExportDialog) -> int:
        dialog.choose(scope=1, format_="csv")
        dialog.show()
        columns = dialog.findChild(QListWidget)
        assert columns is not None
        columns.setCurrentRow(0)
        columns.setFocus()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
            orders.append(dialog.wish().columns)
            qtbot.keyClick(columns, key, Qt.KeyboardModifier.AltModifier)
        orders.append(dialog.wish().columns)
        dialog.hide()
        return 0

    monkeypatch.setattr(ExportDialog, "exec", press)
    window.actions_by_id["export"].trigger()
    a, b, c = orders[0][:3]
    assert [order[:3] for order in orders] == [(a, b, c), (b, a, c), (b, c, a), (b, a, c)]


def test_tab_goes_from_pane_to_pane_and_through_each_by_place(window: MainWindow, qtbot: QtBot) -> None:
    window.search("her2:positive")
    panes = (window.tool_bar, *window.list_page.panes())
    window.activateWindow()
    first = window.tool_bar.buttons["import_files"]
    first.setFocus()
    visited: list[QWidget] = []
    for _ in range(200):
        focused = window.focusWidget()
        assert focused is not None
        if not visited or focused is not visited[-1]:  # a text has its links as stops of its own
            visited.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if window.focusWidget() is first:
            break
    assert visited[-1] is window.detail.text
    assert {window.search_box, window.facet_panel, window.trial_list} < set(visited)
    places = [next(n for n, pane in enumerate(panes) if pane.isAncestorOf(each)) for each in visited]
    assert places == sorted(places)
    for pane in (1, 2, 3):
        inside = [each for each, place in zip(visited, places, strict=True) if place == pane]
        tops = [each.mapTo(window, QPoint()).y() for each in inside]
        assert tops == sorted(tops)
    qtbot.keyClick(first, Qt.Key.Key_Backtab)
    assert window.detail.text.hasFocus()


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QCheckBox, QRadioButton, QPlainTextEdit])
def test_what_is_filled_in_or_ticked_has_an_edge_that_stands_out(
    dressed: QApplication, qtbot: QtBot, name: str, kind: type[QWidget]
) -> None:
    apply_colours(dressed, dark="dark" in name, contrast="high" in name)
    try:
        page = QDialog()
        qtbot.addWidget(page)
        field, other = kind(page), QLineEdit(page)
        column = QVBoxLayout(page)
        column.addWidget(field)
        column.addWidget(other)
        page.show()
        other.setFocus()
        seen = page.grab().toImage()
        row = field.geometry().center().y()
        ground = seen.pixelColor(1, row).name()
        across = [seen.pixelColor(x, row).name() for x in range(field.x(), field.x() + 8)]
        assert max(contrast(colour, ground) for colour in across) >= 3
    finally:
        apply_colours(dressed, dark=False)
