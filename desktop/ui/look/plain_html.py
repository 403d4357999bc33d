"""Imported text in a tooltip: Qt would take what looks like a tag for one."""

from html import escape


def tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text, line ends as line breaks."""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"
