import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.catalogue.finding.query_tokens import MOST_WORDS, search_terms
from desktop.facets.definitions import load_facets
from desktop.paths import RESOURCES
from desktop.trials.facets import Facets

FACETS: Facets = load_facets(RESOURCES / "facets.toml", [])


def parsed(text: str) -> TrialQuery:
    return parse_query(text, FACETS).query


def test_facet_pairs_and_words_are_told_apart() -> None:
    query = parsed('her2:positive phase:2 trastuzumab "brain metastases" -pregnan*')
    assert query.selected == {("her2", "positive"), ("phase", "2")}
    assert query.text == 'trastuzumab "brain metastases" -pregnan*'


def test_a_minus_excludes_and_a_comma_means_or() -> None:
    query = parsed("-status:completed her2:low,negative")
    assert query.excluded == {("status", "completed")}
    assert query.selected == {("her2", "low"), ("her2", "negative")}


def test_an_alias_names_the_same_facet() -> None:
    assert parsed("class:not_stated") == parsed("drug_classes:not_stated")


def test_an_unknown_value_is_a_problem_and_filters_nothing() -> None:
    result = parse_query("her2:blue", FACETS)
    assert result.query.is_empty()
    assert result.problems == ("HER2 status has no value “blue”.",)


@pytest.mark.parametrize(
    "text", ['"her2', "NEAR(", "title:", "*", "((((", "100%", "-", '-"', ":", "AND OR NOT", "a\x00b"]
)
def test_nothing_typed_is_an_error(text: str) -> None:
    assert parse_query(text, FACETS).problems == ()


def test_words_that_must_not_occur_are_apart() -> None:
    assert search_terms('breast -"prior therapy" taxan*') == (("breast", "taxan*"), ('"prior therapy"',))


def test_a_query_says_itself_in_words() -> None:
    words = parsed("her2:positive,low -status:completed trastuzumab").describe(FACETS)
    assert words == "HER2 status: Low, Positive · not Recruitment status: Completed · text: trastuzumab"


def test_of_two_readings_of_a_facet_one_is_enough_and_the_words_say_so() -> None:
    words = parsed("her2:low phase:2 her2~low status:completed recruitment:open").describe(FACETS).split(" · ")
    assert words == [
        "HER2 status: Low or HER2 status (would accept): Low",
        "Phase: 2",
        "Recruitment: Open or Recruitment status: Completed",
    ]
    both = parsed("-her2:low -her2~low").describe(FACETS)
    assert both == "not HER2 status: Low · not HER2 status (would accept): Low"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import:648/eligibility", "Import: no. 648, changed in eligibility"),
        ("import:7", "Import: no. 7"),
        ("import:7/joined", "Import: no. 7, joined"),
        ("changed:eligibility since:2026-11-01", "New or changed since: 1 Nov 2026, eligibility"),
        ("since:2026-11", "New or changed since: Nov 2026"),
    ],
)
def test_values_of_two_parts_are_said_in_words(text: str, words: str) -> None:
    assert parsed(text).describe(FACETS) == words


def test_a_click_selects_and_a_second_click_deselects() -> None:
    once = TrialQuery().toggled("phase", "2")
    assert once.selected == {("phase", "2")}
    assert once.toggled("phase", "2") == TrialQuery()


def test_excluding_ends_the_selection_of_the_same_value() -> None:
    query = TrialQuery().toggled("phase", "2").excluding("phase", "2")
    assert (query.selected, query.excluded) == (frozenset(), {("phase", "2")})


pairs = st.sampled_from([(facet.id, value.id) for facet in FACETS.all for value in facet.values])


@given(st.frozensets(pairs, max_size=6), st.frozensets(pairs, max_size=6), st.text())
def test_a_printed_query_reads_back_equal(
    selected: frozenset[tuple[str, str]], excluded: frozenset[tuple[str, str]], words: str
) -> None:
    text = parse_query(words, FACETS).query.text
    query = TrialQuery(text, selected - excluded, excluded)
    assert parse_query(str(query), FACETS).query == query


@given(st.text())
def test_reading_a_text_twice_gives_the_same_query(text: str) -> None:
    query = parse_query(text, FACETS).query
    assert parse_query(str(query), FACETS).query == query


# What the language is made of, and what has been mistaken for it: at random these pieces seldom meet.
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                '"',
                "-",
                "*",
                ":",
                "~",
                "=",
                ",",
                " ",
                "\u00a0",
                "her2",
                "phase",
                "status",
                "class",
                "low",
                "2",
                "a",
                "_",
            ),
            *("her2:low", "-her2:", '"brain metastases"', "HER2~", "status:", "İ"),
        ]
    ),
    max_size=10,
).map("".join)


@settings(max_examples=2_000)
@given(PIECES)
@example('her2:low"a b"')
@example('phase:"brain metastases"her2:low_')
@example('"her2:low class~"')
def test_a_text_of_the_languages_own_pieces_prints_and_reads_back_equal(text: str) -> None:
    query = parse_query(text, FACETS).query
    assert parse_query(str(query), FACETS).query == query


VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from(
    ['"', '""', '"early"', 'stopped "early"', "a,b", "a b", "", "-", "a:b", "~", '",']
)
OPEN_PAIRS = st.tuples(st.just("status"), VALUES)


@settings(max_examples=1_000)
@given(st.frozensets(OPEN_PAIRS, max_size=4), st.frozensets(OPEN_PAIRS, max_size=4), PIECES)
def test_whatever_a_registry_calls_a_value_prints_and_reads_back_equal(
    selected: frozenset[tuple[str, str]], excluded: frozenset[tuple[str, str]], words: str
) -> None:
    text = parse_query(words, FACETS).query.text
    query = TrialQuery(text, selected - excluded, excluded)
    assert parse_query(str(query), FACETS).query == query


def test_what_touches_a_facet_pair_makes_it_words() -> None:
    assert parse_query('her2:low"a b"', FACETS).query == TrialQuery('her2:low"a b"')
    assert parse_query('"a b"her2:low', FACETS).query == TrialQuery('"a b"her2:low')


def test_of_a_very_long_search_text_the_first_words_are_searched_for_and_it_says_so() -> None:
    result = parse_query(" ".join(f"word{n}" for n in range(3_000)), FACETS)
    assert result.query.text == " ".join(f"word{n}" for n in range(MOST_WORDS))
    assert result.problems == ("The search text has 3000 words; only the first 100 are searched for: shorten it.",)


@pytest.mark.parametrize("text", ['"' + "word " * 3_000 + '"', '"a"' * 3_000, "-word " * 3_000, 'a"b c"' * 2_000])
def test_phrases_and_words_that_touch_are_counted_too(text: str) -> None:
    result = parse_query(text, FACETS)
    wanted, unwanted = search_terms(result.query.text)
    assert len([*wanted, *unwanted]) <= MOST_WORDS
    assert len(result.query.text.split()) <= MOST_WORDS
    assert "only the first 100 are searched for" in result.problems[0]
    assert parse_query(str(result.query), FACETS) == parse_query(result.query.text, FACETS)
    assert parse_query(str(result.query), FACETS).problems == ()


def test_a_word_that_stands_twice_is_looked_for_once() -> None:
    assert search_terms("breast -lung cancer breast -lung") == (("breast", "cancer"), ("lung",))


def test_a_tilde_reads_a_facet_the_second_way_and_prints_so() -> None:
    query = parse_query("her2~low,zero -class~not_stated word", FACETS).query
    assert query.selected == {("her2~", "low"), ("her2~", "zero")}
    assert query.excluded == {("drug_classes~", "not_stated")}
    assert parse_query(str(query), FACETS).query == query
    assert query.describe(FACETS).startswith("HER2 status (would accept): Low, Zero · not Drug class (investigated):")


def test_a_tilde_behind_a_facet_that_has_one_reading_is_a_word() -> None:
    assert parse_query("phase~2", FACETS).query == TrialQuery("phase~2")


def test_reading_a_facet_again_turns_its_values_and_no_others() -> None:
    query = parse_query("her2:low phase:2", FACETS).query
    again = query.read_again("her2")
    assert again.selected == {("her2~", "low"), ("phase", "2")}
    assert again.read_again("her2") == query


def test_selecting_the_values_of_a_facet_replaces_both_its_readings() -> None:
    query = parse_query("her2:low her2~zero", FACETS).query
    assert query.selecting("her2", ()).is_empty()


@pytest.mark.parametrize("written", ["Turkey", "TURKIYE", '"Turkey (Türkiye)"', "TUR", "TR", "Türkiye"])
def test_a_country_is_asked_for_in_any_spelling(written: str) -> None:
    assert parsed(f"country:{written}").selected == {("country", "Türkiye")}
    assert parsed(f"-country:{written}").excluded == {("country", "Türkiye")}


def test_a_value_that_is_no_country_known_here_is_asked_for_as_it_stands() -> None:
    assert parsed('country:"Example Land"').selected == {("country", "Example Land")}
