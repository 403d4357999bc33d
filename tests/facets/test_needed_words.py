"""An expression is looked for only in texts with a word that it needs, so that the words must be worked out rightly."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.needed_words import guarded, needed_words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (r"\bplacebo[- ]controlled\b", ["controlled"]),
        (r"\b(?:guided|directed) by\b", ["directed", "guided"]),
        (r"\b(?P<what>usual care|(?:watchful )?waiting) or\b", ["usual care", "waiting"]),
        (r"placebos?\b|sham|(?:dummy)", ["dummy", "placebo", "sham"]),
        (r"tests+ed[^.]{10,160}with", ["tests"]),
        (r"(?<!placebo)(?=therapy)(?!dummy)(?:sham)?drug", ["drug"]),
        (r"(?:placebo|it)\b", []),
        (r"placebo|\w+", []),
        (r"placebo*\{arms\}", ["placeb"]),
        (r"(?:placebo){0,2}", []),
        (r"[placebo]", []),
    ],
)
def test_an_expression_needs_words_without_which_it_matches_nowhere(source: str, words: list[str]) -> None:
    assert sorted(needed_words(source)) == words


PARTS = st.sampled_from(["abcd", "bcda", " ", "a?", "b*", "cd+", "[ab]", ".", r"\b", "(?!ab)", "(?=bc)"])
SOURCES = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,2}"])).map(
            lambda each: f"(?:{each[0]}){each[1]}"
        ),
    ),
    max_leaves=6,
)


@given(SOURCES, SOURCES, st.text("abcd ", max_size=12))
def test_a_guarded_expression_finds_what_it_finds_anyway(one: str, other: str, text: str) -> None:
    source = f"{one}|{other}"
    assert [each.span() for each in guarded(source).finditer(text)] == [e.span() for e in re.finditer(source, text)]
    found = re.search(source, text)
    assert (guarded(source).search(text) is None) == (found is None)
