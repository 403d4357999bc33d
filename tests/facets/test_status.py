"""Status: the registry's word."""

import pytest

from desktop.facets.reading import Reading
from desktop.facets.rules import load_rules
from desktop.facets.status import find_status
from tests.conftest import PROJECT
from tests.examples import a_trial

RULES = load_rules(PROJECT / "resources" / "rules")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("RECRUITING", "recruiting"),
        ("Recruiting", "recruiting"),
        ("NOT_YET_RECRUITING", "not_yet_recruiting"),
        ("Not yet recruiting", "not_yet_recruiting"),
        ("Active, not recruiting", "active_not_recruiting"),
        ("ACTIVE_NOT_RECRUITING", "active_not_recruiting"),
        ("Completed", "completed"),
        ("Terminated", "terminated"),
        ("Withdrawn", "withdrawn"),
        ("Suspended", "suspended"),
        ("Unknown status", "unknown"),
        ("Unknown (was Recruiting)", "unknown"),
        ("Enrolling by invitation", "enrolling_by_invitation"),
        ("Temporarily halted", "temporarily_halted"),
    ],
)
def test_the_registrys_word_is_the_value(word: str, value: str) -> None:
    (finding,) = find_status(Reading(a_trial(status=word)), RULES)
    assert finding.value == value
    assert finding.evidence.quote == word


def test_no_status_is_no_finding() -> None:
    assert find_status(Reading(a_trial()), RULES) == []
    assert find_status(Reading(a_trial(status="–")), RULES) == []
