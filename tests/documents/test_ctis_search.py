"""What the search of CTIS gives: pages of JSON, and a table."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from desktop.documents.european import ctis_csv, ctis_search
from desktop.documents.european.ctis_overview import countries_in
from desktop.documents.read import open_document
from desktop.trials.trial import Dates, Intervention, Outcome, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded

Sample = Callable[[str], str]
BOTH = ["ctis_search.json", "ctis.csv"]


@pytest.mark.parametrize("name", BOTH)
def test_both_forms_tell_the_same_of_a_trial(sample: Sample, name: str) -> None:
    trial = read_document(sample(name).encode(), name).trials[0]
    assert (trial.key, trial.acronym) == ("2025-599001-40-00", "EX-201")
    assert trial.title == "Examplinib for breast cancer with brain metastases"
    assert (trial.phase, trial.status, trial.enrollment) == ("Phase III", "Ongoing, recruiting", 540)
    assert trial.sites == (
        Site(country="Spain", status="Ongoing, recruiting"),
        Site(country="France", status="Authorised, recruitment pending"),
    )
    assert trial.conditions == ("Metastatic breast cancer, HER2-positive",)
    assert trial.interventions == (Intervention("Examplinib 50 mg, tablets"), Intervention("Trastuzumab"))
    assert trial.outcomes[0] == Outcome("primary", "Survival, counted from entry")
    assert trial.sponsors == (Sponsor("Invented Pharma NV", "Pharmaceutical company"),)
    assert trial.dates == Dates(start="2026-06-24", first_posted="2026-06-20", last_updated="2026-07-09")
    assert dict(trial.design)["Age group"] == "18-64 years, 65+ years"
    assert trial.eligibility.sex == "Female, Male"
    assert trial.results_posted is False
    assert trial.absent == ("eligibility",)
    assert trial.warnings == ()


def test_a_code_that_is_not_known_is_no_status_and_words_are_no_numbers(sample: Sample) -> None:
    trial = read_document(sample("ctis_search.json").encode(), "a").trials[1]
    assert (trial.status, trial.phase, trial.enrollment) == ("", "Phase I/Phase II", None)
    assert trial.sites == (Site(country="Austria", status="Ended"),)
    assert worded(trial.warnings) == (
        '"about 20" under "number of participants" is no number of patients and was left out.',
        '"31/31/2026" under "last updated" is no date and was left out.',
    )


def test_the_end_everywhere_comes_before_the_end_in_the_eu(sample: Sample) -> None:
    trial = read_document(sample("ctis.csv").encode(), "a").trials[1]
    assert trial.dates == Dates(
        start="2025-03-05", completion="2026-04-07", first_posted="2025-02-01", last_updated="2026-04-08"
    )
    assert trial.results_posted is True


@pytest.mark.parametrize("wrapped", [lambda found: found["data"], lambda found: found["data"][0]])
def test_records_alone_and_in_lists_are_read(sample: Sample, wrapped: Callable[[dict[str, object]], object]) -> None:
    content = json.dumps(wrapped(json.loads(sample("ctis_search.json")))).encode()
    assert read_document(content, "a.json").trials[0].key == "2025-599001-40-00"


def test_older_answers_have_lists_where_newer_ones_have_texts() -> None:
    found = {
        "ctNumber": "2025-599001-40-00",
        "ctTitle": "A",
        "conditions": ["Breast cancer", "Pain"],
        "gender": ["Female"],
    }
    (trial,) = read_document(json.dumps(found).encode(), "a.json").trials
    assert (trial.conditions, trial.eligibility.sex, trial.warnings) == (("Breast cancer, Pain",), "Female", ())


def test_a_whole_record_is_left_to_its_reader(sample: Sample) -> None:
    assert not ctis_search.recognises(sample("ctis.json"))
    assert read_document(sample("ctis.json").encode(), "a").format == "ctis_json"


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Spain:Ongoing, recruiting, France:Ended", [("Spain", "Ongoing, recruiting"), ("France", "Ended")]),
        ("Spain:Ended", [("Spain", "Ended")]),
        ("Spain, France", [("Spain", ""), ("France", "")]),
        ("", []),
        (":", []),
    ],
)
def test_countries_are_told_from_their_statuses(text: str, countries: list[tuple[str, str]]) -> None:
    assert list(countries_in(text)) == countries


def test_a_column_that_is_not_there_makes_its_part_absent() -> None:
    text = "Trial number,Title of the trial,Overall trial status,Decision date\n2025-599001-40-00,A title,Ended,\n"
    (trial,) = read_document(text.encode(), "a.csv").trials
    assert set(trial.absent) == {
        *("eligibility", "conditions", "phase", "interventions", "sites"),
        *("dates.start", "enrollment", "sponsors.sponsor_class"),
    }


HEAD = "Trial number,Title of the trial,Trial results,Therapeutic area,Product,Primary endpoint,Medical conditions\n"


def row_of(areas: str = "", product: str = "", end_point: str = "", condition: str = "") -> Trial:
    target = io.StringIO()
    csv.writer(target).writerow(("2025-599001-40-00", "A title", "No", areas, product, end_point, condition))
    (trial,) = read_document((HEAD + target.getvalue()).encode(), "a.csv").trials
    return trial


def test_areas_that_the_table_lists_in_json_are_read_as_words() -> None:
    areas = '["Diseases [C] - Neoplasms [C04]","Diseases [C] - Pathological Conditions, Signs and Symptoms [C23]"]'
    assert row_of(areas).keywords == (
        "Diseases [C] - Neoplasms [C04]",
        "Diseases [C] - Pathological Conditions, Signs and Symptoms [C23]",
    )


@pytest.mark.parametrize(
    ("product", "names"),
    [
        ("Examplinib, examplinib", ["Examplinib"]),
        ("examplinib, Placebo, examplinib", ["examplinib", "Placebo"]),
        ("Examplinib 5 mg, tablets, Otherumab 5 mg, tablets", ["Examplinib 5 mg, tablets", "Otherumab 5 mg, tablets"]),
        ("EXAMPLINIB\n, Otherumab, -", ["EXAMPLINIB", "Otherumab"]),
        ("N/A", []),
    ],
)
def test_a_product_that_is_told_twice_is_one_intervention(product: str, names: list[str]) -> None:
    assert [each.name for each in row_of(product=product).interventions] == names


def test_numbered_end_points_come_apart_and_a_condition_told_twice_is_one() -> None:
    trial = row_of(end_point="1. Survival, counted from entry, 2. Response", condition="Breast cancer, Breast cancer")
    assert [each.measure for each in trial.outcomes] == ["Survival, counted from entry", "Response"]
    assert trial.conditions == ("Breast cancer",)


def test_a_table_that_a_spreadsheet_saved_again_keeps_its_dates() -> None:
    columns = "Trial number;Title of the trial;Overall trial status;Start date;Number of participants enrolled\n"
    rows = "2025-599001-40-00;A title;Ended;45356;1200\n2025-599002-41-00;B title;Ended;05.03.2024;\n"
    first, second = read_document((columns + rows).encode(), "a.csv").trials
    assert (first.dates.start, second.dates.start, first.enrollment) == ("2024-03-05", "2024-03-05", 1200)


@pytest.mark.parametrize("name", BOTH)
def test_a_record_without_title_is_a_fault_in_its_place(sample: Sample, name: str) -> None:
    text = sample(name).replace("Examplinib for  breast", "Examplinib for breast")
    text = text.replace("Examplinib for breast cancer with brain metastases", "").replace("EX-201", "")
    fault, trial = open_document(text.encode(), name).records
    place = "study 1" if name.endswith("json") else "row 2 (line 2)"
    assert str(fault) == f"{name}, {place}: it has no title; download it again."
    assert isinstance(trial, Trial)


@pytest.mark.parametrize("text", ["", "{}", '{"ctNumber": 1}', "Trial number,Title\n1,a\n", "Title of the trial\n"])
def test_other_documents_are_not_claimed(text: str) -> None:
    assert not ctis_search.recognises(text)
    assert not ctis_csv.recognises(text)
