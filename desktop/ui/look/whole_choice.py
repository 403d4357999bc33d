"""A drop-down list that shows its choices in full, even if its field is narrow."""

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from desktop.ui.look.plain_html import show_tip


class WholeChoice(QComboBox):
    """Open a list as wide as its longest choice; the tooltip of the field is the current choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Only with this delegate the style sheet sets the distance between the choices.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.currentTextChanged.connect(lambda words: show_tip(self, words))

    def showPopup(self) -> None:
        """Open the list; compute its width again, because the text size may have changed."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        view.setMinimumWidth(view.sizeHintForColumn(0) + bar)
        super().showPopup()
