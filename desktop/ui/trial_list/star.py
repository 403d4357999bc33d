"""The star at the left of a trial in the list, and the decision on the trial in words."""

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QCoreApplication, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygonF

from desktop.ui.look.theme import colours

_LEFT = 7  # pixels
_INNER = 0.42  # share of the radius, at which the edges of the star meet


def star_room(metrics: QFontMetrics) -> int:
    """Return the width in pixels that the star takes from the title; it is as high as the letters."""
    return metrics.height() + 4


def star_box(cell: QRect, metrics: QFontMetrics) -> QRect:
    """Return the rectangle of the star in a title's cell."""
    size = metrics.height()
    return QRect(cell.left() + _LEFT, cell.top() + 7, size, size)


def paint_star(painter: QPainter, box: QRect, *, full: bool) -> None:
    """Paint a star: full for a trial on the current shortlist, else its outline."""
    now = colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(now.accent if full else now.faint))
    painter.setBrush(QColor(now.accent) if full else Qt.BrushStyle.NoBrush)
    painter.translate(box.center())
    painter.drawPolygon(_shape(box.width()))
    painter.restore()


@lru_cache(maxsize=8)  # one for each size of the text
def _shape(width: int) -> QPolygonF:
    """Return a star of a width in pixels round the origin."""
    points = []
    for corner in range(10):
        distance = width / 2 * (1 if corner % 2 == 0 else _INNER)
        angle = pi * corner / 5
        points.append(QPointF(distance * sin(angle), -distance * cos(angle)))
    return QPolygonF(points)


def decision_in_words(entry: tuple[str, str, str] | None) -> str:
    """Return the decision of an entry (shortlist, decision, reason) in words; "" if there is none yet."""
    if entry is None or entry[1] == "unseen":
        return ""
    words = {
        "include": QCoreApplication.translate("TrialTable", "Included"),
        "maybe": QCoreApplication.translate("TrialTable", "Maybe"),
        "exclude": QCoreApplication.translate("TrialTable", "Excluded"),
    }[entry[1]]
    return f"{words}: {entry[2]}" if entry[2] else words
