from collections.abc import Callable

import pytest

from desktop.documents.who import ictrp
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import ReadDocument, read_document
from tests.worded import worded


@pytest.fixture(scope="module")
def document(sample: Callable[[str], str]) -> ReadDocument:
    return read_document(sample("ictrp.xml").encode(), "results.xml")


@pytest.fixture(scope="module")
def american(document: ReadDocument) -> Trial:
    return document.trials[0]


@pytest.fixture(scope="module")
def european(document: ReadDocument) -> Trial:
    return document.trials[1]


@pytest.fixture(scope="module")
def japanese(document: ReadDocument) -> Trial:
    return document.trials[2]


def one(**fields: str) -> Trial:
    """Read a record with a number, a title and the fields given."""
    told = {"TrialID": "NCT09990001", "Public_title": "A title"} | fields
    inside = "".join(f"<{tag}>{value}\n    </{tag}>" for tag, value in told.items())
    text = f"<Trials_downloaded_from_ICTRP><Trial>{inside}</Trial></Trials_downloaded_from_ICTRP>"
    (trial,) = read_document(text.encode(), "results.xml").trials
    return trial


def test_a_trial_is_known_by_all_its_numbers(american: Trial, european: Trial, japanese: Trial) -> None:
    assert american.key == "NCT09990021"
    assert american.identifiers == (
        Identifier("NCT", "NCT09990021"),
        Identifier("other", "EX-1"),
        Identifier("EudraCT", "2019-001234-56"),
    )
    assert european.key == "NCT09990022"
    assert european.identifiers[0] == Identifier("EudraCT", "2021-000777-11")
    assert japanese.key == "jRCT2099210009"


def test_spaces_at_the_ends_of_values_are_gone(american: Trial) -> None:
    assert american.title == "Examplinib in Metastatic Breast Cancer"
    assert american.official_title == "A Phase 2 Study of Examplinib"
    assert (american.acronym, american.status, american.study_type) == ("EXTRA", "Not recruiting", "Interventional")


@pytest.mark.parametrize(
    ("written", "phase"),
    [
        ("3", "3"),
        ("Phase III", "Phase III"),
        ("0", "0"),
        ("N/A", "N/A"),
        ("Not selected", ""),
        ("", ""),
        ("Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes", "Phase II"),
        (
            "Human pharmacology (Phase I): yes Therapeutic exploratory (Phase II): yes Therapeutic use (Phase IV): no",
            "Phase I/Phase II",
        ),
        ("Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): no", ""),
    ],
)
def test_a_phase_is_the_sources_word_or_what_it_answers_by_yes(written: str, phase: str) -> None:
    assert one(Phase=written).phase == phase


@pytest.mark.parametrize("written", ["Not Available", "-", "N/A", "None"])
def test_a_word_for_no_value_is_none(written: str) -> None:
    trial = one(Recruitment_Status=written, Inclusion_agemin=written, Acronym=written, Secondary_ID=written)
    assert (trial.status, trial.eligibility.minimum_age, trial.acronym) == ("", "", "")
    assert trial.identifiers == (Identifier("NCT", "NCT09990001"),)


def test_wrapped_criteria_are_unwrapped_and_divided(american: Trial) -> None:
    assert american.eligibility.inclusion == (
        Criterion("Age =18 years, with breast cancer that is HER2-positive by local testing"),
        Criterion("ALT < 2.5 x ULN and n=3 lesions"),
    )
    assert american.eligibility.exclusion == (Criterion("Brain metastases ?2 cm"),)


def test_a_damaged_sign_is_warned_of(american: Trial) -> None:
    (warning,) = worded(american.warnings)
    assert warning.startswith("Twice a sign such as ≥")
    assert '"=18 years,"' in warning


@pytest.mark.parametrize("text", ["n=30 patients", "p = x", "Is age over 18? 3 times", "Grade>=3", "score (0=none)"])
def test_an_equals_sign_in_its_place_is_not_warned_of(text: str) -> None:
    assert one(Inclusion_Criteria=text.replace(">", "&gt;")).warnings == ()


def test_criteria_cut_at_4000_characters_are_warned_of() -> None:
    cut = one(Inclusion_Criteria="Inclusion criteria: " + "word " * 796)
    (warning,) = worded(cut.warnings)
    assert warning.startswith("The inclusion criteria break off after 3,99")
    assert one(Inclusion_Criteria="Inclusion criteria: " + "word " * 690).warnings == ()
    assert one(Inclusion_Criteria="Inclusion criteria: " + "word " * 900).warnings == ()


def test_typed_interventions_come_apart_once_each(american: Trial) -> None:
    assert american.interventions == (
        Intervention("Examplinib", "Drug"),
        Intervention("Quality of life; questionnaire", "Other"),
    )


def test_european_products_are_one_intervention_each(european: Trial) -> None:
    assert european.interventions == (
        Intervention("EXAMPLINIB", "", "Tablet; 500 mg milligram(s)", ("Exampla", "EX-1")),
        Intervention("Exemplumab", "", "Solution for infusion", ("EXB",)),
        Intervention("Placebo", "", "Solution for infusion, Intravenous use"),
    )


def test_products_written_in_one_line_come_apart() -> None:
    written = (
        "Product Name: Examplinib,Product Code: EX-1,Pharmaceutical Form: TABLET,Other descriptive name: ,"
        "Strength: 5mg, twice,Product Name: Other,Product Code: EX-2"
    )
    assert one(Intervention=written).interventions == (
        Intervention("Examplinib", "", "TABLET; 5mg, twice", ("EX-1",)),
        Intervention("Other", "", "", ("EX-2",)),
    )


def test_arms_are_read_where_the_source_tells_them_apart(japanese: Trial) -> None:
    assert japanese.arms == (
        Arm("Examplinib", "Experimental", "By mouth", ("Examplinib",)),
        Arm("Trastuzumab", "Active Comparator", "Intravenous", ("Trastuzumab",)),
    )
    assert [each.name for each in japanese.interventions] == ["Examplinib", "Trastuzumab"]


@pytest.mark.parametrize("between", ["", " ", "&lt;br&gt;"])
def test_criteria_that_a_registry_numbers_on_one_line_come_apart(between: str) -> None:
    trial = one(Inclusion_Criteria=f"Inclusion criteria:{between}1. Aged 18 or older 2. ECOG 0-2. 3. HER2-positive")
    assert [each.text for each in trial.eligibility.inclusion] == ["Aged 18 or older", "ECOG 0-2.", "HER2-positive"]


def test_a_title_that_is_not_available_is_none() -> None:
    trial = one(Public_title="Not available", Scientific_title="A study of examplinib")
    assert (trial.title, trial.official_title) == ("A study of examplinib", "A study of examplinib")


def test_groups_and_materials_are_read() -> None:
    grouped = one(Intervention="control group:None;study group:Examplinib 5 mg;")
    assert [(arm.label, arm.interventions) for arm in grouped.arms] == [
        ("control group", ()),
        ("study group", ("Examplinib 5 mg",)),
    ]
    listed = one(Intervention="Group 1: Examplinib&lt;br&gt;daily&lt;br&gt;Group 2: Observation")
    assert listed.arms == (
        Arm("Group 1", description="daily", interventions=("Examplinib",)),
        Arm("Group 2", interventions=("Observation",)),
    )
    material = one(
        Intervention="investigational material(s)&lt;br&gt;Generic name etc : EX-1&lt;br&gt;"
        "INN of investigational material : examplinib&lt;br&gt;Dosage : 5 mg"
    )
    assert material.interventions == (
        Intervention("examplinib", "investigational material(s)", "Dosage : 5 mg", ("EX-1",)),
    )
    assert one(Intervention="Blood sample&lt;br&gt;taken once").interventions == (
        Intervention("Blood sample", "", "taken once"),
    )


@pytest.mark.parametrize(
    ("written", "arms"),
    [
        (
            "Intervention 1: Control group: Placebo. Intervention 2: Intervention group: Examplinib 5 mg",
            (("Control group", ("Placebo.",), ""), ("Intervention group", ("Examplinib 5 mg",), "")),
        ),
        (
            "Intervention 1: no cold Intervention 2: mild cold",
            (("Intervention 1", ("no cold",), ""), ("Intervention 2", ("mild cold",), "")),
        ),
        (
            "Intervention1: Examplinib: 5 mg a day&lt;br&gt;Control Intervention1: NIL: NIL",
            (("Intervention 1", ("Examplinib",), "5 mg a day"), ("Control Intervention 1", (), "")),
        ),
        (
            "Early examplinib arm: from day 1&lt;br&gt;Late examplinib arm: from day 6",
            (("Early examplinib arm", ("from day 1",), ""), ("Late examplinib arm", ("from day 6",), "")),
        ),
        ("Examplinib after Intervention 2", ()),
    ],
)
def test_arms_come_apart_that_a_registry_numbers_or_names(
    written: str, arms: tuple[tuple[str, tuple[str, ...], str], ...]
) -> None:
    assert tuple((arm.label, arm.interventions, arm.description) for arm in one(Intervention=written).arms) == arms


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        (
            "Distress, by questionnaire[Baseline, 3 months]",
            Outcome("primary", "Distress, by questionnaire", "", "Baseline, 3 months"),
        ),
        ("Distress [the primary end point]", Outcome("primary", "Distress [the primary end point]")),
        ("Cough. Timepoint: Daily. Method of measurement: Diary.", Outcome("primary", "Cough", "Diary", "Daily")),
        ("Waiting [Timeframe at discharge]", Outcome("primary", "Waiting", "", "at discharge")),
        ("1.2. Distress", Outcome("primary", "Distress")),
    ],
)
def test_an_outcome_comes_apart_as_its_registry_writes_it(written: str, outcome: Outcome) -> None:
    assert one(Primary_outcome=written).outcomes == (outcome,)


def test_far_indented_criteria_stay_apart_where_one_is_longer_than_wrapped_lines() -> None:
    break_ = "&lt;br&gt;" + " " * 16
    long = "Consent " + "given in words " * 9 + "today"
    trial = one(
        Inclusion_Criteria=f"{break_}Criteria as of 1 May:{break_}1. Adults{break_}2. {long}{break_}3. HER2-positive"
    )
    assert [each.text for each in trial.eligibility.inclusion] == [
        "Criteria as of 1 May:",
        "Adults",
        long,
        "HER2-positive",
    ]


def test_criteria_that_begin_in_small_letters_stay_apart() -> None:
    first = "known allergy or contraindications to any of the drugs that are given"
    trial = one(Exclusion_Criteria=f"Exclusion criteria: &lt;br&gt;{first}&lt;br&gt;transfer to another hospital")
    assert [each.text for each in trial.eligibility.exclusion] == [first, "transfer to another hospital"]


def test_conditions_are_set_apart_from_dictionary_terms_and_codes(american: Trial, european: Trial) -> None:
    assert american.conditions == ("Breast Cancer", "Metastatic Breast Cancer")
    assert european.conditions == ("HER2-positive breast cancer; advanced",)
    assert european.keywords == ("Breast cancer metastatic", "Diseases [C] - Cancer [C04]")
    coded = one(Condition="&lt;br&gt;C50.9;Breast cancer;C50.9")
    assert (coded.conditions, coded.keywords) == (("Breast cancer",), ("C50.9",))


def test_outcomes_keep_semicolons_of_their_own_and_time_frames(american: Trial, european: Trial) -> None:
    assert american.outcomes == (
        Outcome("primary", "Response rate; central review"),
        Outcome("primary", "Safety"),
        Outcome("secondary", "Survival", "", "2 years"),
    )
    assert european.outcomes == (Outcome("primary", "Overall survival", "", "5 years"),)
    assert european.narrative == (
        Section("main_objective", "To compare survival"),
        Section("secondary_objectives", "Safety"),
    )


def test_a_day_comes_before_its_month(american: Trial, european: Trial) -> None:
    days = Dates(start="2024-04-25", first_posted="2024-04-08", refreshed="2024-05-20", retrieved="2024-06-09")
    assert american.dates == days
    assert european.dates.start == "2021-04-16"
    assert one(Date_registration="03/02/2021").dates.first_posted == "2021-02-03"


def test_an_impossible_date_is_warned_of(japanese: Trial) -> None:
    assert japanese.dates == Dates()
    assert worded(japanese.warnings) == ('The date of registration, "31/02/2021", is none that can be read.',)


def test_ages_sex_and_numbers_are_plain(american: Trial, european: Trial, japanese: Trial) -> None:
    assert (american.eligibility.minimum_age, american.eligibility.maximum_age) == ("18 Years", "")
    assert (japanese.eligibility.minimum_age, japanese.eligibility.maximum_age) == ("20 Years", "")
    assert european.eligibility.sex == "Female"
    assert (american.enrollment, japanese.enrollment) == (60, 90)
    assert ("Target Size", "control group:50;study group:40;") in japanese.design
    assert one(Target_size="some").enrollment is None


def test_population_answers_are_design_and_no_criteria(european: Trial) -> None:
    assert european.eligibility.inclusion == (Criterion("Signed consent"), Criterion("Breast cancer"))
    assert european.eligibility.exclusion == ()
    assert ("Adults (18-64 years)", "yes") in european.design
    assert ("Adults (18-64 years): number of subjects", "75") in european.design


@pytest.mark.parametrize(
    ("written", "design"),
    [
        ("Controlled: no Randomised: no Open: yes", (("Controlled", "no"), ("Randomised", "no"), ("Open", "yes"))),
        ("Allocation: ; Masking: Open; Assignment: ", (("Masking", "Open"),)),
        (
            "Primary Purpose : Treatment, Blinding/Masking : Open",
            (("Primary Purpose", "Treatment"), ("Blinding/Masking", "Open")),
        ),
        (
            "&lt;br&gt;" + " " * 24 + "Randomized: No, &lt;br&gt;" + " " * 24 + "Masking: None",
            (("Randomized", "No"), ("Masking", "None")),
        ),
        ("single arm study, open(masking not used)", (("Study Design", "single arm study, open(masking not used)"),)),
    ],
)
def test_a_design_comes_apart_where_it_has_labels(written: str, design: tuple[tuple[str, str], ...]) -> None:
    assert one(Study_design=written).design == design


def test_people_and_places_are_read(american: Trial) -> None:
    assert american.sponsors == (Sponsor("Invented Pharma, Inc."),)
    assert american.sites == (Site(country="France"), Site(country="Italy"))
    assert american.contacts == (
        Contact("Jane Doe, MD", affiliation="Hospital One"),
        Contact("Call Center", phone="555", email="call@invented.invalid"),
    )
    assert american.results_posted is True


def test_a_sponsor_spelt_twice_is_one() -> None:
    trial = one(Primary_sponsor="Invented Pharma Inc.", Source_Support="Invented Pharma, Inc;A fund;-")
    assert trial.sponsors == (Sponsor("Invented Pharma Inc."), Sponsor("A fund", lead=False))


def test_the_records_of_a_trials_member_states_are_one_trial(european: Trial) -> None:
    assert european.title == "Examplinib in breast cancer"
    assert [site.country for site in european.sites] == ["Italy", "Portugal", "Spain"]
    assert european.phase == "Phase II/Phase III"
    assert european.status == "Not Recruiting"
    assert european.dates.refreshed == "2023-05-01"
    assert worded(european.warnings) == (
        "The member states' records differ in status: Not Recruiting, Authorised; the most recent is shown.",
    )


def test_a_number_of_no_known_registry_gives_a_stable_key() -> None:
    first, again = (one(TrialID="NL-OMON55279", Export_date=date) for date in ("1", "2"))
    assert first.key == again.key
    assert first.identifiers == (Identifier("other", "NL-OMON55279"),)


@pytest.mark.parametrize(("written", "day"), [("07/16/2024 11:41:06 PM", "2024-07-16"), ("", ""), ("soon", "")])
def test_the_day_of_the_export_is_that_of_the_download_with_its_month_first(written: str, day: str) -> None:
    assert one(Export_date=written).dates.retrieved == day


def test_one_bad_record_among_a_thousand_is_named_and_the_others_are_read() -> None:
    good = "<Trial><TrialID>NCT{:08}</TrialID><Public_title>A title</Public_title></Trial>"
    records = [good.format(number) for number in range(1, 1_001)]
    records[499] = "<Trial><TrialID>NCT09990500</TrialID></Trial>"
    text = f"<Trials_downloaded_from_ICTRP>{''.join(records)}</Trials_downloaded_from_ICTRP>"
    document = read_document(text.encode(), "results.xml")
    assert len(document.trials) == 999
    assert document.failures == ("results.xml, trial 500 (NCT09990500): it has no title; export the search again.",)


def test_a_search_without_trials_is_refused() -> None:
    with pytest.raises(DocumentError, match="holds no trial"):
        list(ictrp.read("<Trials_downloaded_from_ICTRP/>"))


@pytest.mark.parametrize(
    "text", ["", "<Trials/>", "<clinical_study/>", "TrialID", '{"Trial": 1}', "<trials><Triall/></trials>"]
)
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not ictrp.recognises(text)
