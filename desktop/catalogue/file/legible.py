"""Texts out of a file in which bits may have flipped: the type of a column can change with them."""


def as_text(stored: object) -> str:
    """Return a stored text as it is, or what can be made out of it if it is no text any more."""
    return stored if isinstance(stored, str) else legible(stored)


def legible(stored: object) -> str:
    """Return what can be made out of a text that may be damaged, on one line; "?" if nothing."""
    text = stored.decode("utf-8", "replace") if isinstance(stored, bytes) else str(stored)
    return " ".join("".join(each if each.isprintable() else " " for each in text).split()) or "?"
