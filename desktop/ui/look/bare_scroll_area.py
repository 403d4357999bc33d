"""An area that scrolls a part of a dialog and looks as if it were not there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def bare_scroll_area(inside: QWidget, parent: QWidget) -> QScrollArea:
    """Return a widget in an area without frame, ground and keyboard focus of its own."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # A viewport of ours: asked for its own, Qt for Python would first make all its kinds of enumerations, which takes
    # a twentieth of the start. A plain widget has no ground.
    area.setViewport(QWidget())
    area.setWidgetResizable(True)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    return area
