"""Other spellings for a word that finds nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.facets.drug_names import drug_names
from desktop.facets.drugs.terms import drug_terms
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES, SEEDS
from desktop.workflows import did_you_mean as module
from desktop.workflows.complete_words import DrugNames
from desktop.workflows.did_you_mean import did_you_mean, distance
from desktop.workflows.first_start import import_starter_documents

DRUGS = DrugNames(drug_names(RESOURCES / "vocabularies"))


@pytest.fixture
def seeded(catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    catalogue.index.text.synonyms = drug_terms(vocabularies.drugs).other_names
    return catalogue


def test_a_misspelt_word_is_mended_by_the_vocabulary_and_by_the_words_of_the_trials(
    seeded: Catalogue, vocabularies: Vocabularies
) -> None:
    for wrong, right in (
        ("transtuzumab", "trastuzumab"),  # a letter more
        ("pyrotimib", "pyrotinib"),
        ("metastatik", "metastatic"),
        ("quercteni", "quercetin"),  # two mistakes
        ("treatmnet", "treatment"),  # two letters swapped, a word of no vocabulary
    ):
        query = parse_query(f"{wrong} phase:1,2,3", vocabularies.facets).query
        found = did_you_mean(seeded, query, DRUGS, vocabularies.facets)
        assert found, wrong
        assert found[0].query.text == right
        assert found[0].query.selected == query.selected
        assert found[0].count == len(seeded.index.search(found[0].query)) > 0


def test_several_misspelt_words_are_mended_together_and_left_out_where_nothing_is_near(
    seeded: Catalogue, vocabularies: Vocabularies
) -> None:
    def offered(text: str) -> list[str]:
        return [each.query.text for each in did_you_mean(seeded, TrialQuery(text), DRUGS, vocabularies.facets)]

    assert offered("transtuzumab metastatik")[0] == "trastuzumab metastatic"
    assert offered("pyrotimib xqzwvkx")[0] == "pyrotinib"
    assert offered("breast cancre pyrotimib")[0] == "breast cancer pyrotinib"
    assert "and" in offered("nad")  # of three letters, two that are swapped


@pytest.mark.parametrize("text", ["trastuzumab", "xqzwvk", "=transtuzumab", '"transtuzumab x"', "tra", "-transtuzumab"])
def test_a_word_that_finds_something_or_is_meant_so_is_left_alone(
    text: str, seeded: Catalogue, vocabularies: Vocabularies
) -> None:
    assert did_you_mean(seeded, TrialQuery(text), DRUGS, vocabularies.facets) == ()


def test_in_a_very_large_catalogue_spellings_are_offered_without_a_number(
    seeded: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGE", 1)
    (found,) = did_you_mean(seeded, TrialQuery("pyrotimib cancer"), DRUGS, vocabularies.facets)
    assert (found.query.text, found.count) == ("pyrotinib cancer", None)


words = st.text("abc", max_size=6)


@given(words, words)
def test_the_distance_is_the_same_both_ways_and_none_only_to_itself(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 9) <= max(len(one), len(other))
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


@pytest.mark.parametrize(
    ("one", "other", "far"), [("abcd", "abdc", 1), ("abcd", "abd", 1), ("ab", "axb", 1), ("abc", "", 3)]
)
def test_a_swap_counts_as_one_mistake(one: str, other: str, far: int) -> None:
    assert distance(one, other, 5) == far
