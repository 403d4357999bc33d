"""What Rayyan and Covidence export of their users' work is handed on beside the records."""

from collections.abc import Callable

import pytest

from desktop.documents.articles.screening_notes import covidence_screening, notes_and_decisions
from desktop.documents.read import OpenedDocument, open_document
from desktop.trials.identifiers import Identifier
from desktop.trials.screening import ScreeningDecision
from desktop.trials.trial import Section, Trial

KEY = "doi:10.9999/inv.2023.001"


def opened(content: str) -> tuple[OpenedDocument, list[Trial]]:
    document = open_document(content.encode(), "a.csv")
    return document, [record for record in document.records if isinstance(record, Trial)]


def test_rayyans_decisions_reasons_notes_and_labels_come_beside_the_record(sample: Callable[[str], str]) -> None:
    document, (article, talk) = opened(sample("rayyan.csv"))
    assert document.screening[KEY] == (
        ScreeningDecision("exclude", reason="wrong population; no drug", by="Ada"),
        ScreeningDecision("include", note='see the "long" report; ask, again', by="Bo"),
        ScreeningDecision(list_name="HER2"),
        ScreeningDecision(list_name="second line"),
    )
    assert document.screening[talk.key] == (ScreeningDecision("maybe", by="Ada"),)
    assert "RAYYAN" not in repr(article)
    assert Section("notes", "Section: 12 p.") in article.narrative


def test_what_rayyan_appends_to_its_cells_is_left_out(sample: Callable[[str], str]) -> None:
    _, (article, _) = opened(sample("rayyan.csv"))
    assert article.identifiers == (
        Identifier("DOI", "10.9999/inv.2023.001"),
        Identifier("PMID", "99000001"),
        Identifier("other", "PMC9900001"),
    )
    assert article.keywords == ("HER2", "breast cancer")


def test_covidences_reasons_notes_and_tags_come_beside_the_record(sample: Callable[[str], str]) -> None:
    document, (article, talk) = opened(sample("covidence.csv"))
    assert document.screening == {
        KEY: (
            ScreeningDecision("exclude", reason="Wrong study design"),
            ScreeningDecision(note="too small", by="Ada"),
            ScreeningDecision(list_name="HER2"),
            ScreeningDecision(list_name="second line"),
        )
    }
    assert talk.key not in document.screening
    # Whose number it is, is not told.
    assert article.identifiers == (Identifier("DOI", "10.9999/inv.2023.001"), Identifier("other", "107520452"))


def test_nothing_is_handed_on_before_the_record_was_asked_for(sample: Callable[[str], str]) -> None:
    document = open_document(sample("rayyan.csv").encode(), "a.csv")
    assert document.screening == {}
    next(document.records)
    assert list(document.screening) == [KEY]


def test_two_rows_of_one_article_keep_both_decisions() -> None:
    head = "title,doi,RAYYAN-INCLUSION\n"
    rows = (f'"A title",10.9999/a,"{{""{name}""=>""Included""}}"\n' for name in ("Ada", "Bo"))
    document, _ = opened(head + "".join(rows))
    assert [each.by for each in document.screening["doi:10.9999/a"]] == ["Ada", "Bo"]


@pytest.mark.parametrize(
    "text",
    [
        'title,authors,notes\nA title,"Doe, J.","RAYYAN-INCLUSION: {""Ada""=>""Included""}"\n',
        'key,title,authors\nrayyan-1,A title,"Doe, J. and Roe, R."\n',
        "key;title;notes\nrayyan-1;A title;x\n",
    ],
)
def test_a_table_with_some_of_rayyans_columns_is_known_by_its_rows(text: str) -> None:
    document, (trial,) = opened(text)
    assert (document.format, trial.title) == ("rayyan", "A title")


def test_a_table_that_a_statistics_program_has_written_again_is_known() -> None:
    text = 'Covidence..,Title,Authors,Published.Year,Journal,Accession.Number\n#1,A title,"Doe, J.",1990,Inv J,L123\n'
    document, (trial,) = opened(text)
    assert document.format == "covidence"
    assert trial.citation is not None
    assert (trial.citation.published, trial.citation.authors) == ("1990", ("J. Doe",))


@pytest.mark.parametrize(
    ("note", "left", "told"),
    [
        ("A note", ["A note"], ()),
        ("", [], ()),
        ('RAYYAN-INCLUSION: {"Ada"=>"Included"}', [], (ScreeningDecision("include", by="Ada"),)),
        ('RAYYAN-INCLUSION: {"Ada": "Maybe"}', [], (ScreeningDecision("maybe", by="Ada"),)),
        ("RAYYAN-INCLUSION: Excluded", [], (ScreeningDecision("exclude"),)),
        ('RAYYAN-INCLUSION: {"Ada"=>"Undecided"}', [], (ScreeningDecision(by="Ada"),)),
        ("A note | RAYYAN-LABELS: x", ["A note"], (ScreeningDecision(list_name="x"),)),
        ("RAYYAN-EXCLUSION-REASONS: no drug,__EXR__b", [], (ScreeningDecision(reason="no drug; b"),)),
        ('USER-NOTES: {"Ada"=>["cut off', [], (ScreeningDecision(note="cut off", by="Ada"),)),
        ("USER-NOTES: plain words", [], (ScreeningDecision(note="plain words"),)),
    ],
)
def test_the_notes_of_rayyan_are_separated(note: str, left: list[str], told: tuple[ScreeningDecision, ...]) -> None:
    assert notes_and_decisions([note] if note else []) == (left, told)


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("", ()),
        ("Exclusion reason: Wrong study design; ", (ScreeningDecision("exclude", "Wrong study design"),)),
        ("Exclusion reason: A; Exclusion reason: B;", (ScreeningDecision("exclude", "A; B"),)),
        ("Look again", (ScreeningDecision(note="Look again"),)),
        (
            "Ada L 2024-01-02 03:04:05(Screen): one; Bo 2024-01-03 03:04:05(Select): two",
            (ScreeningDecision(note="one", by="Ada L"), ScreeningDecision(note="two", by="Bo")),
        ),
    ],
)
def test_the_notes_of_covidence_are_separated(notes: str, told: tuple[ScreeningDecision, ...]) -> None:
    assert covidence_screening(notes, "") == told
