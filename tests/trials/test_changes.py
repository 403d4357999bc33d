"""What counts as a change of a trial, and that the changes written down tell all of it."""

from dataclasses import fields, replace

import pytest

from desktop.trials.changes import change_kinds, differences, fields_of, kind_of
from desktop.trials.trial import Criterion, Dates, Eligibility, Site, Sponsor, Trial
from tests.examples import a_trial

BERLIN, LYON = Site("Charité", "Berlin", country="Germany"), Site("Centre", "Lyon", country="France")


def test_every_field_of_a_trial_is_of_one_kind_or_said_to_be_no_change() -> None:
    ignored = {"key", "kind", "warnings", "absent", "aggregated", "origins", "earlier_changes"}
    named = [field for kind in change_kinds() for field in fields_of(kind.id)]
    assert sorted([*named, *ignored]) == sorted(["", *(field.name for field in fields(Trial))])


def test_weights_decide_the_order_of_the_kinds() -> None:
    weights = [kind.weight for kind in change_kinds()]
    assert weights == sorted(set(weights), reverse=True)
    assert [kind.id for kind in change_kinds()][:4] == ["new", "status", "sites", "eligibility"]


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
