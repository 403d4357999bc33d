"""What a document has no place for, or breaks off in, is said of its trials."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents.read import open_document
from desktop.trials.trial import Trial
from tests.documents_of_ours import LINES, NBIB, TABLE_COLUMNS, a_json, a_table, an_ictrp, an_xml
from tests.reading import read_document
from tests.worded import worded

LEGACY = b"""Rank,NCT Number,Title,Status,Conditions,Interventions,Sponsor/Collaborators,Phases,Funded Bys,URL
1,NCT09990001,Trastuzumab for Women,Recruiting,Breast Cancer,Drug: Trastuzumab,Our Hospital,Phase 3,Other,there
"""
OF_COLUMNS = {
    "Study Status": "status",
    "Conditions": "conditions",
    "Interventions": "interventions",
    "Phases": "phase",
    "Enrollment": "enrollment",
    "Funder Type": "sponsors.sponsor_class",
    "Start Date": "dates.start",
    "Locations": "sites",
}
NO_CLASS = "sponsors.sponsor_class"


def only(content: bytes, name: str = "document") -> Trial:
    (trial,) = open_document(content, name).records
    assert isinstance(trial, Trial)
    return trial


def test_a_table_of_all_columns_lacks_the_criteria_alone() -> None:
    assert only(a_table()).absent == ("eligibility",)


@pytest.mark.parametrize(("column", "part"), OF_COLUMNS.items())
def test_a_table_without_a_column_lacks_its_part(column: str, part: str) -> None:
    trial = only(a_table([each for each in TABLE_COLUMNS if each != column]))
    assert set(trial.absent) == {"eligibility", part}


def test_an_empty_cell_is_the_registrys_silence() -> None:
    assert only(a_table(Phases="", Locations="")).absent == ("eligibility",)


def test_a_row_that_ends_early_lacks_what_stands_behind() -> None:
    table = b"NCT Number,Study Title,Study Status,Conditions,Phases,Locations\nNCT09990001,A title,RECRUITING,Breast\n"
    assert {"phase", "sites"} <= set(only(table).absent)
    assert not {"status", "conditions"} & set(only(table).absent)


def test_a_table_from_before_2024_lacks_criteria_and_what_it_has_no_column_for() -> None:
    assert set(only(LEGACY).absent) == {"eligibility", "sites", "dates.start", "enrollment"}


def test_bare_lines_have_neither_criteria_nor_phase_nor_status() -> None:
    absent = only(LINES.encode()).absent
    assert {"eligibility", "phase", "status"} <= set(absent)
    assert not {"conditions", "interventions"} & set(absent)


def test_a_whole_record_lacks_nothing() -> None:
    assert only(an_xml()).absent == ()
    assert only(a_json()).absent == ()


def test_an_abstract_is_no_cut_download() -> None:
    assert only(NBIB.encode()).absent == ()


@pytest.mark.parametrize(
    ("module", "parts"),
    [
        ("eligibilityModule", {"eligibility"}),
        ("statusModule", {"status"}),
        ("conditionsModule", {"conditions"}),
        ("designModule", {"phase"}),
        ("sponsorCollaboratorsModule", {NO_CLASS}),
    ],
)
def test_json_with_chosen_fields_lacks_what_the_registry_always_has(module: str, parts: set[str]) -> None:
    assert set(only(a_json(**{module: None})).absent) == parts


def test_json_of_a_study_that_can_have_no_phase_lacks_none() -> None:
    assert only(a_json(designModule={"studyType": "OBSERVATIONAL"})).absent == ()


def test_what_the_registry_itself_withholds_is_no_fault_of_the_download() -> None:
    withheld = {"overallStatus": "WITHHELD"}
    assert only(a_json(statusModule=withheld, eligibilityModule=None, conditionsModule=None)).absent == ()


def test_an_export_of_the_who_without_criteria_lacks_them() -> None:
    assert only(an_ictrp("")).absent == ("eligibility", NO_CLASS)
    assert only(an_ictrp("", "Pregnancy")).absent == ("eligibility", NO_CLASS)
    assert only(an_ictrp("Age over 18", "")).absent == (NO_CLASS,)


SENTENCE = "Women with breast cancer who have signed the consent form and are able to follow the study plan"


def of_length(length: int, *, line_break: str = " ") -> str:
    """Return a text of so many characters that ends inside a sentence."""
    line = f"{SENTENCE}{line_break}"
    return (line * (length // len(line) + 1))[: length - 1] + "x"


@pytest.mark.parametrize("length", [3_500, 8_000, 7_999])
@pytest.mark.parametrize("side", ["inclusion", "exclusion"])
def test_an_export_of_the_who_is_cut_where_its_text_ends_at_the_limit(side: str, length: int) -> None:
    sides = {"inclusion": "Age over 18", "exclusion": "Pregnancy", side: of_length(length)}
    trial = only(an_ictrp(**sides))
    assert trial.absent == ("eligibility", NO_CLASS)
    assert any(warning.startswith(f"The {side} criteria break off after") for warning in worded(trial.warnings))


def test_a_break_counts_as_one_character_of_the_limit() -> None:
    written = of_length(3_500, line_break="\n").replace("\n", "<br>")
    assert len(written) > 3_500
    assert only(an_ictrp(written)).absent == ("eligibility", NO_CLASS)


def test_a_text_that_breaks_off_in_the_answers_on_age_groups_holds_whole_criteria() -> None:
    answers = "<br>Are the trial subjects under 18? no<br>Number of subjects for this age range:"
    written = f"{SENTENCE}. " * 36
    written = written[: 3_500 - len(answers.replace("<br>", "x"))] + answers
    assert len(written.replace("<br>", "x")) == 3_500
    assert only(an_ictrp(written)).absent == (NO_CLASS,)


@pytest.mark.parametrize("text", [of_length(3_400), of_length(3_520), of_length(3_495)[:-1] + ".", of_length(5_000)])
def test_a_long_text_that_ends_elsewhere_is_whole(text: str) -> None:
    assert only(an_ictrp(text)).absent == (NO_CLASS,)


def test_of_the_records_of_member_states_the_whole_one_counts() -> None:
    cut = an_ictrp(of_length(3_500), number="EUCTR2019-002663-10-DE", Last_Refreshed_on="2 January 2026")
    whole = an_ictrp("HER2-positive disease", number="EUCTR2019-002663-10-ES", Last_Refreshed_on="1 January 2025")
    inside = cut.replace(b"</Trials_downloaded_from_ICTRP>", b"") + whole.partition(b"ICTRP>")[2]
    trial = only(inside)
    assert trial.absent == (NO_CLASS,)
    assert [each.text for each in trial.eligibility.inclusion] == ["HER2-positive disease"]


def test_real_exports_are_cut_where_they_break_off_and_nowhere_else(shared: Path) -> None:
    file = shared / "samples" / "ictrp" / "ICTRP-Results.xml"
    trials = [each for each in open_document(file.read_bytes(), file.name).records if isinstance(each, Trial)]
    cut = [each.key for each in trials if any("break off" in warning for warning in worded(each.warnings))]
    assert cut == ["NCT04136184", "2015-004318-14", "NCT02312206"]
    lost = [each.key for each in trials if "eligibility" in each.absent and each.key not in cut]
    assert lost == ["NCT03190577", "UMIN000027045", "UMIN000008396", "UMIN000001825"]


def test_a_registrys_own_record_can_be_cut_too(sample: Callable[[str], str]) -> None:
    whole = sample("chictr.xml")
    (trial,) = read_document(whole.encode(), "chictr.xml").trials[:1]
    assert trial.absent == ()
    begin = whole.index("<inclusion_criteria>") + len("<inclusion_criteria>")
    end = whole.index("</inclusion_criteria>")
    cut = whole[:begin] + of_length(4_000) + whole[end:]
    assert read_document(cut.encode(), "chictr.xml").trials[0].absent == ("eligibility",)
