"""How old a registration is, what cannot be true of it, and where it recruits."""

import pytest

from desktop.trials.freshness import contradiction, freshness
from desktop.trials.recruitment import countries_open, recruitment
from desktop.trials.trial import Dates, Site
from tests.examples import a_trial


@pytest.mark.parametrize(
    ("updated", "retrieved", "imported", "age"),
    [
        ("2025-06-01", "2025-12-01", "2026-11-26", "fresh"),
        ("2025-06-01", "2025-12-02", "2026-11-26", "ageing"),
        ("2025-06-01", "", "2025-07-01T10:00:00+01:00", "fresh"),
        ("2024-06-01", "2026-06-01", "", "ageing"),
        ("2024-06-01", "2026-06-02", "", "stale"),
        ("2024-06", "2026-06-30", "", "ageing"),
        ("2024", "2026-12-31", "", "ageing"),
        ("", "2026-06-02", "", "unknown"),
        ("2026-07-01", "2026-06-02", "", "fresh"),
    ],
)
def test_age_is_counted_from_the_registrys_date_to_the_download_or_else_the_import(
    updated: str, retrieved: str, imported: str, age: str
) -> None:
    trial = a_trial(status="COMPLETED", dates=Dates(last_updated=updated, retrieved=retrieved))
    assert freshness(trial, "finished", imported) == age
    by_file = a_trial(status="COMPLETED", dates=Dates(last_updated=updated, file_date=retrieved))
    assert freshness(by_file, "finished", imported) == age


def test_what_is_open_after_its_completion_is_stale_and_said_so() -> None:
    dates = Dates(last_updated="2026-06-01", completion="2023-05", retrieved="2026-06-02")
    assert freshness(a_trial(status="Recruiting", dates=dates), "open", "") == "stale"
    assert contradiction(a_trial(status="Recruiting", dates=dates), "") == "open, completion 2023"
    assert contradiction(a_trial(status="COMPLETED", dates=dates), "") == ""
    soon = Dates(start="2024-01", retrieved="2026-06-02")
    assert contradiction(a_trial(status="Not yet recruiting", dates=soon), "") == "opening soon, start 2024"
    assert contradiction(a_trial(status="Recruiting", dates=Dates(completion="2026")), "2026-12-30") == ""


def test_a_publication_has_no_age() -> None:
    assert freshness(a_trial(kind="publication"), "", "2026-01-01") == ""


@pytest.mark.parametrize(
    ("status", "group"),
    [
        ("RECRUITING", "open"),
        ("Ongoing", "open"),
        ("Authorised, recruitment pending", "opening"),
        ("Active, not recruiting", "closed"),
        ("Not Recruiting", "closed"),
        ("Prematurely Ended", "stopped"),
        ("Ended", "finished"),
        ("something new", "unknown"),
    ],
)
def test_a_registrys_word_is_in_one_group(status: str, group: str) -> None:
    assert recruitment(status) == group


def test_a_country_recruits_by_its_own_sites_where_any_site_tells() -> None:
    germany, turkey = Site(country="Germany", status="RECRUITING"), Site(country="Turkey", status="WITHDRAWN")
    assert countries_open(a_trial(sites=(germany, turkey)), "open") == ("Germany",)
    assert countries_open(a_trial(sites=(germany, Site(country="France"))), "closed") == ("Germany",)
    silent = a_trial(sites=(Site(country="Germany"), Site(country="Korea, Republic of")))
    assert countries_open(silent, "open") == ("Germany", "South Korea")
    assert countries_open(silent, "closed") == ()
