"""Small letters that leave every character at its place."""


def lowered(text: str) -> str:
    """Return a text in small letters with every character at its old place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
