"""Write raised figures as characters of their own, so that "10⁹/L" does not become 109/L."""

_RAISED = str.maketrans("0123456789+-−–‐‑", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁻")
_WRITABLE = frozenset("0123456789+-−–")


def as_power(figure: str) -> str:
    """Return a figure with its digits and signs raised."""
    return figure.translate(_RAISED)


def can_have_power(before: str) -> bool:
    """Tell whether what stands behind a text can be its power; before a word stands the mass number of an isotope."""
    return before[-1:].isalnum() or before[-1:] in (")", "]", "%")


def raised(text: str, before: str) -> str:
    """Return a superscript as it is written behind ``before``, the text in front of it.

    A power is raised. What stands before a word is the mass number of an isotope ("18F"), and words and lone signs
    ("HER2−") can be told apart without being raised: they stay as they are.
    """
    is_number = _WRITABLE.issuperset(text) and any(letter.isdecimal() for letter in text)
    return as_power(text) if is_number and can_have_power(before) else text
