import json
from pathlib import Path

import pytest

from desktop.documents.clinicaltrials_gov.csv_cells import (
    design_of,
    documents_of,
    identifiers_of,
    interventions_of,
    parts_of,
    sites_of,
    whole_number,
)
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Intervention, Site


def test_values_are_parted_by_bars_and_empty_ones_left_out() -> None:
    assert parts_of(" Breast  Cancer|TNBC|| ") == ("Breast Cancer", "TNBC")


def test_a_bar_inside_a_name_parts_nothing() -> None:
    assert interventions_of("DRUG: A|B|Dietary Supplement: Tea|Device: X: Y|plain") == (
        Intervention("A|B", "DRUG"),
        Intervention("Tea", "Dietary Supplement"),
        Intervention("X: Y|plain", "Device"),
    )
    assert interventions_of("Letrozole") == (Intervention("Letrozole"),)
    assert interventions_of("DRUG: |") == (Intervention("|", "DRUG"),)


def test_numbers_are_kept_once() -> None:
    assert identifiers_of("NCT09990001", "X-1|NCT09990001|2019-001234-56") == (
        Identifier("NCT", "NCT09990001"),
        Identifier("other", "X-1"),
        Identifier("EudraCT", "2019-001234-56"),
    )


def test_design_values_that_the_site_cut_off_are_left_out() -> None:
    assert list(design_of("Allocation: NA|Observational Model: |Time Perspective: p|Masking: NONE")) == [
        ("Allocation", "NA"),
        ("Masking", "NONE"),
    ]


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("Hospital, Houston, Texas, 77030, United States", Site("Hospital", "Houston", "Texas", "United States")),
        ("Hospital, London, CO4 5JL, United Kingdom", Site("Hospital", "London", "", "United Kingdom")),
        ("Clinic, Dept of Surgery, Graz, 8010, Austria", Site("Clinic, Dept of Surgery", "Graz", "", "Austria")),
        ("Clinic, Dr. Who, Erfurt, 99084, Germany", Site("Clinic, Dr. Who", "Erfurt", "", "Germany")),
        ("Hospital, Seoul, 03722, Korea, Republic of", Site("Hospital", "Seoul", "", "Korea, Republic of")),
        ("Site 1, London, London, City of, N1, England", Site("Site 1", "London", "London, City of", "England")),
        ("Hospital, Lyon, France", Site("Hospital", "Lyon", "", "France")),
        ("Graz, Austria", Site("", "Graz", "", "Austria")),
        ("Austria", Site(country="Austria")),
    ],
)  # fmt: skip
def test_places_come_apart(written: str, site: Site) -> None:
    assert list(sites_of(written, with_post_codes=True)) == [site]


def test_places_of_old_tables_have_no_post_codes() -> None:
    assert list(sites_of("Site, Lima 32, Peru|Hospital, Houston, Texas, United States", with_post_codes=False)) == [
        Site("Site", "Lima 32", "", "Peru"),
        Site("Hospital", "Houston", "Texas", "United States"),
    ]


def test_documents_lose_their_quotes() -> None:
    assert list(documents_of('"Study Protocol", https://example.org/a.pdf|SAP, https://example.org/b.pdf')) == [
        "Study Protocol, https://example.org/a.pdf",
        "SAP, https://example.org/b.pdf",
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        (" 48 ", 48),
        ("1,022", 1022),
        ("48.0", 48),
        ("", None),
        ("-1", None),
        ("4.5", None),
        ("9" * 5_000, None),
    ],
)
def test_numbers_are_read_as_spreadsheets_write_them(written: str, number: int | None) -> None:
    assert whole_number(written) == number


@pytest.mark.parametrize("with_post_codes", [True, False])
def test_nearly_all_real_places_come_apart_right_and_all_countries_do(shared: Path, with_post_codes: bool) -> None:
    parts = (
        ("facility", "city", "state", "zip", "country") if with_post_codes else ("facility", "city", "state", "country")
    )
    right = places = 0
    for path in (shared / "samples/ctgov_json").glob("*.json"):
        parsed = json.loads(path.read_bytes())
        for study in parsed if isinstance(parsed, list) else parsed.get("studies", [parsed]):
            for each in study["protocolSection"].get("contactsLocationsModule", {}).get("locations", []):
                written = ", ".join(each[part] for part in parts if each.get(part))
                (site,) = sites_of(written, with_post_codes=with_post_codes)
                assert site.country == each["country"]
                right += site == Site(*(each.get(part, "") for part in ("facility", "city", "state", "country")))
                places += 1
    assert places > 500
    assert right / places > 0.98
