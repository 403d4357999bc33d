"""A folded facet costs a click nothing, and shows the present counts once it is opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QTreeWidgetItem

from desktop.ui.search.facet_item import LINE_ROLE, Line, line_of
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.filter_trials import facet_counts
from tests.ui.conftest import Hand


def heads(window: MainWindow) -> Iterator[QTreeWidgetItem]:
    panel = window.facet_panel
    for place in range(panel.topLevelItemCount()):
        head = panel.topLevelItem(place)
        assert head is not None
        yield head


def values_below(index: QModelIndex, model: QAbstractItemModel) -> Iterator[Line]:
    for row in range(model.rowCount(index)):
        child = model.index(row, 0, index)
        line = child.data(LINE_ROLE)
        if isinstance(line, Line) and line.kind == "value":
            yield line
        yield from values_below(child, model)


def test_a_facet_that_was_folded_while_filters_changed_shows_the_present_counts_when_it_is_opened(
    window: MainWindow, hand: Hand
) -> None:
    window.facet_panel.open_only(["her2"])
    hand.click_value("her2", "positive")
    counted = {
        each.facet.id: {value.value: value.count for value in each.values}
        for each in facet_counts(window.workspace.catalogue, window.workspace.facets, window.state.query)
    }
    changed = 0
    for head in heads(window):
        facet = line_of(head).facet
        head.setExpanded(True)
        index = window.facet_panel.indexFromItem(head)
        shown = {line.value: line.count for line in values_below(index, window.facet_panel.model())}
        assert shown == counted[facet]
        changed += len(shown)
    assert changed > 50


@pytest.mark.parametrize("facet", ["phase", "drug_classes", "status"])
def test_the_heading_of_a_folded_facet_tells_at_once_how_much_is_chosen(window: MainWindow, facet: str) -> None:
    window.facet_panel.open_only([])
    value = next(value for each, value in window.facet_panel.values() if each == facet)
    window.state.toggle(facet, value)
    head = next(head for head in heads(window) if line_of(head).facet == facet)
    assert not head.isExpanded()
    assert line_of(head).chosen == 1


def test_groups_that_were_open_in_a_folded_facet_are_open_again(window: MainWindow, hand: Hand) -> None:
    panel = window.facet_panel
    opened = [name for name in panel.open_facets() if name.startswith("drug_classes")]
    assert len(opened) > 1
    panel.item("drug_classes", kind="facet").setExpanded(False)
    hand.click_value("her2", "positive")
    panel.item("drug_classes", kind="facet").setExpanded(True)
    assert [name for name in panel.open_facets() if name.startswith("drug_classes")] == opened
