"""Write raised figures as characters of their own, so that "10⁹/L" does not become 109/L."""

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_WRITABLE = frozenset("0123456789+-−–")


def raised(text: str, before: str) -> str:
    """Return a superscript as it is written behind ``before``, the text in front of it.

    A power is raised. What stands before a word is the mass number of an isotope ("18F"), and words and lone signs
    ("HER2−") can be told apart without being raised: they stay as they are.
    """
    is_number = _WRITABLE.issuperset(text) and any(letter.isdecimal() for letter in text)
    is_power = before[-1:].isalnum() or before[-1:] in (")", "]", "%")
    return text.translate(_RAISED) if is_number and is_power else text
