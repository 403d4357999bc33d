import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.syntax.markdown_text import prose, unescaped


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        (r"HER2 \>= 2\+", "HER2 >= 2+"),
        (r"1\) one", "1) one"),
        (r"\[a\] \~ \_b\_ m\^2 \& \*", "[a] ~ _b_ m^2 & *"),
        (r"C:\new", r"C:\new"),
        (r"a \\> b", r"a \> b"),
    ],
)
def test_escapes_are_undone_before_signs_only(markdown: str, plain: str) -> None:
    assert unescaped(markdown) == plain


def test_lists_keep_their_nesting_and_lines_lose_their_spaces() -> None:
    assert prose("\nOne  two \n\n\n\n* a\n    * b \n\n") == "One two\n\n* a\n    * b"


def test_the_authors_own_number_is_an_items_only_mark() -> None:
    assert (
        prose("* 1\\. Age\n  * 2\\) Sex\n3. 4\\. More\n* 1. Not escaped")
        == "1. Age\n  2) Sex\n4. More\n* 1. Not escaped"
    )


@given(st.text(alphabet="a* \n\t-1."))
def test_no_word_is_lost_and_tidying_twice_changes_nothing(text: str) -> None:
    once = prose(text)
    assert once.split() == text.split()
    assert prose(once) == once
