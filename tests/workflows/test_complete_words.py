"""Completion of words that are being typed: filters, their values, drugs."""

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.facets.drug_names import drug_names
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES, SEEDS
from desktop.workflows.complete_words import Completion, DrugNames, completions
from desktop.workflows.filter_trials import FacetCounts, facet_counts
from desktop.workflows.first_start import import_starter_documents

DRUGS = DrugNames(drug_names(RESOURCES / "vocabularies"))


@pytest.fixture
def counts(catalogue: Catalogue, vocabularies: Vocabularies) -> tuple[FacetCounts, ...]:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    return facet_counts(catalogue, vocabularies.facets, TrialQuery())


def labels(found: tuple[Completion, ...], kind: str = "value") -> list[str]:
    return [each.label for each in found if each.kind == kind]


def test_what_is_typed_is_completed_by_filters_values_and_drugs(
    counts: tuple[FacetCounts, ...], vocabularies: Vocabularies
) -> None:
    found = completions("HER2-pos", counts, DRUGS)
    assert labels(found) == ["HER2 status: Positive (IHC 3+ or 2+/ISH+)"]
    assert (found[0].text, found[0].count) == ("her2:positive ", 4)
    assert labels(completions("brain me", counts, DRUGS), "facet") == ["Brain metastases…"]
    assert labels(completions("trast", counts, DRUGS), "drug")[:2] == ["Trastuzumab", "Trastuzumab deruxtecan"]
    enhertu = completions("enher", counts, DRUGS)
    assert [(each.label, each.also) for each in enhertu] == [("Enhertu", "Trastuzumab deruxtecan")]
    for word in ("her2 pos", "phase 2", "recruit", "metast", "tucat", "cdk"):
        for each in completions(word, counts, DRUGS):
            if each.kind == "value":
                parsed = parse_query(each.text, vocabularies.facets)
                assert (len(parsed.query.selected), parsed.problems, parsed.query.text) == (1, (), "")


def test_behind_a_colon_the_values_of_the_filter_are_offered_those_without_trials_last(
    counts: tuple[FacetCounts, ...],
) -> None:
    found = completions("trastuzumab her2:", counts, DRUGS)
    assert found[0].text == "trastuzumab her2:positive "
    assert len(found) == 10
    assert labels(completions("her2:l", counts, DRUGS)) == ["Low (IHC 1+ or 2+/ISH−)"]
    assert completions("-her2:low,pos", counts, DRUGS)[0].text == "-her2:low,positive "
    assert completions("her2~l", counts, DRUGS)[0].text == "her2~low "
    alone = completions("her2:", counts, DRUGS)
    numbers = [bool(each.count) for each in alone]
    assert numbers == sorted(numbers, reverse=True)
    assert completions("nofilter:l", counts, DRUGS) == ()
    assert completions("phase~2", counts, DRUGS) == ()


def test_beside_other_words_no_number_is_promised_and_they_stay(counts: tuple[FacetCounts, ...]) -> None:
    (found,) = completions("women with HER2-pos", counts, DRUGS)
    assert (found.text, found.count) == ("women with her2:positive ", None)


@pytest.mark.parametrize("typed", ["", "h", '"brain met', "=her2", "-enhertu", "her2*", "zzzzzz", "her2 "])
def test_nothing_is_offered_for_phrases_signs_and_single_letters(typed: str, counts: tuple[FacetCounts, ...]) -> None:
    assert completions(typed, counts, DRUGS) == ()


def test_a_name_with_a_space_becomes_a_phrase(counts: tuple[FacetCounts, ...]) -> None:
    found = completions("trastuzumab der", counts, DRUGS)
    assert found[0].text == '"Trastuzumab deruxtecan" '
