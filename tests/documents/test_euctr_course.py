"""What the protocols of several member states tell together, and what only looks like a protocol."""

import pytest

from desktop.trials.trial import Trial
from tests.reading import ReadDocument, read_document

PROTOCOL = """Summary
EudraCT Number: {number}
Sponsor's Protocol Code Number: EX-9
Trial Status: {status}
Date on which this record was first entered in the EudraCT database: 2012-05-04

A. Protocol Information
A.1 Member State Concerned: {state}
A.2 EudraCT number: {number}
A.3 Full title of the trial: Examplinib in breast cancer

B. Sponsor Information
Sponsor 1
B.1.1 Name of Sponsor: Clinic

E. General Information on the Trial
E.1.1 Medical condition(s) being investigated: Breast cancer
E.3 Principal inclusion criteria: - ECOG 0
{inside}
E.4 Principal exclusion criteria: - Pregnancy

F. Population of Trial Subjects
F.4.2.2 In the whole clinical trial: 300

N. Review by the Competent Authority or Ethics Committee in the country concerned
N. Competent Authority Decision: {decision}
N. Date of Competent Authority Decision: {decided}
P. End of Trial
P. End of Trial Status: {status}
{end}
"""
NUMBER = "2011-009999-11"


def protocol(
    state: str = "Italy - AIFA",
    status: str = "Ongoing",
    decided: str = "2012-07-19",
    end: str = "",
    inside: str = "",
    decision: str = "Authorised",
    number: str = NUMBER,
) -> str:
    told = f"P. Date of the global end of the trial: {end}" if end else ""
    return PROTOCOL.format(
        number=number, state=state, status=status, decided=decided, end=told, inside=inside, decision=decision
    )


def read(*protocols: str) -> ReadDocument:
    return read_document("\n".join(protocols).encode(), "download.txt")


def one(*protocols: str) -> Trial:
    (trial,) = read(*protocols).trials
    return trial


@pytest.mark.parametrize(
    ("states", "status", "completion"),
    [
        ([("Ongoing", ""), ("Completed", "2016-03-31")], "Completed", "2016-03-31"),
        ([("Completed", "2016-03-31"), ("Prematurely Ended", "")], "Completed", "2016-03-31"),
        ([("Ongoing", ""), ("Prematurely Ended", "2015-01-02")], "Prematurely Ended", "2015-01-02"),
        ([("Ongoing", "2015-01-02")], "Completed", "2015-01-02"),
        ([("Ongoing", ""), ("Completed", "")], "Ongoing", ""),
        ([("GB - no longer in EU/EEA", ""), ("Completed", "")], "Completed", ""),
        ([("Completed", ""), ("Trial now transitioned", "")], "Trial now transitioned", ""),
        ([("Completed", "2016-03-30"), ("Completed", "2016-03-31")], "Completed", "2016-03-31"),
    ],
)
def test_a_trial_that_has_ended_everywhere_has_ended(
    states: list[tuple[str, str]], status: str, completion: str
) -> None:
    trial = one(*(protocol(status=each, end=end) for each, end in states))
    assert (trial.status, trial.dates.completion) == (status, completion)


@pytest.mark.parametrize(
    ("decisions", "start"),
    [
        ([("Authorised", "2013-01-01"), ("Authorised", "2012-07-19")], "2012-07-19"),
        ([("Not Authorised", "2012-01-01"), ("Authorised", "2012-07-19")], "2012-07-19"),
        ([("Not Authorised", "2012-01-01")], ""),
        ([("Authorised", "")], ""),
    ],
)
def test_the_start_is_the_first_day_on_which_an_authority_had_agreed(
    decisions: list[tuple[str, str]], start: str
) -> None:
    assert one(*(protocol(decision=each, decided=day) for each, day in decisions)).dates.start == start


@pytest.mark.parametrize(
    "inside",
    [
        "EudraCT Number: 2020-000876-40\n- ECOG 1",
        "EudraCT Number: 2020-000876-40\nSponsor Protocol Number: X\nA.2 EudraCT number: see above\n- ECOG 1",
        "Sponsor 2\n- ECOG 1",
        "D.IMP: 2\n- ECOG 1",
        "B.1.1 Name of Sponsor: none\n- ECOG 1",
    ],
)
def test_lines_inside_an_answer_that_look_like_a_protocol_stay_in_it(inside: str) -> None:
    document = read(protocol(inside=inside), protocol(state="Spain - AEMPS"))
    (trial,) = document.trials
    assert not document.failures
    assert [each.text for each in trial.eligibility.inclusion][-1] == "ECOG 1"
    assert [each.text for each in trial.eligibility.exclusion] == ["Pregnancy"]
    assert (trial.enrollment, len(trial.sponsors), len(trial.sites)) == (300, 1, 2)
    assert "state_breaks_off" not in {each.code for each in trial.warnings}


def test_two_trials_stay_two_and_one_that_breaks_off_in_its_summary_is_told_of() -> None:
    cut = protocol(number="2012-000777-11").partition("A. Protocol")[0]
    document = read(protocol(), protocol(number="2012-000666-11"), cut)
    assert [each.identifiers[0].value for each in document.trials] == [NUMBER, "2012-000666-11"]
    assert document.failures == ("download.txt, trial protocol 3: it has no title; download the record again.",)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_a_line_separator_of_another_kind_is_white_space(mark: str) -> None:
    trial = one(protocol(inside=f"- HER2-negative{mark}disease"))
    assert trial.eligibility.inclusion[-1].text == "HER2-negative disease"
