"""A hint finds exactly the texts in which one of its words stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.hints import Hint

WORDS = st.lists(st.text(alphabet="abz2.(- ", min_size=1, max_size=5), min_size=1, max_size=6)
EXACT = st.lists(st.text(alphabet="aAbBZ2", min_size=1, max_size=3), min_size=1, max_size=4)


@given(WORDS, st.text(alphabet="abz2.(- x", max_size=30))
def test_a_hint_finds_its_words_and_nothing_else(words: list[str], text: str) -> None:
    assert bool(Hint(words).search(text)) == any(word in text for word in words)


@given(WORDS, EXACT, st.text(alphabet="aAbBzZ2.(- x", max_size=30))
def test_exact_words_keep_their_capitals_and_the_others_do_not(words: list[str], exact: list[str], text: str) -> None:
    expected = any(word in text.lower() for word in words) or any(word in text for word in exact)
    assert bool(Hint(words, exact).search(text)) == expected


@pytest.mark.parametrize(("text", "found"), [("Hormone", True), ("ER+", True), ("her", False), ("ERBB2", True)])
def test_words_of_receptors_are_told_from_letters_of_other_words(text: str, found: bool) -> None:
    assert bool(Hint(["hormon"], exact=["ER"]).search(text)) is found
