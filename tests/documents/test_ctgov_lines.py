from collections.abc import Callable

import pytest

from desktop.documents.clinicaltrials_gov import bare_lines
from desktop.errors import DocumentError
from desktop.trials.trial import Intervention, Outcome, Trial

Read = Callable[[str], Trial]
Sample = Callable[[str], str]

TITLE = "Examplinib in Women With Early Breast Cancer"
SUMMARY = "This study asks whether examplinib works. Women are followed for years."
CONDITIONS = "Breast Cancer|Early Breast Cancer"
INTERVENTIONS = "DRUG: Examplinib|OTHER: Waiting"
PRIMARY = "Response, Tumours shrinking by a third, 12 weeks"
SECONDARY = "Overall survival, 5 years|Adverse events, Through study completion, an average of 1 year"
OTHER = "Biomarkers, ctDNA in blood, Baseline"
DESCRIPTION = "Examplinib is new. Nothing is known of it, but the laboratory. It is run in Milan, for 2 years."


def record(*lines: str) -> str:
    return "\n".join(lines)


def narrative(trial: Trial) -> dict[str, str]:
    return {section.name: section.text for section in trial.narrative}


def ranks(trial: Trial) -> list[str]:
    return [outcome.rank for outcome in trial.outcomes]


def test_every_line_of_a_whole_record_is_its_field(read_one: Read, sample: Sample) -> None:
    trial = read_one(sample("line_record.txt"))
    assert trial.title == "Examplinib Plus Fulvestrant in Women With HR-positive Breast Cancer"
    assert trial.conditions == ("Breast Cancer", "Hormone Receptor Positive Tumor")
    assert trial.interventions[0] == Intervention("Examplinib", "DRUG")
    assert trial.interventions[2] == Intervention("Positron-emission tomography", "DIAGNOSTIC_TEST")
    assert narrative(trial)["brief_summary"].startswith("This study asks")
    assert narrative(trial)["detailed_description"].endswith("ten hospitals.")
    assert ranks(trial) == ["primary", "secondary", "secondary", "secondary", "other"]
    assert trial.outcomes[2] == Outcome(
        "secondary",
        "Adverse events",
        "Number of women with events, graded by CTCAE (v5.0, 2017).",
        "Through study completion, an average of 1 year",
    )
    assert trial.outcomes[3] == Outcome("secondary", "Tolerability")


def test_nothing_is_made_up(read_one: Read, sample: Sample) -> None:
    trial = read_one(sample("line_record.txt"))
    assert (trial.identifiers, trial.phase, trial.status, trial.study_type, trial.sponsors) == ((), "", "", "", ())
    assert trial.key.startswith("doc-")


def test_a_number_in_the_text_is_not_the_records_own(read_one: Read) -> None:
    trial = read_one(
        record(TITLE, "This extends NCT09990001 by a year. It is open.", CONDITIONS, INTERVENTIONS, PRIMARY)
    )
    assert trial.identifiers == ()


def test_the_key_outlives_line_ends_and_a_byte_order_mark(read_one: Callable[[bytes], Trial], sample: Sample) -> None:
    text = sample("line_record.txt")
    assert read_one(text.encode()).key == read_one(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).key


def test_with_seven_lines_the_last_is_a_description_if_it_is_prose(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, SECONDARY, DESCRIPTION))
    assert narrative(trial) == {"brief_summary": SUMMARY, "detailed_description": DESCRIPTION}
    assert ranks(trial) == ["primary", "secondary", "secondary"]


def test_with_seven_lines_the_last_is_other_outcomes_if_it_reads_so(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, SECONDARY, OTHER))
    assert narrative(trial) == {"brief_summary": SUMMARY}
    assert ranks(trial) == ["primary", "secondary", "secondary", "other"]


@pytest.mark.parametrize(
    ("lines", "has_summary", "has_description", "outcomes"),
    [
        ((TITLE, CONDITIONS, INTERVENTIONS, PRIMARY, SECONDARY), False, False, 3),
        ((TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, DESCRIPTION), True, True, 0),
        ((TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY), True, False, 1),
        ((TITLE, SUMMARY, CONDITIONS, INTERVENTIONS), True, False, 0),
        ((TITLE, CONDITIONS, INTERVENTIONS), False, False, 0),
        ((TITLE, SUMMARY, CONDITIONS, PRIMARY, SECONDARY, DESCRIPTION), True, True, 3),
        ((TITLE, "", SUMMARY, "", CONDITIONS, INTERVENTIONS, PRIMARY, "", DESCRIPTION), True, True, 1),
    ],
)
def test_fields_may_be_missing(
    read_one: Read, lines: tuple[str, ...], has_summary: bool, has_description: bool, outcomes: int
) -> None:
    trial = read_one(record(*lines))
    assert trial.conditions == ("Breast Cancer", "Early Breast Cancer")
    assert ("brief_summary" in narrative(trial), "detailed_description" in narrative(trial)) == (
        has_summary,
        has_description,
    )
    assert len(trial.outcomes) == outcomes


def test_without_conditions_the_summary_is_not_taken_for_them(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, INTERVENTIONS, PRIMARY))
    assert trial.conditions == ()
    assert narrative(trial) == {"brief_summary": SUMMARY}


def test_a_description_may_have_paragraphs(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, DESCRIPTION, "- One aim.", DESCRIPTION))
    assert narrative(trial)["detailed_description"] == f"{DESCRIPTION}\n- One aim.\n{DESCRIPTION}"
    assert len(trial.outcomes) == 1


def test_types_are_known_as_older_exports_write_them(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, CONDITIONS, "Drug: A/B|Dietary Supplement: Vitamin D", PRIMARY))
    assert trial.interventions == (Intervention("A/B", "Drug"), Intervention("Vitamin D", "Dietary Supplement"))


def test_a_bar_inside_a_name_parts_no_intervention(read_one: Read) -> None:
    trial = read_one(record(TITLE, SUMMARY, CONDITIONS, "DRUG: A|B tablets|DRUG: C", PRIMARY))
    assert [each.name for each in trial.interventions] == ["A|B tablets", "C"]


@pytest.mark.parametrize(
    "text",
    [
        "# Readme\n\nThis tool parses lines. It is small.\n\nDRUG: aspirin\n\nMore text follows here. And here.",
        "Dear Dr Miller,\nYour patient was seen on 3 May. She is well.\nBreast cancer\nShe returns, in 2 weeks\nYours",
        "NCT Number,Study Title,Interventions\nNCT09990001,A title,DRUG: Examplinib|DRUG: Other\nNCT09990002,B,DRUG: X",
        "One title of something\nDRUG: A\nDRUG: B\nDRUG: C",
        '{\n  "title": "A title of a trial",\n  "x": ["DRUG: A|DRUG: B"]\n}',
        "A title of a study\nThis is all. There is no more.\nThe end of it.",
        "Interventions Conditions\nDRUG: A\tBreast Cancer\nDRUG: B\tBreast Cancer",
        "Meeting of the board\nWe met at noon. All came.\nBudget\nWe meet again, in 2 weeks\n" + "Points. Many.\n" * 9,
        "DRUG: A|DRUG: B\nBreast Cancer\nOverall survival, 5 years",
    ],
)  # fmt: skip
def test_what_is_no_such_record_is_not_recognised(text: str) -> None:
    assert not bare_lines.recognises(text)
    with pytest.raises(DocumentError, match="not the fields"):
        list(bare_lines.read(text))


def test_a_huge_text_is_not_looked_at() -> None:
    assert not bare_lines.recognises(record(TITLE, SUMMARY, CONDITIONS, INTERVENTIONS, PRIMARY, DESCRIPTION * 40_000))
