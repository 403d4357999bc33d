from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.ui.look.theme import DARK, LIGHT, Colours, colours
from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.main_window import MainWindow


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(name)
    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(now: Colours) -> None:
    for ink, ground in product((now.text, now.muted, now.accent), (now.window, now.base)):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    pairs = [(now.text, now.selected), (now.text, now.evidence), (now.text, now.found)]
    pairs += [(now.on_accent, now.accent), (now.warning, now.warning_ground), (now.muted, now.selected)]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@pytest.mark.parametrize("now", [LIGHT, DARK], ids=["light", "dark"])
def test_faint_text_can_still_be_made_out(now: Colours) -> None:
    assert contrast(now.faint, now.base) >= 3.0
    assert contrast(now.faint, now.window) >= 3.0


def test_colours_change_at_once_when_chosen(window: MainWindow) -> None:
    window.actions_by_id["appearance_dark"].trigger()
    assert colours() is DARK
    assert window.actions_by_id["appearance_dark"].isChecked()
    window.actions_by_id["appearance_light"].trigger()
    assert colours() is LIGHT
    assert not window.actions_by_id["appearance_dark"].isChecked()


def test_text_grows_and_shrinks_within_bounds(window: MainWindow) -> None:
    usual = QApplication.font().pointSizeF()
    rows = window.trial_list.verticalHeader().defaultSectionSize()
    for _ in range(30):
        window.actions_by_id["text_larger"].trigger()
    assert window.appearance.text_size == 200
    assert QApplication.font().pointSizeF() == pytest.approx(2 * usual)
    assert window.trial_list.verticalHeader().defaultSectionSize() > 1.5 * rows
    window.actions_by_id["text_normal"].trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(usual)
    assert window.trial_list.verticalHeader().defaultSectionSize() == rows


def test_the_columns_follow_the_text_and_the_window(window: MainWindow) -> None:
    header = window.trial_list.header
    before = [header.sectionSize(number) for number in range(5)]
    window.appearance.show_text_size(200)
    QApplication.processEvents()
    larger = [header.sectionSize(number) for number in range(5)]
    assert all(now > 1.5 * then for now, then in zip(larger[1:3], before[1:3], strict=True))
    window.appearance.show_text_size(100)
    QApplication.processEvents()
    assert [header.sectionSize(number) for number in range(5)] == before
    window.resize(window.width() + 300, window.height())
    QApplication.processEvents()
    assert header.sectionSize(0) > before[0]
    assert sum(header.sectionSize(number) for number in range(5)) <= header.width()


def test_a_column_that_was_hidden_while_the_text_grew_is_shown_as_wide_as_its_words(window: MainWindow) -> None:
    header = window.trial_list.header
    window.appearance.show_text_size(200)
    QApplication.processEvents()
    hidden = next(number for number in range(header.count()) if header.isSectionHidden(number))
    header.show_column(hidden, shown=True)
    assert header.sectionSize(hidden) == header.fontMetrics().averageCharWidth() * COLUMNS[hidden].letters
    window.appearance.show_text_size(100)


def test_the_smallest_window_shows_all_first_columns_without_scrolling_sideways(window: MainWindow) -> None:
    window.resize(1024, 700)
    QApplication.processEvents()
    assert window.trial_list.horizontalScrollBar().maximum() == 0


def test_no_control_is_without_an_accessible_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit

    window.search("her2:positive")
    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QTextEdit)
        for widget in window.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    # Qt's own buttons inside its widgets (clear the text, the corner of the table) name themselves.
    assert [widget for widget in nameless if not widget.inherits("QLineEditIconButton") and widget.objectName()] == []


def test_the_facets_have_room_for_large_text(window: MainWindow) -> None:
    usual = window.facet_panel.width()
    window.appearance.show_text_size(200)
    QApplication.processEvents()
    words = window.facet_panel.fontMetrics().horizontalAdvance("Not stated")
    assert window.facet_panel.width() > max(usual, 2 * words), "box and number take as much room as the words"
    window.appearance.show_text_size(100)
