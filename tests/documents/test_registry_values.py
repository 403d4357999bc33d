"""How single values of the other registries are read."""

import pytest

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.european_answers import design_answers, joined_phases, phases_said_yes, sexes_said_yes
from desktop.documents.contents.grouped_values import group_sizes, grouped_values
from desktop.documents.contents.medicinal_products import products
from desktop.documents.contents.registry_criteria import criteria_lists, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.markup import plain_text
from desktop.documents.who.outcomes_and_conditions import outcomes
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Criterion
from tests.worded import worded


@pytest.mark.parametrize(
    "written",
    ["", " ", "-", "N/A", "n.a.", "NA", "None", "Nil known", "Not available", "Not Applicable.", "Unknown",
     "Information not present in EudraCT",
     "Not provided", "No limit", "无", "Please refer to section 5 of the protocol."],
)  # fmt: skip
def test_a_word_for_no_value_is_absent(written: str) -> None:
    assert is_absent(written)
    assert stated(written) == ""


@pytest.mark.parametrize(
    "written", ["0", "No", "Nab-paclitaxel", "None of these", "Nano", "see", "3", "Not recruiting"]
)
def test_any_other_word_is_a_value(written: str) -> None:
    assert stated(written) == written


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
        ("a\r<br>b", "a\nb"),
        ("<p>One</p><p>Two</p>", "One\nTwo\n"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two\n\n"),
        ("&gt;18 &amp;lt; 75 &#8805; &nbsp;1", ">18 < 75 ≥  1"),
        ("age <18 years> and <LLN", "age <18 years> and <LLN"),
        ("R&D; &unknownentity; &", "R&D; &unknownentity; &"),
    ],
)
def test_marks_of_pages_become_plain_text(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("EUCTR2021-000037-14-ES", [Identifier("EudraCT", "2021-000037-14")]),
        ("EUCTR2021-000037-14-Outside-EU/EEA", [Identifier("EudraCT", "2021-000037-14")]),
        ("CTIS2023-507385-11-00", [Identifier("CTIS", "2023-507385-11-00")]),
        ("JPRN-jRCTs031210288", [Identifier("jRCT", "jRCTs031210288")]),
        ("JPRN-UMIN000027045", [Identifier("UMIN", "UMIN000027045")]),
        ("NL-OMON55279", [Identifier("other", "NL-OMON55279")]),
        (
            "U1111-1296-5487;2022-003405-30;NCT09990001",
            [
                Identifier("other", "U1111-1296-5487"),
                Identifier("EudraCT", "2022-003405-30"),
                Identifier("NCT", "NCT09990001"),
            ],
        ),
        ("EudraCT: 2022-003405-30", [Identifier("EudraCT", "2022-003405-30")]),
        ("Nil known; -", []),
        ("", []),
    ],
)
def test_numbers_are_read_in_every_spelling(written: str, numbers: list[Identifier]) -> None:
    assert list(numbers_in(written)) == numbers


def test_answers_by_yes_and_no() -> None:
    assert phases_said_yes("Phase 2") is None
    assert phases_said_yes("(Phase I): no") == ""
    assert joined_phases(["Phase II and Phase III (Integrated)"]) == "Phase II/Phase III"
    assert joined_phases(["Therapeutic use (Phase IV)", "phase iv"]) == "Phase IV"
    assert sexes_said_yes("yes", "YES") == "Female, Male"
    assert sexes_said_yes("no", "") == ""
    assert design_answers("A controlled trial. Open: yes") == ()


def test_values_by_group() -> None:
    assert grouped_values("a:1;b:2;") == (("a", "1"), ("b", "2"))
    assert grouped_values("a：1；b：2") == (("a", "1"), ("b", "2"))
    assert grouped_values("a;b:2") == ()
    assert grouped_values("") == ()
    assert group_sizes("a:1;b:2;") == 3
    assert group_sizes(" 12 ") == 12
    assert group_sizes("a:1;b:some") is None
    assert group_sizes("9" * 30) is None


def test_a_product_without_a_name_is_left_out() -> None:
    assert products("Pharmaceutical Form: Tablet\n\n") == ()
    assert products("A tablet") is None


def test_a_product_of_several_substances_is_one_product() -> None:
    (made,) = products("INN or Proposed INN: A\nCAS Number: 1\nINN or Proposed INN: B\nCAS Number: 2") or ()
    assert (made.name, made.other_names) == ("A + B", ("A", "B"))


def test_broken_lines_of_an_outcome_are_joined() -> None:
    told = [each.measure for each in outcomes("primary", "Change in A, \nB and \nC\n- Survival")]
    assert told == ["Change in A, B and C", "Survival"]


def test_criteria_may_stand_in_one_field() -> None:
    both = criteria_lists("Inclusion criteria:\n1. A\nExclusion criteria:\n1. B", "")
    assert (both.inclusion, both.exclusion) == ((Criterion("A"),), (Criterion("B"),))
    bare = criteria_lists("A", "B")
    assert (bare.inclusion, bare.exclusion) == ((Criterion("A"),), (Criterion("B"),))


def test_criteria_of_one_line_each_stay_apart() -> None:
    told = criteria_lists("Adults\nno pregnancy\nwritten consent of the patient or\nher family", "None")
    assert [each.text for each in told.inclusion] == [
        "Adults",
        "no pregnancy",
        "written consent of the patient or her family",
    ]
    assert told.exclusion == ()


@pytest.mark.parametrize("text", ["Age =18", "PND =IIIb", "INR ?1.5", "(=30 mg/day)", "Troponin = 40 ng/L"])
def test_a_damaged_sign_is_found(text: str) -> None:
    (warning,) = worded(damage({"criteria": text}))
    assert warning.startswith("Once a sign such as ≥")


@pytest.mark.parametrize("text", ["Age >=18", "n=3", "Age ≥ 18", "Is it so? Yes", "a = b", "x/=2"])
def test_a_sound_sign_is_not(text: str) -> None:
    assert list(damage({"criteria": text})) == []
