"""How a text begins, behind the mark of its byte order and white space."""

_BEFORE = "\ufeff \t\r\n"


def begins_json(text: str) -> bool:
    """Tell whether a text begins as an object or a list of JSON does."""
    return text.lstrip(_BEFORE)[:1] in ("{", "[")


def begins_xml(text: str) -> bool:
    """Tell whether a text begins as XML does."""
    return text.lstrip(_BEFORE).startswith("<")
