"""The bar above a page: its controls are side by side, in several lines if needed."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.look.flow_layout import FlowLayout


def flow_bar(parent: QWidget) -> tuple[QFrame, FlowLayout]:
    """Return (an empty bar, the layout for its controls)."""
    bar = QFrame(parent)
    bar.setObjectName("bar")
    column = QVBoxLayout(bar)
    column.setContentsMargins(12, 8, 12, 8)
    line = QWidget(bar)
    column.addWidget(line)
    return bar, FlowLayout(line, 12)
