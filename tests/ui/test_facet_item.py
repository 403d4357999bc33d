from collections.abc import Callable

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from desktop.ui.search.facet_item import Line, fitted

pytestmark = pytest.mark.usefixtures("qapp")
LINE = Line("value", "her2", "Ultralow (IHC >0 <1+)", "ultralow", 5, short="Ultralow", numbers=(5, 12_345))


def wide(text: str) -> int:
    return QFontMetrics(QFont()).horizontalAdvance(text)


@pytest.mark.parametrize(
    ("width", "words", "number"),
    [
        (lambda: 1_000, "Ultralow (IHC >0 <1+)", "5 / 12,345"),
        (lambda: wide("Ultralow (IHC >0 <1+)"), "Ultralow", "5 / 12,345"),
        (lambda: wide("Ultralow") + wide("5") + 8, "Ultralow", "5"),
        (lambda: wide("Ultral") + wide("5") + 8, "Ult", "5"),
    ],
    ids=["all", "the short label", "one count", "elided"],
)
def test_a_line_says_as_much_as_fits(width: Callable[[], int], words: str, number: str) -> None:
    shown = fitted(LINE, QFontMetrics(QFont()), width())
    assert shown[0].startswith(words)
    assert len(shown[0]) <= len(words) + 3
    assert shown[1] == number


def test_words_that_fit_are_never_shortened() -> None:
    bare = Line("value", "phase", "Phase 2", "2", 7)
    assert fitted(bare, QFontMetrics(QFont()), wide("Phase 2") + wide("7") + 8) == ("Phase 2", "7")
