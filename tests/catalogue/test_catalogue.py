from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.derived import VERSIONS
from desktop.catalogue.finding.query import SORT_KEYS, TrialQuery
from desktop.errors import StorageError
from desktop.trials.trial import Dates, Intervention, Site, Sponsor
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, a_finding, save
from tests.examples import a_trial, criteria
from tests.worded import saying

ONE = a_trial("NCT09990001", "Trastuzumab in HER2-positive disease", title="Alpha")
TWO = a_trial("NCT09990002", "Chemotherapy alone", title="beta", dates=Dates(start="2024-03"), enrollment=30)
THREE = a_trial("NCT09990003", "Naïve patients", title="Gamma", sponsors=(Sponsor("Zenith"),))


def keys(catalogue: Catalogue, query: TrialQuery | None = None, sort: str = "title") -> list[str]:
    return [row.key for row in catalogue.index.rows(catalogue.index.search(query or TrialQuery(), sort))]


def filled(catalogue: Catalogue) -> Catalogue:
    save(
        catalogue,
        a_delivery(
            (ONE, (("phase", "2"), ("her2", "positive"))),
            (TWO, (("phase", "3"), ("her2", "positive"), ("her2", "low"))),
            (THREE, ()),
        ),
    )
    return catalogue


def test_a_new_catalogue_is_empty(catalogue: Catalogue) -> None:
    assert len(catalogue) == 0
    assert catalogue.index.search(TrialQuery()) == []
    assert catalogue.index.date_span(catalogue.index.all_trials) == ("", "", "")


def test_what_is_saved_comes_back_equal(catalogue: Catalogue) -> None:
    delivery = a_delivery((ONE, (("phase", "2"),)))
    save(catalogue, delivery)
    number = catalogue.trials.id_of("nct09990001")
    assert number is not None
    stored = catalogue.trials.get(number)
    assert stored is not None
    document = delivery.delivery.document
    assert stored.trial == ONE
    assert stored.findings == (a_finding("phase", "2"),)
    assert [source.sha256 for source in stored.sources] == [document.sha256]
    assert catalogue.trials.document(document.sha256) == document.content
    assert catalogue.trials.document("another hash") is None


def test_the_same_document_twice_changes_nothing(catalogue: Catalogue) -> None:
    delivery = a_delivery((ONE, ()))
    assert save(catalogue, delivery) == [("saved",)]
    assert save(catalogue, delivery) == [("unchanged",)]
    assert len(catalogue) == 1


def test_another_document_of_the_same_trial_updates_it_in_place(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((ONE, (("phase", "2"),))))
    newer = a_trial("NCT09990001", "Pertuzumab", title="Alpha, amended")
    assert save(catalogue, a_delivery((newer, (("phase", "3"),)))) == [("updated",)]
    assert keys(catalogue, TrialQuery("pertuzumab")) == ["NCT09990001"]
    assert keys(catalogue, TrialQuery("trastuzumab")) == []
    assert keys(catalogue, TrialQuery().toggled("phase", "2")) == []
    assert catalogue.index.rows(catalogue.index.search(TrialQuery()))[0].documents == 2


def test_a_failing_batch_leaves_nothing_behind(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(catalogue)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.catalogue.storing.saving.row_columns", full)
    with pytest.raises(StorageError, match="full"):
        save(catalogue, a_delivery((a_trial("NCT09990009"), (("phase", "4"),))))
    assert len(catalogue) == 3
    assert catalogue.faults() == ()


def test_words_are_found_without_accents_and_capitals(catalogue: Catalogue) -> None:
    assert keys(filled(catalogue), TrialQuery("NAIVE")) == ["NCT09990003"]


def test_excluded_words_alone_leave_all_other_trials(catalogue: Catalogue) -> None:
    assert keys(filled(catalogue), TrialQuery("-chemotherapy")) == ["NCT09990001", "NCT09990003"]


@pytest.mark.parametrize(
    "text", ['"her2', "NEAR(", "title:", "*", "((((", "100%", "-", "AND", '""', '-"', "a OR", "{title}:x"]
)
def test_no_text_is_a_search_error(catalogue: Catalogue, text: str) -> None:
    filled(catalogue).index.search(TrialQuery().with_text(text), "relevance")


def test_relevance_puts_a_word_in_the_title_first(catalogue: Catalogue) -> None:
    body = a_trial("NCT09990004", "letrozole and other words", title="Some study")
    title = a_trial("NCT09990005", "of something", title="Letrozole study")
    save(catalogue, a_delivery((body, ()), (title, ())))
    assert keys(catalogue, TrialQuery("letrozole"), "relevance") == ["NCT09990005", "NCT09990004"]


def test_counts_ignore_the_own_selection_of_a_facet(catalogue: Catalogue) -> None:
    counts = filled(catalogue).index.count(TrialQuery().toggled("phase", "2"))
    assert counts["phase"]["3"] == 1
    assert counts["her2"]["low"] == 0
    assert counts["her2"]["positive"] == 1


def test_several_values_of_a_facet_are_counted(catalogue: Catalogue) -> None:
    assert filled(catalogue).index.with_several(TrialQuery())["her2"] == 1


@pytest.mark.parametrize("sort", [*SORT_KEYS, *FACETS.value_ids])
def test_every_sort_key_orders_all_trials(catalogue: Catalogue, sort: str) -> None:
    ids = filled(catalogue).index.search(TrialQuery(), sort)
    assert sorted(ids) == [1, 2, 3]
    assert catalogue.index.search(TrialQuery(), sort, descending=True) == ids[::-1]


def test_titles_sort_without_regard_to_capitals(catalogue: Catalogue) -> None:
    assert [row.title for row in catalogue.index.rows(filled(catalogue).index.search(TrialQuery()))] == [
        "Alpha",
        "beta",
        "Gamma",
    ]


def test_trials_without_a_start_stand_last(catalogue: Catalogue) -> None:
    assert keys(filled(catalogue), sort="start")[0] == "NCT09990002"


def test_a_row_says_not_stated_where_a_facet_is_silent(catalogue: Catalogue) -> None:
    row = catalogue.index.rows(filled(catalogue).index.search(TrialQuery("naive")))[0]
    assert row.values["her2"] == ("not_stated",)
    assert row.as_json()["ecog_max"] is None


def test_an_open_catalogue_sees_what_another_one_saved_after_a_refresh(catalogue: Catalogue, tmp_path: Path) -> None:
    other = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)
    filled(other)
    other.close()
    catalogue.index.refresh()
    assert len(catalogue) == 3
    assert keys(catalogue, TrialQuery().toggled("her2", "low")) == ["NCT09990002"]


def test_repair_builds_values_and_search_index_again(catalogue: Catalogue) -> None:
    filled(catalogue)
    catalogue._opened.connection.execute("DELETE FROM trial_value")
    catalogue._known.texts.clear()
    assert catalogue.faults() == ("the search index knows 0 of 3 trials",)
    catalogue.repair()
    assert catalogue.faults() == ()
    assert keys(catalogue, TrialQuery("chemotherapy")) == ["NCT09990002"]
    assert keys(catalogue, TrialQuery().toggled("phase", "3")) == ["NCT09990002"]


def test_a_search_index_of_an_older_program_is_built_again_on_opening(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(catalogue)
    monkeypatch.setitem(VERSIONS, "search text", 2)
    again = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)
    assert again.setting("search text") == "2"
    assert keys(again, TrialQuery("chemotherapy")) == ["NCT09990002"]
    again.close()


def test_a_read_only_catalogue_can_be_searched(catalogue: Catalogue, tmp_path: Path) -> None:
    filled(catalogue)
    catalogue.close()
    copy = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids, read_only=True)
    assert len(copy) == 3
    with pytest.raises(StorageError):
        save(copy, a_delivery((a_trial("NCT09990009"), ())))
    copy.close()


def test_a_whole_trial_with_every_field_comes_back_equal(catalogue: Catalogue) -> None:
    trial = a_trial(
        interventions=(Intervention("X", "DRUG", "given daily", ("Y", "Z")),),
        eligibility=criteria(("a", "b"), ("c",), "rest"),
        design=(("Allocation", "Randomized"),),
        enrollment=0,
        warnings=saying("repaired"),
    )
    save(catalogue, a_delivery((trial, ())))
    stored = catalogue.trials.get(1)
    assert stored is not None
    assert stored.trial == trial


def test_one_text_is_searched_for_once_until_something_is_saved(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(catalogue)
    asked: list[object] = []
    matching = catalogue._known.texts.matching
    monkeypatch.setattr(catalogue._known.texts, "matching", lambda terms: asked.append(terms) or matching(terms))
    query = TrialQuery("trastuzumab")
    catalogue.index.search(query)
    catalogue.index.count(query)
    catalogue.index.with_several(query.toggled("phase", "2"))
    catalogue.index.count_groups(query, "her2", [("positive",)])
    assert len(asked) == 1
    save(catalogue, a_delivery((a_trial("NCT09990009", "More trastuzumab", title="Another trial of it"), ())))
    assert len(keys(catalogue, query)) == 2


def test_a_line_of_the_list_knows_the_acronym_and_how_many_sites_recruit(catalogue: Catalogue) -> None:
    sites = (Site(city="Graz", country="Austria", status="Recruiting"), Site(city="Ulm", status="Completed"))
    told = a_trial("NCT09990001", title="Told", acronym="TOLD-1", sites=sites, dates=Dates(last_updated="2025-03-04"))
    open_all = a_trial(
        "NCT09990002", title="Whole", sites=(Site(city="Graz"), Site(city="Ulm")), dates=Dates(last_updated="2024-01")
    )
    closed = a_trial("NCT09990003", title="Closed", sites=(Site(city="Graz"),))
    recruits = (("status", "recruiting"),)
    save(catalogue, a_delivery((told, recruits), (open_all, recruits), (closed, (("status", "completed"),))))
    rows = {row.title: row for row in catalogue.index.rows(catalogue.index.search(TrialQuery()))}
    assert (rows["Told"].acronym, rows["Told"].sites) == ("TOLD-1", (1, 2))
    assert (rows["Whole"].acronym, rows["Whole"].sites, rows["Closed"].sites) == ("", (2, 2), (0, 1))
    by_date = [row.title for row in catalogue.index.rows(catalogue.index.search(TrialQuery(), "updated"))]
    assert by_date == ["Whole", "Told", "Closed"]
