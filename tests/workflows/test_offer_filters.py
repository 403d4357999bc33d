"""Words of a search that are filters are offered as such."""

import tomllib
from typing import Any

import pytest

from desktop.catalogue.finding.query import parse_query
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.workflows.complete_words import plain_letters
from desktop.workflows.offer_filters import FILE, SearchWords

CONTENT = tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words(vocabularies: Vocabularies) -> SearchWords:
    return SearchWords(RESOURCES, vocabularies.facets)


@pytest.mark.parametrize("example", CONTENT["match"], ids=lambda each: each["text"])
def test_the_filter_of_each_text_that_must_match_is_offered(example: dict[str, str], words: SearchWords) -> None:
    query = parse_query(example["text"], words.facets).query
    wanted = parse_query(example["query"], words.facets).query.selected
    (offer,) = words.offers(query)
    assert offer.query.selected == wanted
    assert offer.words in example["text"]
    assert offer.words not in offer.query.text


@pytest.mark.parametrize("example", CONTENT["reject"], ids=lambda each: each["text"])
def test_no_filter_is_offered_for_a_text_that_must_be_rejected(example: dict[str, str], words: SearchWords) -> None:
    assert words.offers(parse_query(example["text"], words.facets).query) == ()


@pytest.mark.parametrize("entry", CONTENT["filter"], ids=lambda each: each["words"][0])
def test_the_words_of_the_file_are_plain_and_mean_known_filters(entry: dict[str, Any], words: SearchWords) -> None:
    parsed = parse_query(entry["query"], words.facets)
    assert (parsed.problems, parsed.query.text) == ((), "")
    assert parsed.query.selected
    assert all(each == plain_letters(each) for each in entry["words"])


def test_each_name_that_is_not_taken_alone_is_that_of_a_value_or_of_no_use(words: SearchWords) -> None:
    for name in CONTENT["not_alone"]:
        assert words.offers(parse_query(name, words.facets).query) == (), name


def test_several_filters_are_offered_in_their_order_and_a_filter_in_force_is_not(words: SearchWords) -> None:
    query = parse_query("recruiting in Germany phase III", words.facets).query
    offers = words.offers(query)
    assert [each.label for each in offers] == ["Recruitment: Open", "Country: Germany", "Phase: 3"]
    assert offers[1].query.text == "recruiting in phase III"
    assert words.offers(parse_query("country:Germany Germany", words.facets).query) == ()
