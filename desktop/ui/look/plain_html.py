"""Escape imported text in tooltips, because Qt would treat text that looks like a tag as HTML."""

from PySide6.QtWidgets import QWidget

# Not `html.escape`: that module would be loaded for the first tooltip of the window, with the names of all characters.
_AS_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})


def tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text, with its line breaks."""
    return f"<qt>{text.translate(_AS_HTML)}</qt>"


def show_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip, and a screen reader the plain text, because it would read out the tags."""
    widget.setToolTip(tooltip(text))
    widget.setAccessibleDescription(text)
