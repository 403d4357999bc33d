from collections.abc import Callable

import pytest

from desktop.documents.clinicaltrials_gov import study_xml
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import read_document

Read = Callable[[str], Trial]


@pytest.fixture(scope="module")
def study(read_one: Read, sample: Callable[[str], str]) -> Trial:
    return read_one(sample("study.xml"))


def minimal(inside: str) -> str:
    return (
        "<clinical_study><id_info><nct_id>NCT09990001</nct_id></id_info><brief_title>A title</brief_title>"
        f"{inside}</clinical_study>"
    )


def test_its_numbers_are_read_each_once(study: Trial) -> None:
    assert study.key == "NCT09990007"
    assert study.identifiers == (
        Identifier("NCT", "NCT09990007"),
        Identifier("NCT", "NCT09990008"),
        Identifier("other", "INVENTED-7"),
        Identifier("EudraCT", "2019-001234-56"),
    )


def test_its_names_and_words_are_as_written(study: Trial) -> None:
    assert (study.title, study.acronym) == ("Examplinib & Trastuzumab ≥ 2 Lines", "EXTRA")
    assert study.official_title == "A Trial of Examplinib and Trastuzumab"
    assert (study.phase, study.status, study.study_type) == ("Phase 1/Phase 2", "Terminated", "Interventional")
    assert study.enrollment == 48
    assert study.conditions == ("Breast Cancer", "HER2-positive Breast Cancer")
    assert study.keywords == ("HER2",)
    assert study.sponsors == (
        Sponsor("Invented Pharma", "Industry"),
        Sponsor("University of Somewhere", "Other", lead=False),
    )


def test_wrapped_text_is_unwrapped_and_keeps_its_lists(study: Trial) -> None:
    assert study.narrative == (
        Section(
            "brief_summary",
            "The first paragraph is wrapped by the registry at some width.\n\n"
            "  - a list item that is wrapped as well\n       - its sub-item\n\nThe last paragraph.",
        ),
        Section("why_stopped", "Slow accrual"),
    )


def test_arms_know_the_interventions_that_name_them(study: Trial) -> None:
    assert study.arms == (
        Arm("Both", "Experimental", "Both drugs\nevery day", ("Examplinib", "Trastuzumab")),
        Arm("Trastuzumab alone", "Active Comparator", "", ("Trastuzumab",)),
    )
    assert study.interventions == (
        Intervention("Examplinib", "Drug", "By mouth", ("EX-1", "Exa")),
        Intervention("Trastuzumab", "Biological"),
    )


def test_outcomes_keep_rank_and_time_frame(study: Trial) -> None:
    assert study.outcomes == (
        Outcome("primary", "Response", "By RECIST.\nRead centrally.", "2 years"),
        Outcome("secondary", "Survival"),
        Outcome("other", "Biomarkers", "", "1 year"),
    )


def test_eligibility_is_divided(study: Trial) -> None:
    assert study.eligibility.inclusion == (
        Criterion("Age over 18, with breast cancer that has progressed"),
        Criterion("on two lines", 1),
    )
    assert study.eligibility.exclusion == (Criterion("Pregnancy"),)
    assert (study.eligibility.sex, study.eligibility.minimum_age, study.eligibility.maximum_age) == (
        "Female",
        "18 Years",
        "",
    )
    assert study.eligibility.healthy_volunteers == "No"


def test_dates_are_as_exact_as_written(study: Trial) -> None:
    written = ("2019-01", "2022", "2023-05-05", "2018-12-31", "2020-04-30", "2020-04")
    assert study.dates == Dates(*written, retrieved="2020-05-01")


def test_sites_come_with_status_and_countries_without_a_place_are_kept(study: Trial) -> None:
    assert study.sites == (Site("Hospital One", "Milan", "MI", "Italy", "Recruiting"), Site(country="France"))


def test_design_and_references_are_read_and_results_are_not(study: Trial) -> None:
    assert study.design == (("Allocation", "Randomized"), ("Masking", "None (Open Label)"), ("Number of Arms", "2"))
    assert study.references == (
        "Someone A. An article. J Inv. 2018. PMID: 12345678",
        "Someone B. Results. J Inv. 2020.",
    )
    assert "Not read" not in repr(study)


@pytest.mark.parametrize(("written", "read"), [("<phase>N/A</phase>", "N/A"), ("", ""), ("<phase> </phase>", "")])
def test_a_missing_phase_is_not_made_up(read_one: Read, written: str, read: str) -> None:
    assert read_one(minimal(written)).phase == read


def test_a_record_of_nothing_but_number_and_title_is_a_trial(read_one: Read) -> None:
    trial = read_one(minimal(""))
    assert (trial.key, trial.title, trial.enrollment, trial.arms) == ("NCT09990001", "A title", None, ())


def test_the_design_of_old_records_comes_apart(read_one: Read) -> None:
    design = "Allocation: Randomized, Masking: Double Blind (Subject, Caregiver), Primary Purpose: Treatment"
    assert read_one(minimal(f"<study_design>{design}</study_design>")).design == (
        ("Allocation", "Randomized"),
        ("Masking", "Double Blind (Subject, Caregiver)"),
        ("Primary Purpose", "Treatment"),
    )


def test_the_last_known_status_is_kept(read_one: Read) -> None:
    trial = read_one(
        minimal("<overall_status>Unknown status</overall_status><last_known_status>Recruiting</last_known_status>")
    )
    assert trial.status == "Unknown status"
    assert trial.design == (("Last Known Status", "Recruiting"),)


def test_eligibility_without_headings_stays_undivided(read_one: Read) -> None:
    text = "\n  DISEASE CHARACTERISTICS:\n\n    -  Breast cancer\n"
    eligibility = read_one(
        minimal(f"<eligibility><criteria><textblock>{text}</textblock></criteria></eligibility>")
    ).eligibility
    assert eligibility.undivided == "DISEASE CHARACTERISTICS:\n\n  - Breast cancer"
    assert eligibility.inclusion == ()


def test_an_odd_enrollment_is_none(read_one: Read) -> None:
    assert read_one(minimal("<enrollment>9" + "9" * 5_000 + "</enrollment>")).enrollment is None
    assert read_one(minimal("<enrollment>about 30</enrollment>")).enrollment is None


def test_a_record_without_number_has_a_key_of_its_own(read_one: Read) -> None:
    assert read_one("<clinical_study><brief_title>A title</brief_title></clinical_study>").key.startswith("doc-")


def test_one_bad_study_among_several_is_told_and_the_others_are_read() -> None:
    text = f"<all>{minimal('')}<clinical_study></clinical_study>{minimal('<phase>Phase 2</phase>')}</all>"
    document = read_document(text.encode(), "results.xml")
    assert [trial.phase for trial in document.trials] == ["", "Phase 2"]
    assert document.failures == ("results.xml, study 2: it has no title; download the record again.",)


@pytest.mark.parametrize("text", ["<clinical_study/>", "<clinical_study><brief_title> </brief_title></clinical_study>"])
def test_a_study_without_a_title_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="no title"):
        list(study_xml.read(text))


@pytest.mark.parametrize(
    "text", ["", "<clinical_studyx/>", "<other/>", "clinical_study", "the <clinical_study> element"]
)
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not study_xml.recognises(text)


def test_whom_to_ask_and_whether_results_are_posted_is_read() -> None:
    (trial,) = study_xml.read(
        """<clinical_study><id_info><nct_id>NCT09990001</nct_id></id_info><brief_title>T</brief_title>
        <overall_official><last_name>Ann Writer, MD</last_name><role>Study Chair</role>
        <affiliation>Our Hospital</affiliation></overall_official>
        <overall_contact><first_name>Bo</first_name><last_name>Nurse</last_name><phone>123</phone>
        <phone_ext>4</phone_ext><email>bo@hospital.example</email></overall_contact>
        <clinical_results/></clinical_study>"""
    )
    assert isinstance(trial, Trial)
    assert trial.results_posted is True
    assert [(each.name, each.role, each.phone) for each in trial.contacts] == [
        ("Bo Nurse", "Central Contact", "123 ext. 4"),
        ("Ann Writer, MD", "Study Chair", ""),
    ]
