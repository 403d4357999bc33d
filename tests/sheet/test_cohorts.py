"""The cohorts of a trial as a table, in the window and in print."""

from dataclasses import replace

import pytest

from desktop.exports.trial_page import trial_page as printed_page
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.cohorts import cohorts_of
from desktop.sheet.describe import sheet_of
from desktop.sheet.parts import Table, words_of
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.trials.finding import Evidence, Finding
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.ui.trial_detail.trial_page import trial_page
from tests.examples import a_trial, criteria


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


PLACE = Evidence("title", 0, 1, "A")


def found(facet: str, value: str, cohort: str = "") -> Finding:
    return Finding(facet, value, "rule", "stated", PLACE, cohort=cohort)


TWO = (
    found("hr", "positive", "Cohort A"),
    found("her2", "low", "Cohort A"),
    found("her2", "positive", "Cohort B"),
    found("phase", "2"),
)


def rows(table: Table) -> list[tuple[str, list[str]]]:
    return [(words_of(name.text), [words_of(each.text) for each in values]) for (name,), values in table.rows]


def table_of(findings: tuple[Finding, ...], vocabularies: Vocabularies, *own: Correction) -> list[Table]:
    stored = StoredTrial(a_trial(), findings, (), own_work=own)
    return list(cohorts_of(subject_of(stored, vocabularies.facets), wording(vocabularies.facets, RESOURCES)))


def test_each_cohort_has_a_line_with_the_values_that_differ(vocabularies: Vocabularies) -> None:
    (table,) = table_of(TWO, vocabularies)
    assert rows(table) == [
        ("Cohort A", ["HER2 status: Low (IHC 1+ or 2+/ISH−)", "Hormone receptor status: Positive (ER and/or PgR)"]),
        ("Cohort B", ["HER2 status: Positive (IHC 3+ or 2+/ISH+)"]),
    ]


def test_values_that_hold_for_all_cohorts_are_not_in_the_table(vocabularies: Vocabularies) -> None:
    (table,) = table_of((*TWO, found("her2", "negative")), vocabularies)
    assert [name for name, _ in rows(table)] == ["Cohort A", "Cohort B"]


def test_a_trial_of_one_cohort_or_with_corrected_values_has_no_table(vocabularies: Vocabularies) -> None:
    assert table_of((found("her2", "low", "Cohort A"), found("hr", "positive")), vocabularies) == []
    corrected = [Correction(facet, ("any",), (), "why", "2026-11-20") for facet in ("her2", "hr")]
    assert table_of(TWO, vocabularies, *corrected) == []


@pytest.mark.parametrize("name", ["Cohort A <script>", "Cohort A"])
def test_the_table_is_in_the_pane_and_in_print_escaped(name: str, vocabularies: Vocabularies) -> None:
    findings = tuple(replace(each, cohort=name) if each.cohort == "Cohort A" else each for each in TWO)
    words = wording(vocabularies.facets, RESOURCES)
    sheet = sheet_of(subject_of(StoredTrial(a_trial(), findings, ()), vocabularies.facets), words)
    for page in (trial_page(sheet).html, printed_page(sheet, RESOURCES)):
        assert "Values that the text gives it" in page
        assert name.replace("<", "&lt;").replace(">", "&gt;") in page


def test_cohorts_of_real_criteria_are_read_into_the_table(vocabularies: Vocabularies) -> None:
    text = ("Cohort A: HER2-low (IHC 1+ or 2+/ISH-)", "Cohort B: HER2-positive (IHC 3+ or ISH+)")
    trial = a_trial(title="A study in breast cancer", eligibility=criteria(text))
    stored = StoredTrial(trial, annotate(trial, vocabularies), ())
    words = wording(vocabularies.facets, RESOURCES)
    (table,) = cohorts_of(subject_of(stored, vocabularies.facets), words)
    assert [name for name, _ in rows(table)] == ["Cohort A", "Cohort B"]
