"""A sentence becomes tokens, the longest known phrase at each place, whether they are asked for singly or together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.people import find_people
from desktop.facets.entry.prior_lines import find_prior_lines
from desktop.facets.entry.tokens import row_of, tokens_of
from desktop.facets.entry.words import WordList, words_of
from desktop.facets.small_letters import lowered
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

WORDS = words_of(
    (
        WordList("her2", ("HER2", "HER-2/neu", "=HER II"), (), ()),
        WordList("no", ("no", "lack of"), (), ()),
        WordList("line", ("line of therapy", "line"), (), ()),
    ),
    "words.toml",
)
PIECES = st.lists(
    st.sampled_from(
        ["HER", "her", "2", "II", "-", "/", "neu", "no", "lack", "of", "line", "therapy", "+", "²", "ſ", " "]
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("HER2 line", ["her2", "line"]),
        ("HER-2/neu, no line of therapy", ["her2", "comma", "no", "line"]),
        ("HER II or her ii", ["her2", "word", "word", "word"]),
        ("lack of a line of 2.5", ["no", "word", "line", "word", "number"]),
        ("* HER2 line", ["her2", "line"]),
        ("2) HER2 line", ["her2", "line"]),
        ("(b) HER2 line", ["her2", "line"]),
        ("3.1. HER2 line", ["her2", "line"]),
        ("1. line", ["number", "stop", "line"]),
        ("(HER2) line", ["open", "her2", "close", "line"]),
        ("*", []),
        ("", []),
    ],
)
def test_the_longest_phrase_counts(text: str, kinds: list[str]) -> None:
    assert row_of(text, WORDS).kinds == kinds


@given(PIECES)
def test_tokens_are_the_same_asked_for_singly_or_together(pieces: list[str]) -> None:
    text = "".join(pieces)
    row, tokens = row_of(text, WORDS), tokens_of(text, WORDS)
    assert [each.kind for each in tokens] == row.kinds
    assert [each for place in range(len(tokens)) for each in row.between(place, place + 1)] == tokens
    assert all("".join(each.text.split()) == "".join(lowered(text)[each.start : each.end].split()) for each in tokens)


@pytest.mark.parametrize("text", ["No prior lines ² of chemotherapy for metastatic disease", "Age ² 18 years or older"])
def test_a_raised_figure_counts_nothing(text: str) -> None:
    lexicon = load_eligibility_lexicon(PROJECT / "resources" / "reading")
    reading = opened(a_trial(eligibility=criteria((text,))))
    assert find_prior_lines(reading, lexicon) or find_people(reading, lexicon)
