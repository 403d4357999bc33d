"""Name the buttons inside a text field, to which Qt gives icons but no words."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QToolButton


def name_buttons(field: QLineEdit) -> None:
    """Name the buttons of a field for assistive technology: that which clears it, and one in front of its words."""
    clear, begin = (QCoreApplication.translate("Fields", each) for each in ("Clear", "Search"))
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(begin if button.defaultAction() or button.actions() else clear)
