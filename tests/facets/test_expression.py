"""An expression tried on small letters finds what it would find while ignoring case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import VocabularyError
from desktop.facets.expression import Expression
from desktop.facets.small_letters import lowered

SOURCES = (
    r"HER[\s-]*(?:2|II)",
    r"(?P<top>[A-C]\S) | \bOR\b",
    r"(?-i:\bER\b)(?:\s?\+)?",
    r"ab | a | \W\D",
    r"\bher\  | \b(?P<top>o|\bO)r | []|(]b | \bI\b|\ba(?:b|(?!c)) | -\b",
    "\\ba|\\bo # (",
)
TEXT = st.text(alphabet="HERher2 IiabcABCSor+-\n", max_size=40)


@given(st.sampled_from(SOURCES), TEXT)
def test_it_matches_where_a_search_without_case_does(source: str, text: str) -> None:
    expected = [match.span() for match in re.finditer(source, text, re.IGNORECASE | re.VERBOSE)]
    expression = Expression(source, "")
    assert [match.span() for match in expression.finditer(text, lowered(text))] == expected


@given(st.sampled_from(SOURCES), TEXT)
def test_places_are_all_beginnings_overlapping_ones_too(source: str, text: str) -> None:
    compiled = re.compile(source, re.IGNORECASE | re.VERBOSE)
    expected = tuple(place for place in range(len(text)) if compiled.match(text, place))
    expression = Expression(source, "")
    assert expression.places(text, lowered(text)) == expected
    assert expression.places(text, lowered(text)) == expected


def test_a_fault_is_told_when_the_expression_is_first_used() -> None:
    expression = Expression("(", "colour.toml, rule red, pattern")
    with pytest.raises(VocabularyError, match=r"colour\.toml, rule red, pattern: not a regular expression"):
        _ = expression.compiled
