"""What counts as a change of a trial, and that the changes written down tell all of it."""

from dataclasses import fields, replace

import pytest

from desktop.trials.change_kinds import change_kinds, fields_of, kind_of
from desktop.trials.changes import FieldChange, differences, kind_of_change
from desktop.trials.trial import Criterion, Dates, Eligibility, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.examples import a_trial

BERLIN, LYON = Site("Charité", "Berlin", country="Germany"), Site("Centre", "Lyon", country="France")


def test_every_field_of_a_trial_is_of_one_kind_or_said_to_be_no_change() -> None:
    ignored = {"key", "kind", "warnings", "absent", "aggregated", "origins", "earlier_changes"}
    named = [field for kind in change_kinds() for field in fields_of(kind.id)]
    assert sorted([*named, *ignored]) == sorted(["", *(field.name for field in fields(Trial))])


def test_weights_decide_the_order_of_the_kinds() -> None:
    weights = [kind.weight for kind in change_kinds()]
    assert weights == sorted(set(weights), reverse=True)
    assert [kind.id for kind in change_kinds()][:4] == ["new", "opened", "closed", "status"]


def test_a_field_that_only_an_older_program_knew_is_of_the_lightest_kind() -> None:
    assert kind_of("colour").id == "wording"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"status": "ACTIVE_NOT_RECRUITING"}, {"status": "Active, not recruiting"}),
        ({"dates": Dates(last_updated="2024", retrieved="2024-01-01")}, {"dates": Dates(retrieved="2025-01-01")}),
        ({"sites": (BERLIN, LYON)}, {"sites": (LYON, BERLIN)}),
        ({"sponsors": (Sponsor("A", "OTHER_GOV"),)}, {"sponsors": (Sponsor("A", "Other Gov"),)}),
        (
            {"eligibility": Eligibility((Criterion("ECOG ≤ 1", 0),))},
            {"eligibility": Eligibility((Criterion("ECOG  ≤ 1", 1),))},
        ),
        ({"absent": ("sites",)}, {"absent": ()}),
    ],
)
def test_spelling_order_and_stamps_are_no_change(before: dict[str, object], after: dict[str, object]) -> None:
    assert differences(a_trial(**before), a_trial(**after)) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "COMPLETED"),
        ("sites", (BERLIN,)),
        ("sites", (LYON, replace(BERLIN, status="Recruiting"))),
        ("eligibility", Eligibility((Criterion("ECOG ≥ 1"),))),
        ("dates", Dates(start="2024-02")),
        ("enrollment", None),
        ("results_posted", False),
    ],
)
def test_what_differs_is_a_change_with_both_values(field: str, value: object) -> None:
    before = a_trial(
        status="Recruiting",
        sites=(BERLIN, LYON),
        eligibility=Eligibility((Criterion("ECOG ≤ 1"),)),
        dates=Dates(start="2024-01"),
        enrollment=40,
    )
    after = replace(before, **{field: value})
    assert differences(before, after) == {field: (getattr(before, field), value)}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Not yet recruiting", "RECRUITING", "opened"),
        ("Suspended", "Recruiting", "opened"),
        ("Recruiting", "Active, not recruiting", "closed"),
        ("Not yet recruiting", "Withdrawn", "closed"),
        ("Recruiting", "Unknown status", "quiet"),
        ("Active, not recruiting", "Completed", "status"),
        ("Recruiting", "Enrolling by invitation", "status"),
        ("", "Recruiting", "status"),
    ],
)
def test_the_groups_of_recruitment_decide_whether_a_trial_opened_or_closed(before: str, after: str, kind: str) -> None:
    assert kind_of_change("status", before, after) == kind


TABLE = {
    "interventions": (Intervention("Drug A", "DRUG"),),
    "sites": (Site("Charité", "Berlin", country="Germany"), Site("Hospital", "Koto ku", country="Japan")),
    "eligibility": Eligibility(sex="All"),
    "design": (("Masking", "NONE"), ("Age groups", "Adult")),
    "outcomes": (Outcome("other", "Progression free survival"),),
    "narrative": (Section("brief_summary", "A study."),),
    "enrollment": 40,
}
RECORD = {
    "interventions": (Intervention("Drug A", "Drug", description="5 mg daily"),),
    "sites": (
        Site("Charité", "Berlin", "Berlin", "Germany", "Recruiting"),
        Site("Hospital", "Koto-ku", "Tokyo", country="Japan"),
    ),
    "eligibility": Eligibility((Criterion("ECOG ≤ 1"),), sex="ALL"),
    "design": (("Masking", "None (Open Label)"), ("Allocation", "Randomized")),
    "outcomes": (Outcome("primary", "Progression-free survival", "2 years"),),
    "narrative": (Section("brief_summary", "A study."), Section("detailed_description", "In detail.")),
    "enrollment": 40,
}


@pytest.mark.parametrize("field", TABLE)
def test_what_only_another_kind_of_document_tells_is_no_change_of_the_trial(field: str) -> None:
    for before, after in ((TABLE, RECORD), (RECORD, TABLE)):
        assert kind_of_change(field, before[field], after[field], across=True) == "completed"


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("interventions", (Intervention("Drug B", "Drug"),)),
        ("sites", (*RECORD["sites"], LYON)),
        ("enrollment", 38),
        ("design", (("Masking", "Double"),)),
        ("outcomes", (Outcome("primary", "Progression-free survival", "3 years"),)),
        ("eligibility", Eligibility((Criterion("ECOG ≤ 2"),))),
    ],
)
def test_what_two_kinds_of_documents_tell_differently_is_a_change(field: str, after: object) -> None:
    change = FieldChange("", "", field, RECORD[field], after, across=True)
    assert change.kind == kind_of(field).id
    assert change.told[0] != change.told[1]


def test_a_date_that_another_document_gives_less_exactly_is_no_change() -> None:
    exact, less, other = Dates(start="2024-03-01"), Dates(start="2024-03"), Dates(start="2024-04")
    assert kind_of_change("dates", exact, less, across=True) == "completed"
    assert kind_of_change("dates", exact, other, across=True) == "dates"
