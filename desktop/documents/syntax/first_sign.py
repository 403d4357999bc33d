"""Recognise the beginning of a text, after a byte-order mark and white space."""

_BEFORE = "\ufeff \t\r\n"


def begins_json(text: str) -> bool:
    """Return whether a text begins like a JSON object or list."""
    return text.lstrip(_BEFORE)[:1] in ("{", "[")


def begins_xml(text: str) -> bool:
    """Return whether a text begins like XML."""
    return text.lstrip(_BEFORE).startswith("<")
