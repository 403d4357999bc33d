"""Read texts from a damaged file; a flipped bit can even change the type of a column."""


def as_text(stored: object) -> str:
    """Return a stored text, or what is still legible if it is no longer a text."""
    return stored if isinstance(stored, str) else legible(stored)


def legible(stored: object) -> str:
    """Return the legible part of a text that may be damaged, on one line; "?" if nothing is legible."""
    text = stored.decode("utf-8", "replace") if isinstance(stored, bytes) else str(stored)
    return " ".join("".join(each if each.isprintable() else " " for each in text).split()) or "?"
