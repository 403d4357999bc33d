"""Earlier CDK4/6 inhibitor, earlier HER2 antibody-drug conjugate: required, allowed or excluded."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.of_whom import keep_receptors
from desktop.facets.entry.prior_drugs import find_prior_drugs
from desktop.trials.finding import Evidence, Finding
from desktop.trials.trial import Criterion, Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")


def answer(trial: Trial, facet: str = "prior_cdk46") -> str:
    values = {each.value for each in find_prior_drugs(opened(trial), LEXICON) if each.facet == facet}
    assert len(values) <= 1
    return values.pop() if values else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Progression on a prior CDK4/6 inhibitor", "required"),
        ("Taking part in a feeder study and receiving abemaciclib", "required"),
        ("Must have been receiving ribociclib for four cycles or more", "required"),
        ("Patients currently receiving or planned to receive a CDK4/6 inhibitor", "allowed"),
        # What is still to come, either way it is joined; a misspelt name; what was declined; a heading's drug
        ("Will start ribociclib plus letrozole or ribociclib plus fulvestrant as first-line treatment", ""),
        ("Patients starting abemaciclib with fulvestrant or abemaciclib with letrozole may take part", ""),
        ("Prior or current ribociclib with letrozole or ribociclib with fulvestrant is allowed", "allowed"),
        ("Must have had a CD4/6 kinase inhibitor", "required"),
        ("Must have received or refused the following: a) luminal: letrozole; b) other: CDK4/6 inhibitor", "allowed"),
        ("Has received a CDK4/6 inhibitor as part of first-line treatment", "required"),
        ("Progressed on a cyclin-dependent kinase 4/cyclin-dependent kinase 6 inhibitor", "required"),
        (
            "Women on targeted therapy, such as ribociclib, or another drug of the doctor's choice are eligible",
            "allowed",
        ),
        ("The cancer has not got worse after taking palbociclib", "required"),
        ("Progressed on a CDK4/6 inhibitor (e.g. ribociclib or abemaciclib)", "required"),
        ("No earlier CDK4/6 inhibitor (e.g., abemaciclib)", "excluded"),
        ("No CDK4/6 inhibitor before, including palbociclib", "excluded"),
        ("Must have received palbociclib, ribociclib or abemaciclib", "required"),
        ("Prior treatment with a CDK4/6 inhibitor is required", "required"),
        (
            "Disease progression during or after treatment with an aromatase inhibitor and a CDK 4/6 inhibitor",
            "required",
        ),
        ("Progressed on prior endocrine therapy in combination with a CDK4/6i", "required"),
        ("Radiological progression on an AI in combination with either palbociclib or ribociclib", "required"),
        ("Previously treated with a cyclin-dependent kinase 4/6 inhibitor", "required"),
        ("Patients with HR-positive disease must have exhausted CDK4/6 inhibitors", "required"),
        ("At least one line of endocrine therapy including a CDK4/6 inhibitor", "required"),
        ("Resistance to dalpiciclib", "required"),
        (
            (
                "Progression on one or more lines of endocrine therapy for unresectable locally advanced or metastatic "
                "HR-positive HER2-negative breast cancer, with one in combination with a CDK4/6 inhibitor"
            ),
            "required",
        ),
        ("Recurrence during adjuvant abemaciclib", "required"),
        ("Progressed after one line of endocrine therapy (aromatase inhibitor, fulvestrant, CDK4/6 inhibitor)", ""),
        ("Relapse after prior hormonal therapy (tamoxifen, letrozole, palbociclib)", ""),
        ("Must have received endocrine therapy (including a CDK4/6 inhibitor)", "required"),
        ("Progressed after endocrine therapy (with a CDK4/6 inhibitor, any aromatase inhibitor)", "required"),
        ("Progressed on or intolerant to a CDK4/6 inhibitor", "required"),
        ("Prior CDK4/6 inhibitor therapy is allowed", "allowed"),
        ("CDK4/6 inhibitor therapy has not been given before", "excluded"),
        ("CDK4/6 inhibitor combined with endocrine therapy: progression on it is documented", "required"),
        ("Letrozole and palbociclib were given before and failed", "required"),
        ("Pretreatment with at least one of: fulvestrant, palbociclib", "allowed"),
        ("Must have received or no longer be candidates for palbociclib", "allowed"),
        ("Prior CDK4/6 inhibitor failure, or deemed unsuitable for CDK4/6 inhibitors", "allowed"),
        ("Failed palbociclib or could not receive it", "allowed"),
        ("Progression on an aromatase inhibitor alone or in combination with a CDK4/6 inhibitor", "allowed"),
        ("Prior palbociclib is expected, if this treatment is approved and can be reimbursed", "allowed"),
        ("Earlier palbociclib will be counted as one line of endocrine therapy", "allowed"),
        ("Prior CDK4/6 inhibitors are permitted but not required", "allowed"),
        ("May have received a prior CDK4/6 inhibitor", "allowed"),
        ("With or without prior CDK4/6 inhibitor", "allowed"),
        ("Prior adjuvant CDK4/6 inhibitor is allowed if it ended more than 12 months ago", "allowed"),
        ("No prior CDK4/6 inhibitor", "excluded"),
        ("Have not received a CDK4/6 inhibitor for advanced disease", "excluded"),
        ("Must not have received more than one prior line of treatment with a CDK4/6 inhibitor", "allowed"),
        ("CDK4/6 inhibitor naive", "excluded"),
        ("Must be a candidate for treatment with palbociclib", ""),
        ("Currently receiving letrozole and palbociclib for at least 3 months", ""),
        ("Able to swallow abemaciclib tablets", ""),
        ("Progression on an aromatase inhibitor", ""),
        ("Should have progressed on prior CDK4/6 inhibitors to be eligible", "required"),
        ("Received a CDK4/6 inhibitor alone or with endocrine therapy in the metastatic setting", "required"),
        ("If a CDK4/6 inhibitor was part of the treatment, it ended 12 months ago", ""),
        ("Permitted concomitant drugs: letrozole; palbociclib", ""),
        ("Stratified by prior CDK4/6 inhibitor", ""),
        ("Is to receive a CDK4/6 inhibitor and letrozole", ""),
        (
            "Up to 3 prior regimens (no limit on hormonal or targeted therapies such as mTOR or CDK4/6 inhibitors)",
            "allowed",
        ),
        ("Women who had a CDK4/6 inhibitor earlier should have ended it a year before", "allowed"),
        ("Subjects previously treated with palbociclib must have stopped it 12 months ago", "allowed"),
        ("Prior abemaciclib must have been completed at least 12 months before registration", "allowed"),
        ("Subjects must have received a CDK4/6 inhibitor and have ended it 6 months before", "required"),
        ("Only women who had a CDK4/6 inhibitor must be screened again", "required"),
        ("Women with a prior CDK4/6 inhibitor are required", "required"),
        ("A CDK4/6 inhibitor must have been given for at least 6 months", "required"),
        ("Must not have received more than six months of ribociclib", "allowed"),
        ("Must not have taken abemaciclib for more than 3 months", "allowed"),
        ("Should have had no more than 2 months of treatment with a CDK4/6 inhibitor", "allowed"),
        ("Must not have received ribociclib more than 28 days before the first dose", "excluded"),
        ("Must not have received ribociclib", "excluded"),
        ("Must have received more than six months of ribociclib", "required"),
        ("No limit on targeted drugs such as target of rapamycin (mTOR) inhibitors or CDK4/6 inhibitors", "allowed"),
        ("Any number of hormonal therapies (with or without an mTOR inhibitor (everolimus) or palbociclib)", "allowed"),
        ("Pregnancies that occur during exposure to palbociclib should be reported", ""),
        ("Women must not become pregnant for 3 weeks following the last dose of abemaciclib", ""),
        ("Women who become pregnant following abemaciclib must stop it at once", ""),
        ("Not pregnant; must have received a CDK4/6 inhibitor", "required"),
        ("One line of a CDK4/6 inhibitor with endocrine therapy", "required"),
        ("At least one line of treatment with palbociclib", "required"),
        ("One line of palbociclib is permitted", "allowed"),
        ("On or after treatment with a CDK4/6 inhibitor and letrozole for advanced disease", "required"),
        ("After treatment with palbociclib as adjuvant therapy", "required"),
        ("On treatment with palbociclib for at least 3 months", ""),
        ("Must have received palbociclib, unless it is not available", "allowed"),
        ("Progressed on palbociclib unless contraindicated", "allowed"),
        ("Prior CDK4/6 inhibitor, where available", "allowed"),
        ("Intolerance to or progression on a CDK4/6 inhibitor", "required"),
        ("Must have received palbociclib except when letrozole is contraindicated", "required"),
        ("Progression after no more than 6 months of ribociclib", "required"),
        ("At least one CDK4/6 inhibitor in the metastatic setting", "required"),
        ("Progression on palbociclib is preferred but it is not mandatory", "allowed"),
        ("No prior CDK4/6 inhibitor for metastatic disease; adjuvant use is permitted", "allowed"),
        ("Progressed on a CDK4 & 6 inhibitor", "required"),
        ("Prior everolimus, palbociclib or other CDK inhibitor is allowed and must have been stopped", "allowed"),
    ],
)
def test_an_inclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria((text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Prior treatment with a CDK4/6 inhibitor", "excluded"),
        ("Prior treatment with any inhibitor of cyclin dependent kinase (CDK)", "excluded"),
        ("Prior treatment with fulvestrant or any cyclin-dependent kinase (CDK)4 and CDK6 inhibitor", "excluded"),
        ("Has received a cyclin-dependent kinase (CDK) 4 & 6 inhibitor", "excluded"),
        ("Prior therapy with mTOR inhibitors, CDK4/6 inhibitors or fulvestrant", "excluded"),
        ("Has received any CDK4/6 inhibitor", "excluded"),
        ("Previous exposure to palbociclib", "excluded"),
        ("Prior CDK4/6 inhibitor, except in the adjuvant setting", "allowed"),
        ("Prior treatment with any CDK4/6 inhibitor in the metastatic setting (adjuvant use is allowed)", "allowed"),
        ("Prior CDK4/6 inhibitor for metastatic disease", "excluded"),
        ("No prior CDK4/6 inhibitor", "excluded"),
        ("CDK4/6 inhibitor within 2 weeks before the first dose", ""),
        ("Hypersensitivity to palbociclib", ""),
        ("Known intolerance to abemaciclib", ""),
        ("Concurrent use of a CDK4/6 inhibitor", ""),
        ("Has contraindications to abemaciclib", ""),
        ("RB1 mutations that confer resistance to CDK4/6 inhibitors", ""),
        ("Prior treatment with a PI3K inhibitor", ""),
        ("Currently receiving or have received any CDK4/6 inhibitor", "excluded"),
        ("Prior adjuvant CDK4/6 inhibitor and recurrence within 12 months after its end", "allowed"),
        ("Progression less than 1 year from the last dose of a CDK4/6 inhibitor in the adjuvant setting", "allowed"),
        ("Prior chemotherapy (except for neoadjuvant/adjuvant chemotherapy) or any CDK4/6 inhibitor", "excluded"),
        ("Prior CDK4/6 inhibitor (except in the adjuvant setting)", "allowed"),
        ("More than six months of ribociclib", "allowed"),
        ("Previous treatment with a CDK4/6 inhibitor for more than 3 months", "allowed"),
        ("Previous CDK4/6 inhibitor more than 3 months ago", ""),
        ("Planned to receive more than 3 months of ribociclib", ""),
        ("Progression on an earlier CDK4/6 inhibitor in less than 6 months", "allowed"),
        ("Women who have not been treated with a CDK4/6 inhibitor", "required"),
        ("Current use of chemotherapy (e.g., capecitabine) or inhibitors (e.g. palbociclib)", ""),
    ],
)
def test_an_exclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria((), (text,)))) == value


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("Drug X after progression on a CDK4/6 inhibitor", "required"),
        ("Drug X in CDK4/6 inhibitor-resistant breast cancer", "required"),
        ("Drug X in patients previously treated with CDK4/6 inhibitors", "required"),
        ("Drug X in CDK4/6 inhibitor-naive breast cancer", "excluded"),
        ("Palbociclib and letrozole in breast cancer", ""),
        ("Drug X after surgery with a CDK4/6 inhibitor", ""),
        ("Letrozole with or without a CDK4/6 inhibitor", ""),
    ],
)
def test_a_title(title: str, value: str) -> None:
    assert answer(a_trial(title=title)) == value


@pytest.mark.parametrize(
    ("side", "text", "value"),
    [
        ("in", "Women who have progressed on, or are intolerant to, previous T-DXd treatment", "required"),
        ("in", "At least one prior line with an antibody-drug conjugate (e.g. T-DM1 or T-DXd)", "required"),
        ("in", "Prior treatment with an ADC such as sacituzumab govitecan or T-DXd", "allowed"),
        ("in", "Progressed on a trastuzumab-based or T-DM1-based regimen", "allowed"),
        ("in", "Earlier HER2-targeted therapy is permitted and prior T-DXd is mandatory", "required"),
        (
            "out",
            "Previous treatment with all of the following: lapatinib, pertuzumab and trastuzumab emtansine",
            "allowed",
        ),
        (
            "out",
            "Previous treatment with any of the following: lapatinib, pertuzumab, trastuzumab emtansine",
            "excluded",
        ),
        (
            "out",
            "Prior topoisomerase 1 inhibitors or antibody-drug conjugates with a topoisomerase inhibitor",
            "excluded",
        ),
        ("in", "Previously treated with trastuzumab, T-DM1 and a taxane", "required"),
        ("in", "Progressed on or after trastuzumab deruxtecan", "required"),
        ("in", "Prior T-DXd is allowed", "allowed"),
        ("in", "Prior HER2-directed antibody-drug conjugates are permitted", "allowed"),
        ("in", "Prior trastuzumab, pertuzumab or T-DM1 allowed", "allowed"),
        ("in", "Previously treated with pertuzumab or T-DM1", "allowed"),
        ("in", "No prior T-DXd", "excluded"),
        ("in", "Must not have received more than 10 doses of T-DM1", "allowed"),
        ("in", "At most six cycles of adjuvant TDM-1", "allowed"),
        ("in", "Progressed on TDM-1", "required"),
        ("out", "Prior TDM-1", "excluded"),
        ("out", "Six or more cycles of trastuzumab emtansine", "allowed"),
        ("out", "Withdrawal of TDM levels", ""),
        ("in", "Planned to receive trastuzumab deruxtecan as standard treatment", ""),
        ("out", "Prior treatment with trastuzumab emtansine", "excluded"),
        ("out", "Prior T-DM1 or kinase inhibitors, except lapatinib, which is permitted", "excluded"),
        ("out", "Prior T-DM1 or kinase inhibitors (lapatinib is permitted)", "excluded"),
        ("out", "Prior T-DXd, but T-DM1 is allowed", "allowed"),
        ("out", "Prior treatment with any HER2-targeted ADC", "excluded"),
        (
            "out",
            "Previous treatment with an antibody-drug conjugate with a topoisomerase I inhibitor payload",
            "excluded",
        ),
        ("out", "Prior treatment with a HER3-targeted ADC", ""),
        ("out", "Prior treatment with a TROP2-directed antibody-drug conjugate", ""),
        ("out", "T-DM1 within 3 weeks before the first dose", ""),
        ("out", "T-DM1 within 6 months before the first dose", "allowed"),
        ("out", "T-DM1 in the last 12 months", "allowed"),
        ("out", "T-DM1-pretreated disease", "excluded"),
        ("out", "T-DM1: any prior treatment", "excluded"),
        ("in", "At most two lines (conjugates such as T-DM1 count as chemotherapy)", "allowed"),
        ("out", "History of interstitial lung disease from T-DXd", ""),
        ("out", "Prior treatment with sacituzumab govitecan", ""),
        ("out", "Earlier ADCs against TROP2 or ADCs that carry a topoisomerase I inhibitor", "excluded"),
        ("out", "Any treatment (including ADC) with a topoisomerase I inhibitor", "excluded"),
        ("out", "Any therapy with trastuzumab emtansine", "excluded"),
        ("out", "Prior treatment with DM4 (ADC)", ""),
        ("out", "Previous ADC with a maytansinoid payload (DM4)", ""),
        ("in", "Chemotherapy or antibody-drug conjugates for metastatic disease are not permissible", "excluded"),
        ("in", "No previous antibody-drug conjugate", "excluded"),
        ("in", "Received at least 2 HER2-directed drugs (trastuzumab, TDM-1 or others)", "allowed"),
        ("in", "Received prior HER2-directed therapies (pertuzumab, T-DM1, or other agents)", "allowed"),
        ("in", "No previous TROP2-directed antibody-drug conjugate", ""),
        ("in", "Progressed on an antibody-drug conjugate", ""),
        ("in", "Must have received an antibody-drug conjugate; no brain metastases", ""),
        ("in", "Progression on trastuzumab and T-DM1, unless contraindicated", "allowed"),
        (
            "out",
            "Previous treatment with any drug with a topoisomerase I inhibitor (eg. trastuzumab deruxtecan)",
            "excluded",
        ),
        ("out", "Has received any treatment (including ADC) with a drug against topoisomerase I", "excluded"),
        ("out", "Prior antibody-drug conjugate for advanced disease is not permitted", "excluded"),
        (
            "in",
            "Must have received prior (or be ineligible to) trastuzumab, trastuzumab emtansine and capecitabine",
            "required",
        ),
        ("in", "Progression on a tissue-factor-directed ADC", ""),
        ("in", "If T-DXd was already started, registration within 30 days", ""),
        (
            "out",
            "Allergic reactions attributed to drugs similar to trastuzumab, pertuzumab or trastuzumab deruxtecan",
            "",
        ),
        ("out", "Progression within 6 months of adjuvant treatment (trastuzumab, pertuzumab or T-DM1)", ""),
        ("in", "The patient is eligible for T-DXd treatment", ""),
        ("out", "Those who have not received T-DXd will leave the study", ""),
        ("out", "Subjects who have never been treated with T-DM1", "required"),
        ("in", "T-DM1 pretreated patients", "required"),
        ("in", "HER2-positive breast cancer after T-DXd", "required"),
        ("in", "At least 3 weeks after T-DXd", ""),
        ("out", "History of ILD due to T-DXd", ""),
        ("out", "Current use of cytotoxic agents (e.g., taxanes) or drug conjugates (e.g., T-DM1, T-DXd)", ""),
    ],
)
def test_an_earlier_her2_conjugate(side: str, text: str, value: str) -> None:
    eligibility = criteria((text,)) if side == "in" else criteria((), (text,))
    assert answer(a_trial(eligibility=eligibility), "prior_her2_adc") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Patients with prior palbociclib exposure must have stopped it 4 weeks before", "allowed"),
        ("Those who received an earlier CDK4/6 inhibitor or fulvestrant must have ended it", "allowed"),
        ("Patients with prior palbociclib exposure must have progressed on it", "required"),
        ("Patients must have received palbociclib and must be postmenopausal", "required"),
        ("Who received endocrine therapy (an AI or tamoxifen) with or without a CDK4/6 inhibitor", "allowed"),
        ("Completed two years of adjuvant endocrine therapy (+/- abemaciclib)", "allowed"),
        ("Progression on a CDK4/6 inhibitor with or without endocrine therapy", "required"),
        ("Everolimus, palbociclib or fulvestrant must be part of the last line", "allowed"),
        ("Palbociclib or ribociclib must have been given before", "required"),
        ("No wash-out is required after palbociclib", "allowed"),
        ("No palbociclib within 4 weeks", "excluded"),
        ("Patients may be CDK4/6 inhibitor-naive or pretreated", "allowed"),
        ("CDK4/6 inhibitor-naive patients", "excluded"),
        ("Has or has not been treated with a CDK4/6 inhibitor", "allowed"),
        ("Must have progressed on palbociclib or be ineligible for it", "required"),
        ("No prior treatment with a cyclin-dependent kinases (CDK) 4 and 6 inhibitor", "excluded"),
    ],
)
def test_a_condition_on_those_who_had_it_and_a_list_of_several_ask_for_none(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria((text,)))) == value


def test_one_of_several_ways_to_enter_asks_for_none() -> None:
    ways = ("Progression on a CDK4/6 inhibitor, or", "Relapse within two years of adjuvant endocrine therapy")
    assert answer(a_trial(eligibility=criteria(ways))) == "allowed"
    ways = ("Progression on a CDK4/6 inhibitor, or", "Relapse during treatment with abemaciclib")
    assert answer(a_trial(eligibility=criteria(ways))) == "required"


@pytest.mark.parametrize(
    "title",
    [
        "Drug X Combined With Endocrine Therapy With or Without Palbociclib",
        "Maintenance Fulvestrant With or Without Palbociclib",
    ],
)
def test_a_title_names_the_study_treatment_with_or_without_a_drug(title: str) -> None:
    assert answer(a_trial(title=title)) == ""


@pytest.mark.parametrize(
    ("other", "own", "value"),
    [
        ("Triple-negative breast cancer after chemotherapy, or", "HR-positive cancer", "required"),
        ("Triple-negative (ER and HER2 negative) cancer, or", "HR positive, HER2 negative cancer", "required"),
        ("HR positive cancer after tamoxifen, or", "HR positive, HER2 negative cancer", "allowed"),
        ("Small cell lung cancer after platinum, or", "Breast cancer", "required"),
        ("HR-positive cancer that relapsed during tamoxifen, or", "HR-positive cancer", "allowed"),
        ("Relapse during adjuvant tamoxifen, or", "HR-positive cancer", "allowed"),
        ("Breast cancer or lung cancer after chemotherapy, or", "Breast cancer", "allowed"),
    ],
)
def test_a_way_for_other_patients_does_not_make_it_optional(other: str, own: str, value: str) -> None:
    ways = (other, f"{own} that progressed on a CDK4/6 inhibitor")
    assert answer(a_trial(eligibility=criteria(ways))) == value


def test_cohorts_that_differ_allow_it_on_the_whole() -> None:
    inclusion = (
        Criterion("Cohort A:"),
        Criterion("No prior CDK4/6 inhibitor", 1),
        Criterion("Cohort B:"),
        Criterion("Progression on a prior CDK4/6 inhibitor", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(inclusion))) == "allowed"


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("Part A: prior palbociclib is required", "Part B: must have received letrozole"), "allowed"),
        (("Part A: prior palbociclib is required", "Part B: must have received ribociclib"), "required"),
        (("Part A: prior palbociclib is required", "Part A: must have received letrozole"), "required"),
        (
            ("For patients with HR+ disease in Cohorts A and B, prior palbociclib is required", "Cohort C: fit"),
            "allowed",
        ),
        (("Subjects enrolled to part 2 must have received palbociclib", "Part 1: fit"), "allowed"),
        (("For arm3, patients must have received palbociclib", "For arm1, fit"), "allowed"),
        (("For the dose expansion, participants must have had palbociclib", "Dose escalation: fit"), "allowed"),
        (("Inclusion criteria for Cohort 1", "Prior palbociclib", "Inclusion criteria for Cohort 2", "Fit"), "allowed"),
        (("Phase II: no prior palbociclib", "Phase I: fit"), "allowed"),
        (("Prior palbociclib is required", "Part A: prior palbociclib is required", "Part B: fit"), "required"),
    ],
)
def test_what_one_cohort_needs_is_allowed_where_another_goes_without(texts: tuple[str, ...], value: str) -> None:
    assert answer(a_trial(eligibility=criteria(texts))) == value


@pytest.mark.parametrize(
    "text",
    [
        "Patients with HR+ disease must have progressed on a CDK4/6 inhibitor",
        "If HR-positive, must have received palbociclib",
        "Prior CDK4/6 inhibitor is required (HR+ only)",
        "Must have received a CDK4/6 inhibitor if the tumour is ER-positive",
        "HR+ disease: at least one line of endocrine therapy with a CDK4/6 inhibitor",
    ],
)
@pytest.mark.parametrize("others", [True, False])
def test_what_one_receptor_group_needs_is_allowed_where_others_enter(text: str, *, others: bool) -> None:
    reading = opened(a_trial(eligibility=criteria((text,))))
    value = "any" if others else "positive"
    keep_receptors(reading, [Finding("hr", value, "", "stated", Evidence("title", 0, 0, ""))])
    assert {each.value for each in find_prior_drugs(reading, LEXICON)} == {"allowed" if others else "required"}


def test_what_two_criteria_need_and_refuse_is_allowed_on_the_whole() -> None:
    taken = (
        "For combination with drug X, participants must have received a CDK4/6 inhibitor",
        "For combination with letrozole, participants must be naive to CDK4/6 inhibitors",
    )
    assert answer(a_trial(eligibility=criteria(taken))) == "allowed"
    refused = ("Prior treatment with a CDK4/6 inhibitor other than palbociclib",)
    assert answer(a_trial(eligibility=criteria(("Progression on palbociclib",), refused))) == "required"


def test_a_heading_says_what_its_items_are() -> None:
    exclusion = (Criterion("Prior treatment with any of the following:"), Criterion("CDK4/6 inhibitors", 1))
    assert answer(a_trial(eligibility=Eligibility((), exclusion))) == "excluded"
    exclusion = (Criterion("Have previously received treatment with:"), Criterion("Any CDK4/6 inhibitor"))
    assert answer(a_trial(eligibility=Eligibility((), exclusion))) == "excluded"
    exclusion = (Criterion("Concomitant use of any of the following:"), Criterion("CDK4/6 inhibitors", 1))
    assert answer(a_trial(eligibility=Eligibility((), exclusion))) == ""


def test_one_conjugate_refused_and_another_needed_is_needed() -> None:
    trial = a_trial(eligibility=criteria(("Progression on T-DM1",), ("Prior trastuzumab deruxtecan",)))
    assert answer(trial, "prior_her2_adc") == "required"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Prior treatment with a CDK4/6 inhibitor was not allowed.", "excluded"),
        ("Previous CDK4/6 inhibitors were permitted.", "allowed"),
        ("Prior chemotherapy is allowed, no prior CDK4/6 inhibitor in the last 12 months.", "allowed"),
        ("A CDK4/6 inhibitor is allowed by the agency.", ""),
    ],
)
def test_an_abstract_says_what_was_allowed_before(text: str, value: str) -> None:
    assert answer(a_trial(narrative=(Section("abstract_methods", text),))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Failure of endocrine therapy combined with a CDK4/6 inhibitor", "required"),
        ("Will receive letrozole combined with palbociclib", ""),
        ("A previous CDK4 inhibitor is allowed", "allowed"),
    ],
)
def test_a_drug_may_have_failed_together_with_another(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria((text,)))) == value


def test_an_abstract_tells_whom_it_enrolled() -> None:
    text = "Patients with metastatic breast cancer that had progressed on trastuzumab emtansine were enrolled."
    trial = a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))
    assert answer(trial, "prior_her2_adc") == "required"
    text = "No new safety signals were observed for abemaciclib in these patients."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == ""


@pytest.mark.parametrize(
    ("side", "text", "value"),
    [
        ("in", "Was never previously treated with anti-HER2 therapy", "excluded"),
        ("in", "No prior HER2-targeted therapy", "excluded"),
        ("in", "Must not have received earlier HER2-directed drugs", "excluded"),
        ("in", "No previous anti-HER2 treatment of any kind", "excluded"),
        ("out", "Previous treatment with any HER2-targeted agent", "excluded"),
        ("out", "Prior anti-HER-2 therapy (except trastuzumab as adjuvant treatment)", "excluded"),
        ("out", "Prior ErbB2 inhibitor other than trastuzumab in the neoadjuvant setting", "excluded"),
        ("out", "Prior use of anti-HER2 therapy for any cancer", "excluded"),
        ("in", "Any number of prior lines of anti-HER2 therapy is acceptable", "allowed"),
        ("in", "Prior HER2-targeted therapy is allowed", "allowed"),
        ("out", "Anti-HER2 therapy within 3 weeks before the first dose", ""),
        ("in", "Prior anti-HER2 therapy for metastatic disease is mandatory", ""),
        ("in", "Progression on at least one HER2-directed therapy", ""),
        ("in", "Must have received trastuzumab or another anti-HER2 therapy", ""),
        ("in", "No prior anti-HER2 therapy for metastatic breast cancer is permitted", ""),
        ("out", "More than 3 lines of anti-HER2 therapy", ""),
        ("in", "Planned to receive anti-HER2 therapy", ""),
        ("out", "Patients who have not received anti-HER2 therapy", ""),
        ("in", "Anti-HER2 therapy must have been stopped at least 3 weeks ago", ""),
        ("out", "Concurrent anti-HER2 therapy", ""),
        ("in", "No concurrent HER2-targeted therapy", ""),
        ("out", "Reaction to anti-HER2 therapy", ""),
        ("out", "Any previous systemic therapy (including chemotherapy and HER2-targeted agents)", ""),
        ("out", "Previous lapatinib or another HER2-directed tyrosine kinase inhibitor", ""),
        ("out", "Fall of the ejection fraction during or after prior HER2-targeted therapy", ""),
        ("in", "Concurrent use of goserelin or anti-HER2 therapy is permitted", ""),
        ("in", "Anti-HER2 therapy: no prior anti-HER2 therapy for MBC is permitted", ""),
    ],
)
def test_all_drugs_against_her2_hold_conjugates_where_they_are_refused_or_let_in(
    side: str, text: str, value: str
) -> None:
    told = criteria((text,)) if side == "in" else criteria((), (text,))
    assert answer(a_trial(eligibility=told), "prior_her2_adc") == value


def test_the_heading_of_criteria_refuses_no_drug_that_it_names() -> None:
    exclusion = (Criterion("Exclusion criteria for treatment with adjuvant T-DM1 (arm C):"), Criterion("Neuropathy", 1))
    assert answer(a_trial(eligibility=Eligibility((), exclusion)), "prior_her2_adc") == ""


def test_a_cohort_whose_criteria_stand_deeper_ends_where_they_do() -> None:
    cohorts = (Criterion("Cohort A: HER2-positive breast cancer"), Criterion("Cohort B: HER2-low breast cancer"))
    exclusion = (Criterion("Cohort B only:"), Criterion("Autoimmune disease", 1), Criterion("Prior T-DM1"))
    assert answer(a_trial(eligibility=Eligibility(cohorts, exclusion)), "prior_her2_adc") == "excluded"
    exclusion = (Criterion("Cohort B only:"), Criterion("Autoimmune disease"), Criterion("Prior T-DM1"))
    assert answer(a_trial(eligibility=Eligibility(cohorts, exclusion)), "prior_her2_adc") == "allowed"
