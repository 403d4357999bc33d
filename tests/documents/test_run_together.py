import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.medpath.run_together import ArmRow, split_arm_rows, split_outcome_row, split_time


def test_a_known_name_parts_label_and_description() -> None:
    assert split_arm_rows(["Arm AExamplinibGiven daily"], ["Examplinib"]) == (
        ArmRow("Arm A", "Examplinib", "Given daily"),
    )


def test_a_name_inside_the_label_or_the_description_does_not_part_them() -> None:
    rows = split_arm_rows(["Examplinib and waitingExamplinibExamplinib 5 mg"], ["Examplinib"])
    assert rows == (ArmRow("Examplinib and waiting", "Examplinib", "Examplinib 5 mg"),)
    rows = split_arm_rows(["Arm A (Examplinib)ExamplinibBy mouth"], ["Examplinib"])
    assert rows == (ArmRow("Arm A (Examplinib)", "Examplinib", "By mouth"),)


def test_rows_of_one_arm_settle_where_to_cut() -> None:
    rows = split_arm_rows(
        ["Aplinib+BetamabBetamabBetamab weekly", "Aplinib+BetamabAplinibBetamab weekly", "BetamabBetamabWeekly"],
        ["Aplinib", "Betamab"],
    )
    assert [(row.label, row.intervention) for row in rows] == [
        ("Aplinib+Betamab", "Betamab"),
        ("Aplinib+Betamab", "Aplinib"),
        ("Betamab", "Betamab"),
    ]


def test_rows_teach_a_name_that_no_field_has() -> None:
    rows = split_arm_rows(["BothAplinibGiven daily", "BothBetamabGiven daily", "BetamabBetamabAlone"], ["Aplinib"])
    assert [(row.label, row.intervention, row.description) for row in rows] == [
        ("Both", "Aplinib", "Given daily"),
        ("Both", "Betamab", "Given daily"),
        ("Betamab", "Betamab", "Alone"),
    ]
    assert all(row.sure for row in rows)


def test_the_longer_name_wins() -> None:
    rows = split_arm_rows(["Arm ABetamab emtansineOnce"], ["Betamab", "Betamab emtansine"])
    assert rows == (ArmRow("Arm A", "Betamab emtansine", "Once"),)


def test_names_are_found_whatever_their_capitals() -> None:
    assert split_arm_rows(["Arm AEXAMPLINIBDaily"], ["Examplinib"]) == (ArmRow("Arm A", "Examplinib", "Daily"),)


def test_a_row_may_have_no_description() -> None:
    assert split_arm_rows(["Arm AExamplinib"], ["Examplinib"]) == (ArmRow("Arm A", "Examplinib", ""),)


def test_lines_that_are_no_row_continue_the_description() -> None:
    rows = split_arm_rows(["Arm AExamplinibGiven daily", "and at PharmaMar weekly"], ["Examplinib"])
    assert rows == (ArmRow("Arm A", "Examplinib", "Given daily\nand at PharmaMar weekly"),)


def test_rows_without_any_known_name_are_guessed_and_say_so() -> None:
    assert split_arm_rows(["Control groupUsual careSeen monthly"], []) == (
        ArmRow("Control group", "Usual care", "Seen monthly", sure=False),
    )
    assert split_arm_rows(["Control groupSeen monthly"], []) == (
        ArmRow("Control group", "", "Seen monthly", sure=False),
    )
    assert split_arm_rows(["nothing to cut"], []) == (ArmRow("nothing to cut", "", "", sure=False),)


def test_an_unknown_name_after_a_known_label_is_guessed_and_says_so() -> None:
    rows = split_arm_rows(["Arm AExamplinibDaily", "Arm AUsual careMonthly"], ["Examplinib"])
    assert rows[1] == ArmRow("Arm A", "Usual care", "Monthly", sure=False)


@given(
    st.lists(st.text(alphabet="AaBb +1", max_size=12), max_size=5),
    st.lists(st.sampled_from(["A", "Bb", "a1"]), max_size=3),
)
def test_no_letter_of_a_table_is_lost(lines: list[str], names: list[str]) -> None:
    rows = split_arm_rows(lines, names)
    kept = "".join(row.label + row.intervention + row.description for row in rows)
    assert "".join(kept.split()).casefold() == "".join("".join(lines).split()).casefold()


@pytest.mark.parametrize(
    ("line", "name", "time_frame"),
    [
        ("Overall survival (OS)3 years", "Overall survival (OS)", "3 years"),
        ("Relief by the RECIST3 months", "Relief by the RECIST", "3 months"),
        ("Response by RECIST 1.13 months", "Response by RECIST 1.1", "3 months"),
        ("Survival at 6 months6 months", "Survival at 6 months", "6 months"),
        ("PFSUp to 5 years", "PFS", "Up to 5 years"),
        (
            "Overall survivalFrom randomisation to death, up to 5 years",
            "Overall survival",
            "From randomisation to death, up to 5 years",
        ),
        ("Pain responsethrough study completion", "Pain response", "through study completion"),
        ("Toxicity (DLT)up to 42 days", "Toxicity (DLT)", "up to 42 days"),
        ("Change in heat 6 weeks after", "Change in heat 6 weeks after", ""),
        ("Quality of lifeNot specified", "Quality of life", ""),
        ("Overall survival", "Overall survival", ""),
        ("Repeat 3 months later", "Repeat 3 months later", ""),
        ("Uptake of ABC66012 months", "Uptake of ABC66012 months", ""),
    ],
)
def test_a_time_is_cut_from_the_name_it_was_run_into(line: str, name: str, time_frame: str) -> None:
    assert split_time(line) == (name, time_frame)


def test_a_method_in_the_same_row_is_cut_off() -> None:
    row = split_outcome_row("Overall survival3 yearsTime from randomisation to death")
    assert row == ("Overall survival", "3 years", "Time from randomisation to death")


def test_a_row_of_no_reasonable_length_is_left_whole() -> None:
    line = "Overall survival3 years" * 1_000
    assert split_outcome_row(line) == (line, "", "")
