"""The search field inside a facet of many values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTreeWidgetItem, QWidget

from desktop.ui.look.field_buttons import name_buttons
from desktop.ui.search.facet_item import line_of


class FacetFind(QWidget):
    """Report the text by which the user searches the values of a facet."""

    text_changed = Signal(str)

    def __init__(self, label: str, parent: QWidget) -> None:
        """Make the field of the facet with this label."""
        super().__init__(parent)
        box = QLineEdit(self)
        box.setPlaceholderText(self.tr("Find in {0}…").format(label.lower()))
        box.setAccessibleName(self.tr("Find in {0}").format(label))
        box.setClearButtonEnabled(True)
        name_buttons(box)
        box.textChanged.connect(self.text_changed)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(30, 2, 12, 4)
        inside.addWidget(box)


def show_only(head: QTreeWidgetItem, text: str) -> None:
    """Show only the values of a facet that contain a text in their label or in that of their group."""
    wanted = text.strip().casefold()
    for child in _children(head):
        line = line_of(child)
        if line.kind == "group":
            shown = [_hide_unless(each, wanted) for each in _children(child)]
            child.setHidden(not any(shown))
            if wanted and any(shown):
                child.setExpanded(True)
        elif line.kind == "value":
            _hide_unless(child, wanted)


def _hide_unless(item: QTreeWidgetItem, wanted: str) -> bool:
    line = line_of(item)
    shown = wanted in line.label.casefold() or wanted in line.group.casefold()
    item.setHidden(not shown)
    return shown


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place))]
