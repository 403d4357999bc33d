"""Finding trials by recruitment, the age of their data and their dates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import parse_query
from desktop.trials.trial import Dates, Site
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids, FACETS.second_readings)
    days = {1: ("2025-06-10", "2025-07-01"), 2: ("2025-07-02", ""), 3: ("2019", "2026-02-03"), 4: ("", "")}
    trials = (
        a_trial(
            f"NCT0999000{number}",
            title=f"{number}",
            status="RECRUITING" if number < 3 else "COMPLETED",
            sites=(Site(country="Germany", status="RECRUITING" if number == 1 else "COMPLETED"),),
            dates=Dates(last_updated=updated, retrieved=retrieved),
        )
        for number, (updated, retrieved) in days.items()
    )
    save(catalogue, a_delivery(*((each, (("status", each.status.lower()),)) for each in trials)))
    yield catalogue
    catalogue.close()


def found(catalogue: Catalogue, text: str) -> list[str]:
    parsed = parse_query(text, FACETS)
    assert not parsed.problems
    return [row.title for row in catalogue.index.rows(catalogue.index.search(parsed.query))]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("updated:>2025-06", "2"),
        ("updated:>=2025-06", "12"),
        ("updated:2025-06-30", "1"),
        ("updated:<2025", "3"),
        ("updated:<=2025-06", "13"),
        ("updated:2025", "12"),
        ("-updated:2025", "34"),
        ("retrieved:2025-07-01", "1"),
        ("retrieved:>2025-07-01", "3"),
        ("retrieved:soon", ""),
        ("imported:>2000", "1234"),
        ("imported:<2000", ""),
        ("recruitment:open", "12"),
        ("recruitment:finished", "34"),
        ("country:Germany", "1234"),
        ("country~Germany", "1"),
        ("country~deutschland", "1"),
        ("freshness:fresh", "1"),
        ("freshness:unknown", "4"),
        ("changed:new", "1234"),
    ],
)
def test_trials_are_found(filled: Catalogue, text: str, titles: str) -> None:
    assert found(filled, text) == list(titles)


def test_a_line_tells_dates_age_recruitment_and_where_it_recruits(filled: Catalogue) -> None:
    lines = [row.as_json() for row in filled.index.rows([1, 2, 3, 4])]
    asked = ("retrieved", "recruitment", "countries_open")
    assert [tuple(line[key] for key in asked) for line in lines] == [
        ("2025-07-01", "open", ["Germany"]),
        (None, "open", []),
        ("2026-02-03", "finished", []),
        (None, "finished", []),
    ]
    assert [lines[number]["freshness"] for number in (0, 2, 3)] == ["fresh", "stale", "unknown"]


def test_an_old_program_s_file_is_linked_again(filled: Catalogue) -> None:
    filled.remember("facet values", "7")
    filled._connection.execute("DELETE FROM trial_value")
    filled.close()
    again = Catalogue(filled.path, FACETS.value_ids)
    assert found(again, "recruitment:open") == ["1", "2"]
    assert [each.is_misfiled for each in again.trials.checked()] == [False] * 4
    again.close()
