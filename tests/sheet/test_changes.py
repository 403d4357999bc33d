"""Changes of a trial in sentences, lists entry by entry and texts word by word."""

import pytest

from desktop.paths import RESOURCES
from desktop.sheet.changes import reworded, sentences, when_and_where
from desktop.sheet.registry_words import load_registry_words
from desktop.trials.changes import FieldChange
from desktop.trials.trial import Arm, Criterion, Dates, Eligibility, Section, Site

WORDS = load_registry_words(RESOURCES)
BERLIN = Site("Charité", "Berlin", country="Germany", status="NOT_YET_RECRUITING")


def said(field: str, before: object, after: object) -> tuple[str, ...]:
    return sentences(FieldChange("2026-04-01T10:00:00+01:00", "b.json", field, before, after, "2026-03-03"), WORDS)


def criteria(*texts: str) -> Eligibility:
    return Eligibility(tuple(Criterion(text) for text in texts))


@pytest.mark.parametrize(
    ("field", "before", "after", "told"),
    [
        ("status", "RECRUITING", "COMPLETED", ("Status: Recruiting became Completed",)),
        ("status", "", "COMPLETED", ("New status: Completed",)),
        ("enrollment", 40, 0, ("Number of patients: 40 became 0",)),
        ("results_posted", None, True, ("New results posted: yes",)),
        (
            "dates",
            Dates(completion="2025-03"),
            Dates(completion="2026-12-01"),
            ("Completion: Mar 2025 became 1 Dec 2026",),
        ),
        ("sites", (), (BERLIN,), ("New site: Charité, Berlin, Germany, Not yet recruiting",)),
        (
            "sites",
            (BERLIN,),
            (Site("Charité", "Berlin", country="Germany", status="RECRUITING"),),
            ("Site Charité, Berlin, Germany: Not yet recruiting became Recruiting",),
        ),
        (
            "eligibility",
            criteria("Adults", "ECOG ≤ 1", "Age over 17"),
            criteria("Adults", "ECOG ≤ 2"),
            (
                "Inclusion criterion : ECOG ≤ 1 became ECOG ≤ 2",
                "Inclusion criterion no longer given: Age over 17",
            ),
        ),
        ("arms", (Arm("A", "EXPERIMENTAL"), Arm("B")), (Arm("A", "EXPERIMENTAL"),), ("Arm no longer given: B: ",)),
        ("colour", "{}", "[]", ("Colour: {} became []",)),
    ],
)
def test_a_change_reads_as_sentences(field: str, before: object, after: object, told: tuple[str, ...]) -> None:
    assert said(field, before, after) == tuple(each.replace(" :", ":").removesuffix(": ") for each in told)


def test_long_texts_are_compared_word_by_word() -> None:
    before = "one two three four five six Performance status of 0-1 at the time of entry into this study and later"
    after = before.replace("0-1", "0-2")
    assert reworded(before, after) == "… six Performance status of [0-1 → 0-2] at the time of …"
    sections = [(Section("brief_summary", text),) for text in (before, after)]
    assert said("narrative", *sections) == (f"Brief summary: {reworded(before, after)}",)


def test_words_that_came_or_went_are_shown_as_such() -> None:
    assert reworded("a b c", "a b new c") == "a b [– → new] c"
    assert reworded("a old b", "a b") == "a [old → –] b"


def test_many_entries_that_came_are_counted() -> None:
    told = said("conditions", (), tuple(f"condition {number}" for number in range(10)))
    assert (len(told), told[-1]) == (7, "4 more are new")
    told = said("conditions", (), tuple(f"condition {number}" for number in range(7)))
    assert (len(told), told[-1]) == (7, "New condition: condition 6")


def test_the_registrys_date_stands_behind_a_change_or_else_the_day_of_import() -> None:
    change = FieldChange("2026-04-01T10:00:00+01:00", "b.json", "status", "a", "b", "2026-03-03")
    assert when_and_where(change) == "(3 Mar 2026, b.json)"
    assert (
        when_and_where(FieldChange("2026-04-01T10:00:00+01:00", "b.json", "status", "a", "b"))
        == "(imported 2026-04-01, b.json)"
    )
