import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics

from desktop.ui.trial_list.trial_cell import broken, remarked

pytestmark = pytest.mark.usefixtures("qapp")
WORDS = st.lists(st.text("abcdefgh-≥漢", min_size=1, max_size=14), max_size=12)


@given(WORDS, st.integers(20, 300), st.integers(1, 4))
def test_a_text_is_broken_into_lines_as_full_as_they_can_be(words: list[str], width: int, most: int) -> None:
    metrics = QFontMetrics(QFont())

    def wide(some: list[str]) -> int:
        return metrics.horizontalAdvance(" ".join(some))

    lines = broken(" ".join(words), metrics, width, most)
    assert 1 <= len(lines) <= most
    for line in lines[:-1]:
        count = len(line.split())
        assert wide(words[: count + 1]) > width, "a line takes all the words that fit"
        if wide(words[:count]) <= width:
            assert line == " ".join(words[:count])
        else:
            assert count == 1, "only a single word may be elided before the last line"
        words = words[count:]
    if wide(words) <= width:
        assert lines[-1] == " ".join(words)


def test_nothing_is_one_empty_line() -> None:
    assert broken("  ", QFontMetrics(QFont()), 100, 3) == [""]


@pytest.mark.parametrize(
    ("room_for", "lines", "below"),
    [
        ("Active, not recruiting · Nov 2021", ["Active, not recruiting · Nov 2021"], ""),
        ("Active, not recruiting", ["Active, not recruiting"], "Nov 2021"),
        ("Active, not", ["Active, not", "recruiting"], "Nov 2021"),
    ],
)
def test_a_date_stands_behind_its_status_or_below_it_and_is_never_the_first_to_be_cut(
    room_for: str, lines: list[str], below: str
) -> None:
    metrics = QFontMetrics(QFont())
    width = metrics.horizontalAdvance(room_for)
    assert remarked("Active, not recruiting", "Nov 2021", metrics, width) == (lines, below)


def test_a_status_without_a_date_may_take_all_lines() -> None:
    metrics = QFontMetrics(QFont())
    assert remarked("a b c", "", metrics, metrics.horizontalAdvance("a")) == (["a", "b", "c"], "")
