"""PubMed's "Abstract (text)": paragraphs told apart without tags."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.articles.reference_values import date_of, initials_first
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Section, Trial
from tests.documents.conftest import SAMPLES
from tests.reading import read_document

TEXT = (SAMPLES / "pubmed_abstracts.txt").read_text(encoding="utf-8")
FIRST = TEXT[: TEXT.index("\n\n\n2. ")]
SOURCE = "{}. Inv J. 2023 Sep 1;12(3):101-110. doi: 10.9999/inv.{}."


@pytest.fixture(scope="module")
def trials(sample: Callable[[str], str]) -> tuple[Trial, ...]:
    return read_document(sample("pubmed_abstracts.txt").encode(), "a.txt").trials


def test_each_paragraph_of_a_record_is_known(trials: tuple[Trial, ...]) -> None:
    article = trials[0]
    assert article.title == "Examplinib plus trastuzumab in HER2-positive breast cancer: a randomised phase 3 trial"
    assert article.citation is not None
    assert article.citation.authors == ("JA Doe", "J Müller-Weiß Jr", "R de la Roe", "Invented Study Group")
    assert article.keywords == ("HER2", "breast cancer")
    assert article.references == (
        "Erratum in: Inv J. 2024;13(1):5. doi: 10.9999/inv.2024.005.",
        "Comment in: Inv J. 2023;12(4):201.",
        "Comment in: Inv J. 2023;12(5):301.",
    )
    assert [(each.name, each.text) for each in article.narrative][4:] == [
        ("collaborators", "Helper A, Aide B."),
        ("affiliations", "Hospital One, Town.\nHospital Two, City. Electronic address: roe@invented.example."),
        ("copyright", "Copyright © 2023 Invented Press. All rights reserved."),
        ("conflict_of_interest", "Dr Doe was paid by Invented Pharma."),
        ("conflict_of_interest", "The others were not."),
    ]
    assert Identifier("other", "PMC9900001") in article.identifiers


def test_a_numbered_paragraph_of_an_abstract_begins_no_record(trials: tuple[Trial, ...]) -> None:
    results = next(each.text for each in trials[0].narrative if each.name == "abstract_results")
    assert results == "We list 1. Survival. 2020 was left out.\n2. Quality of life. 2021; was added."
    assert len(trials) == 3


def test_a_translated_title_its_language_and_a_record_without_authors(trials: tuple[Trial, ...]) -> None:
    article = trials[1]
    assert article.title == "A translated title"
    assert article.citation is not None
    assert (article.citation.authors, article.citation.language) == ((), "French")
    assert (article.citation.published, article.citation.pages) == ("1999", "7")
    assert article.narrative == ()


def test_a_summary_in_a_book_has_the_book_for_its_journal(trials: tuple[Trial, ...]) -> None:
    summary = trials[2]
    assert summary.title == "Breast Cancer Treatment (Invented Summaries): Health Professional Version"
    assert summary.citation is not None
    assert summary.citation.journal == "Invented Cancer Information Summaries"
    assert summary.citation.authors == ("Invented Editorial Board",)
    assert summary.citation.published == "2023-02-24"
    assert summary.narrative == (Section("abstract", "This summary is invented."),)


def test_records_whose_ends_were_cut_off_come_apart_by_their_sources() -> None:
    records = [f"{SOURCE.format(place, place)}\n\nTitle {place}.\n\nDoe J.\n\nText." for place in (7, 8)]
    text = "\n\n\n".join((*records, f"{SOURCE.format(9, 9)}\n\nTitle 9.\n\nPMID: 1"))
    told = read_document(text.encode(), "a.txt").trials
    assert [(trial.title, trial.key) for trial in told] == [(f"Title {n}", f"doi:10.9999/inv.{n}") for n in (7, 8, 9)]


def test_a_record_of_another_page_of_results_need_not_follow_in_number() -> None:
    text = f"{SOURCE.format(3, 1)}\n\nOne.\n\nPMID: 1\n\n\n{SOURCE.format(1, 2)}\n\nTwo.\n\nPMID: 2\n"
    assert [trial.title for trial in read_document(text.encode(), "a.txt").trials] == ["One", "Two"]


@pytest.mark.parametrize(
    ("paragraph", "authors"),
    [
        (
            "Doe JA(1)(2), O'Connor-Smith RE, van der Berg A Jr(3).",
            ("JA Doe", "RE O'Connor-Smith", "A van der Berg Jr"),
        ),
        ("Doe J; Invented Investigators.", ("J Doe", "Invented Investigators")),
        (
            "Early Invented Trialists' Collaborative Group (EITCG).",
            ("Early Invented Trialists' Collaborative Group (EITCG)",),
        ),
        ("[No authors listed]", ()),
    ],
)
def test_the_paragraph_below_the_title_names_the_authors(paragraph: str, authors: tuple[str, ...]) -> None:
    text = f"{SOURCE.format(1, 1)}\n\nA title.\n\n{paragraph}\n\nWe found it.\n\nPMID: 1\n"
    (trial,) = read_document(text.encode(), "a.txt").trials
    assert trial.citation is not None
    assert trial.citation.authors == authors
    assert trial.narrative == (Section("abstract", "We found it."),)


def test_an_abstract_that_follows_the_title_is_not_taken_for_authors() -> None:
    words = "We treated 100 patients, most of them women, with examplinib. None died, and all were well."
    (trial,) = read_document(f"{SOURCE.format(1, 1)}\n\nA title.\n\n{words}\n\nPMID: 1\n".encode(), "a.txt").trials
    assert trial.narrative == (Section("abstract", words),)


@settings(max_examples=60)
@given(st.integers(0, len(FIRST)))
def test_what_stands_whole_above_the_place_where_a_record_breaks_off_comes_out_right(place: int) -> None:
    text = FIRST[:place]
    whole = f"{text}\n\nPMID: 99000001\n" if "\n\n" in text else ""
    try:
        (trial,) = read_document(whole.encode(), "a.txt").trials
    except DocumentError:
        assert place < FIRST.index("Examplinib") + 1
        return
    assert trial.citation is not None
    assert trial.citation.published == "2023-09-01"
    if place > FIRST.index("Collaborators"):
        assert trial.citation.authors[0] == "JA Doe"
        assert trial.title.endswith("a randomised phase 3 trial")
    if place > FIRST.index("METHODS") + len("METHODS: "):
        assert trial.narrative[0] == Section("abstract_background", "An earlier trial was small.")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Griffin DK", "DK Griffin"),
        ("Pérez-de la Fuente R", "R Pérez-de la Fuente"),
        ("Jones AB Jr", "AB Jones Jr"),
        ("Invented Study Group", "Invented Study Group"),
        ("Doe, Jane", "Doe, Jane"),
        ("NSABP", "NSABP"),
        ("", ""),
    ],
)
def test_initials_come_first(written: str, name: str) -> None:
    assert initials_first(written) == name


@pytest.mark.parametrize(
    ("year", "written", "date"),
    [
        ("2011", ("Feb 1",), "2011-02-01"),
        ("2011", ("1 Feb",), "2011-02-01"),
        ("2020", ("DEC 16 2020",), "2020-12-16"),
        ("2020", ("JUN",), "2020-06"),
        ("2020", ("SPR",), "2020"),
        ("2020", ("MAY-JUN",), "2020"),
        ("2020", ("2024-03-01",), "2020"),
        ("", ("FEB 2022",), "2022-02"),
        ("", ("",), ""),
    ],
)
def test_a_day_is_read_with_the_year_beside_it(year: str, written: tuple[str, ...], date: str) -> None:
    assert date_of(year, *written) == date
