"""The search field inside a facet of many values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ui.look.field_buttons import name_buttons


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
