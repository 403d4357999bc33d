"""Escape imported text in tooltips, because Qt would treat text that looks like a tag as HTML."""

from html import escape

from PySide6.QtWidgets import QWidget


def tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text, with its line breaks."""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"


def show_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip, and a screen reader the plain text, because it would read out the tags."""
    widget.setToolTip(tooltip(text))
    widget.setAccessibleDescription(text)
