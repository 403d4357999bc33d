"""Earlier lines of systemic treatment for advanced disease: the fewest and the most with which a patient may enter."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.prior_lines import find_prior_lines
from desktop.trials.trial import Criterion, Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")
MANY = "7"  # and more
METASTATIC = "Drug X in metastatic breast cancer"
EARLY = "Drug X as neoadjuvant treatment of early breast cancer"


def answer(trial: Trial) -> tuple[int | None, int | None]:
    """Return the fewest and the most earlier lines, None for "no limit", (-1, -1) where nothing is stated."""
    found = find_prior_lines(opened(trial), LEXICON)
    values = sorted({each.value for each in found})
    if not values:
        return -1, -1
    assert [int(each) for each in values] == list(range(int(values[0]), int(values[-1]) + 1))
    return int(values[0]) or None, None if values[-1] == MANY else int(values[-1])


NOTHING = (-1, -1)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (
            "No more than one earlier regimen of chemotherapy for advanced disease (not counting adjuvant ones)",
            (None, 1),
        ),
        # What patients must have had for advanced disease, courses and rescue treatment, limits told behind
        # Only so many may; lines told by their order; lines that come to those asked for
        ("May have received only one prior chemotherapy regimen for metastatic disease", (None, 1)),
        ("No prior systematical chemotherapy for metastatic disease", (None, 0)),
        ("No systematic treatment has been given for recurrent disease", (None, 0)),
        ("Progression on the first or 2nd lines of hormonal therapy for metastatic disease", (1, 2)),
        ("Currently receiving or scheduled to receive first-line palbociclib", (None, 0)),
        ("Must have relapsed during first-line treatment of metastatic disease", (1, None)),
        ("Treatment with 1st line chemotherapy, as the clinic does, and non-progressive at its end", (1, 1)),
        ("After the last cycle of first-line chemotherapy, patients must be in a state of no progress", (1, 1)),
        ("Women with metastatic disease who have relapsed while on prior first-line therapy", (1, None)),
        (
            "Must be refractory to first-line treatment and refractory to or have refused second-line treatment",
            (1, None),
        ),
        ("Will initiate drug X with letrozole or a combination of cytotoxic drugs in the first line", (None, 0)),
        ("Progressive disease (PD) after at least 3 months on an AI in the advanced setting", (1, None)),
        ("Allowed: only two previous lines of therapy for advanced disease", (None, 2)),
        ("Has received only one line of chemotherapy for metastatic disease", (1, 1)),
        ("Started drug X no later than the third line for metastatic disease", (None, 2)),
        ("Progressed after up to second-line chemotherapy for metastatic disease", (None, 2)),
        ("Earlier first-line chemotherapy for metastatic disease is acceptable", (None, 1)),
        ("Pretreated with a taxane in the first- or second-line metastatic setting", (1, 2)),
        ("Progressed on one or two prior ETs for advanced disease", (1, 2)),
        (
            "Must have had trastuzumab for metastatic disease. One additional line of endocrine therapy is allowed.",
            (1, 2),
        ),
        ("Failed one regimen for metastatic disease; there is no upper limit on the number of regimens", (1, None)),
        ("Two or more prior chemotherapies, of which at least 1 was in the metastatic setting", (1, None)),
        ("For phase 1, no more that 3 prior lines for MBC. For phase 2, not more then 2 prior lines", (None, 3)),
        ("At most 2 earlier regimens for lung cancer and 4 earlier regimens for breast cancer", (None, 4)),
        ("One to three prior lines with at least one in the metastatic setting", (1, 3)),
        # What patients must have had for advanced disease, courses and rescue treatment, limits told behind
        ("Prior response to hormonal therapy for metastatic disease", (1, None)),
        ("Must have previously received fulvestrant, an AI and a CDK4/6 inhibitor for MBC", (1, None)),
        ("Have all of the following: previous treatment with chemotherapy for advanced disease", (1, None)),
        ("Pretreated with an anthracycline for metastatic disease", (1, None)),
        ("Progressed on letrozole, given for metastatic breast cancer", (1, None)),
        ("Not more than one prior course of chemotherapy for metastatic disease", (None, 1)),
        ("0-1, but no more than one prior course of chemotherapy for metastatic disease", (None, 1)),
        ("The number of previous rescue treatments is <= 2", (None, 2)),
        ("Prior lines for metastatic disease: none or only 1", (None, 1)),
        ("Prior lines for advanced disease: 1, 2 or 3", (1, 3)),
        ("Chemotherapy for metastatic disease: one regimen", (1, 1)),
        ("At most 2 lines of chemotherapy for metastatic disease, minimum one", (1, 2)),
        ("Two earlier lines for metastatic disease, or more", (2, None)),
        ("Failed one or two, but not more, chemotherapy regimens for metastatic disease", (1, 2)),
        ("At least two prior regimens, one of them for metastatic disease", (1, None)),
        ("Two or three prior regimens, including adjuvant treatment", (None, 3)),
        (
            "At least one endocrine therapy regimen and at least one chemotherapy regimen for metastatic disease",
            (2, None),
        ),
        ("Treatment-naive, or has progressed on first-line treatment", (None, 1)),
        ("No progression after 6 cycles of first-line platinum chemotherapy", (1, 1)),
        ("No systemic treatment since recurrence", (None, 0)),
        ("Chemotherapy-naive for metastatic disease; one line of endocrine therapy for it is allowed", (None, 1)),
        ("At most three chemotherapy-containing regimens for metastatic disease", (None, 3)),
        ("Metastatic disease, modified FOLFOX6 regimen", NOTHING),
        # None or some, kinds of chemotherapy, from one line to another, regimens of early disease counted in
        ("No or one prior line of chemotherapy", (None, 1)),
        ("None or two prior chemotherapy regimens for metastatic disease", (None, 2)),
        ("No more than two types of chemotherapy for metastatic disease", (None, 2)),
        ("Received one to three kinds of chemotherapy for metastatic disease", (1, 3)),
        ("Metastatic disease, from the first to the third line", (None, 2)),
        ("One to four prior regimens, in the adjuvant or the metastatic setting", (None, 4)),
        ("One to four regimens, including in the neoadjuvant, adjuvant and metastatic settings", (None, 4)),
        ("Must have had progression while on trastuzumab for the treatment of metastatic breast cancer", (1, None)),
        ("Brain metastases with one untreated metastatic lesion or more", NOTHING),
        # Early treatment that is left out, nothing received, lists of treatments, words before what is counted
        ("No more than three prior chemotherapies, adjuvant chemotherapy excluded", (None, 3)),
        ("Up to two prior regimens (exclusive of adjuvant therapy)", (None, 2)),
        ("Up to two prior lines of chemotherapy besides neoadjuvant or adjuvant therapy", (None, 2)),
        ("Patients with metastatic disease who did not receive chemotherapy", (None, 0)),
        ("No medical history of chemotherapy for recurrent disease", (None, 0)),
        ("No previous immunotherapy and chemotherapy for metastatic disease", (None, 0)),
        ("No prior HER2-targeted therapy or chemotherapy for metastatic disease", (None, 0)),
        ("Failed 1-3 standard chemotherapies after recurrence and metastasis", (1, 3)),
        ("Have failed for at least two chemotherapy regimens aimed at metastatic lesions", (2, None)),
        ("Progressed on at least one standard of care systemic therapy in the metastatic setting", (1, None)),
        ("Progression after standard chemotherapy regimens (taxanes, platinum) for metastatic disease", (1, None)),
        ("Progression on the most recent systemic therapy for locally advanced or metastatic disease", (1, None)),
        ("At least 2 prior and no more than 4 prior lines for metastatic disease", (2, 4)),
        ("HER2 positive metastatic breast cancer previously treated with a taxane for advanced disease", (1, None)),
        ("Progression (as seen by the investigator) on first-line chemotherapy for MBC", (1, None)),
        # A time that brackets and other treatments part from what is refused
        (
            "No chemotherapy, major surgery (other than biopsy), or other investigational therapy within 3 weeks",
            NOTHING,
        ),
        ("Must not have received chemotherapy, immunotherapy (vaccines, too) or radiation within 4 weeks", NOTHING),
        # More words for limits, drugs in brackets, what is no line
        ("No more than a total of two prior lines of systemic therapy for metastatic disease", (None, 2)),
        ("May have received one regimen as first-line therapy for metastatic disease", (None, 1)),
        ("May have failed or not failed first-line chemotherapy for metastatic disease", NOTHING),
        (
            "Relapse within 6 months of adjuvant therapy is considered failure of 1 regimen for metastatic disease",
            NOTHING,
        ),
        ("No history of chemotherapy", (None, 0)),
        ("Failed a prior taxane in the metastatic setting", (1, None)),
        ("(b) Failed a prior taxane in the metastatic setting", (1, None)),
        ("No prior therapy for cerebral metastases", NOTHING),
        ("At least two prior HER2/neu-directed regimens for metastatic disease", (2, None)),
        ("Must have had treatment with a CDK4/6 inhibitor in the metastatic setting", (1, None)),
        ("Evidence of recurrence or progression after immunotherapy (a PD-1 drug) for metastatic disease", (1, None)),
        ("Progressed on any systemic treatment (e.g. hormones, immunotherapy) in the metastatic setting", (1, None)),
        ("Prior immunotherapy for metastatic disease is allowed", NOTHING),
        ("Must have progressed on, or be intolerant to, earlier capecitabine", NOTHING),
        ("Must have progressed on, or be intolerant to prior capecitabine in the metastatic setting", (1, None)),
        # Alternatives to a line, adjuvant regimens left out, treatment with named drugs, permission with a remark
        (
            "Progression on at least one endocrine line for metastatic disease, or relapse during adjuvant therapy",
            NOTHING,
        ),
        ("One prior line for metastatic disease or recurrence within 12 months of adjuvant trastuzumab", (None, 1)),
        ("At least 1 but no more than 4 prior regimens not including regimens received as adjuvant therapy", (1, 4)),
        ("Progression on one or two conventional regimens for the treatment of metastatic disease", (1, 2)),
        ("Patients are allowed (but not required) to have one prior chemotherapy for metastatic disease", (None, 1)),
        ("Metastatic breast cancer with two intracranial untreated and measurable metastases", NOTHING),
        ("At least 1 prior regimen (in any setting) must have held a taxane", NOTHING),
        # A drug refused, drugs told, lines of cohorts, the untreated beside others
        ("No previous chemotherapy with gemcitabine", NOTHING),
        ("No previous chemotherapy treatment with gemcitabine", NOTHING),
        ("No previous chemotherapy treatment for metastatic disease", (None, 0)),
        (
            "No earlier chemotherapy, antibody therapy or investigational therapy in the last 4 weeks",
            NOTHING,
        ),
        ("No earlier chemotherapy, antibody therapy or trial therapy for metastatic disease", (None, 0)),
        ("No prior chemotherapy unless given as adjuvant therapy, finished more than 12 months before", (None, 0)),
        ("No prior chemotherapy with drug X or other taxanes is permitted", NOTHING),
        ("No chemotherapy given for recurrent or metastatic disease", (None, 0)),
        ("Must have received capecitabine for metastatic disease", (1, None)),
        ("Prior capecitabine for metastatic disease is allowed", NOTHING),
        ("Any number of prior therapies will be permitted, including treatment naive patients", NOTHING),
        ("Both previously untreated and pretreated patients with metastatic breast cancer are eligible", NOTHING),
        ("Failure of first-, second- and third-line chemotherapy", (3, None)),
        ("Progression on an AI as the first hormonal treatment for metastatic disease", (1, None)),
        ("Candidates for first hormonal treatment of metastatic disease", (None, 0)),
        ("Two prior lines at most in the metastatic setting", (None, 2)),
        # Lists of ordinals, naive patients, populations, endocrine treatment without chemotherapy
        ("first, second, third, fourth or fifth-line therapy for breast cancer in stage IV", (None, 4)),
        ("Second, third or fourth line of treatment for metastatic disease", (1, 3)),
        ("Naïve of systemic treatment in the metastatic setting", (None, 0)),
        ("Metastatic breast cancer, CTX-naive", (None, 0)),
        ("Naïve to immunotherapy", NOTHING),
        ("Treatment naive (1L) or have progressed on one line of therapy (2L)", (None, 1)),
        ("At most one line of endocrine therapy and no chemotherapy for advanced disease", (None, 1)),
        ("Patients who have not received treatment for metastatic disease must have relapsed within a year", NOTHING),
        ("Patients with no prior chemotherapy for metastatic disease and patients who received a taxane", NOTHING),
        ("No prior anticancer treatment that contraindicates the study treatment", NOTHING),
        ("Prior trastuzumab allowed as adjuvant or first-line therapy for metastatic disease", NOTHING),
        ("Must have received a taxane as adjuvant treatment or first-line treatment of metastatic disease", NOTHING),
        ("Received two chemotherapy cycles", NOTHING),
        ("Received prior chemotherapy for metastatic breast cancer with an anthracycline", (1, None)),
        ("Progression on at least 1 prior trastuzumab containing treatment regimen for metastatic disease", (1, None)),
        ("Melanoma: stage IV. Patients must be previously untreated.", NOTHING),
        # The most
        ("No more than two prior lines of chemotherapy in the metastatic setting", (None, 2)),
        ("Not more than 3 previous regimens for advanced disease", (None, 3)),
        ("Up to one prior line of endocrine therapy for advanced breast cancer is allowed", (None, 1)),
        ("At most two lines of systemic treatment for metastatic disease", (None, 2)),
        ("Progression on up to 2 different chemotherapy regimens, one of them with a taxane", (None, 2)),
        ("≤ 1 prior chemotherapy regimen for recurrent or metastatic disease", (None, 1)),
        ("Fewer than 4 prior lines of therapy for metastatic disease", (None, 3)),
        ("0, 1 or 2 previous chemotherapy regimens for metastatic disease", (None, 2)),
        ("At least two (and not more than five) prior regimens for metastatic disease", (2, 5)),
        ("May have received or not prior treatment with chemotherapy in the metastatic setting", NOTHING),
        ("A maximum of 2 prior chemotherapies for metastatic breast cancer", (None, 2)),
        ("0-2 prior lines of chemotherapy for metastatic disease", (None, 2)),
        ("Zero to three prior chemotherapy regimens in the metastatic setting", (None, 3)),
        ("One previous line of chemotherapy for advanced disease is allowed", (None, 1)),
        ("May have received one prior line of chemotherapy in the metastatic setting", (None, 1)),
        ("Must not have received more than 1 line of chemotherapy for metastatic disease", (None, 1)),
        ("Patients may not have had more than two prior cytotoxic regimens for metastatic disease", (None, 2)),
        (
            "Any number of lines of endocrine therapy; no more than 1 line of chemotherapy for metastatic disease",
            (None, 1),
        ),
        ("Two or fewer prior lines of systemic therapy for metastatic disease", (None, 2)),
        ("Prior lines of chemotherapy for metastatic disease: ≤ 2", (None, 2)),
        ("Chemotherapy: No more than 2 prior regimens for metastatic disease", (None, 2)),
        ("=< 2 prior regimens for metastatic disease", (None, 2)),
        ("No more than 2 prior lines of chemotherapy (neoadjuvant and adjuvant not counted)", (None, 2)),
        ("Up to 2 prior lines, not counting adjuvant treatment, for metastatic disease", (None, 2)),
        # None
        ("Appropriate for chemotherapy in the adjuvant or first-line metastatic setting", (None, 0)),
        ("No prior line of therapy for metastatic disease", (None, 0)),
        ("No prior systemic therapy for advanced disease", (None, 0)),
        ("No previous chemotherapy for metastatic breast cancer", (None, 0)),
        ("Have not received any systemic anticancer treatment for metastatic disease", (None, 0)),
        ("Previously untreated metastatic breast cancer", (None, 0)),
        ("Treatment-naive in the metastatic setting", (None, 0)),
        ("Chemotherapy-naïve for advanced disease", (None, 0)),
        ("Patients must not have received prior chemotherapy for locally recurrent or metastatic disease", (None, 0)),
        ("Must be eligible for first-line treatment of metastatic disease", (None, 0)),
        ("No prior treatment in the metastatic setting; adjuvant chemotherapy is allowed", (None, 0)),
        ("Has not been treated with systemic therapy for stage IV disease", (None, 0)),
        # The fewest
        ("At least one prior line of therapy for metastatic disease", (1, None)),
        ("Must have received a minimum of two prior regimens for advanced disease", (2, None)),
        ("≥ 2 previous lines of systemic treatment in the metastatic setting", (2, None)),
        ("Two or more prior chemotherapy regimens for metastatic disease", (2, None)),
        ("More than one prior line of chemotherapy for metastatic disease is required", (2, None)),
        ("Progression after at least two lines of standard therapy", (2, None)),
        ("Have failed one or more lines of endocrine therapy for advanced disease", (1, None)),
        ("Progressed on or after first-line therapy for metastatic disease", (1, None)),
        ("Prior 2 or more HER2-directed therapies for metastatic disease are mandatory", (2, None)),
        ("Must have failed prior standard therapy", (1, None)),
        # Ways to enter that one sentence numbers; what one phase takes the trial takes
        ("Has 1) progression on a drug for metastatic disease or 2) had at least 2 lines of therapy", (1, None)),
        ("Has 1) progression in the noncurative setting or 2) had at least 2 lines of endocrine therapy", (1, None)),
        ("(a) relapse within a year, or (b) at least two prior lines for metastatic disease", NOTHING),
        ("Has 1) measurable disease and 2) had at least 2 lines of endocrine therapy", (2, None)),
        ("No more than 5 prior lines (phase 1) or no more than 2 prior lines (phase 2)", (None, 5)),
        ("≤ 3 prior lines (Phase I portion), ≤ 1 prior line (Phase II portion)", (None, 3)),
        (
            "May have had one adjuvant chemotherapy and one chemotherapy regimen for first-line metastatic therapy",
            (None, 1),
        ),
        # Standard treatment that did not help, where nothing else will do
        ("Failure of standard treatment", (1, None)),
        ("Advanced breast cancer that is refractory to all available therapies", (1, None)),
        ("Relapsed or refractory after all standard-of-care systemic therapies", (1, None)),
        ("Progressed on standard therapy, or without a standard therapy", NOTHING),
        ("Bone pain refractory to standard treatment", NOTHING),
        ("Brain metastases that have progressed after standard therapy", NOTHING),
        ("No progression after standard therapy", NOTHING),
        ("Relapse after standard adjuvant therapy", NOTHING),
        ("Progression after standard second-line therapy", (2, None)),
        ("Progressed after two or more lines, or for whom there is no standard therapy", (2, None)),
        # Both
        ("Progression during or after first- or second-line therapy for metastatic disease", (1, 2)),
        ("At least 1 line of chemotherapy for metastatic disease but no more than 2", (1, 2)),
        ("Has had at least one, and no more than two (2), lines of chemotherapy in the metastatic setting", (1, 2)),
        ("1-2 prior lines of chemotherapy for metastatic disease", (1, 2)),
        ("Received one or two prior lines of systemic treatment in the metastatic setting", (1, 2)),
        ("At least two but not more than four prior lines of therapy for metastatic disease", (2, 4)),
        ("Between one and three previous regimens for metastatic disease", (1, 3)),
        ("Must have had exactly one prior line of therapy for metastatic disease", (1, 1)),
        ("Treated with two to five prior chemotherapy regimens, including an anthracycline and a taxane", (2, 5)),
        # Not about earlier lines for advanced disease
        ("No more than 2 prior lines of neoadjuvant chemotherapy", NOTHING),
        ("At least 4 weeks since prior chemotherapy", NOTHING),
        ("Indwelling central venous line", NOTHING),
        ("No prior radiotherapy to the breast", NOTHING),
        ("Any number of prior lines of therapy is allowed", NOTHING),
        ("Prior adjuvant chemotherapy is allowed", NOTHING),
        ("Two lines of effective contraception", NOTHING),
        ("Recovered from the effects of prior chemotherapy", NOTHING),
        ("Adequate baseline organ function", NOTHING),
        ("No prior treatment with drug X", NOTHING),
        ("At least one measurable lesion that was not previously irradiated", NOTHING),
        ("Prior systemic treatment must have ended 2 weeks before the first dose", NOTHING),
        ("No chemotherapy within 3 weeks before randomisation", NOTHING),
        ("At least 6 cycles of chemotherapy", NOTHING),
        ("At least one line of therapy in either the advanced or the adjuvant setting", NOTHING),
        ("Failure of chemotherapy for metastatic disease or relapse within 6 months of adjuvant treatment", NOTHING),
        ("Untreated vitamin B12 deficiency", NOTHING),
        ("Drug X treatment naive", NOTHING),
        ("Receiving treatment with one of the regimens above for metastatic disease", NOTHING),
        ("Relapse within 12 months of adjuvant treatment is counted as one line", NOTHING),
        ("If first-line chemotherapy is standard, at least one line for metastatic disease", NOTHING),
        ("Progression after bevacizumab in the adjuvant or the first-line metastatic setting", NOTHING),
        ("NSCLC: at least two prior lines for metastatic disease", NOTHING),
        ("No prior drug-Y therapy", NOTHING),
        # Who refuses treatment needs none before
        ("Progressed after at least one regimen in the metastatic setting or refusal of chemotherapy", NOTHING),
        ("At least two prior lines for metastatic disease, unless the patient declines them", NOTHING),
        # Who had any is refused
        ("Women with prior chemotherapy or endocrine therapy for metastatic disease are not eligible", (None, 0)),
        ("Patients with a history of prior systemic therapy for advanced disease will be excluded", (None, 0)),
        ("Patients with prior trastuzumab for metastatic disease are not eligible", NOTHING),
    ],
)
def test_an_inclusion_criterion(text: str, limits: tuple[int | None, int | None]) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((text,)))) == limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("More than 1 (arm A) or 3 (arm B) prior chemotherapy regimens for metastatic disease", (None, 3)),
        ("More than 2 prior chemotherapy regimens (more than 3 if one was adjuvant)", (None, 2)),
        ("More than 3 (phase 2: 2) prior lines of chemotherapy for metastatic disease", (None, 3)),
        ("History of anti-cancer therapy for MBC", (None, 0)),
        ("Prior hormonal therapy only as treatment for metastatic disease without chemotherapy", NOTHING),
        ("More than 3 prior regimens for metastatic disease", (None, 3)),
        ("> 2 prior lines of chemotherapy in the metastatic setting", (None, 2)),
        ("Three or more prior lines of chemotherapy for advanced disease", (None, 2)),
        ("≥ 2 previous lines of systemic therapy for metastatic disease", (None, 1)),
        ("Received at least 3 lines of chemotherapy for metastatic disease", (None, 2)),
        ("Prior systemic therapy for metastatic disease", (None, 0)),
        ("Any previous chemotherapy for advanced breast cancer", (None, 0)),
        ("Received prior chemotherapy, immunotherapy or targeted therapy for advanced disease", (None, 0)),
        ("History of prior (or any) chemotherapy for metastatic breast cancer", (None, 0)),
        ("Prior first line therapy for metastatic breast cancer", (None, 0)),
        ("Prior treatment with greater than (>) 1 chemotherapy regimen for metastatic disease", (None, 1)),
        ("Prior chemotherapy in the metastatic setting (adjuvant chemotherapy is allowed)", (None, 0)),
        ("Have received prior systemic anticancer therapy for locally advanced or metastatic disease", (None, 0)),
        ("More than one prior line of endocrine therapy for metastatic disease", (None, 1)),
        ("No more than 3 lines of cytotoxic chemotherapy at enrolment", (None, 3)),
        ("Previous systemic non-hormonal anticancer therapy in the metastatic setting", (None, 0)),
        ("The number of previous lines for metastatic disease > 4", (None, 4)),
        ("Received chemotherapy for advanced disease > 1 line", (None, 1)),
        ("No prior chemotherapy for recurrent or metastatic disease", (None, 0)),
        ("Received chemotherapy after metastasis", (None, 0)),
        ("Prior systemic therapy within 4 weeks before the first dose", NOTHING),
        ("Prior treatment with a taxane in the adjuvant setting", NOTHING),
        ("Chemotherapy for another cancer in the last 5 years", NOTHING),
        ("Side effects of prior chemotherapy that have not resolved", NOTHING),
        ("Prior radiotherapy to more than 25 % of the bone marrow", NOTHING),
    ],
)
def test_an_exclusion_criterion(text: str, limits: tuple[int | None, int | None]) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((), (text,)))) == limits


@pytest.mark.parametrize(
    ("title", "limits"),
    [
        ("Drug X as first-line treatment of HER2-positive metastatic breast cancer", (None, 0)),
        ("First line drug X in advanced breast cancer", (None, 0)),
        ("1L drug X for metastatic triple-negative breast cancer", (None, 0)),
        ("Efficacy of drug X as first-line treatment of metastatic breast cancer", (None, 0)),
        ("Drug X in 3rd or later line for metastatic breast cancer", (2, None)),
        ("Drug X for 2L+ metastatic breast cancer", (1, None)),
        ("Drug X as fourth-line and beyond treatment of metastatic breast cancer", (3, None)),
        ("Drug X in previously untreated metastatic breast cancer", (None, 0)),
        ("Second-line drug X in metastatic breast cancer", (1, 1)),
        ("Drug X as first- or second-line treatment of metastatic breast cancer", (None, 1)),
        ("Drug X as third-line or later treatment of metastatic breast cancer", (2, None)),
        ("Drug X after at least two prior lines for metastatic breast cancer", (2, None)),
        (
            "Drug X in participants with metastatic breast cancer treated with one or two prior lines of chemotherapy",
            (1, 2),
        ),
        ("Drug X in metastatic breast cancer that progressed after first-line therapy", (1, None)),
        ("Maintenance drug X after first-line chemotherapy of metastatic breast cancer", (1, 1)),
        ("Drug X as first-, second- or third-line treatment of metastatic breast cancer", (None, 2)),
        ("Drug X for metastatic breast cancer after failure of first-line therapy", (1, None)),
        ("Drug X in breast cancer cell lines", NOTHING),
        ("Switching to second-line zoledronic acid in metastatic breast cancer", NOTHING),
        (METASTATIC, NOTHING),
        (EARLY, NOTHING),
    ],
)
def test_a_title(title: str, limits: tuple[int | None, int | None]) -> None:
    assert answer(a_trial(title=title)) == limits


@pytest.mark.parametrize(
    "text",
    ["No prior systemic therapy for breast cancer", "Treatment-naive patients", "Previously untreated breast cancer"],
)
def test_untreated_early_disease_says_nothing_of_lines_for_advanced_disease(text: str) -> None:
    assert answer(a_trial(title=EARLY, eligibility=criteria((text,)))) == NOTHING


def test_what_the_criteria_say_goes_before_the_title() -> None:
    eligibility = criteria(("No more than one prior line for metastatic disease",))
    assert answer(a_trial(title="First-line drug X for metastatic breast cancer", eligibility=eligibility)) == (None, 1)


def test_fewest_and_most_may_stand_apart() -> None:
    inside, outside = "At least one prior line for metastatic disease", "More than 3 prior lines for metastatic disease"
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((inside,), (outside,)))) == (1, 3)


def test_the_limits_of_chemotherapy_and_of_endocrine_treatment_add_up() -> None:
    texts = (
        "No more than 2 lines of endocrine therapy for metastatic disease",
        "At most one line of chemotherapy for metastatic disease",
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(texts))) == (None, 3)
    of_all = "No more than two lines of systemic therapy for metastatic disease"
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((*texts, of_all)))) == (None, 2)


def test_a_parent_tells_of_what_its_children_speak() -> None:
    inclusion = (
        Criterion("Prior treatment for metastatic disease:"),
        Criterion("no more than 2 lines of chemotherapy", 1),
    )
    assert answer(a_trial(title="Drug X", eligibility=Eligibility(inclusion))) == (None, 2)
    inclusion = (Criterion("Prior adjuvant treatment:"), Criterion("no more than 2 lines of chemotherapy", 1))
    assert answer(a_trial(title="Drug X", eligibility=Eligibility(inclusion))) == NOTHING


def test_cohorts_together_let_in_whom_one_of_them_does() -> None:
    inclusion = (
        Criterion("Cohort A:"),
        Criterion("No prior systemic therapy for metastatic disease", 1),
        Criterion("Cohort B:"),
        Criterion("One or two prior lines of therapy for metastatic disease", 1),
    )
    trial = a_trial(title=METASTATIC, eligibility=Eligibility(inclusion))
    assert answer(trial) == (None, 2)
    by_cohort = {(each.cohort, each.value) for each in find_prior_lines(opened(trial), LEXICON)}
    assert by_cohort == {("Cohort A", "0"), ("Cohort B", "1"), ("Cohort B", "2")}


def test_an_abstract_tells_whom_it_enrolled() -> None:
    text = "Women with breast cancer who had received no previous therapy for advanced disease were randomised."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == (None, 0)
    text = "Tamoxifen has been the standard first-line therapy for advanced breast cancer."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == NOTHING


def test_criteria_of_old_records_stand_in_one_text() -> None:
    text = (
        "DISEASE CHARACTERISTICS: Metastatic breast cancer PRIOR CONCURRENT THERAPY: Biologic therapy: Not specified "
        "Chemotherapy: No more than 1 prior chemotherapy for metastatic disease allowed At least 4 weeks since "
        "adjuvant chemotherapy Endocrine therapy: Prior hormonal therapy allowed"
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(undivided=text))) == (None, 1)


@pytest.mark.parametrize(
    ("taken", "limits"),
    [("ECOG 0-1", (1, 1)), ("At most 3 prior lines for metastatic disease", (None, 3))],
)
def test_a_summary_tells_the_line_where_nothing_else_does(taken: str, limits: tuple[int | None, int | None]) -> None:
    summary = "To evaluate drug X as second-line therapy in patients with MBC."
    assert answer(a_trial(title=METASTATIC, summary=summary, eligibility=criteria((taken,)))) == limits


def test_the_sentence_stands_as_evidence() -> None:
    text = "More than 3 prior regimens for metastatic disease"
    found = find_prior_lines(opened(a_trial(title=METASTATIC, eligibility=criteria((), (text,)))), LEXICON)
    assert {(each.evidence.section, each.evidence.quote, each.basis) for each in found} == {
        ("exclusion_criteria", text, "implied")
    }


def test_no_chemotherapy_limits_no_lines_where_endocrine_lines_went_before() -> None:
    eligibility = criteria(("Progression on a CDK4/6 inhibitor",), ("Prior chemotherapy for metastatic disease",))
    assert answer(a_trial(title=METASTATIC, eligibility=eligibility)) == NOTHING
    lines = "At least one (and up to two) prior hormonal therapies in the metastatic setting"
    eligibility = criteria((lines,), ("Prior chemotherapy for metastatic disease",))
    assert answer(a_trial(title=METASTATIC, eligibility=eligibility)) == (1, 2)
    eligibility = criteria(("Measurable disease",), ("Prior chemotherapy for metastatic disease",))
    assert answer(a_trial(title=METASTATIC, eligibility=eligibility)) == (None, 0)


def test_the_fewest_of_several_subgroups_is_the_trials() -> None:
    texts = (
        "HER2-positive: at least two prior lines for metastatic disease",
        "TNBC: at least one prior line for metastatic disease",
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(texts))) == (1, None)


def test_hormone_receptor_positive_and_oestrogen_receptor_positive_patients_are_one_group() -> None:
    texts = (
        "ER positive patients must have had at least one endocrine line for metastatic disease",
        "HR positive patients must have had no more than 2 endocrine lines for metastatic disease",
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(texts))) == (1, 2)


@pytest.mark.parametrize(
    ("taken", "refused", "limits"),
    [
        ("At least one of the regimens must have been given for the treatment of advanced disease", "", (1, None)),
        ("At least one of the regimens must have contained a taxane", "", NOTHING),
        ("", "No prior chemotherapy for metastatic or locally recurrent disease is allowed", (None, 0)),
        ("", "Patients who have received vinorelbine as a prior therapy in the metastatic setting", NOTHING),
        ("", "Prior chemotherapy or biologic therapy other than adjuvant therapy", (None, 0)),
        ("", "Any previous systemic therapy except neoadjuvant or adjuvant treatment", (None, 0)),
        (
            "",
            "Having received any hormone therapy (tamoxifen, letrozole) or any chemotherapy for advanced disease",
            (None, 0),
        ),
        ("", "Prior radiotherapy other than adjuvant", NOTHING),
        ("", "Prior chemotherapy within 4 weeks other than adjuvant", NOTHING),
    ],
)
def test_some_of_the_lines_or_all_but_early_ones_are_meant(
    taken: str, refused: str, limits: tuple[int | None, int | None]
) -> None:
    told = criteria(tuple(filter(None, (taken,))), tuple(filter(None, (refused,))))
    assert answer(a_trial(title=METASTATIC, eligibility=told)) == limits


BASKET = {"conditions": ("Breast Cancer", "Lymphoma", "Melanoma"), "title": "Drug X in metastatic cancers"}
TWO_LINES = "At least two prior lines of systemic therapy for metastatic disease"


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        (("Adults", "Hodgkin lymphoma (HL)", TWO_LINES), NOTHING),
        (("Adults", "Hodgkin lymphoma (HL)", "Measurable disease", TWO_LINES), NOTHING),
        (("Adults", "Specific to cohort B: drug-naive ovarian cancer", "Measurable disease", TWO_LINES), NOTHING),
        (("Adults", "Only for arm 3: relapsed or refractory pancreatic cancer", TWO_LINES), NOTHING),
        (("Adults", "Hodgkin lymphoma (HL)", "Measurable disease", "Breast cancer", TWO_LINES), (2, None)),
        (("Adults", "Hodgkin lymphoma (HL)", "All cohorts:", TWO_LINES), (2, None)),
        # A list of those that may enter, and no headings.
        (("Adults", "Hodgkin lymphoma (HL)", "Cutaneous melanoma", TWO_LINES), (2, None)),
        (("Adults", "Adequate renal function", TWO_LINES), (2, None)),
        (("Adults", "Hodgkin lymphoma is excluded", TWO_LINES), (2, None)),
    ],
)
def test_what_stands_below_the_bare_name_of_another_cancer_is_not_said_of_breast_cancer(
    taken: tuple[str, ...], limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(**BASKET, eligibility=criteria(taken))) == limits


def test_a_trial_of_breast_cancer_alone_has_no_headings_of_other_cancers() -> None:
    taken = ("Adults", "Renal and thyroid laboratory", TWO_LINES)
    assert answer(a_trial(title=METASTATIC, conditions=("Breast Cancer",), eligibility=criteria(taken))) == (2, None)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("No more than 1 prior chemotherapy regimen (excluding adjuvant chemotherapy)", (None, 1)),
        ("No more than 1 prior adjuvant chemotherapy regimen", NOTHING),
    ],
)
def test_lines_that_leave_out_adjuvant_ones_are_for_advanced_disease(
    text: str, limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title="A trial in solid tumours", eligibility=criteria((text,)))) == limits


NO_LINE = "no prior chemotherapy for metastatic disease"


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        ((f"For phase II: {NO_LINE}", "For phase I: any solid tumour"), NOTHING),
        (("In the phase II portion, up to two prior lines of chemotherapy", "Phase I: measurable disease"), NOTHING),
        ((f"Phase I: {NO_LINE}", "Phase II: up to two prior lines of chemotherapy"), (None, 2)),
        ((f"{NO_LINE.capitalize()} (phase II)", "Adults"), (None, 0)),
        (("Eligible for this phase II trial", NO_LINE.capitalize()), (None, 0)),
    ],
)
def test_a_limit_of_one_phase_leaves_the_other_open(
    taken: tuple[str, ...], limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


def test_prior_treatment_with_a_number_of_regimens_that_is_refused_is_not_all_treatment() -> None:
    taken = ("No more than 1 chemotherapy regimen for advanced disease",)
    refused = ("Prior treatment of advanced breast cancer with 1 regimen that held an alkylating agent was allowed",)
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken, refused))) == (None, 1)


ANY = (None, None)
COHORT_A = "Cohort A: at most 2 prior lines for metastatic disease"


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        ((f"{COHORT_A}. Cohort B: any number of prior lines for metastatic disease",), ANY),
        (("Cohort A: at least 2 prior lines; Cohort B: no limit on prior lines",), ANY),
        ((COHORT_A, "Cohort B: the number of prior lines is not limited"), ANY),
        ((COHORT_A, "Cohort B: prior lines of chemotherapy: any number"), ANY),
        # A limit of its own beside it, another setting, no cohort, no limit at all, words that limit no number
        (
            ("Cohort A: at most 2 prior lines of chemotherapy and any number of prior lines of endocrine therapy",),
            (None, 2),
        ),
        ((COHORT_A, "Cohort B: any number of prior lines in the adjuvant setting"), NOTHING),
        ((COHORT_A, "Cohort B: measurable disease"), NOTHING),
        ((COHORT_A, "Cohorts A1 and A2: measurable disease"), (None, 2)),
        (("At most 2 prior lines of chemotherapy", "Any number of prior lines of endocrine therapy"), (None, 2)),
        (("Cohort A: any number of prior lines. Cohort B: no limit on prior lines",), NOTHING),
        ((COHORT_A, "Cohort B: prior therapy including but not limited to a taxane"), NOTHING),
    ],
)
def test_a_cohort_that_takes_any_number_leaves_the_trial_without_a_limit(
    taken: tuple[str, ...], limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        (("At most 2 prior lines for metastatic disease", "Triplet group: any number of prior lines"), NOTHING),
        (("At most 2 prior lines for metastatic disease", "Cohort B: any number of prior lines"), NOTHING),
        (("At most 2 prior lines for metastatic disease. Cohort B: any number",), NOTHING),
        (("At most 2 prior lines for metastatic disease; other patients: any number of prior lines",), NOTHING),
        (("At most 2 prior lines for metastatic disease and any number of prior lines as adjuvant",), (None, 2)),
        (("1 to 3 prior chemotherapy regimens", "No limit on prior chemotherapy regimens (other patients)"), NOTHING),
        (("At most 2 prior lines for metastatic disease", "Any number of prior chemotherapy regimens"), NOTHING),
        (("At least 1 prior line for metastatic disease", "Any number of prior lines"), (1, None)),
        (
            ("There is no limit to the number of prior lines of therapy. Treatment-naive patients for MBC enter",),
            NOTHING,
        ),
        (("At most 2 prior lines for metastatic disease", "Any number of prior endocrine lines"), (None, 2)),
        (("At most 2 prior chemotherapy regimens", "Any number of prior lines"), (None, 2)),
        (("At most 2 prior lines for metastatic disease", "Any number of prior lines as adjuvant therapy"), (None, 2)),
        (
            (
                "At most 2 prior chemotherapy regimens for metastatic disease",
                "Any number of chemotherapy regimens is allowed as adjuvant therapy, and does not count as earlier",
            ),
            (None, 2),
        ),
    ],
)
def test_any_number_of_the_same_lines_lifts_a_limit(
    taken: tuple[str, ...], limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


def test_a_cohort_keeps_its_limit_beside_one_that_takes_any_number() -> None:
    eligibility = criteria((f"{COHORT_A}. Cohort B: any number of prior lines",))
    found = find_prior_lines(opened(a_trial(title=METASTATIC, eligibility=eligibility)), LEXICON)
    assert sorted(each.value for each in found if each.cohort == "Cohort A") == ["0", "1", "2"]
    assert sorted(each.value for each in found if each.cohort == "Cohort B") == list("01234567")


def test_any_number_that_is_excluded_opens_no_cohort() -> None:
    limited = f"{COHORT_A}. Cohort B: at most 1 prior line for metastatic disease"
    eligibility = criteria((limited,), ("Cohort B: any number of prior lines for metastatic disease",))
    assert answer(a_trial(title=METASTATIC, eligibility=eligibility)) == (None, 2)


def test_what_limits_one_cohort_limits_no_other_but_one_with_another_cancer() -> None:
    eligibility = criteria((COHORT_A, "Cohort B: measurable disease"))
    assert answer(a_trial(title="Drug X in metastatic breast and lung cancer", eligibility=eligibility)) == (None, 2)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Patients with one prior line of chemotherapy for metastatic disease", (1, 1)),
        ("Women who have two (2) previous regimens in the metastatic setting", (2, 2)),
        ("Metastatic breast cancer with one line of prior chemotherapy", (1, 1)),
        ("Metastatic breast cancer after one prior line of systemic therapy", (1, 1)),
        ("Patients with at least one prior line for metastatic disease", (1, None)),
        ("Patients with one prior line or more for metastatic disease", (1, None)),
        ("Patients with no more than one prior line for metastatic disease", (None, 1)),
        ("Patients with one or two prior lines for metastatic disease", (1, 2)),
        ("Patients with one prior line for metastatic disease are allowed", (None, 1)),
        ("Previously treated, HER2-negative metastatic breast cancer", (1, None)),
        ("Stable disease after receiving any prior chemotherapy for metastatic disease", (1, None)),
        ("Must have received endocrine therapy for metastatic disease", (1, None)),
        ("No more than a total of two prior lines of systemic therapy for metastatic disease", (None, 2)),
        ("Patients may have failed or not failed first-line chemotherapy for metastatic disease", NOTHING),
        ("Relapse on adjuvant chemotherapy is considered failure of 1 regimen for metastatic disease", NOTHING),
        ("Previously treated brain metastases, and breast cancer", NOTHING),
        ("Stable disease after chemotherapy", NOTHING),
        # A part of the patients, another setting, other things that are counted
        ("Patients with one prior line for metastatic disease must have recovered from it", NOTHING),
        ("Patients with one prior line of adjuvant chemotherapy", NOTHING),
        ("Patients with one measurable lesion and prior chemotherapy for metastatic disease", NOTHING),
        ("Patients with one prior operation and chemotherapy for metastatic disease", NOTHING),
        ("Combined with two chemotherapy drugs", NOTHING),
    ],
)
def test_patients_with_a_number_of_lines_have_had_exactly_as_many(
    text: str, limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((text,)))) == limits


@pytest.mark.parametrize(
    ("title", "limits"),
    [
        ("Drug X in metastatic breast cancer with one prior line of chemotherapy", (1, 1)),
        # Who was treated before may have been as adjuvant treatment; a title does not count.
        ("Drug X in previously treated metastatic breast cancer", (1, None)),
        ("Drug X for previously treated HER2-low advanced breast cancer", (1, None)),
        ("Drug X in previously treated early breast cancer", NOTHING),
        ("Drug X in chemotherapy-pretreated metastatic breast cancer", NOTHING),
        ("Drug X compared with two chemotherapy regimens in metastatic breast cancer", NOTHING),
    ],
)
def test_a_title_with_a_number_of_lines(title: str, limits: tuple[int | None, int | None]) -> None:
    assert answer(a_trial(title=title)) == limits


@pytest.mark.parametrize(
    ("taken", "refused", "limits"),
    [
        ("No prior therapy for brain metastases", "", NOTHING),
        ("", "Any form of anti-cancer treatment has been carried out for metastatic lesions", (None, 0)),
        ("", "Any radiotherapy has been carried out for metastatic lesions", NOTHING),
        ("No prior systemic therapy or radiation for known CNS disease", "", NOTHING),
        ("No prior chemotherapy for metastases in the brain", "", NOTHING),
        ("No prior treatment affecting the VEGF pathway in the metastatic setting", "", NOTHING),
        ("No previous therapy directed against PD-1 for advanced disease", "", NOTHING),
        ("", "Prior treatment affecting the VEGF pathway in the metastatic setting", NOTHING),
        ("", "Prior chemotherapy for metastases in the brain", NOTHING),
        ("No prior therapy for metastatic disease, including brain metastases", "", (None, 0)),
        ("No prior therapy for metastatic disease (brain metastases are allowed)", "", (None, 0)),
        ("No prior therapy for metastatic breast cancer with brain metastases", "", (None, 0)),
        ("No prior treatment targeting PD-1 or chemotherapy for metastatic disease", "", (None, 0)),
        ("", "Prior systemic therapy for metastatic disease", (None, 0)),
    ],
)
def test_one_kind_or_purpose_of_treatment_that_is_refused_limits_no_lines(
    taken: str, refused: str, limits: tuple[int | None, int | None]
) -> None:
    told = criteria(tuple(filter(None, (taken,))), tuple(filter(None, (refused,))))
    assert answer(a_trial(title=METASTATIC, eligibility=told)) == limits


ONE_ENDOCRINE_LINE = "At least one prior line of endocrine therapy for metastatic disease"


@pytest.mark.parametrize(
    ("taken", "refused", "limits"),
    [
        (ONE_ENDOCRINE_LINE, "Prior chemotherapy or CDK4/6 inhibitor in the metastatic setting", (1, None)),
        ("One or two prior endocrine lines", "Prior chemotherapy for metastatic disease", (1, 2)),
        ("Up to two prior endocrine lines", "Prior chemotherapy for metastatic disease", (None, 2)),
    ],
)
def test_lines_that_are_asked_for_go_before_a_kind_of_treatment_that_is_refused(
    taken: str, refused: str, limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((taken,), (refused,)))) == limits


def test_a_line_and_no_chemotherapy_for_metastatic_disease_are_asked_for_together() -> None:
    taken = (ONE_ENDOCRINE_LINE, "No prior chemotherapy for metastatic disease")
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == (1, None)


@pytest.mark.parametrize(
    ("taken", "refused", "limits"),
    [
        ((), ("Received radiotherapy, hormone therapy, chemotherapy or surgery for metastatic disease",), (None, 0)),
        ((), ("Prior radiotherapy, immunotherapy or hormonal therapy for advanced disease",), (None, 0)),
        ((), ("Prior radiotherapy for advanced disease",), NOTHING),
        ((), ("Fewer than two prior lines for metastatic disease",), (2, None)),
        ((), ("Received < 1 line of chemotherapy for metastatic disease",), (1, None)),
        # Any number of lines lifts what limits one kind of them, but not what limits chemotherapy
        (("Any number of prior lines", "0-1 prior platinum-based therapy for metastatic disease"), (), NOTHING),
        (("Any number of prior lines", "0-1 prior chemotherapy for metastatic disease"), (), (None, 1)),
        # One receptor group of two
        (("TNBC: at least one prior line for metastatic disease", "HR+ or triple-negative disease"), (), (1, None)),
    ],
)
def test_what_is_refused_and_what_any_number_lifts(
    taken: tuple[str, ...], refused: tuple[str, ...], limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken, refused))) == limits


def test_the_title_limits_the_lines_that_the_criteria_ask_for() -> None:
    taken = ("Progression during or after first-line treatment",)
    assert answer(a_trial(title=f"{METASTATIC} as second-line treatment", eligibility=criteria(taken))) == (1, 1)
    assert answer(a_trial(title=f"{METASTATIC} as third-line treatment", eligibility=criteria(taken))) == (1, None)


TWO_AND_FOUR = ("At most 2 prior lines for metastatic disease", "At most 4 prior lines for metastatic disease")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("For patients with HR+ disease:", "For patients with triple-negative disease:"),
        ("If the patient has ER+ breast cancer:", "If the patient has TNBC:"),
        ("Further criteria for HR-positive participants:", "Further criteria for TNBC participants:"),
    ],
)
def test_a_group_named_in_a_heading_has_lines_of_its_own(first: str, second: str) -> None:
    told = criteria((first, TWO_AND_FOUR[0], "Adults", second, TWO_AND_FOUR[1]))
    assert answer(a_trial(title=METASTATIC, eligibility=told)) == (None, 4)


def test_a_heading_that_tells_what_a_group_is_names_none() -> None:
    told = criteria(("HR-positive disease defined as:", *TWO_AND_FOUR))
    assert answer(a_trial(title=METASTATIC, eligibility=told)) == (None, 2)


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        (("Part 2A: at most 2 prior lines", "Part 2B: at most 1 prior line"), (None, 2)),
        (("Part 2A: at most 2 prior lines", "Part 2B: measurable disease"), NOTHING),
        (
            ("Part 1 (two to four lines) Advanced disease. At most 3 prior lines.", "Part 2: measurable disease"),
            NOTHING,
        ),
        (("Part 1 (few lines): At most 3 prior lines.", "Part 2 (any lines): adults"), NOTHING),
        (("Part 1: at least 1 earlier chemotherapy.", "At most 2 prior lines for metastatic disease"), (1, 2)),
        (("Dose expansion cohort A: at most 2 prior lines", "Dose expansion cohort B: adults"), NOTHING),
        (("At least one prior line, whatever it held, is allowed for metastatic disease",), (1, None)),
    ],
)
def test_names_of_cohorts_that_begin_a_criterion(taken: tuple[str, ...], limits: tuple[int | None, int | None]) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Cancer that has progressed after two prior lines of therapy", (2, None)),
        ("Progressed after only two prior lines of therapy", (2, 2)),
        ("These patients require 1 line of endocrine therapy for metastatic disease", (1, None)),
        ("Advanced cancer (stage III or IV) after at least 1 line of systemic treatment", (1, None)),
        ("At least two courses of systemic treatment for metastatic disease", (2, None)),
        ("Relapsed disease, unless there are fewer than two approved lines of therapy", NOTHING),
        ("Suitable for a hormone with which the patient has not received prior treatment", NOTHING),
        ("At least one but no more than three prior lines for metastatic disease", (1, 3)),
    ],
)
def test_lines_that_are_left_limit_nothing_and_those_that_failed_are_the_fewest(
    text: str, limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((text,)))) == limits


@pytest.mark.parametrize(
    ("criterion", "limits"),
    [
        ("No more than 3 prior lines for metastatic disease", (1, 3)),
        ("Two or three prior lines for metastatic disease", (2, 3)),
        ("No prior chemotherapy for metastatic disease", (None, 0)),
        ("Unlimited prior chemotherapy is allowed", NOTHING),
        ("A taxane for metastatic disease, or progression within 6 months after adjuvant treatment with it", NOTHING),
    ],
)
def test_previously_treated_disease_of_a_title_asks_for_a_line_where_criteria_limit_the_most(
    criterion: str, limits: tuple[int | None, int | None]
) -> None:
    title = "Drug X in previously treated metastatic breast cancer"
    assert answer(a_trial(title=title, eligibility=criteria(inclusion=(criterion,)))) == limits


def test_the_title_of_an_article_does_not_count_lines_that_its_abstract_tells() -> None:
    title = "Drug X in patients with previously treated metastatic breast cancer: a randomised study"
    assert answer(a_trial(title=title, kind="publication", nct="")) == NOTHING


@pytest.mark.parametrize(
    ("receptors", "endocrine", "chemotherapy", "limits"),
    [
        ({"positive"}, "There is no limit to the number of prior endocrine therapies", "Up to 2", NOTHING),
        ({"positive"}, "Any number of lines of endocrine therapy is allowed", "At most 1", NOTHING),
        ({"positive"}, "Prior endocrine therapy is allowed", "Up to 2", (None, 2)),
        ({"positive"}, "Any number of prior endocrine therapies is allowed", "No", (None, 0)),
        ({"any"}, "Any number of prior endocrine therapies is allowed", "Up to 2", (None, 2)),
        (set(), "There is no limit to the number of prior endocrine therapies", "Up to 2", (None, 2)),
    ],
)
def test_any_number_of_endocrine_lines_lifts_a_limit_of_chemotherapy_where_all_have_such_treatment(
    receptors: set[str], endocrine: str, chemotherapy: str, limits: tuple[int | None, int | None]
) -> None:
    told = (f"{chemotherapy} prior lines of chemotherapy for metastatic disease", endocrine)
    reading = opened(a_trial(title=METASTATIC, eligibility=criteria(inclusion=told)))
    reading.kept["entry.receptors"] = {("hr", each) for each in receptors}
    values = sorted({int(each.value) for each in find_prior_lines(reading, LEXICON)})
    assert ((values[0] or None, values[-1]) if values else NOTHING) == limits


@pytest.mark.parametrize(
    ("criterion", "limits"),
    [
        ("Failure of standard treatment", (1, None)),
        ("Progressive disease after standard therapy", (1, None)),
        ("Metastatic breast cancer which is refractory to standard treatment", (1, None)),
        ("Patients who have failed standard chemotherapy", (1, None)),
        ("Progressed on standard therapy, or no standard therapy exists", NOTHING),
        ("Failure of standard endocrine therapy", NOTHING),
        ("Progression on standard adjuvant therapy", NOTHING),
    ],
)
def test_failure_of_standard_treatment_of_advanced_disease_is_a_line(
    criterion: str, limits: tuple[int | None, int | None]
) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(inclusion=(criterion,)))) == limits
