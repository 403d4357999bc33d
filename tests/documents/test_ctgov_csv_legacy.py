from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents.clinicaltrials_gov import csv_table, csv_table_legacy
from desktop.documents.read import open_document
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Dates, Intervention, Outcome, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded


@pytest.fixture(scope="module")
def table(sample: Callable[[str], str]) -> tuple[Trial, ...]:
    return read_document(sample("table_legacy.csv").encode(), "table.csv").trials


def test_every_column_finds_its_field(table: tuple[Trial, ...]) -> None:
    trial = table[0]
    assert (trial.key, trial.title) == ("NCT09990001", "Examplinib in Breast Cancer")
    assert trial.identifiers == (Identifier("NCT", "NCT09990001"), Identifier("other", "INV-1"))
    assert (trial.phase, trial.status, trial.study_type) == (
        "Phase 1|Phase 2",
        "Active, not recruiting",
        "Interventional",
    )
    assert (trial.enrollment, trial.results_posted) == (48, True)
    assert trial.interventions == (Intervention("Examplinib", "Drug"), Intervention("Tea", "Dietary Supplement"))
    assert trial.design == (
        ("Allocation", "Randomized"),
        ("Masking", "None (Open Label)"),
        ("Age Groups", "Adult, Older Adult"),
    )
    assert trial.dates == Dates("2024-01", "2025-03-01", "", "2023-02-03", "2023-02-03")
    assert trial.sites == (
        Site("Hospital One", "Houston", "Texas", "United States"),
        Site("Hospital Two", "Cairo", "", "Egypt"),
    )
    assert trial.references == ("Study Protocol, https://example.org/Prot_000.pdf",)


def test_ages_are_taken_out_of_words(table: tuple[Trial, ...]) -> None:
    assert [(each.eligibility.minimum_age, each.eligibility.maximum_age) for each in table] == [
        ("18 Years", "75 Years"),
        ("", "17 Years"),
    ]


def test_the_first_sponsor_leads_and_only_a_single_funder_type_is_whose(table: tuple[Trial, ...]) -> None:
    assert table[0].sponsors == (Sponsor("Invented Pharma"), Sponsor("University, Somewhere", lead=False))
    assert table[1].sponsors == (Sponsor("Hospital", "Other"),)


def test_outcomes_of_unknown_rank_are_not_called_primary(table: tuple[Trial, ...]) -> None:
    assert table[0].outcomes == (Outcome("other", "Response"), Outcome("other", "Survival"))
    assert worded(table[0].warnings) == (
        "The table does not tell primary from secondary outcomes; all stand under other outcomes.",
    )


def test_tabs_read_as_commas_do(table: tuple[Trial, ...]) -> None:
    text = 'Rank\tNCT Number\tTitle\tStatus\n1\tNCT09990001\t"Quoted" title\tCompleted\n'
    document = read_document(text.encode(), "SearchResults.tsv")
    assert document.format == "ctgov_csv_legacy"
    assert [trial.title for trial in document.trials] == ['"Quoted" title']
    assert table[1].title == "Tea in Breast Cancer"


@pytest.mark.parametrize(
    "header", ["Rank,NCT Number,Title", "NCT Number,Title", "Title,Funded Bys", "URL,Title,NCT Number"]
)
def test_old_columns_are_recognised(header: str) -> None:
    assert csv_table_legacy.recognises(f"{header}\n")
    assert not csv_table.recognises(f"{header}\n")


@pytest.mark.parametrize(
    ("name", "rows"), [("SearchResults.tsv", 40), ("SearchResults_100.csv", 100), ("SearchResults_2rows.csv", 2)]
)
def test_every_real_row_reads(shared: Path, name: str, rows: int) -> None:
    opened = open_document((shared / "samples/ctgov_csv_legacy" / name).read_bytes(), name)
    trials = [each for each in opened.records if isinstance(each, Trial)]
    assert opened.format == "ctgov_csv_legacy"
    assert len(trials) == rows
    for trial in trials:
        assert trial.key.startswith("NCT")
        assert trial.title
        assert trial.status
        assert trial.sponsors
        assert trial.dates.first_posted
        assert len(trial.warnings) <= 1
