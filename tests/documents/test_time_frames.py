import pytest

from desktop.documents.contents.time_frames import continues_time_frame, is_time_frame, opens_time_frame


@pytest.mark.parametrize(
    "words",
    [
        "2 years", "2 year", "Up to 6 months", "up to 24 weeks", "Baseline", "Baseline through end of study",
        "Day 1", "Week 12", "one (1) year", "8-16 weeks", "3months",
        "through study completion, an average of 1 year", "during the procedure", "From randomization until death",
        "At the end of treatment", "within 30 days after surgery", "C1D1", "June 2019", "2017-2022",
        "Every 3 months", "Approximately 2 years", "Immediately after surgery", "until discharge",
        "Perioperative stay", "Screening", "Time of surgery", "4weeks", "six weeks",
        "From first dose to 90 days after the last", "Visit 2",
    ],
)  # fmt: skip
def test_a_time_frame_is_known(words: str) -> None:
    assert is_time_frame(words)


@pytest.mark.parametrize(
    "words",
    [
        "", "Number of patients", "RECIST 1.1", "ORR", "PR or stable disease", "graded by CTCAE 5.0",
        "as measured by MRI", "The percentage of participants", "20 participants", "3 points on a scale", "Italy",
        "HER2",
    ],
)  # fmt: skip
def test_other_words_are_no_time_frame(words: str) -> None:
    assert not is_time_frame(words)


def test_a_whole_paragraph_is_no_time_frame() -> None:
    assert not is_time_frame("At 2 years " + "the patients are seen again and asked " * 10)


@pytest.mark.parametrize("words", ["2 years", "Baseline", "Up to 6 months", "within 30 days"])
def test_what_opens_as_no_description_does_is_known(words: str) -> None:
    assert opens_time_frame(words)


@pytest.mark.parametrize("words", ["From randomisation to death", "Change from baseline", "The time to progression"])
def test_what_may_be_a_description_does_not_open_a_time_frame(words: str) -> None:
    assert not opens_time_frame(words)


@pytest.mark.parametrize("words", ["whichever came first", "an average of 2 years", "12", "and 18 months", "delivery"])
def test_what_leans_on_a_time_before_it_is_known(words: str) -> None:
    assert continues_time_frame(words)
