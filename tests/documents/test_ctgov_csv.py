import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents.clinicaltrials_gov import csv_table, csv_table_legacy
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded

Read = Callable[[str], Trial]


@pytest.fixture(scope="module")
def table(sample: Callable[[str], str]) -> tuple[Trial, ...]:
    return read_document(sample("table.csv").encode(), "table.csv").trials


def rewritten(text: str, separator: str, order: int = 1) -> str:
    """Write the table again as another program would."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator)
    writer.writerows(row[::order] for row in csv.reader(io.StringIO(text, newline="")))
    return target.getvalue()


def test_every_column_finds_its_field(table: tuple[Trial, ...]) -> None:
    trial = table[0]
    assert trial.key == "NCT09990001"
    assert trial.title == 'Examplinib, a New Drug, in "Triple-negative" Breast Cancer'
    assert trial.identifiers == (
        Identifier("NCT", "NCT09990001"),
        Identifier("other", "INV-1"),
        Identifier("EudraCT", "2019-001234-56"),
    )
    assert (trial.acronym, trial.phase, trial.status) == ("EXAM", "PHASE1|PHASE2", "ACTIVE_NOT_RECRUITING")
    assert (trial.study_type, trial.enrollment, trial.results_posted) == ("INTERVENTIONAL", 48, True)
    assert trial.narrative == (Section("brief_summary", "A first paragraph, HER2 > 0.\n\n* a list item"),)
    assert trial.conditions == ("Breast Cancer", "TNBC")
    assert trial.interventions == (Intervention("Examplinib", "DRUG"), Intervention("Surgery A|B", "PROCEDURE"))
    assert trial.outcomes == (
        Outcome("primary", "Response", "By RECIST", "2 years"),
        Outcome("primary", "Survival", "", "5 years"),
        Outcome("secondary", "Toxicity", "By CTCAE 5.0", "1 year"),
    )
    assert trial.design == (
        ("Allocation", "RANDOMIZED"),
        ("Intervention Model", "PARALLEL"),
        ("Masking", "DOUBLE (PARTICIPANT, INVESTIGATOR)"),
        ("Primary Purpose", "TREATMENT"),
        ("Age Groups", "ADULT, OLDER_ADULT"),
    )
    assert trial.eligibility.sex == "FEMALE"
    assert trial.dates == Dates("2024-03-01", "2025-03", "2026-09-20", "2023-09-05", "2025-02-03")
    assert trial.sponsors == (
        Sponsor("Invented Pharma", "INDUSTRY"),
        Sponsor("University of Somewhere", lead=False),
        Sponsor("Another", lead=False),
    )
    assert trial.sites[1] == Site("University Clinic, Department of Surgery", "Graz", "", "Austria")
    assert trial.references == ("Study Protocol, https://example.org/Prot_000.pdf",)
    assert trial.warnings == ()


def test_what_a_row_leaves_empty_stays_empty(table: tuple[Trial, ...]) -> None:
    trial = table[1]
    assert (trial.phase, trial.enrollment, trial.results_posted) == ("", 0, False)
    assert trial.interventions == trial.outcomes == trial.sites == ()
    assert trial.dates == Dates()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("order", [1, -1])
def test_separator_and_order_of_columns_change_nothing(
    table: tuple[Trial, ...], sample: Callable[[str], str], separator: str, order: int
) -> None:
    text = rewritten(sample("table.csv"), separator, order)
    document = read_document(text.encode("utf-8-sig"), "export.csv")
    assert document.format == "ctgov_csv"
    assert document.trials == table


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing(table: tuple[Trial, ...], sample: Callable[[str], str], line_end: str) -> None:
    text = sample("table.csv").replace("\n", line_end)
    assert read_document(text.encode(), "x").trials == table


def test_a_declared_separator_is_followed(table: tuple[Trial, ...], sample: Callable[[str], str]) -> None:
    text = "sep=;\n" + rewritten(sample("table.csv"), ";")
    assert read_document(text.encode("utf-16"), "x").trials == table


@pytest.mark.parametrize(
    "header",
    [
        "NCT Number,Study Title",
        "Study Title,NCT Number",
        "nct number,conditions,interventions",
        "Study Title,Study Status",
        "NCT Number,Study Title,My own notes,Seen",
    ],
)
def test_any_choice_of_columns_is_recognised(header: str) -> None:
    assert csv_table.recognises(f"{header}\n")
    assert not csv_table_legacy.recognises(f"{header}\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NCT Number",
        "title,status,url\na,b,c",
        "NCT Number,Drug,Dose,Comment\n",
        "name,conditions,age,sex\n",
        "Study Title: a letter, and more, Study Status",
        "Sponsor,Collaborators,Phases\n",
        '{"NCT Number": 1, "Study Title": 2}',
        "trial_id,title,phase\n",
    ],
)
def test_other_tables_are_not_recognised(text: str) -> None:
    assert not csv_table.recognises(text)
    assert not csv_table_legacy.recognises(text)


def test_a_row_without_number_is_a_trial_if_it_has_a_title() -> None:
    text = "NCT Number,Study Title,Conditions\n,A title,TNBC\n,,TNBC\nNCT09990001,,TNBC\n"
    document = read_document(text.encode(), "t.csv")
    first, second = document.trials
    assert first.key.startswith("doc-")
    assert (first.title, first.identifiers) == ("A title", ())
    assert (second.key, second.title) == ("NCT09990001", "NCT09990001")
    assert worded(second.warnings) == ("The table gives no title; the registry number stands in its place.",)
    assert document.failures == (
        "t.csv, row 3 (line 3): it has neither a number nor a title; download the table again.",
    )


def test_what_is_no_date_or_number_is_left_out_and_told() -> None:
    text = "NCT Number,Study Title,Start Date,Enrollment\nNCT09990001,A,31/31/2024,many\n"
    (trial,) = read_document(text.encode(), "t.csv").trials
    assert (trial.dates.start, trial.enrollment) == ("", None)
    assert worded(trial.warnings) == (
        '"many" under "enrollment" is no number of patients and was left out.',
        '"31/31/2024" under "start date" is no date and was left out.',
    )


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no record"):
        read_document(b"NCT Number,Study Title\n", "t.csv")


def test_one_bad_row_among_a_thousand_costs_one() -> None:
    lines = [f'NCT0999{number:04},"A title, and {number}",RECRUITING' for number in range(1_000)]
    lines[500] = 'NCT09990500,"A title, and 500,RECRUITING'
    document = read_document("\n".join(["NCT Number,Study Title,Study Status", *lines]).encode(), "t.csv")
    assert len(document.trials) == 999
    (told,) = document.failures
    assert told == "t.csv, row 502 (line 502, NCT09990500): its quotation marks do not match; download the table again."


REAL = {
    "beta_dates.csv": 682, "columns12_crlf.csv": 10, "columns2.csv": 111, "columns30_multiline.csv": 279,
    "columns34.csv": 44, "columns9.csv": 10, "two_rows.csv": 2,
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_every_real_row_reads(shared: Path, name: str) -> None:
    content = (shared / "samples/ctgov_csv" / name).read_bytes()
    opened = open_document(content, name)
    assert opened.format == "ctgov_csv"
    trials = [each for each in opened.records if isinstance(each, Trial)]
    assert len(trials) == REAL[name]
    assert all(trial.key.startswith("NCT") and not worded(trial.warnings) for trial in trials)
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for trial, row in zip(trials, rows, strict=True):
        assert trial.title.split() == row["Study Title"].split()
        assert trial.status == row.get("Study Status", "")
        assert trial.phase == row.get("Phases", "")
        assert bool(trial.dates.start) == bool(row.get("Start Date"))
        assert bool(trial.dates.completion) == bool(row.get("Completion Date"))
        assert len(trial.sites) == len([place for place in row.get("Locations", "").split("|") if place])
