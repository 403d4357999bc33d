import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.syntax.wrapped_text import BULLET, tidy_lines, unwrap


def test_a_wrapped_paragraph_is_one_line_and_paragraphs_stay_apart() -> None:
    assert unwrap("\n   one\n   two\n\n   three\n") == "one two\n\nthree"


def test_list_items_keep_their_mark_and_their_depth() -> None:
    text = "    Head:\n\n      -  item that is\n         wrapped\n\n           1. sub-item\n\n      -  next\n"
    assert unwrap(text) == "Head:\n\n  - item that is wrapped\n       1. sub-item\n  - next"


def test_a_wrapped_line_that_begins_with_a_number_is_no_item() -> None:
    assert unwrap("  - allowed in group\n    7. Previous therapy") == "- allowed in group 7. Previous therapy"


def test_items_without_empty_lines_between_are_items() -> None:
    assert unwrap("  - one\n  - two\n    goes on\n  - three") == "- one\n- two goes on\n- three"


@pytest.mark.parametrize(
    "line",
    ["- a", "* a", "• a", "•a", "1. a", "12) a", "1)a", "(a) b", "a) b", "b. c", "ii) a", "-Age", "o Age", "2.1.3 a"],
)
def test_list_marks_are_known(line: str) -> None:
    assert BULLET.match(line)


@pytest.mark.parametrize(
    "line", ["1.5 x ULN", "-5 kg", "E. coli", "18 years", "and", "I am", "(see below)", "2.5 mg", "open", "-"]
)
def test_what_only_looks_like_a_mark_is_none(line: str) -> None:
    assert not BULLET.match(line)


def test_tidy_lines_keep_the_lines() -> None:
    assert tidy_lines(" one  two\r\nthree\r\n\r\n\r\n\r\nfour ") == "one two\nthree\n\nfour"


@given(st.text(alphabet="ab -1.\n\r\t•", max_size=200))
def test_unwrapping_loses_nothing_but_white_space(text: str) -> None:
    assert "".join(unwrap(text).split()) == "".join(text.split())
