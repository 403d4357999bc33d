"""Large numbers with their thousands set apart."""

from PySide6.QtCore import QLocale

_ENGLISH = QLocale(QLocale.Language.English)  # as everything else the window says


def grouped(number: int) -> str:
    """Return a number with commas between its thousands, at which no line breaks."""
    return _ENGLISH.toString(number)


def grouped_in(said: str, number: int) -> str:
    """Return words that Qt put a number into, with the thousands of that number set apart."""
    return said.replace(str(number), grouped(number), 1)
