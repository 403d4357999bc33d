"""Large numbers with commas between their thousands."""

from PySide6.QtCore import QLocale

_ENGLISH = QLocale(QLocale.Language.English)  # the language of the whole window


def with_thousands(number: int) -> str:
    """Return a number with commas between its thousands; no line breaks at a comma."""
    return _ENGLISH.toString(number)


def with_thousands_in(text: str, number: int) -> str:
    """Return a text in which Qt has put a number, with commas between the thousands of that number."""
    return text.replace(str(number), with_thousands(number), 1)
