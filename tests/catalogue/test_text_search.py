"""Drugs by all their names, and the sign that switches that off."""

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.text_search import StoppableSearch
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

NAMES = {"enhertu": ("trastuzumab deruxtecan", "DS-8201"), "trastuzumab deruxtecan": ("Enhertu", "DS-8201")}


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    titles = (
        "A trial of Enhertu",
        "A trial of trastuzumab deruxtecan",
        "DS-8201 in early disease",
        "Trastuzumab alone",
    )
    save(catalogue, a_delivery(*((a_trial(f"NCT0999000{n}", title=title), ()) for n, title in enumerate(titles))))
    catalogue.index.text.synonyms = lambda name: NAMES.get(name.lower(), ())
    return catalogue


@pytest.mark.parametrize(
    ("text", "found"),
    [("Enhertu", 3), ("=Enhertu", 1), ("enhertu*", 3), ('"Enhertu"', 3), ("Enhertu early", 1), ("-Enhertu", 1)],
)
def test_a_drug_is_found_by_all_its_names_unless_this_very_word_is_meant(
    filled: Catalogue, text: str, found: int
) -> None:
    assert len(filled.index.search(TrialQuery(text))) == found
    assert len(filled.index.search(TrialQuery(text), "relevance")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trastuzumab deruxtecan", 3),
        ('"trastuzumab deruxtecan"', 3),
        ("Trastuzumab  Deruxtecan*", 3),
        ("a trastuzumab deruxtecan trial", 2),
        ("deruxtecan trastuzumab", 1),  # no name, but two words that must both occur
        ("trastuzumab trial deruxtecan", 1),
        ("=trastuzumab deruxtecan", 1),
        ("trastuzumab -deruxtecan", 1),
        ('="trastuzumab deruxtecan"', 1),
    ],
)
def test_words_that_are_one_name_find_the_drug_by_its_other_names_too(filled: Catalogue, text: str, found: int) -> None:
    assert len(filled.index.search(TrialQuery(text))) == found
    assert len(filled.index.search(TrialQuery(text), "relevance")) == found


@pytest.mark.parametrize("text", ["early trastuzumab deruxtecan", 'early "trastuzumab deruxtecan"'])
def test_the_other_names_of_several_words_can_be_dropped(filled: Catalogue, text: str) -> None:
    term = text.removeprefix("early ")
    assert TrialQuery(text).literally(term).text == 'early ="trastuzumab deruxtecan"'
    assert filled.index.text.words(TrialQuery(text).literally(term).text) == ("early", '"trastuzumab deruxtecan"')
    assert "DS-8201" in filled.index.text.words(text)


def test_the_words_to_be_marked_are_all_names(filled: Catalogue) -> None:
    assert filled.index.text.words("Enhertu early") == ("Enhertu", "trastuzumab deruxtecan", "DS-8201", "early")
    assert filled.index.text.words("=Enhertu") == ("Enhertu",)


def test_a_term_is_made_literal_where_it_stands(filled: Catalogue) -> None:
    assert TrialQuery('Enhertu "early disease"').literally("Enhertu").text == '=Enhertu "early disease"'


@pytest.mark.parametrize("text", ["=", "==", '="', "=*", "-=x"])
def test_signs_alone_are_never_an_error(filled: Catalogue, text: str) -> None:
    assert isinstance(filled.index.search(TrialQuery(text)), list)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_search_that_is_stopped_before_it_begins_looks_for_nothing(filled: Catalogue, stopped: bool) -> None:
    search = StoppableSearch(filled.path, lambda _name: ())
    if stopped:
        search.stop()
    found = search.trials("Enhertu", filled.index.all_trials, filled.index.version)
    assert (found is None) == stopped
