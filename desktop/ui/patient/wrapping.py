"""Wrap the words in the cells of a tree, with the height that they need."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

_MARGIN = 10  # pixels beside the words
_MOST_LINES = 6


class WrappingDelegate(QStyledItemDelegate):
    """Set the height of a cell for the wrapped words; by default a tree cuts them after the first line."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a size in the width of the column."""
        metrics = option.fontMetrics
        width = max(1, self._tree.columnWidth(index.column()) - _MARGIN)
        words = str(index.data() or "")
        box = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, words)
        line = metrics.lineSpacing()
        return QSize(width, min(box.height(), _MOST_LINES * line) + line // 3)
