from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import SEEDS
from desktop.workflows.filter_trials import FacetCounts, facet_counts
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.import_documents import import_documents
from desktop.workflows.shortlists import starring
from desktop.workflows.ways_out import ways_out
from tests.documents_of_ours import an_xml


@pytest.fixture
def seeded(catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    return catalogue


def counts_of(catalogue: Catalogue, vocabularies: Vocabularies, query: TrialQuery, facet: str) -> dict[str, int]:
    found = next(each for each in facet_counts(catalogue, vocabularies.facets, query) if each.facet.id == facet)
    return {value.value: value.count for value in found.values}


def test_counts_follow_the_other_facets(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    counts = counts_of(seeded, vocabularies, TrialQuery().toggled("phase", "2"), "her2")
    assert (counts["positive"], counts["negative"]) == (2, 1)


def test_the_honest_buckets_stand_last_and_are_shown_at_zero(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    assert list(counts_of(seeded, vocabularies, TrialQuery(), "her2"))[-3:] == [
        *("needs_review", "not_in_document", "not_stated"),
    ]
    assert list(counts_of(seeded, vocabularies, TrialQuery(), "drug_classes"))[-3:] == [
        *("not_classified", "not_in_document", "not_stated"),
    ]
    assert list(counts_of(seeded, vocabularies, TrialQuery(), "sources"))[-1:] == ["not_stated"]


def test_a_facet_says_how_many_trials_carry_several_values(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    found = {each.facet.id: each.several for each in facet_counts(seeded, vocabularies.facets, TrialQuery())}
    assert found["drug_classes"] == 4
    assert found["phase"] == 0


def test_a_group_counts_each_trial_once(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    found = {each.facet.id: dict(each.groups) for each in facet_counts(seeded, vocabularies.facets, TrialQuery())}
    assert found["drug_classes"]["Chemotherapy"] == 3
    assert found["phase"] == {}


def test_a_star_counts_only_own_work_anew(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    before = facet_counts(seeded, vocabularies.facets, TrialQuery())
    (key,) = (row.key for row in seeded.index.rows(seeded.index.search(TrialQuery())[:1]))
    seeded.change_own_work(starring(seeded, "Board", [key]))
    after = facet_counts(seeded, vocabularies.facets, TrialQuery(), before)
    assert after == facet_counts(seeded, vocabularies.facets, TrialQuery())
    anew = {new.facet.id for old, new in zip(before, after, strict=True) if old is not new}
    assert anew == {"shortlist", "decision", "has"}


def test_excluding_keeps_trials_that_do_not_say(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    assert len(seeded.index.search(TrialQuery().excluding("status", "completed"))) == 4


def test_an_empty_list_offers_the_conditions_to_drop(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    query = TrialQuery("trastuzumab").toggled("phase", "3").excluding("status", "completed")
    assert seeded.index.search(query) == []
    ways = ways_out(seeded, vocabularies.facets, query)
    assert [(way.label, way.trials) for way in ways] == [
        ("Phase 3", len(seeded.index.search(way.query))) for way in ways
    ]
    assert ways[0].trials > 0


def test_an_empty_list_offers_to_take_a_filter_more_widely_first(seeded: Catalogue, vocabularies: Vocabularies) -> None:
    query = TrialQuery().toggled("her2", "zero").toggled("phase", "2")
    assert seeded.index.search(query) == []
    first, *others = ways_out(seeded, vocabularies.facets, query)
    assert (first.label, first.wider) == ("“Would accept, not only name” for HER2 Zero", True)
    assert first.query == TrialQuery().toggled("her2~", "zero").toggled("phase", "2")
    assert first.trials == len(seeded.index.search(first.query)) > 0
    assert not any(way.wider for way in others)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_click_on_any_value_shows_as_many_trials_as_its_number_said(
    seeded: Catalogue, vocabularies: Vocabularies, data: st.DataObject
) -> None:
    pairs = [(facet.id, value.id) for facet in vocabularies.facets.all for value in facet.values]
    selected = data.draw(st.frozensets(st.sampled_from(pairs), max_size=3))
    excluded = data.draw(st.frozensets(st.sampled_from(pairs), max_size=2)) - selected
    text = data.draw(st.sampled_from(["", "breast", "trastuzumab", "-dasatinib", "phase 2"]))
    query = TrialQuery(text, selected, excluded)
    for each in facet_counts(seeded, vocabularies.facets, query):
        for value in each.values:
            alone = query.selecting(each.facet.id, [value.value])
            assert value.count == len(seeded.index.search(alone))


def test_counts_are_zero_in_an_empty_catalogue(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    counted = facet_counts(catalogue, vocabularies.facets, TrialQuery())
    assert {value.count for each in counted for value in each.values} == {0}


def test_what_no_trial_of_the_catalogue_carries_is_absent_whatever_is_filtered_by(
    seeded: Catalogue, vocabularies: Vocabularies
) -> None:
    def absent(query: TrialQuery) -> set[str]:
        found = next(each for each in facet_counts(seeded, vocabularies.facets, query) if each.facet.id == "phase")
        return {value.value for value in found.values if value.is_absent}

    everything = absent(TrialQuery())
    assert "4" in everything
    assert "2" not in everything
    assert absent(TrialQuery().toggled("phase", "1").with_text("nothing at all")) == everything


def test_the_groups_of_recruitment_are_the_first_level_of_the_registries_words(
    catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    for number, status in enumerate(("Recruiting", "Enrolling by invitation", "Completed", "Ongoing", "Halted"), 1):
        file = tmp_path / f"{number}.xml"
        file.write_bytes(an_xml(f"NCT0000000{number}").replace(b"Recruiting", status.encode(), 1))
        import_documents([file], catalogue, vocabularies, back_up=False)

    def tree(text: str) -> tuple[FacetCounts, int]:
        query = parse_query(text, vocabularies.facets).query
        (found,) = (each for each in facet_counts(catalogue, vocabularies.facets, query) if each.facet.id == "status")
        return found, len(catalogue.index.search(query))

    found, _ = tree("")
    labels = ("Open", "Opening soon", "Closed to entry", "Finished", "Stopped", "Unknown")
    assert found.groups == tuple(zip(labels, (3, 0, 0, 1, 1, 0), strict=True))
    words = {value.value: (value.group, value.count) for value in found.values if value.count}
    assert words == {
        "recruiting": ("Open", 1),
        "enrolling_by_invitation": ("Open", 1),
        "ongoing": ("Open", 1),
        "completed": ("Finished", 1),
        "halted": ("Stopped", 1),
    }
    found, listed = tree("recruitment:open status:completed")
    assert (listed, found.chosen_groups, found.chosen) == (4, {"Open"}, 2)
    assert dict(found.groups)["Open"] == 3
    assert tree("recruitment:open,stopped")[1] == 4
    assert tree("recruitment:open -status:ongoing")[1] == 2
    assert tree("-recruitment:open")[0].excluded_groups == {"Open"}
    left = {value.value: value.count for value in tree("-recruitment:open")[0].values}
    assert (left["recruiting"], left["completed"]) == (0, 1)
