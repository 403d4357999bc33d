"""Wrap texts to a width; in any script, words are broken where their language allows it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_LONGEST = 1_500  # the maximum of letters to lay out; no cell shows more


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text in at most ``most`` lines that fit a width in pixels; the last one is elided if there is more."""
    text = " ".join(text[:_LONGEST].split())
    if not text:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1.0))
        if len(lines) == most - 1:
            rest = text[line.textStart() :]
            lines.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return lines
