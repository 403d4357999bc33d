import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.contents.eligibility import split_eligibility
from desktop.trials.trial import Criterion


def test_two_lists_come_apart_at_their_headings() -> None:
    found = split_eligibility("Inclusion Criteria:\n\n- Women\n- Aged 18 or more\n\nExclusion Criteria:\n\n- Pregnancy")
    assert found.inclusion == (Criterion("Women"), Criterion("Aged 18 or more"))
    assert found.exclusion == (Criterion("Pregnancy"),)
    assert found.undivided == ""


@pytest.mark.parametrize(
    "heading",
    [
        "Inclusion Criteria:",
        "INCLUSION CRITERIA",
        "Inclusion criteria",
        "Key inclusion",
        "Key Inclusion Criteria :",
        "Main inclusion criteria：",
        "Inclusion:",
        "Inclusions",
        "- INCLUSION CRITERIA:",
        "5.1 Inclusion Criteria",
        "Criteria for inclusion:",
        "1. Inclusion criteria",
        "Inclusion criterion:",
        "Inclusion Criteria (abbreviated):",
    ],
)
def test_an_inclusion_heading_is_known_in_every_spelling_and_is_no_criterion(heading: str) -> None:
    assert split_eligibility(f"{heading}\n- Women").inclusion == (Criterion("Women"),)
    exclusion = (
        heading.replace("Inclusion", "Exclusion").replace("INCLUSION", "EXCLUSION").replace("inclusion", "exclusion")
    )
    assert split_eligibility(f"{exclusion}\n- Women").exclusion == (Criterion("Women"),)


@pytest.mark.parametrize("heading", ["Non-inclusion criteria:", "Non inclusion criteria", "Ineligibility criteria:"])
def test_non_inclusion_is_exclusion(heading: str) -> None:
    assert split_eligibility(f"{heading}\n- Pregnancy").exclusion == (Criterion("Pregnancy"),)


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        ("Inclusion Criteria for cohort B:", "inclusion"),
        ("Physician inclusion criteria:", "inclusion"),
        ("Patient Inclusion Criteria", "inclusion"),
        ("The exclusion criteria were as follows;", "exclusion"),
        ("Exclusion criteria stage 2", "exclusion"),
        ("* Registration and Randomization - Exclusion Criteria", "exclusion"),
        ("Patients are excluded from the study if any of the following apply:", "exclusion"),
        ("Any of the following will result in exclusion from the study:", "exclusion"),
    ],
)
def test_a_heading_that_says_more_begins_a_list_and_is_kept(heading: str, side: str) -> None:
    found = split_eligibility(f"{heading}\n- Something")
    assert getattr(found, side) == (Criterion(heading.removeprefix("* ")), Criterion("Something"))


@pytest.mark.parametrize(
    "line",
    [
        "Patients who meet the eligibility criteria",
        "- Other protocol-defined inclusion criteria may apply.",
        "- Burkitt lymphoma is excluded.",
        "- Patients with previous surgery are not excluded:",
        "Not suitable for inclusion.",
        "- Defined below, see exclusion criteria 12.",
    ],
)
def test_a_criterion_that_mentions_criteria_is_no_heading(line: str) -> None:
    found = split_eligibility(f"Inclusion Criteria:\n- Women\n{line}\n- Men")
    assert len(found.inclusion) == 3
    assert not found.exclusion


def test_the_rest_of_a_heading_line_is_a_criterion() -> None:
    found = split_eligibility("Inclusion Criteria: women over 18\nExclusion criteria - pregnancy")
    assert (found.inclusion, found.exclusion) == ((Criterion("women over 18"),), (Criterion("pregnancy"),))


@pytest.mark.parametrize("kind", ["", "Key ", "Main "])
def test_a_heading_inside_a_paragraph_is_found(kind: str) -> None:
    first, second = ("inclusion", "exclusion") if kind else ("Inclusion", "Exclusion")
    found = split_eligibility(f"{kind}{first} criteria: Women. {kind}{second} criteria: Pregnancy.")
    assert (found.inclusion, found.exclusion) == ((Criterion("Women."),), (Criterion("Pregnancy."),))


def test_text_under_other_headings_stays_undivided_as_it_is() -> None:
    text = "DISEASE CHARACTERISTICS:\n\n  - Cancer\n       - Stage II\n\nPATIENT CHARACTERISTICS:\n\nAge:\n\n  - Any"
    found = split_eligibility(text)
    assert found.undivided == text
    assert not found.inclusion
    assert not found.exclusion


def test_text_before_the_first_heading_stays_undivided() -> None:
    found = split_eligibility("Women may enter.\n\nExclusion Criteria:\n- Pregnancy")
    assert found.undivided == "Women may enter."
    assert found.exclusion == (Criterion("Pregnancy"),)


def test_indentation_makes_levels() -> None:
    text = "Inclusion Criteria:\n\n  - Women:\n       - young\n            - very\n       - old\n  - Men"
    assert [(each.text, each.level) for each in split_eligibility(text).inclusion] == [
        ("Women:", 0),
        ("young", 1),
        ("very", 2),
        ("old", 1),
        ("Men", 0),
    ]


def test_kinds_of_marks_make_levels_where_there_is_no_indentation() -> None:
    text = "Inclusion Criteria:\n1. Women:\na) young\nb) old\n2. Men who:\n- walk\n- run\n3. Others"
    assert [each.level for each in split_eligibility(text).inclusion] == [0, 1, 1, 0, 1, 1, 0]


def test_a_paragraph_between_items_is_a_criterion_of_its_own() -> None:
    text = "Inclusion Criteria:\n\n  - Women\n\nFor cohort B\n\n  - Men"
    assert [(each.text, each.level) for each in split_eligibility(text).inclusion] == [
        ("Women", 0),
        ("For cohort B", 0),
        ("Men", 0),
    ]


def test_numbers_that_are_no_marks_stay() -> None:
    assert split_eligibility("Inclusion Criteria:\n1.5 x ULN or less").inclusion == (Criterion("1.5 x ULN or less"),)


@given(
    st.lists(
        st.sampled_from(
            ["Inclusion Criteria:", "Exclusion Criteria:", "- women", "   * aged 18", "1) men", "Age", "", "x: y"]
        ),
        max_size=12,
    )
)
def test_no_criterion_is_lost(lines: list[str]) -> None:
    found = split_eligibility("\n".join(lines))
    kept = [found.undivided, *(each.text for each in (*found.inclusion, *found.exclusion))]
    words = sorted(re.findall(r"[a-zA-Z]+|18", " ".join(line for line in lines if "Criteria" not in line)))
    assert sorted(re.findall(r"[a-zA-Z]+|18", " ".join(kept))) == words


@pytest.mark.parametrize("mark", ["1.", "*", "-", "(1)"])
def test_a_heading_with_a_list_mark_behind_it_begins_a_list_within_a_line(mark: str) -> None:
    found = split_eligibility(
        f"Inclusion Criteria: Women able to follow procedures Exclusion Criteria: {mark} Pregnancy"
    )
    assert [each.text for each in found.inclusion] == ["Women able to follow procedures"]
    assert [each.text.lstrip("1.*-() ") for each in found.exclusion] == ["Pregnancy"]


def test_words_about_criteria_within_a_line_begin_no_list() -> None:
    text = "Inclusion Criteria:\n- Patients who met Exclusion Criteria: see the protocol"
    assert not split_eligibility(text).exclusion


def test_a_long_criterion_that_its_heading_ran_into_begins_the_list() -> None:
    first = "History of another malignancy within three years, or any evidence of residual disease of a tumour that was"
    divided = split_eligibility(f"Inclusion criteria:\n\nWomen\n\nexclusion criteria {first}\n\nPregnancy")
    assert divided.inclusion == (Criterion("Women"),)
    assert [each.text for each in divided.exclusion] == [first, "Pregnancy"]


@pytest.mark.parametrize("first", ["Known brain metastases", "Prior therapy with a CDK4/6 inhibitor", "ECOG of 3 or 4"])
def test_a_short_criterion_that_its_heading_ran_into_begins_the_list_too(first: str) -> None:
    divided = split_eligibility(f"Inclusion criteria:\n\nWomen\n\nexclusion criteria {first}\n\nPregnancy")
    assert [each.text for each in divided.exclusion] == [first, "Pregnancy"]


@pytest.mark.parametrize("line", ["- Exclusion criteria Were met before", "exclusion criteria met"])
def test_a_line_that_tells_of_the_criteria_begins_no_list(line: str) -> None:
    divided = split_eligibility(f"Inclusion criteria:\n\nWomen\n\n{line}\n\nMen")
    assert not divided.exclusion


def test_a_heading_of_one_part_stays_with_its_list() -> None:
    divided = split_eligibility("Inclusion criteria:\n\nWomen\n\nExclusion criteria For part B only\n\nMen")
    assert [each.text for each in divided.exclusion] == ["Exclusion criteria For part B only", "Men"]
