"""From when trials are: the registry's date beside the status, the oldest and newest of what is shown, the imports."""

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.checksum import row_with_checksum, row_without_checksum
from desktop.catalogue.finding.facet_index import FacetIndex, bits_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.searched_facets import REGISTRY_MONTH
from desktop.catalogue.finding.shown_dates import DateSpan
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.catalogue.storing.record import from_record, to_record
from desktop.trials.own_work import Correction
from desktop.trials.trial import Dates, Trial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.catalogue.test_joining import NCT, of_number, stored
from tests.examples import a_trial

MADE = "2026-11-26T10:00:00+01:00"


def dated(number: int, date: str, **fields: object) -> Trial:
    return a_trial(f"NCT{number:08}", title=f"Trial {number}", dates=Dates(last_updated=date), **fields)


def row(catalogue: Catalogue, name: str = NCT) -> TrialRow:
    number = catalogue.trials.id_of(name)
    assert number is not None
    return catalogue.index.rows([number])[0]


def span(catalogue: Catalogue, query: str = "") -> DateSpan:
    return catalogue.index.date_span(catalogue.index.matching(TrialQuery(query)))


def shown(catalogue: Catalogue, query: str = "") -> tuple[str, str]:
    return span(catalogue, query)[:2]


# --- one trial ---


def test_the_date_beside_a_status_is_of_the_account_that_gave_the_status(catalogue: Catalogue) -> None:
    # The newer table has no column for the status.
    told = of_number(NCT, status="RECRUITING", dates=Dates(last_updated="2021-11-03", verified="2021-10"))
    silent = of_number(NCT, dates=Dates(start="2020-01", last_updated="2024-03-01", verified="2024-02"))
    save(catalogue, a_delivery((told, ()), format_="ctgov_json"))
    save(catalogue, a_delivery((silent, ()), format_="ctgov_csv"))
    trial = stored(catalogue, NCT).trial
    assert trial.dates == Dates(start="2020-01", last_updated="2021-11-03", verified="2021-10")
    assert row(catalogue).registry_date == "2021-11-03"


def test_a_status_from_a_mirror_is_not_dated_by_the_registry(catalogue: Catalogue) -> None:
    registry = of_number(NCT, dates=Dates(last_updated="2021-11-03"))
    mirror = of_number(NCT, status="Recruiting", dates=Dates(refreshed="2024-05-27"))
    save(catalogue, a_delivery((registry, ()), format_="ctgov_csv"))
    save(catalogue, a_delivery((mirror, ()), format_="ictrp"))
    assert stored(catalogue, NCT).trial.dates == Dates(refreshed="2024-05-27")


@pytest.mark.parametrize("table_first", [True, False])
@pytest.mark.parametrize(
    ("downloaded", "of_table", "believed"),
    [
        ("2021-12-16", "2024-05-01", "table"),
        ("2024-06-01", "2024-05-01", "record"),  # the record was still of 2021 when the table was made
        ("2021-12-16", "2021-12-16", "record"),
        ("2021-12-16", "2021-10-01", "record"),
        ("2021-12-16", "", "record"),
        ("", "2024-05-01", "table"),
    ],
)
def test_a_table_without_a_date_is_as_new_as_its_download(
    catalogue: Catalogue, downloaded: str, of_table: str, believed: str, *, table_first: bool
) -> None:
    dates = Dates(start="2021-12", last_updated="2021-11-03", retrieved=downloaded)
    record = of_number(NCT, status="Not yet recruiting", official_title="In full", dates=dates)
    table = of_number(NCT, status="TERMINATED", dates=Dates(start="2022-01", file_date=of_table))
    documents = [a_delivery((record, ()), format_="ctgov_xml"), a_delivery((table, ()), format_="ctgov_csv")]
    for each in documents[::-1] if table_first else documents:
        save(catalogue, each)
    trial = stored(catalogue, NCT).trial
    expected = table.dates if believed == "table" else dates
    assert (trial.status, trial.dates) == ({"table": "TERMINATED", "record": "Not yet recruiting"}[believed], expected)
    assert trial.official_title == "In full"


def test_what_the_registry_says_after_the_download_of_a_table_without_a_date_is_a_change(catalogue: Catalogue) -> None:
    for status, dates, format_ in (
        ("RECRUITING", Dates(file_date="2024-05-01"), "ctgov_csv"),
        ("COMPLETED", Dates(last_updated="2025-01-07"), "ctgov_json"),
    ):
        save(catalogue, a_delivery((of_number(NCT, status=status, dates=dates), ()), format_=format_))
    assert [(each.kind, each.before, each.after) for each in stored(catalogue, NCT).changes] == [
        ("closed", "RECRUITING", "COMPLETED")
    ]


def test_a_trial_without_a_status_keeps_the_date_of_its_record(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((of_number(NCT, dates=Dates(last_updated="2021")), ()), format_="ctgov_csv"))
    save(catalogue, a_delivery((of_number(NCT, phase="PHASE2"), ()), format_="medpath"))
    assert row(catalogue).registry_date == "2021"


def test_of_two_exports_of_a_mirror_the_one_that_was_refreshed_later_is_believed(catalogue: Catalogue) -> None:
    for day, status in (("2024-05-27", "Not recruiting"), ("2022-05-27", "Recruiting")):
        trial = of_number(NCT, status=status, dates=Dates(refreshed=day))
        save(catalogue, a_delivery((trial, ()), format_="ictrp"))
    assert stored(catalogue, NCT).trial.status == "Not recruiting"


def test_statuses_that_disagree_come_with_their_dates(catalogue: Catalogue) -> None:
    ours = of_number(NCT, status="RECRUITING", dates=Dates(last_updated="2021-11-03"))
    theirs = of_number(NCT, status="Completed")
    save(catalogue, a_delivery((ours, ()), format_="ctgov_json"))
    save(catalogue, a_delivery((theirs, ()), format_="medpath"))
    (disagreement,) = stored(catalogue, NCT).disagreements
    assert disagreement.said == (("RECRUITING", 0), ("Completed", 1))
    assert disagreement.dates == ("2021-11-03", "")


@pytest.mark.parametrize(("date", "told"), [("2021-11-03", "2021-11-03"), ("2021-11", "2021-11"), ("", None)])
def test_find_prints_the_date_as_exact_as_it_is(catalogue: Catalogue, date: str, told: str | None) -> None:
    save(catalogue, a_delivery((dated(1, date), ())))
    assert row(catalogue, "NCT00000001").as_json()["registry_updated"] == told


def test_an_article_has_no_registry_date(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((dated(1, "2021-11-03", kind="publication"), ())))
    assert row(catalogue, "NCT00000001").as_json()["registry_updated"] is None
    assert shown(catalogue) == ("", "")


def test_a_row_knows_what_was_corrected_but_not_what_was_only_confirmed(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((dated(1, "2021"), (("status", "recruiting"), ("her2", "low")))))
    number = row(catalogue, "NCT00000001").id
    catalogue.correct(number, "status", Correction("status", ("completed",), ("recruiting",), "Asked", MADE))
    catalogue.correct(number, "her2", Correction("her2", ("low",), ("low",), "Read", MADE))
    assert row(catalogue, "NCT00000001").corrected == ("status",)
    catalogue.correct(number, "status", None)
    assert row(catalogue, "NCT00000001").corrected == ()


# --- what is shown ---


def test_the_oldest_and_newest_date_are_of_what_is_shown(catalogue: Catalogue) -> None:
    days = ("2015-11-30", "2021", "2024-03-01", "")
    trials = [dated(n, day, phase="PHASE2", status="x") for n, day in enumerate(days, start=1)]
    save(catalogue, a_delivery(*((trial, (("kind", "registration"),)) for trial in trials)))
    assert shown(catalogue) == ("2015-11", "2024-03")
    assert shown(catalogue, '"Trial 2"') == ("2021", "2021")
    assert shown(catalogue, '"Trial 4"') == ("", "")
    assert shown(catalogue, "nothing") == ("", "")
    assert catalogue.index.undated(catalogue.index.all_trials) == 1


def test_they_follow_an_update_a_correction_a_joining_and_a_second_opening(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((dated(1, "2015-11"), ()), (dated(2, "2020-02"), ())))
    assert shown(catalogue) == ("2015-11", "2020-02")
    save(catalogue, a_delivery((dated(1, "2024-03-05"), ())))
    assert shown(catalogue) == ("2020-02", "2024-03")
    catalogue.correct(1, "her2", Correction("her2", ("low",), (), "Read", MADE))
    assert shown(catalogue) == ("2020-02", "2024-03")
    both = of_number("NCT00000001", "ISRCTN12949496", dates=Dates(last_updated="2025-01"))
    save(catalogue, a_delivery((of_number("ISRCTN12949496", dates=Dates(last_updated="2009-01")), ())))
    assert shown(catalogue) == ("2009-01", "2024-03")
    save(catalogue, a_delivery((both, ())))
    assert shown(catalogue) == ("2020-02", "2025-01")
    catalogue.close()
    for _ in range(2):  # gathered from the tables, then from what was kept
        again = Catalogue(path, FACETS.value_ids)
        assert shown(again) == ("2020-02", "2025-01")
        again.close()


def test_dates_are_no_facet_to_filter_by(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((dated(1, "2015-11"), ())))
    assert REGISTRY_MONTH not in catalogue.index.count(TrialQuery())
    assert REGISTRY_MONTH not in row(catalogue, "NCT00000001").as_json()


class Counted(int):
    """Count how often a set of trials is looked at."""

    looks = 0

    def __and__(self, other: int) -> int:
        Counted.looks += 1
        return int(self) & other

    __rand__ = __and__

    def __or__(self, other: int) -> int:
        return Counted(int(self) | other)

    __ror__ = __or__


def test_the_dates_of_a_click_take_few_steps_however_many_trials_and_months_there_are() -> None:
    index = FacetIndex({})
    months = [f"{year}-{month:02}" for year in range(1990, 2030) for month in range(1, 13)]
    trials = {name: Counted(bits_of(range(place, 16_000, len(months)))) for place, name in enumerate(months, start=1)}
    index.fill(bits_of(range(1, 16_000)), [(REGISTRY_MONTH, name, bits) for name, bits in trials.items()])
    for within, most in ((range(1, 16_000), 4), (range(1, 16_000, 7), 20), ([200], 2 * (30 + 16))):
        Counted.looks = 0
        found = [months[(number - 1) % len(months)] for number in within]
        assert index.span(REGISTRY_MONTH, bits_of(within)) == (min(found), max(found))
        assert 0 < Counted.looks <= most


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.integers(1, 60), st.sampled_from(["2019", "2019-01", "2019-02", "2021-12", "2022"]), max_size=30
    ),
    st.sets(st.integers(1, 60)),
)
def test_the_span_is_the_least_and_the_greatest_of_what_is_shown(told: dict[int, str], within: set[int]) -> None:
    index = FacetIndex({})
    for number in range(1, 61):
        index.put(number, ((REGISTRY_MONTH, told[number]),) if number in told else ())
    found = [told[number] for number in within if number in told]
    expected = (min(found, default=""), max(found, default=""))
    assert index.span(REGISTRY_MONTH, bits_of(within)) == expected


# --- imports ---


def test_a_trial_was_imported_when_its_latest_document_was(tmp_path: Path, catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((dated(1, "2020"), ())), a_delivery((dated(2, "2020"), ())))
    save(catalogue, a_delivery((dated(1, "2021"), ())))
    days = ("2026-11-01T08:00:00+01:00", "2026-11-02T08:00:00+01:00", "2026-11-26T08:00:00+01:00")
    with contextlib.closing(sqlite3.connect(tmp_path / "catalogue.db")) as connection, connection:
        for number, day in enumerate(days, start=1):
            connection.execute("UPDATE document SET imported = ? WHERE id = ?", (day, number))
    assert catalogue.index.imported([1, 2, 3]) == {1: days[2], 2: days[1]}
    assert span(catalogue).imported == days[2]


# --- a catalogue of an older program ---


def as_an_older_program_left_it(path: Path, mirrored: Sequence[str] = ()) -> None:
    """Take away what an older program did not write, and date trials as it did."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM setting WHERE name IN ('registry dates', 'facet values')")
        connection.execute(
            "DELETE FROM trial_value WHERE value_id IN (SELECT id FROM facet_value WHERE facet = ?)", (REGISTRY_MONTH,)
        )
        trials = connection.execute(
            "SELECT id, key, title, sponsor, start, enrollment, row, record, "
            "(SELECT count(*) FROM source WHERE trial_id = trial.id) FROM trial"
        ).fetchall()
        for number, key, *columns, stored_row, record_now, sources in trials:
            packed = json.loads(row_without_checksum(stored_row, key, *columns) or "")
            older = {name: value for name, value in packed.items() if name not in {"date", "corrected"}}
            record = from_record(record_now)
            if key in mirrored or sources > 1:
                date = record.trial.dates.refreshed if key in mirrored else "2024-03-01"
                trial = dataclasses.replace(record.trial, dates=Dates(last_updated=date))
                record = dataclasses.replace(record, trial=trial)
            sealed = row_with_checksum(json.dumps(older), key, *columns)
            connection.execute("UPDATE trial SET row = ?, record = ? WHERE id = ?", (sealed, to_record(record), number))


def test_a_catalogue_of_an_older_program_is_dated_when_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    told = of_number(NCT, status="RECRUITING", dates=Dates(last_updated="2021-11-03"))
    silent = of_number(NCT, dates=Dates(last_updated="2024-03-01"))
    mirrored = of_number("NCT09990002", status="Recruiting", title="Mirrored", dates=Dates(refreshed="2024-05-27"))
    save(catalogue, a_delivery((told, ()), format_="ctgov_json"))
    save(catalogue, a_delivery((silent, ()), format_="ctgov_csv"))
    save(catalogue, a_delivery((mirrored, ()), format_="ictrp"))
    save(catalogue, a_delivery((dated(1, "2015-11"), ())))
    catalogue.correct(row(catalogue).id, "her2", Correction("her2", ("low",), (), "Read", MADE))
    before = stored(catalogue, NCT)
    catalogue.close()
    as_an_older_program_left_it(path, mirrored=["NCT09990002"])
    again = Catalogue(path, FACETS.value_ids)
    # The program marks at the same opening what documents cannot tell; that is no matter of dates.
    after = stored(again, NCT)
    assert dataclasses.replace(after, trial=dataclasses.replace(after.trial, absent=())) == before
    assert (row(again).registry_date, row(again).corrected) == ("2021-11-03", ("her2",))
    assert stored(again, "NCT09990002").trial.dates == Dates(refreshed="2024-05-27")
    assert row(again, "NCT00000001").registry_date == "2015-11"
    assert shown(again) == ("2015-11", "2021-11")
    assert again.faults() == ()
    again.close()


def test_a_catalogue_of_an_older_program_on_a_medium_for_reading_only_says_nothing_of_dates(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((dated(1, "2015-11"), ())))
    catalogue.close()
    as_an_older_program_left_it(path)
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM kept")
    reader = Catalogue(path, FACETS.value_ids, read_only=True)
    assert row(reader, "NCT00000001").registry_date == ""
    assert shown(reader) == ("", "")
    reader.close()
