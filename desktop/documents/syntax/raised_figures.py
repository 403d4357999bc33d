"""Write superscripts as raised characters, so that "10⁹/L" does not become 109/L."""

_RAISED = str.maketrans("0123456789+-−–‐‑", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁻")
_WRITABLE = frozenset("0123456789+-−–")


def as_power(figure: str) -> str:
    """Return a number with raised digits and signs."""
    return figure.translate(_RAISED)


def can_have_power(before: str) -> bool:
    """Return whether a superscript after a text can be a power; a superscript before a word is a mass number."""
    return before[-1:].isalnum() or before[-1:] in (")", "]", "%")


def raised(text: str, before: str) -> str:
    """Return the plain text of a superscript that follows the text ``before``.

    A power is raised. Unchanged are mass numbers of isotopes, which come before a word ("18F"), and words and single
    signs ("HER2−"), which are clear without raising.
    """
    is_number = _WRITABLE.issuperset(text) and any(letter.isdecimal() for letter in text)
    return as_power(text) if is_number and can_have_power(before) else text
