import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.contents.run_in_lists import on_own_lines
from desktop.trials.trial import Eligibility


def lists(text: str) -> tuple[list[str], list[str]]:
    found: Eligibility = split_eligibility(text)
    return [each.text for each in found.inclusion], [each.text for each in found.exclusion]


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion"),
    [
        (
            (
                "Inclusion Criteria: * Age 18 or more * Stage IV cancer of the breast * ECOG 0-1 "
                "Exclusion Criteria: * Brain metastases * Pregnancy * Heart failure"
            ),
            ["Age 18 or more", "Stage IV cancer of the breast", "ECOG 0-1"],
            ["Brain metastases", "Pregnancy", "Heart failure"],
        ),
        (
            (
                "Inclusion Criteria: 1. Age 18-65 2. Cancer that shows HER2 3+ 3. ECOG 0-1 "
                "Exclusion Criteria: 1. Symptomatic metastases of the brain 2. Steroids within 3 days 3. Pregnancy"
            ),
            ["Age 18-65", "Cancer that shows HER2 3+", "ECOG 0-1"],
            ["Symptomatic metastases of the brain", "Steroids within 3 days", "Pregnancy"],
        ),
        (
            (
                "Inclusion: - Women of any age - Cancer of the breast - Surgery planned "
                "Exclusion: - Earlier cancer - Age < 18 - Gout"
            ),
            ["Women of any age", "Cancer of the breast", "Surgery planned"],
            ["Earlier cancer", "Age < 18", "Gout"],
        ),
        (
            (
                "Key Inclusion Criteria: cancer of the breast in stage IV, ECOG 0 or 1 "
                "Key Exclusion Criteria: brain metastases"
            ),
            ["cancer of the breast in stage IV, ECOG 0 or 1"],
            ["brain metastases"],
        ),
        (
            "Inclusion Criteria:\n\nECOG 0. Written consent. Exclusion Criteria Earlier drugs for cancer.\n\nGout.",
            ["ECOG 0. Written consent."],
            ["Earlier drugs for cancer.", "Gout."],
        ),
        (
            "Inclusion Criteria:\n\nECOG 0.\n\nexclusion criteria Metastatic (stage IV) cancer.\n\nGout.",
            ["ECOG 0."],
            ["Metastatic (stage IV) cancer.", "Gout."],
        ),
    ],
)
def test_criteria_run_together_on_one_line_come_apart(text: str, inclusion: list[str], exclusion: list[str]) -> None:
    assert lists(text) == (inclusion, exclusion)


def test_a_list_run_together_below_its_heading_comes_apart() -> None:
    text = "Inclusion Criteria:\n\n* Age 18 or more * Stage IV cancer of the breast * ECOG 0-1 * Written consent"
    assert lists(text)[0] == ["Age 18 or more", "Stage IV cancer of the breast", "ECOG 0-1", "Written consent"]


@pytest.mark.parametrize(
    "text",
    [
        # Products are no marks.
        "Platelets 100 * 10^9/L, neutrophils 1.5 * 10^9/L, bilirubin 1.5 * ULN, creatinine 2 * ULN or less than that",
        # A sentence that mentions criteria is no heading.
        "Women who meet the Inclusion Criteria: are asked again whether any Exclusion Criteria: applies to them",
        # A short list within an item of a longer one stays.
        "* Age 18 or more\n* One of these: 1. no brain metastases 2. treated ones 3. stable ones\n* ECOG 0",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert on_own_lines(text) == text


def test_a_heading_named_in_a_sentence_begins_no_list() -> None:
    text = "Inclusion Criteria: women who meet none of the Exclusion Criteria: and who want to take part in this trial"
    assert lists(text)[1] == []


@given(
    st.lists(st.sampled_from(("*", "-", "1.", "2.", "Inclusion Criteria:", "Exclusion Criteria:", "age", "10", "ULN")))
)
def test_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    assert on_own_lines(text).split() == text.split()
