"""Looked up word by word, hints are found in the sentences in which they are found one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets import hinted_words
from desktop.facets.hinted_words import HintedWords
from desktop.facets.hints import Hint
from desktop.facets.reading import Reading
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from tests.examples import a_trial

VOCABULARIES = load_vocabularies(RESOURCES)
WORDS = st.lists(st.text(alphabet="abcT1 -,(", min_size=1, max_size=7).filter(str.strip), min_size=1, max_size=4)
TEXTS = st.text(alphabet="abcdT1 -,(.\nİ", max_size=90)


def hinted(text: str, hint: Hint, words: HintedWords) -> list[str]:
    return [each.text for each in Reading(a_trial(summary=text or "x"), words).hinted("brief_summary", hint)]


@given(WORDS.map(lambda words: [each.lower() for each in words]), st.one_of(st.just([]), WORDS), TEXTS)
def test_a_listed_hint_is_found_where_it_is_found_alone(words: list[str], exact: list[str], text: str) -> None:
    hint, other = Hint(words, exact), Hint(["abc", "b c"])
    listed = HintedWords((other, hint, other))
    for each in (hint, other):
        assert hinted(text, each, listed) == hinted(text, each, HintedWords())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hormone-receptor status", True),
        ("hormone (receptor)", False),
        ("HER2", True),
        ("her", False),
        ("CANCER", True),
    ],
)
def test_words_of_several_parts_are_looked_at_in_the_text(text: str, found: bool) -> None:
    hint = Hint(["hormone-receptor", "hormone receptor"], exact=["ER"])
    assert bool(hinted(text, hint, HintedWords([hint]))) is found


def test_most_hints_of_the_vocabularies_are_listed() -> None:
    words = VOCABULARIES.hinted_words
    books = (VOCABULARIES.phrases.setting, VOCABULARIES.phrases.brain_metastases, VOCABULARIES.phrases.ecog)
    hints = [VOCABULARIES.eligibility.hints.either, *(each for book in books for each in book.hints.values())]
    assert all(words.listed(each).surely for each in hints)


def test_no_more_words_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hinted_words, "_MOST_REMEMBERED", 10)
    words = HintedWords([Hint(["rose"])])
    bit = words.of("a rose")
    assert all(words.of(f"w{number} rose-{number}") == bit for number in range(100))
    assert len(words) <= 10
    words.of("x" * 1_000)
    assert all(len(each) < 1_000 for each in words)
