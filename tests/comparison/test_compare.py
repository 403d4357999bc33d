"""Trials side by side: what each row says, and what it was read from."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.comparison.compare import compare
from desktop.comparison.parts import Cell, Comparison, Line
from desktop.comparison.rows import ROWS, RowMaker
from desktop.exports.comparison_table import comparison_csv
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.parts import Items, Readings, words_of
from desktop.sheet.subject import Subject, subject_of
from desktop.sheet.wording import Wording, wording
from desktop.trials.own_work import Correction
from desktop.trials.remarks import remark
from desktop.trials.sections import sections
from desktop.trials.shortlists import ShortlistEntry
from desktop.trials.stored import StoredSource, StoredTrial
from desktop.trials.trial import Arm, Criterion, Dates, Eligibility, Intervention, Outcome, Site, Trial
from tests.examples import a_trial

FIRST = a_trial(
    "NCT09990001",
    title="Trastuzumab with paclitaxel in HER2-positive metastatic breast cancer",
    acronym="TRAP",
    phase="PHASE2",
    status="RECRUITING",
    dates=Dates(start="2024-03", last_updated="2026-02-03"),
    enrollment=1200,
    conditions=("HER2-positive metastatic breast cancer",),
    interventions=(
        Intervention("Trastuzumab", "BIOLOGICAL", "8 mg/kg, then 6 mg/kg every 3 weeks"),
        Intervention("Paclitaxel", "DRUG", "80 mg/m² weekly"),
    ),
    arms=(
        Arm("Both drugs", "EXPERIMENTAL", "Until progression.", ("Trastuzumab", "Paclitaxel")),
        Arm("Chemotherapy", "ACTIVE_COMPARATOR", "", ("Paclitaxel",)),
    ),
    outcomes=(Outcome("primary", "Response rate", "", "6 months"), Outcome("secondary", "Survival")),
    eligibility=Eligibility(
        (Criterion("HER2-positive disease (IHC 3+)"), Criterion("ECOG 0 or 1")),
        (Criterion("Brain metastases"),),
        sex="FEMALE",
        minimum_age="18 Years",
    ),
)
SECOND = replace(
    FIRST,
    key="NCT09990002",
    identifiers=a_trial("NCT09990002").identifiers,
    acronym="",
    title="Trastuzumab alone in HER2-positive metastatic breast cancer",
    arms=(),
    outcomes=(),
    eligibility=Eligibility((Criterion("HER2-positive disease (IHC 3+)"), Criterion("ECOG 0 to 2"))),
)
TABLE_ONLY = a_trial("NCT09990003", title="Trastuzumab", status="RECRUITING", absent=("eligibility",))
SOURCES = (StoredSource("one.csv", "ctgov_csv", "2026-11-20T09:00:00", "0" * 64),)
Compare = Callable[..., Comparison]


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


@pytest.fixture(scope="module")
def words(vocabularies: Vocabularies) -> Wording:
    return wording(vocabularies.facets, RESOURCES)


@pytest.fixture(scope="module")
def read(vocabularies: Vocabularies) -> Callable[..., Subject]:
    """Read a trial as an import does."""

    def subject(trial: Trial, **stored: object) -> Subject:
        whole = StoredTrial(trial, annotate(trial, vocabularies), SOURCES, **stored)  # type: ignore[arg-type]
        return subject_of(whole, vocabularies.facets)

    return subject


@pytest.fixture(scope="module")
def side_by_side(read: Callable[..., Subject], words: Wording) -> Compare:
    def compared(*trials: Trial | Subject, country: str = "") -> Comparison:
        subjects = [each if isinstance(each, Subject) else read(each) for each in trials]
        return compare(subjects, words, country)

    return compared


def cells(comparison: Comparison, row: str) -> tuple[Cell, ...]:
    (found,) = (each.cells for each in comparison.rows if each.id == row)
    return found


def said(comparison: Comparison, row: str) -> list[list[str]]:
    return [[line.in_full for line in cell.lines] for cell in cells(comparison, row)]


def test_every_row_has_a_cell_for_every_trial(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, SECOND, TABLE_ONLY)
    assert [row.id for row in comparison.rows] == [row.id for row in ROWS]
    assert {len(row.cells) for row in comparison.rows} == {3}
    assert all(cell.lines and cell.lines[0].words for row in comparison.rows for cell in row.cells)


def test_the_head_of_a_column_names_the_trial_and_dates_its_status(side_by_side: Compare) -> None:
    first, second = side_by_side(FIRST, SECOND).columns
    assert (first.identifier, first.name, first.status) == ("NCT09990001", "TRAP", "Recruiting · 3 Feb 2026")
    assert (second.identifier, second.name) == ("NCT09990002", SECOND.title)


def test_the_values_of_facets_stand_beside_each_other_with_their_ids(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, SECOND)
    assert said(comparison, "phase") == [["Phase 2"], ["Phase 2"]]
    assert said(comparison, "ecog_max") == [["Up to 1"], ["Up to 2"]]
    assert [cell.values for cell in cells(comparison, "ecog_max")] == [("1",), ("2",)]
    assert said(comparison, "status") == [["Recruiting (registry date 3 Feb 2026)"]] * 2


def test_every_evidence_of_a_cell_is_the_text_at_its_place(side_by_side: Compare) -> None:
    trials = (FIRST, SECOND, TABLE_ONLY)
    comparison, found = side_by_side(*trials), 0
    for row in comparison.rows:
        for trial, cell in zip(trials, row.cells, strict=True):
            for each in cell.evidence.values():
                assert sections(trial)[each.section][each.start : each.end] == each.quote
                found += 1
    assert found > 8


def test_a_cell_holds_the_sentences_of_its_own_facet_alone(side_by_side: Compare) -> None:
    first, _ = cells(side_by_side(FIRST, SECOND), "brain_metastases")
    (readings,) = first.behind
    assert isinstance(readings, Readings)
    assert {reading.facet for reading in readings.readings} == {"brain_metastases"}
    assert [quote.words for reading in readings.readings for quote in reading.quotes] == ["Brain metastases"]
    assert (first.part, first.is_silent) == ("evidence", False)


def test_what_is_not_stated_is_told_from_what_a_download_cannot_state(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, SECOND, TABLE_ONLY)
    assert said(comparison, "brain_metastases") == [["Excluded"], ["Not stated"], ["Not in this download"]]
    stated, silent, absent = cells(comparison, "brain_metastases")
    assert [each.is_silent for each in (stated, silent, absent)] == [False, True, True]
    (why,) = absent.behind
    assert isinstance(why, Items)
    assert "has no eligibility criteria. The JSON download" in words_of(why.items[0].text)
    assert said(comparison, "arms")[1:] == [["Not stated"], ["Not in this download"]]
    assert said(comparison, "primary_outcomes")[1:] == [["Not stated"], ["Not in this download"]]


def test_arms_are_listed_as_written_and_never_matched(side_by_side: Compare) -> None:
    arms, _ = said(side_by_side(FIRST, SECOND), "arms")
    assert arms == [
        "Both drugs [Experimental] (Trastuzumab; Paclitaxel; Until progression.)",
        "Chemotherapy [Active comparator] (Paclitaxel)",
    ]


def test_drugs_have_their_roles_and_their_doses_as_written(side_by_side: Compare) -> None:
    first, _ = cells(side_by_side(FIRST, SECOND), "drugs")
    trastuzumab, paclitaxel = first.lines
    assert trastuzumab.words == "Biological: Trastuzumab · experimental"
    assert paclitaxel.words == "Drug: Paclitaxel · backbone"
    assert "Trastuzumab (experimental)" in trastuzumab.notes[0]
    assert trastuzumab.notes[-1] == "8 mg/kg, then 6 mg/kg every 3 weeks"
    assert paclitaxel.notes[-1] == "80 mg/m² weekly"
    assert {each.section for each in first.evidence.values()} == {"interventions"}


def test_only_primary_outcomes_are_compared(side_by_side: Compare) -> None:
    assert said(side_by_side(FIRST, SECOND), "primary_outcomes")[0] == ["Response rate (6 months)"]


def test_facts_of_the_record_are_compared_in_its_words(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, TABLE_ONLY)
    assert said(comparison, "age")[0] == ["18 Years and older"]
    assert said(comparison, "sex")[0] == ["Female"]
    assert said(comparison, "enrollment") == [["1,200 participants"], ["Not stated"]]


def test_only_the_rows_in_which_trials_differ_are_left(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, SECOND)
    left = comparison.differences
    same = {row.id for row in comparison.rows} - {row.id for row in left.rows}
    assert {"phase", "her2", "status", "enrollment", "hr"} <= same
    assert {"ecog_max", "brain_metastases", "arms", "age"} <= {row.id for row in left.rows}
    assert left.columns == comparison.columns
    assert side_by_side(FIRST, FIRST).differences.rows == ()


def test_white_space_is_no_difference_but_a_date_is(side_by_side: Compare) -> None:
    spaced = replace(FIRST, arms=(replace(FIRST.arms[0], description="Until  \n progression."), FIRST.arms[1]))
    assert "arms" not in {row.id for row in side_by_side(FIRST, spaced).differences.rows}
    older = replace(FIRST, dates=Dates(start="2024-03", last_updated="2021"))
    assert [row.id for row in side_by_side(FIRST, older).differences.rows] == ["status"]


def test_a_clinicians_correction_counts_and_says_so(side_by_side: Compare, read: Callable[..., Subject]) -> None:
    low = Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20T10:00:00")
    comparison = side_by_side(read(FIRST, own_work=(low,)), SECOND)
    corrected, _ = cells(comparison, "her2")
    assert corrected.values == ("low",)
    assert [line.in_full for line in corrected.lines] == ["Low (IHC 1+ or 2+/ISH−) (✎ corrected by you)"]
    (readings,) = corrected.behind
    assert isinstance(readings, Readings)
    assert [(each.own, each.is_replaced) for each in readings.readings] == [(True, False), (False, True)]


def test_decisions_stand_with_reason_and_day_and_never_name_the_shortlist(
    side_by_side: Compare, read: Callable[..., Subject]
) -> None:
    entry = ShortlistEntry("Board for Mrs Smith", 1.0, "2026-11-20T10:00:00+00:00")
    excluded = entry.decide("exclude", "Site too far", "2026-11-24T10:00:00+00:00")
    elsewhere = replace(entry, shortlist="Board 2")
    comparison = side_by_side(read(FIRST, own_work=(excluded, elsewhere)), SECOND)
    decided, undecided = cells(comparison, "decision")
    assert said(comparison, "decision") == [
        ["Exclude (Site too far; decided 24 Nov 2026)", "Not yet decided"],
        ["On no shortlist"],
    ]
    assert (decided.values, undecided.is_silent) == (("exclude", "unseen"), True)
    assert "Smith" not in comparison_csv(comparison).decode()
    (block,) = decided.behind
    assert isinstance(block, Items)
    assert words_of(block.items[0].text) == "Board for Mrs Smith: Exclude"


def test_a_damaged_trial_says_nothing_of_any_fact(side_by_side: Compare) -> None:
    damaged = a_trial("NCT09990009", warnings=(remark("record_damaged", key="NCT09990009", title="T"),))
    comparison = side_by_side(FIRST, damaged)
    assert [column.is_damaged for column in comparison.columns] == [False, True]
    assert {tuple(said(comparison, row.id)[1]) for row in comparison.rows} == {("Record damaged",)}


def test_a_row_more_is_one_line_of_the_table(read: Callable[..., Subject], words: Wording) -> None:
    title = RowMaker("title", lambda _words, _country: "Title", lambda trial: Cell((Line(trial.sheet.title),)))
    comparison = compare([read(FIRST), read(SECOND)], words, rows=(*ROWS, title))
    assert said(comparison, "title") == [[FIRST.title], [SECOND.title]]
    assert comparison.rows[-1].label == "Title"


def test_a_column_can_come_first(side_by_side: Compare) -> None:
    comparison = side_by_side(FIRST, SECOND, TABLE_ONLY).with_first(2)
    assert [column.key for column in comparison.columns] == [TABLE_ONLY.key, FIRST.key, SECOND.key]
    assert said(comparison, "brain_metastases") == [["Not in this download"], ["Excluded"], ["Not stated"]]


GRAZ = Site("Hospital", "Graz", "", "Austria", "RECRUITING")
WIEN = Site("Klinik", "Wien", "", "Austria", "Not yet recruiting")
LYON = Site("Clinique", "Lyon", "", "France", "Recruiting")


@pytest.mark.parametrize(
    ("sites", "country", "line"),
    [
        (
            (GRAZ, WIEN, LYON),
            "",
            "3 sites in 2 countries, 2 recruiting (Austria: 2 sites, 1 recruiting; France: 1 site, 1 recruiting)",
        ),
        (
            (GRAZ, WIEN, LYON),
            "Austria",
            "2 sites, 1 recruiting (Hospital, Graz · Recruiting; Klinik, Wien · Not yet recruiting)",
        ),
        ((WIEN,), "austria", "1 site, none recruiting (Klinik, Wien · Not yet recruiting)"),
        ((replace(GRAZ, status=""),), "Austria", "1 site, its recruitment not stated (Hospital, Graz)"),
        ((replace(GRAZ, country="AT"),), "Austria", "1 site, 1 recruiting (Hospital, Graz · Recruiting)"),
        ((GRAZ,), "AUT", "1 site, 1 recruiting (Hospital, Graz · Recruiting)"),
        ((LYON,), "Austria", "None listed here (elsewhere 1 site, 1 recruiting (France))"),
        ((Site(country="Austria"), Site(country="France")), "", "Austria, France, sites not listed"),
        ((Site(country="Austria"),), "Austria", "Named, sites not listed"),
        ((Site(country="Austria", status="Authorised"),), "Austria", "Named, sites not listed, Authorised"),
        ((), "Austria", "Not stated"),
    ],
)
def test_sites_are_counted_with_those_that_recruit(
    side_by_side: Compare, sites: tuple[Site, ...], country: str, line: str
) -> None:
    comparison = side_by_side(replace(FIRST, sites=sites), SECOND, country=country)
    assert said(comparison, "sites")[0] == [line]
    (row,) = (row for row in comparison.rows if row.id == "sites")
    assert row.label == (f"Sites in {country}" if country else "Sites")


def test_behind_the_sites_of_a_country_stand_these_alone(side_by_side: Compare) -> None:
    comparison = side_by_side(replace(FIRST, sites=(GRAZ, LYON, WIEN)), SECOND, country="Austria")
    (block,) = cells(comparison, "sites")[0].behind
    assert isinstance(block, Items)
    assert [words_of(item.text).split(",")[0] for item in block.items] == ["Hospital", "Klinik"]
    assert comparison.countries == ("Austria", "France")


def test_of_many_sites_the_cell_names_some_and_counts_the_rest(side_by_side: Compare) -> None:
    many = tuple(replace(GRAZ, city=f"City {number}") for number in range(300))
    (line,) = cells(side_by_side(replace(FIRST, sites=many), SECOND, country="Austria"), "sites")[0].lines
    assert line.words == "300 sites, 300 recruiting"
    assert line.notes[-1] == "and 294 more"
