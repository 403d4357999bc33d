"""What documents have no place for: kept, joined, found by, corrected, and known of older catalogues too."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.record import from_record, to_record
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Trial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial, criteria

NCT = "NCT09990001"
ABSENT = "not_in_document"
WHY = "2026-11-20T10:00:00+01:00"


def opened(path: Path) -> Catalogue:
    return Catalogue(path, FACETS.value_ids, FACETS.second_readings, reads=FACETS.reads)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = opened(tmp_path / "catalogue.db")
    yield catalogue
    catalogue.close()


def a_table(**fields: object) -> Trial:
    return a_trial(absent=("eligibility", "phase"), **fields)


def values(catalogue: Catalogue, facet: str) -> tuple[str, ...]:
    (row,) = catalogue.index.rows([catalogue.trials.id_of(NCT) or 0])
    return row.values[facet]


def stored(catalogue: Catalogue) -> StoredTrial:
    found = catalogue.trials.get(catalogue.trials.id_of(NCT) or 0)
    assert found is not None
    return found


def test_a_facet_is_absent_where_nothing_tells_it_and_what_it_is_read_from_is(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), (("her2", "positive"),)), format_="ctgov_csv"))
    assert values(catalogue, "her2") == ("positive",)
    assert values(catalogue, "hr") == values(catalogue, "ecog_max") == values(catalogue, "phase") == (ABSENT,)
    assert values(catalogue, "status") == ("not_stated",)
    (row,) = catalogue.index.rows([1])
    assert row.as_json()["brain_metastases"] == ABSENT
    assert row.as_json()["ecog_max"] is None
    assert row.as_json()["hr"] == [ABSENT]


def test_a_document_with_criteria_but_without_conditions_states_no_receptor_status(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(absent=("conditions",)), ()), format_="ctgov_csv"))
    assert values(catalogue, "her2") == values(catalogue, "hr") == ("not_stated",)


def test_the_absent_are_counted_apart_from_the_silent_and_shown_at_zero(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), ()), (a_trial("NCT09990002"), ())))
    counts = catalogue.index.count(TrialQuery())
    assert list(counts["hr"])[-2:] == list(counts["country"])[-2:] == [ABSENT, "not_stated"]
    assert (counts["hr"][ABSENT], counts["hr"]["not_stated"]) == (1, 1)
    assert (counts["her2~"][ABSENT], counts["her2~"]["low"]) == (1, 0)
    assert (counts["country"][ABSENT], counts["country"]["not_stated"]) == (0, 2)
    assert ABSENT not in counts["sources"]


def test_the_buckets_stand_behind_values_that_no_list_names(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(absent=("status",)), ()), (a_trial("NCT09990002"), (("status", "new_word"),))))
    assert list(catalogue.index.count(TrialQuery())["status"])[-3:] == ["new_word", ABSENT, "not_stated"]


def test_both_readings_of_a_facet_have_the_same_absent_trials(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(absent=("interventions",)), ())))
    query = TrialQuery().toggled("drug_classes~", ABSENT)
    assert catalogue.index.search(query) == catalogue.index.search(TrialQuery().toggled("drug_classes", ABSENT)) == [1]


def test_a_fuller_document_takes_the_place(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), ()), format_="ctgov_csv"))
    whole = a_trial(eligibility=criteria(("HER2-positive",)))
    save(catalogue, a_delivery((whole, (("her2", "positive"),)), format_="ctgov_json"))
    assert stored(catalogue).trial.absent == ()
    assert values(catalogue, "her2") == ("positive",)
    assert values(catalogue, "hr") == values(catalogue, "phase") == ("not_stated",)
    assert catalogue.index.count(TrialQuery())["her2"][ABSENT] == 0


def test_a_table_that_comes_later_takes_nothing_away(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(eligibility=criteria(("adult",))), ()), format_="ctgov_json"))
    save(catalogue, a_delivery((a_table(), ()), format_="ctgov_csv"))
    assert values(catalogue, "hr") == ("not_stated",)
    assert [change.field for change in stored(catalogue).changes] == []


def test_a_part_is_absent_only_if_every_document_lacks_it(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), ()), format_="ctgov_csv"))
    save(catalogue, a_delivery((a_trial(absent=("eligibility", "status")), ()), format_="ctgov_json"))
    assert stored(catalogue).trial.absent == ("eligibility",)


def test_whole_criteria_go_before_cut_ones_of_a_more_trusted_document(catalogue: Catalogue) -> None:
    cut = a_trial(eligibility=criteria(("HER2-positive dis",)), absent=("eligibility",))
    whole = a_trial(eligibility=criteria(("HER2-positive disease", "ECOG 0")))
    save(catalogue, a_delivery((cut, ()), format_="ictrp"), a_delivery((whole, ()), format_="medpath"))
    trial = stored(catalogue).trial
    assert (trial.eligibility, trial.absent) == (whole.eligibility, ())


def test_a_clinicians_reading_stands_over_it_and_can_be_taken_back(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), ()), format_="ctgov_csv"))
    catalogue.correct(1, "her2", Correction("her2", ("low",), (ABSENT,), "protocol", WHY))
    assert values(catalogue, "her2") == ("low",)
    catalogue.correct(1, "her2", Correction("her2", (), (ABSENT,), "protocol", WHY))
    assert values(catalogue, "her2") == ("not_stated",)
    catalogue.correct(1, "her2", None)
    assert values(catalogue, "her2") == (ABSENT,)


def test_a_correction_is_overtaken_when_the_document_with_the_part_tells_a_value(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_table(), ()), format_="ctgov_csv"))
    said = stored(catalogue).documents_say("her2", FACETS["her2"].reads)
    assert said == (ABSENT,)
    catalogue.correct(1, "her2", Correction("her2", ("low",), said, "protocol", WHY))
    assert not stored(catalogue).is_overtaken("her2")
    save(catalogue, a_delivery((a_trial(), ()), format_="ctgov_xml"))
    assert not stored(catalogue).is_overtaken("her2")  # the criteria came, and say nothing
    save(catalogue, a_delivery((a_trial(), (("her2", "positive"),)), content=b"later", format_="ctgov_json"))
    assert stored(catalogue).is_overtaken("her2")


def without_absent(content: bytes) -> bytes:
    record = from_record(content)
    return to_record(replace(record, trial=replace(record.trial, absent=())))


def make_old(path: Path) -> None:
    """Make of a catalogue one of the program that did not keep what documents lack."""
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("without_absent", 1, without_absent)
        connection.execute("UPDATE trial SET record = without_absent(record)")
        connection.execute("UPDATE source SET account = without_absent(account) WHERE account IS NOT NULL")
        connection.execute("UPDATE setting SET value = '2' WHERE name = 'facet values'")
        connection.commit()


def test_a_catalogue_of_an_older_program_learns_what_its_tables_lack(catalogue: Catalogue) -> None:
    read = a_trial(absent=("eligibility",))
    save(catalogue, a_delivery((read, ()), format_="ctgov_csv"))
    whole = a_trial("NCT09990002", absent=("eligibility",))
    save(catalogue, a_delivery((whole, ()), format_="ctgov_csv_legacy"), a_delivery((a_trial("NCT09990002"), ())))
    catalogue.close()
    make_old(catalogue.path)
    again = opened(catalogue.path)
    assert stored(again).trial.absent == ("eligibility",)
    assert [row.values["her2"] for row in again.index.rows([1, 2])] == [(ABSENT,), ("not_stated",)]
    # Which columns the table had is not known any more.
    assert values(again, "phase") == ("not_stated",)
    assert again.faults() == ()
    again.close()


def test_a_table_that_joins_one_of_an_older_program_still_lacks_the_criteria(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(absent=("eligibility",)), ()), content=b"1", format_="ctgov_csv"))
    save(catalogue, a_delivery((a_trial(absent=("eligibility",)), ()), content=b"2", format_="ctgov_csv"))
    catalogue.close()
    make_old(catalogue.path)
    again = opened(catalogue.path)
    save(again, a_delivery((a_trial(absent=("eligibility",)), ()), content=b"3", format_="ctgov_csv"))
    assert values(again, "her2") == (ABSENT,)
    again.close()
