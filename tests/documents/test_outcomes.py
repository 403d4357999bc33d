import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.contents.outcomes import comma_groups, split_outcome


def parts(text: str) -> tuple[str, str, str]:
    outcome = split_outcome("primary", text)
    return outcome.measure, outcome.description, outcome.time_frame


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Overall survival, 5 years", ("Overall survival", "", "5 years")),
        ("Overall survival", ("Overall survival", "", "")),
        ("Toxicity, Graded by CTCAE", ("Toxicity", "Graded by CTCAE", "")),
        ("PFS, Time to progression, up to 2 years", ("PFS", "Time to progression", "up to 2 years")),
        ("Response (CR, PR), RECIST, Week 12", ("Response (CR, PR)", "RECIST", "Week 12")),
        ("Survival，OS, From entry to death., 36 months", ("Survival，OS", "From entry to death.", "36 months")),
        (
            "ORR, By RECIST, Baseline until progression, assessed up to 6 months",
            ("ORR", "By RECIST", "Baseline until progression, assessed up to 6 months"),
        ),
        (
            "PFS, From randomisation to death, whichever came first, assessed up to 3 years",
            ("PFS", "", "From randomisation to death, whichever came first, assessed up to 3 years"),
        ),
        ("ORR, By group, Up to eight weeks, second visit", ("ORR", "By group", "Up to eight weeks, second visit")),
        ("QoL, Score, Baseline, 3 months, 6 months", ("QoL", "Score", "Baseline, 3 months, 6 months")),
        ("QoL, Score, 4, 8, 12 and 26 weeks", ("QoL", "Score", "4, 8, 12 and 26 weeks")),
        ("Dose, The dose taken, during the operation", ("Dose", "The dose taken", "during the operation")),
        ("Pain, The pain told., Asked by telephone", ("Pain", "The pain told.", "Asked by telephone")),
        (
            "Infections by clinical, radiologic, and microbiologic assessment, 4 months",
            ("Infections by clinical, radiologic, and microbiologic assessment", "", "4 months"),
        ),
        (
            "Score, on the QLQ-C30, The QLQ-C30 asks much., 1 year",
            ("Score, on the QLQ-C30", "The QLQ-C30 asks much.", "1 year"),
        ),
        ("Deaths, Deaths from any cause, December 2024", ("Deaths", "Deaths from any cause", "December 2024")),
    ],
)
def test_an_outcome_comes_apart(text: str, expected: tuple[str, str, str]) -> None:
    assert parts(text) == expected


def test_a_description_about_times_is_not_taken_for_the_time_frame() -> None:
    text = "OS, The time from the beginning of treatment to the death of the patient, 4 years"
    assert parts(text)[1:] == ("The time from the beginning of treatment to the death of the patient", "4 years")


def test_brackets_that_never_close_do_not_hide_the_commas() -> None:
    assert comma_groups("Response (CR, by RECIST, 2 years") == ["Response (CR", "by RECIST", "2 years"]
    assert comma_groups("a) one, two") == ["a) one", "two"]


@given(st.text(alphabet="aB1 ,.(）years", max_size=80))
def test_the_parts_joined_are_the_whole(text: str) -> None:
    told = [part for part in parts(text) if part]
    assert "".join(", ".join(told).split()).replace(",", "") == "".join(text.split()).replace(",", "")
