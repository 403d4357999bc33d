"""Names inside running text: the longest at each place, with or without the punctuation between their words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.drugs.inside import NamesInside
from desktop.facets.drugs.terms import trie_pattern

NAMES = ("t-dm1", "folinic acid", "acid", "nab-paclitaxel", "paclitaxel", "nab paclitaxel albumin")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t-dm1 or tdm1, t / dm1", ["t-dm1", "tdm1"]),
        ("folinic acid and folinicacid", ["folinic acid", "folinicacid"]),
        ("pacli-taxel, xpaclitaxel, paclitaxels", []),
        ("nab-paclitaxel-albumin; nab-paclitaxel (albumin)", ["nab-paclitaxel-albumin", "nab-paclitaxel (albumin"]),
        ("nab-paclitaxel   albumin", ["nab-paclitaxel"]),
        ("nab_paclitaxel", ["nab_paclitaxel"]),
        ("nab-acid", ["acid"]),
    ],
)
def test_the_longest_name_is_found_at_each_place(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in NamesInside(NAMES).spans(text)] == found


WORDS = st.sampled_from(sorted({word for name in NAMES for word in re.findall(r"[a-z0-9]+", name)} | {"x"}))
GAPS = st.sampled_from(["", "-", " ", "_", "- ", "   ", ". "])


@given(st.lists(st.tuples(WORDS, GAPS), max_size=8).map(lambda parts: "".join(part for pair in parts for part in pair)))
def test_it_finds_what_one_expression_for_all_names_does(text: str) -> None:
    expression = re.compile(rf"(?<![^\W_])(?:{trie_pattern(NAMES)})(?![^\W_])")
    assert list(NamesInside(NAMES).spans(text)) == [match.span() for match in expression.finditer(text)]
