import pytest

from desktop.exports.printable import printable


@pytest.mark.parametrize("structural", ["\x00", "\x1b", "\ud800", "\ufdd0", "\ufffc", "\uffff", "\x86"])
def test_characters_that_cannot_be_printed_are_replaced(structural: str) -> None:
    assert printable(f"a{structural}b") == "a\ufffdb"


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\ufeff", "\u202e", "\u2066"])
def test_invisible_characters_do_not_split_a_word(invisible: str) -> None:
    assert printable(f"HER2-{invisible}positive") == "HER2-positive"


def test_every_kind_of_line_end_becomes_one() -> None:
    assert printable("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
