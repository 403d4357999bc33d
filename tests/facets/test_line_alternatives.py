"""Lines that not everybody need have had: other ways to enter, other cancers, single complaints."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.of_whom import keep_receptors
from desktop.facets.entry.prior_lines import find_prior_lines
from desktop.facets.run_on import load_run_on
from desktop.trials.finding import Evidence, Finding
from desktop.trials.line_limits import line_limits
from desktop.trials.trial import Section
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened
from tests.facets.test_prior_lines import METASTATIC, NOTHING, answer

Limits = tuple[int | None, int | None]
LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        # The first and second lines were earlier treatment, or are the trial's own
        (("Received 1st and 2nd line chemotherapy",), (2, None)),
        (("Progression after first- and second-line therapy for metastatic disease",), (2, None)),
        (("Has received at least first-line or second-line therapy for metastatic disease",), (1, None)),
        (("Must have responded to first or second line hormonal therapy",), NOTHING),
        (("First- or second-line treatment of metastatic disease is planned",), (None, 1)),
        # Those who refuse, decline or cannot have treatment enter as well
        (("Treated with at least one prior line, or who refuse systemic therapy",), NOTHING),
        (("At least one prior line for metastatic disease or declined conventional treatment",), NOTHING),
        (("At least two prior lines, or for whom no standard therapy exists",), (2, None)),
        # One line that is allowed, with a remark in brackets
        (("One line of chemotherapy for advanced disease (whatever was given as adjuvant) is allowed",), (None, 1)),
        # Early treatment is enough
        (("At least 1 prior regimen with a taxane for metastatic disease or in the adjuvant setting",), NOTHING),
        # Permission for the untreated
        (("No limit on prior therapy; therapy-naive patients are eligible",), NOTHING),
        (("Only untreated patients with metastatic disease are eligible",), (None, 0)),
        # One of several criteria is enough
        (("At least one prior line for metastatic disease, or", "Relapse during adjuvant treatment"), NOTHING),
        (
            ("At least one prior line for metastatic disease, or", "At least one prior line for recurrent disease"),
            (1, None),
        ),
        # A part of the body, a complaint
        (("No prior therapy for bone metastases",), NOTHING),
        (("No previous treatment for hot flashes",), NOTHING),
        (
            ("Relapse within 12 months of adjuvant endocrine therapy or progression on first-line endocrine therapy",),
            NOTHING,
        ),
        (("Relapse after adjuvant treatment and progression on one line for metastatic disease",), (1, 1)),
        (("Either (1) progression on first-line therapy, or (2) at least two lines of therapy",), (1, None)),
        (("(1) Progression on first-line therapy, and (2) at least two lines of therapy",), (2, None)),
        (("No prior therapy for metastatic breast cancer with bone lesions",), (None, 0)),
        (("Primary endocrine resistance or at least one line of endocrine therapy for advanced disease",), NOTHING),
        (("At least one line for metastatic disease, or primary resistance to endocrine therapy",), NOTHING),
        (
            ("Patients who failed a taxane, or patients who progressed on at least one line of endocrine therapy",),
            NOTHING,
        ),
        (("1. For HR+ disease only:", "2. At most two lines for metastatic disease"), (None, 2)),
    ],
)
def test_a_line_that_not_all_need_have_had(taken: tuple[str, ...], limits: Limits) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        (("At least one and up to two prior lines for metastatic disease",), (1, 2)),
        (("One or two earlier lines for metastatic disease are permitted",), (None, 2)),
        (("One or two earlier lines of chemotherapy for metastatic disease are mandatory",), (1, 2)),
        (("In the metastatic setting, endocrine therapy ≤ 2 lines; chemotherapy ≤ 1 line",), (None, 3)),
        (("All lines of treatment for metastatic disease ≤ 3, of which chemotherapy ≤ 1 line",), (None, 3)),
        (("Must have begun at least the first-line treatment of metastatic disease",), NOTHING),
        (
            ("At least two prior regimens, as follows:", "At least one regimen must have been for metastatic disease"),
            (1, None),
        ),
        (("One or up to two prior endocrine therapies in the advanced setting",), (1, 2)),
        (("More than 1 chemotherapy regimen for metastatic disease is allowed",), NOTHING),
        (("Patients who have received more than two lines of chemotherapy are not eligible",), (None, 2)),
        (("Patients with more than two prior lines",), (3, None)),
        (("Must be eligible for second-line treatment of metastatic disease",), (1, 1)),
        (("The number of prior lines must be ≤ 3",), (None, 3)),
        (("Number of previous lines in the metastatic setting: 1 to 3",), (1, 3)),
        (("Prior systemic therapy for metastatic disease is not allowed",), (None, 0)),
        (("Prior trastuzumab for metastatic disease is not allowed",), NOTHING),
        (("Metastatic HER2-positive breast cancer not previously treated with chemotherapy",), (None, 0)),
        (("Tamoxifen is allowed for patients who have not received prior hormonal therapy",), NOTHING),
        (("Target lesions with at least one measurable diameter line",), NOTHING),
        (("Chemotherapy-naive in the metastatic setting or had one prior regimen",), (None, 1)),
        (("No previous systemic therapy for metastatic disease, or a maximum of one line",), (None, 1)),
        (("Have not received systemic treatment or have relapsed during first-line endocrine therapy",), (None, 1)),
        (("The target lesion has not received prior treatment", "At most two prior lines"), (None, 2)),
        (("Up to 5 untreated metastases", "Up to two lines for metastatic disease"), (None, 2)),
        (("On treatment with letrozole as first-line therapy for metastatic disease",), NOTHING),
        (("Chemotherapy for metastatic disease: not allowed",), (None, 0)),
        (("In the advanced setting, chemotherapy was never given",), (None, 0)),
        (("The number of chemotherapies received for advanced disease may not exceed 2",), (None, 2)),
        (("Cytotoxic regimens in the metastatic setting: at least 2, not more than 4",), (2, 4)),
        (("The first line of treatment for metastatic disease has failed",), (1, None)),
        (("No systemic therapy for advanced disease or only one line of it",), (None, 1)),
        (("No more than 3 prior lines", "Cohort B: previously untreated metastatic disease"), (None, 3)),
        (("No prior systematic treatment for recurrent disease",), (None, 0)),
        (("At most 4 lines in the metastatic setting (of which no more than 2 lines of antibodies)",), (None, 4)),
        (("Prior treatment with chemotherapy for metastatic disease",), (1, None)),
        (("Prior treatment with chemotherapy, including a taxane, for metastatic disease",), (1, None)),
        (("Received systemic therapy with trastuzumab for metastatic disease",), (1, None)),
        (("Patients who received chemotherapy with a taxane for metastatic disease must be well again",), NOTHING),
        (("Prior treatment with chemotherapy for metastatic disease is allowed",), NOTHING),
        (("Progression on a taxane, alone or with another drug, as first- or second-line chemotherapy",), (1, 2)),
        (("Disease progression beyond two lines of treatment",), (2, None)),
        (("Chemotherapy naive for advanced disease or one prior line of chemotherapy",), (None, 1)),
        (("Relapsed after first-line chemotherapy for metastatic disease",), (1, None)),
        (("Received ≥1L of endocrine therapy for advanced disease",), (1, None)),
        (("Prior first-line systemic therapy in the metastatic setting",), (1, None)),
        (
            ("Must have received an aromatase inhibitor with palbociclib as first-line therapy of advanced disease",),
            (1, None),
        ),
        (("Prior first-line therapy for metastatic disease is allowed",), NOTHING),
    ],
)
def test_other_wordings_of_numbers(taken: tuple[str, ...], limits: Limits) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(taken))) == limits


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        (("Arm A: no prior chemotherapy for metastatic disease", "Arm B: one prior line of chemotherapy"), (None, 1)),
        (("Note: 1 line of therapy (in the metastatic setting) is allowed",), (None, 1)),
        (("Dose escalation: at least one prior line", "Dose expansion: no more than 2 prior lines"), NOTHING),
        (("Dose expansion (no more than 2 prior lines): measurable disease",), (None, 2)),
        (("Frontline treatment of metastatic disease is planned",), (None, 0)),
        (("First-line or later treatment of metastatic disease is planned",), NOTHING),
    ],
)
def test_parts_of_a_trial_have_their_own_lines(taken: tuple[str, ...], limits: Limits) -> None:
    found = answer(a_trial(title=METASTATIC, eligibility=criteria(taken)))
    assert found == limits


@pytest.mark.parametrize(
    ("refused", "limits"),
    [
        ("Prior chemotherapy or trastuzumab for metastatic disease", (None, 0)),
        ("Previous treatment for metastatic breast cancer with more than one regimen", (None, 1)),
    ],
)
def test_other_wordings_of_what_is_refused(refused: str, limits: Limits) -> None:
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(exclusion=(refused,)))) == limits


def test_treatment_of_bone_metastases_that_is_refused_limits_no_lines() -> None:
    refused = ("Prior chemotherapy for bone metastases",)
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(exclusion=refused))) == NOTHING


@pytest.mark.parametrize("governs", ["Must meet 1 of the following criteria:", "One of the following:"])
def test_an_indented_list_of_ways_asks_for_no_line(governs: str) -> None:
    text = (
        f"  - Metastatic breast cancer\n  - {governs}\n       - Refractory to at least one prior regimen\n"
        "       - Not suited for standard therapy\n  - Measurable disease"
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(undivided=text))) == NOTHING
    text = text.replace(governs, "Must meet all of the following:")
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(undivided=text))) == (1, None)


def test_of_several_cancers_the_last_that_is_named_is_spoken_of() -> None:
    either = (
        "Either advanced lung cancer after 2 regimens; or metastatic breast cancer. At most 1 prior line is allowed."
    )
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((either,)))) == (None, 1)
    either = "Either metastatic breast cancer; or lung cancer. At most 1 prior line is allowed."
    assert answer(a_trial(title=METASTATIC, eligibility=criteria((either,)))) == NOTHING


def test_a_heading_of_some_patients_stands_under_one_of_another_cancer() -> None:
    lines = ("Cohort 1 (lung cancer):", "Measurable disease", "For the subset with a mutation:", "At most 1 prior line")
    trial = a_trial(title=METASTATIC, eligibility=criteria(lines))
    assert answer(trial) == NOTHING
    lines = ("Cohort 1 (lung cancer):", "Measurable disease", "All cohorts:", "At most 1 prior line")
    assert answer(a_trial(title=METASTATIC, eligibility=criteria(lines))) == (None, 1)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Drug X was compared with drug Y as initial treatment for metastatic breast cancer.", (None, 0)),
        ("We studied 3L and 4L treatment of patients with metastatic breast cancer.", (2, 3)),
        ("Patients with one prior line of chemotherapy for metastatic breast cancer are enrolled.", (1, 1)),
    ],
)
def test_an_abstract_tells_of_lines(text: str, limits: Limits) -> None:
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == limits


def test_criteria_that_run_on_begin_with_a_number_of_lines() -> None:
    text = (
        "PRIOR CONCURRENT THERAPY: Chemotherapy: No prior paclitaxel No more than 1 prior regimen for metastatic "
        "disease Adjuvant chemotherapy within 6 months of metastases considered therapy for advanced disease At "
        "least 3 weeks since chemotherapy Endocrine therapy: Prior tamoxifen allowed Surgery: Not specified"
    )
    trial = a_trial(title=METASTATIC, eligibility=criteria(undivided=text))
    found = find_prior_lines(opened(trial, run_on=load_run_on(PROJECT / "resources" / "reading")), LEXICON)
    assert {each.value for each in found} == {"0", "1"}


@pytest.mark.parametrize(
    ("taken", "limits"),
    [
        ("HER2-positive patients must have had at least two lines of anti-HER2 therapy", (None, None)),
        ("Patients with HER2-positive disease must have received at least 2 lines", (None, None)),
        ("At least 2 lines of chemotherapy are required for HER2+ disease", (None, None)),
        ("TNBC patients must have had at least two lines of chemotherapy", (None, None)),
        ("Patients must have HER2-positive disease and at least two lines of chemotherapy", (2, None)),
        ("At least two lines of chemotherapy (HER2+ only)", (None, None)),
        ("At least two lines of chemotherapy, and for HER2+ patients, also need to have had T-DM1", (2, None)),
        ("For HER2-positive disease, at least two lines of anti-HER2 therapy", (None, None)),
        ("For HER2+ disease, relapse is needed; late ones must have had at least two lines of therapy", (None, None)),
    ],
)
@pytest.mark.parametrize("others", [True, False])
def test_what_one_receptor_group_needs_binds_no_other(taken: str, limits: Limits, *, others: bool) -> None:
    reading = opened(a_trial(title=METASTATIC, eligibility=criteria((taken,))))
    group, value = ("hr", "negative") if "TNBC" in taken else ("her2", "positive")
    keep_receptors(reading, [Finding(group, "any" if others else value, "", "stated", Evidence("title", 0, 0, ""))])
    told = line_limits(each.value for each in find_prior_lines(reading, LEXICON))
    assert told == (limits if others else (2, None))
