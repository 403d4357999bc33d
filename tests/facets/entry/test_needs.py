"""A rule is tried only where its pattern can match, so that what it needs must be worked out rightly."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.needs import MOST_NEEDED, Sieve, needs_of, needs_of_each
from tests.conftest import PROJECT

LEXICON = load_lexicon(PROJECT / "resources" / "reading")


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("ab", ["a", "b"]),
        ("a|b", ["ab"]),
        ("(?:a|b)c?d", ["ab", "d"]),
        ("a{0,3}b{1,2}?c{2}", ["b", "c"]),
        ("(?P<who>a(?:b|c))+", ["a", "bc"]),
        ("a*", []),
        ("a|b?", []),
        ("(?!a)b(?=c)", ["b", "c"]),
        ("(?<=a)b(?<!c)", ["a", "b"]),
        ("(?>ab{0,8}+)", ["a"]),
        ("^.(?:a|(?:b|c)d)$", ["ad"]),
    ],
)
def test_a_pattern_needs_the_letters_that_stand_in_every_match(pattern: str, needed: list[str]) -> None:
    assert sorted("".join(sorted(each)) for each in needs_of(pattern)) == sorted(needed)


ATOMS = st.sampled_from("abc") | st.just(".")
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,2}", "{2}", "+?"])).map(
            lambda each: f"(?:{each[0]}){each[1]}"
        ),
        inner.map(lambda each: f"(?={each})"),
        inner.map(lambda each: f"(?!{each})"),
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abcd", max_size=8))
def test_a_text_in_which_a_pattern_matches_holds_what_it_needs(pattern: str, text: str) -> None:
    if re.search(pattern, text):
        assert all(each & set(text) for each in needs_of(pattern))


@given(st.lists(PATTERNS, min_size=1, max_size=3), st.text("abcd", max_size=8))
def test_a_text_in_which_a_pattern_matches_holds_what_one_of_its_alternatives_needs(
    alternatives: list[str], text: str
) -> None:
    if re.search(pattern := "|".join(alternatives), text):
        assert any(all(each & set(text) for each in own) for own in needs_of_each(pattern))


def test_most_shipped_rules_need_something() -> None:
    for language in LEXICON.languages.values():
        needy = [rule for rule in language.rules if all(rule.needs)]
        assert len(needy) > 0.9 * len(list(language.rules))
        ways = [(rule, "".join(min(each) for each in own)) for rule in needy for own in rule.needs]
        assert all(rule in language.rules.worth_trying(text) for rule, text in ways)


LETTERS = st.sets(st.sampled_from("abcd"), max_size=3).map(frozenset)


NEEDS = st.lists(LETTERS, max_size=MOST_NEEDED + 1).map(tuple)


@given(st.lists(st.lists(NEEDS, max_size=3), max_size=5), st.text("abcde", max_size=6))
def test_a_rule_passes_for_a_text_that_holds_a_letter_of_each_of_the_first_sets_of_one_of_its_alternatives(
    needs: list[list[tuple[frozenset[str], ...]]], text: str
) -> None:
    met = [
        place
        for place, rule in enumerate(needs)
        if any(all(each & set(text) for each in own[:MOST_NEEDED]) for own in rule)
    ]
    assert list(Sieve(needs).passed(text)) == met


def test_a_rule_passes_on_its_sides_alone_and_one_without_sides_on_all() -> None:
    sieve = Sieve([[(frozenset("a"),)]] * 3, [frozenset(("in",)), frozenset(), frozenset(("in", "out"))])
    sides = ("in", "out", "prose", "")
    assert [list(sieve.passed("ab", side)) for side in sides] == [[0, 1, 2], [1, 2], [1], [0, 1, 2]]
    assert not list(sieve.passed("b", "in"))
