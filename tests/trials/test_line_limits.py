"""Earlier lines as limits, in numbers and in words."""

import pytest

from desktop.trials.line_limits import line_limits, lines_in_words


@pytest.mark.parametrize(
    ("values", "limits", "words"),
    [
        ((), (None, None), ""),
        (("not_stated",), (None, None), ""),
        (("not_in_document",), (None, None), ""),
        (("0",), (None, 0), "none"),
        (("0", "1", "2"), (None, 2), "up to 2"),
        (("1",), (1, 1), "1"),
        (("1", "2", "3"), (1, 3), "1 to 3"),
        (("2", "3", "4", "5", "6", "7"), (2, None), "at least 2"),
        (tuple("01234567"), (None, None), "any number"),
        (("0", "2"), (None, 2), "0, 2"),
        (("7",), (7, None), "at least 7"),
    ],
)
def test_values_are_limits(values: tuple[str, ...], limits: tuple[int | None, int | None], words: str) -> None:
    assert (line_limits(values), lines_in_words(values)) == (limits, words)
