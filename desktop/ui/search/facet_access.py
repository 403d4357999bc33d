"""Make the facet panel accessible: name, description and tick of each line, and toggling."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from desktop.ui.look.thousands import with_thousands
from desktop.ui.search.facet_item import Line

_CHECKABLE = ("value", "group", "switch")
_CHECKED_AS = {
    "none": Qt.CheckState.Unchecked,
    "selected": Qt.CheckState.Checked,
    "partly": Qt.CheckState.PartiallyChecked,
    "excluded": Qt.CheckState.Unchecked,  # the description says whether a facet is open
}


def show_to_reader(item: QTreeWidgetItem, line: Line, before: Line | None = None) -> None:
    """Give an item the name, description and tick of its line, where they are not those of the line ``before``."""
    if before is None or before.label != line.label:
        name = f"Find in {line.label}" if line.kind == "search" else line.label
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, name)
    item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, described(line))
    if line.kind in _CHECKABLE and (before is None or before.mark != line.mark):
        item.setCheckState(0, _CHECKED_AS[line.mark])


def described(line: Line) -> str:
    """Return the description of a line for a screen reader: numbers of trials and of chosen values."""
    if line.kind == "facet":
        return f"{with_thousands(line.chosen)} chosen" if line.chosen else ""
    return ", ".join(filter(None, ("excluded" if line.mark == "excluded" else "", *_numbers(line))))


def _numbers(line: Line) -> list[str]:
    """Return the number of trials; for two numbers, also what each counts."""
    if len(line.numbers) == len(line.counted) == 2:
        return [f"{with_thousands(n)} {words}" for n, words in zip(line.numbers, line.counted, strict=True)]
    numbers = line.numbers or (() if line.count is None else (line.count,))
    counts = " or ".join(map(with_thousands, numbers))
    return [f"{counts} {'trial' if counts == '1' else 'trials'}"] if counts else []


def let_toggle(tree: QTreeWidget, toggle: Callable[[QTreeWidgetItem], None]) -> None:
    """Call a function when assistive technology toggles an item, which Qt reports as a selection."""
    tree.setSelectionMode(tree.SelectionMode.MultiSelection)
    tree.setSelectionBehavior(tree.SelectionBehavior.SelectItems)

    def toggle_selected() -> None:
        chosen = tree.selectedItems()
        tree.clearSelection()
        for item in chosen:
            toggle(item)

    tree.itemSelectionChanged.connect(toggle_selected)
