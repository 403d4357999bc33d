"""Imported text as HTML that shows exactly this text: Qt would take what looks like a tag for one."""


def tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text; Qt would take an imported "<img …>" for a picture to load."""
    return f"<qt>{plain_html(text)}</qt>"


def plain_html(text: str) -> str:
    """Return text as HTML that shows exactly this text, line ends as line breaks."""
    from html import escape  # not before it is needed: it would hold up the start

    return escape(text).replace("\n", "<br>")
