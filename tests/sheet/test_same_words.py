"""A trial reads the same wherever it is read: in the pane, on the printed page and in the table."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.csv_columns import COLUMNS
from desktop.exports.csv_table import csv_chunks
from desktop.exports.printable import printable
from desktop.exports.trial_page import trial_page as printed_page
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.facts import KINDS
from desktop.sheet.parts import JOINT, Readings, Sheet, words_of
from desktop.sheet.subject import Subject, subject_of
from desktop.sheet.wording import wording
from desktop.trials.finding import Evidence, Finding
from desktop.trials.history import StoredSource
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from desktop.trials.sections import sections
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import (
    Arm,
    Citation,
    Criterion,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
    Trial,
)
from desktop.ui.trial_detail.trial_page import trial_page
from tests.examples import a_trial
from tests.exports.exported import a_context

FULL = a_trial(
    title="Trastuzumab & <b>paclitaxel</b> in HER2-positive breast cancer",
    official_title="A phase 2 trial of trastuzumab",
    acronym="TRAP",
    identifiers=(Identifier("NCT", "NCT09990001"), Identifier("EudraCT", "2015-001234-56")),
    phase="PHASE1|PHASE2",
    status="ACTIVE_NOT_RECRUITING",
    study_type="INTERVENTIONAL",
    design=(("Allocation", "NON_RANDOMIZED"), ("Source Register", "JPRN")),
    enrollment=1234,
    conditions=("Breast cancer", "Brain\nmetastases"),
    keywords=("HER2", "CNS"),
    summary="Women with HER2-positive disease, ECOG 0-1.",
    interventions=(Intervention("Trastuzumab", "BIOLOGICAL", "Weekly.", ("Herceptin",)), Intervention("A\nB", "DRUG")),
    arms=(Arm("Both", "EXPERIMENTAL", "Weekly.", ("Trastuzumab",)), Arm("None", "", "", ())),
    outcomes=(Outcome("primary", "Response", "RECIST", "6 months"), Outcome("other", "Quality of life")),
    eligibility=Eligibility(
        (Criterion("HER2-positive"), Criterion("IHC 3+", 1)),
        (Criterion("Pregnant"),),
        "",
        "FEMALE",
        "18 Years",
        "75 Years",
    ),
    dates=Dates("2024-03", "2026", "2027-01-02", last_updated="2021-11-03", refreshed="2024-05-27"),
    sponsors=(Sponsor("Clinic A", "OTHER_GOV"), Sponsor("Maker B", "INDUSTRY", lead=False)),
    sites=(Site("Clinic A", "Lyon", "", "France", "RECRUITING"),),
    results_posted=False,
)
ARTICLE = a_trial(
    nct="",
    kind="publication",
    identifiers=(Identifier("DOI", "10.1/x"),),
    narrative=(Section("abstract_purpose", "Trastuzumab in HER2-positive disease."),),
    citation=Citation(("A. Author", "B. Author"), "Journal", "17", "21", "68-97", "2011-11"),
    dates=Dates(last_updated="2012-01-02"),
)
TABLE_ONLY = a_trial(absent=("eligibility",), status="RECRUITING", summary="Trastuzumab.")
SOURCES = (StoredSource("one.json", "ctgov_json", "2026-11-20T09:00:00", "0" * 64),)


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


@pytest.fixture(scope="module")
def subject(vocabularies: Vocabularies) -> Callable[..., Subject]:
    """Read a trial as an import does."""

    def read(trial: Trial, **stored: object) -> Subject:
        whole = StoredTrial(trial, annotate(trial, vocabularies), SOURCES, **stored)  # type: ignore[arg-type]
        return subject_of(whole, vocabularies.facets)

    return read


class Words(HTMLParser):
    """Collect what a reader sees of a page, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.text += "" if tag in ("a", "span", "b", "s") else "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> str:
    words = Words()
    words.feed(html)
    return plainly(words.text)


def plainly(text: str) -> str:
    return " ".join(printable(text).split())


def table_row(subject: Subject, vocabularies: Vocabularies) -> dict[str, str]:
    context = a_context(wording=wording(vocabularies.facets, RESOURCES))
    content = b"".join(csv_chunks([subject], [column.id for column in COLUMNS], context)).decode("utf-8-sig")
    _, cells = csv.reader(io.StringIO(content, newline=""), strict=True)
    return {column.id: cell for column, cell in zip(COLUMNS, cells, strict=True)}


def readings(sheet: Sheet) -> Iterator[Readings]:
    return (block for part in sheet.parts for block in part.blocks if isinstance(block, Readings))


HER2 = Correction("her2", ("low",), ("positive",), "Read in the protocol <p>", "2026-11-20T10:00:00")
STATUS = Correction("status", ("completed",), ("active_not_recruiting",), "Asked", "2026-11-20T10:00:00")
CASES = {
    "registration": (FULL, ()),
    "corrected": (FULL, (HER2, STATUS)),
    "article": (ARTICLE, ()),
    "table": (TABLE_ONLY, ()),
    "bare": (a_trial(nct=""), ()),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, subject: Callable[..., Subject]) -> Subject:
    trial, corrections = CASES[request.param]
    return subject(trial, own_work=corrections)


def test_every_fact_is_in_the_pane_on_the_page_and_in_the_table(case: Subject, vocabularies: Vocabularies) -> None:
    words = wording(vocabularies.facets, RESOURCES)
    sheet = sheet_of(case, words)
    pane, page, row = seen(trial_page(sheet).html), seen(printed_page(sheet, RESOURCES)), table_row(case, vocabularies)
    assert sheet.facts
    for fact in sheet.facts:
        said = [plainly(value) for value in fact.words]
        assert fact.id == "title" or plainly(f"{fact.label} {words_of(fact.text)}") in pane
        # The head of the page holds names without their labels, and a phase is said once.
        assert all(value in page for value in said)
        if fact.id in row:
            kind = KINDS[fact.id]
            assert row[fact.id].replace("'", "") == JOINT.join(kind.cells(case, words)).replace("'", "")
            if kind.datum is None:
                assert row[fact.id] == JOINT.join(fact.words)


def test_every_value_is_in_the_pane_on_the_page_and_in_the_table(case: Subject, vocabularies: Vocabularies) -> None:
    sheet = sheet_of(case, wording(vocabularies.facets, RESOURCES))
    pane, page, row = seen(trial_page(sheet).html), seen(printed_page(sheet, RESOURCES)), table_row(case, vocabularies)
    told = {reading.facet for block in readings(sheet) for reading in block.readings}
    silent = " ".join(words_of(item.text) + " ".join(item.notes) for block in readings(sheet) for item in block.silent)
    assert sheet.values
    for fact in sheet.values:
        assert plainly(f"{fact.label} {words_of(fact.text)}") in page
        assert fact.label in pane
        for value in fact.words:
            assert plainly(value) in (pane if fact.id in told or fact.id == "drugs" else silent)
        if fact.id not in ("ecog_max", "lines"):  # the table holds their numbers, or nothing
            assert row[fact.id] == JOINT.join(fact.words)


def test_corrections_and_warnings_read_the_same_everywhere(
    subject: Callable[..., Subject], vocabularies: Vocabularies
) -> None:
    corrected = subject(FULL, own_work=(HER2, STATUS))
    sheet = sheet_of(corrected, wording(vocabularies.facets, RESOURCES))
    page, row = seen(printed_page(sheet, RESOURCES)), table_row(corrected, vocabularies)
    assert len(sheet.corrections) == 2
    assert row["corrections"] == JOINT.join(sheet.corrections)
    assert row["warnings"] == JOINT.join(sheet.warnings)
    assert all(plainly(words) in page for words in (*sheet.corrections, *sheet.warnings))


def test_what_is_given_and_counted_reads_the_same_in_the_table_as_on_the_sheet(
    subject: Callable[..., Subject], vocabularies: Vocabularies
) -> None:
    full = subject(FULL)
    pane = seen(trial_page(sheet_of(full, wording(vocabularies.facets, RESOURCES))).html)
    row = table_row(full, vocabularies)
    for column in ("interventions", "arms", "primary_outcomes", "inclusion", "exclusion", "summary"):
        assert all(plainly(value) in pane for value in row[column].split(JOINT))


def test_ages_have_one_wording(subject: Callable[..., Subject], vocabularies: Vocabularies) -> None:
    full = subject(FULL)
    sheet = sheet_of(full, wording(vocabularies.facets, RESOURCES))
    for text in (seen(trial_page(sheet).html), seen(printed_page(sheet, RESOURCES))):
        assert "18 Years to 75 Years" in text
        assert "–" not in text
    assert table_row(full, vocabularies)["ages"] == "18 Years to 75 Years"


TAGS = {"a", "span", "p", "b", "s", "br", "ul", "li", "h1", "h2", "h3", "h4"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


def test_a_status_that_no_document_can_tell_has_no_date(
    subject: Callable[..., Subject], vocabularies: Vocabularies
) -> None:
    sheet = sheet_of(subject(a_trial(absent=("status",))), wording(vocabularies.facets, RESOURCES))
    (status,) = (fact for fact in sheet.values if fact.id == "status")
    assert words_of(status.text) == "Not in this download"


WORDS = st.text("aB<>&\"'=\n _é達\u200b", max_size=12)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
TRIALS = st.builds(
    Trial,
    key=st.just("k"),
    kind=st.sampled_from(["registration", "publication"]),
    title=WORDS,
    official_title=WORDS,
    acronym=WORDS,
    phase=st.sampled_from(["", "PHASE1|PHASE2", "NA", "<b>"]),
    status=WORDS,
    study_type=WORDS,
    design=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    enrollment=st.none() | st.integers(0, 10**7),
    narrative=st.lists(st.builds(Section, WORDS, WORDS), max_size=3).map(tuple),
    conditions=LISTS,
    keywords=LISTS,
    interventions=st.lists(st.builds(Intervention, WORDS, WORDS, WORDS, LISTS), max_size=3).map(tuple),
    arms=st.lists(st.builds(Arm, WORDS, WORDS, WORDS, LISTS), max_size=10).map(tuple),
    outcomes=st.lists(
        st.builds(Outcome, st.sampled_from(["primary", "secondary", "other"]), WORDS, WORDS, WORDS), max_size=3
    ).map(tuple),
    eligibility=st.builds(
        Eligibility,
        st.lists(st.builds(Criterion, WORDS, st.integers(0, 4)), max_size=5).map(tuple),
        st.lists(st.builds(Criterion, WORDS, st.integers(0, 4)), max_size=5).map(tuple),
        WORDS, WORDS, WORDS, WORDS,
    ),
    dates=st.builds(Dates, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
    sponsors=st.lists(st.builds(Sponsor, WORDS, WORDS, st.booleans()), max_size=3).map(tuple),
    sites=st.lists(st.builds(Site, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=3).map(tuple),
    citation=st.none() | st.builds(Citation, LISTS, WORDS, WORDS, WORDS, WORDS, WORDS),
)  # fmt: skip
CUTS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40), st.integers(1, 12)), max_size=4)


def evidence(trial: Trial, cuts: list[tuple[int, int, int]]) -> Iterator[Finding]:
    """Yield findings at any places of a trial's texts."""
    texts = list(sections(trial).items())
    for section, at, length in cuts:
        if texts:
            name, text = texts[section % len(texts)]
            start = at % len(text)
            quote = text[start : start + length]
            yield Finding("her2", "positive", "r", "stated", Evidence(name, start, start + len(quote), quote))


@given(TRIALS, CUTS)
def test_any_trial_has_a_sheet_whose_facts_are_in_pane_and_page_and_of_which_nothing_is_obeyed(
    vocabularies: Vocabularies, trial: Trial, cuts: list[tuple[int, int, int]]
) -> None:
    words = wording(vocabularies.facets, RESOURCES)
    stored = StoredTrial(trial, tuple(evidence(trial, cuts)), SOURCES)
    sheet = sheet_of(subject_of(stored, vocabularies.facets), words)
    pane_html, page_html = trial_page(sheet).html, printed_page(sheet, RESOURCES)
    pane, page = seen(pane_html), seen(page_html)
    for fact in sheet.facts:
        for value in map(plainly, fact.words):
            assert value in page
            assert fact.id == "title" or plainly(value) in printable(pane)
    for html in (pane_html, page_html):
        words_seen = Words()
        words_seen.feed(html)
        assert words_seen.tags <= TAGS
    texts = sections(trial)
    for place, length in zip(sheet.places, sheet.lengths, strict=True):
        section, start, end = place
        assert length > 0
        assert texts[section][start:end] in {finding.evidence.quote for finding in stored.findings}
    for block in readings(sheet):
        for quote in (quote for reading in block.readings for quote in reading.quotes):
            section, start, end = sheet.places[quote.number]
            assert quote.words == texts[section][start:end]


def test_a_sheet_holds_no_markup(subject: Callable[..., Subject], vocabularies: Vocabularies) -> None:
    corrected = subject(replace(FULL, title="Trastuzumab & paclitaxel"), own_work=(STATUS,))
    sheet = sheet_of(corrected, wording(vocabularies.facets, RESOURCES))
    assert not [mark for mark in ("<", "&amp;", "&lt;") if mark in repr(sheet)]
    assert "Trastuzumab & paclitaxel" in repr(sheet)
