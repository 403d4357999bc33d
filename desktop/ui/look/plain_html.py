"""Imported text in a tooltip, escaped, since Qt would treat text that looks like a tag as HTML."""

from html import escape


def tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text, with its line breaks."""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"
