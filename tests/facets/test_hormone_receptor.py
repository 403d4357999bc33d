"""Hormone receptor status, in both directions."""

import pytest

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.rules import load_rules
from desktop.trials.trial import Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")


def states(trial: Trial) -> set[str]:
    return {
        each.value for each in [each for each in find_receptors(opened(trial), RULES, LEXICON) if each.facet == "hr"]
    }


def included(*texts: str) -> set[str]:
    return states(a_trial(eligibility=criteria(inclusion=texts)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("HR+/HER2- breast cancer", "positive"),
        ("HR+ cancer. Negative hormone receptors should be defined as ER and PR below 1%", "positive"),
        ("Breast cancer irrespective of the receptors", "any"),
        ("ER-positive and HER2 non-amplified", "positive"),
        ("ER and/or PgR positive", "positive"),
        ("oestrogen receptor-positive disease", "positive"),
        ("estogen receptor-positive disease", "positive"),
        ("oestrogen recepter positive or progestrone receptor positive", "positive"),
        ("hormone receptor (HR)-positive, HER2-negative", "positive"),
        ("Both or either ER+ or PgR+", "positive"),
        ("ER ≥ 1%", "positive"),
        ("Luminal B breast cancer", "positive"),
        ("ER-positive, PR-negative", "positive"),
        ("HR positive [ER+/PR+, ER+/PR- or ER-/PR+], HER2 negative", "positive"),
        ("Hormone-sensitive breast cancer", "positive"),
        ("triple positive", "positive"),
        ("ER-/PR- tumour", "negative"),
        ("ER, PR and HER2 negative", "negative"),
        ("absence of ER and PR expression", "negative"),
        ("Triple-negative breast cancer", "negative"),
        ("ER < 1% and PR < 1%", "negative"),
        ("Hormone receptor status: Any status", "any"),
        ("Patients with HR-/HER2+ or HR+/HER2+ breast cancer may enrol", "any"),
        ("Known ER and PR status", "any"),
        ("Patients with ER-positive tumours receive tamoxifen", "any"),
        ("* For those whose disease is ER+ and/or PR+ one of the following must be true", "any"),
        ("Women with ER-positive cancer (ER+/PR+, ER+/PR- or ER-/PR+) must have failed tamoxifen", "any"),
        ("Women with an ER-positive tumour must be on a second line, those with an ER-negative one need none", "any"),
        ("ER-negative cancer; patients with weakly positive ER (1% to 10% of cells) may be included", "negative"),
        ("All ER+ and/or PR+ patients will be placed on tamoxifen", "any"),
        ("CCND1-amplified or non-amplified oestrogen receptor-positive cancer", "positive"),
        ("MYC not amplified, hormone receptor positive", "positive"),
        ("no overexpression of HER2, ER positive", "positive"),
        ("no expression of ER", "negative"),
        ("ER-positive, HER2-negative breast cancer (must have progressed on a CDK4/6 inhibitor)", "positive"),
        ("Triple-negative breast cancer (must have received a taxane)", "negative"),
        ("Patients with ER-positive disease (must have received tamoxifen)", "any"),
        ("ER-positive patients (must have received tamoxifen)", "any"),
        ("ER-positive tumours must have progressed during tamoxifen", "any"),
        ("Pretreated regardless of line of therapy, HR, and HER2 level", "any"),
        ("Irrespective of age, grade, menopausal and hormone receptor status", "any"),
        ("No requirement regarding hormone receptor status", "any"),
        ("Eligibility is not affected by hormone receptor status", "any"),
        ("Patients will not be excluded on the basis of hormone receptor status", "any"),
        ("Hormone receptor status does not influence eligibility", "any"),
        ("ER status: no restriction", "any"),
        ("Patients have documented hormonal status (ER, PR) score", "any"),
        ("Available pathology data: tumour size, grade, hormone receptor status", "any"),
        ("Tumour size, grade (1 to 3), oestrogen receptor status", "any"),
        ("ER, PR and HER2 status on the core biopsy", "any"),
        ("Hormonal therapy is allowed if the tumour is ER-positive", "any"),
        ("Endocrine therapy is permitted if the tumour is ER-positive; triple-negative breast cancer", "negative"),
        ("Hormonal contraceptives are not allowed in patients who are hormone receptor positive", "any"),
        ("Regardless of age, ER-positive", "positive"),
        ("Regardless of PD-L1 status and age, triple-negative breast cancer", "negative"),
        ("ER-positive disease regardless of age, grade and HER2 status", "positive"),
        ("Triple-negative cancer (ER positive percentage < 1%, PR positive percentage < 1%)", "negative"),
        ("Pathology report with size and grade, hormone receptor status positive", "positive"),
    ],
)
def test_a_criterion_tells_who_is_enrolled(text: str, value: str) -> None:
    assert included(text) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "Hormone receptor status: Not specified",
        "Progesterone receptor negative",
        "PR interval > 250 msec",
        "Prior hormonal therapy",
        "ORR (CR + PR)",
        "A best response of CR or PR+ SD",
        "Hormone receptor-positive patients will not be enrolled after 1 June 2010",
        "HER2-positive",
        "Hormone receptor status:",
        "Stage II to III: any TN+M0",
    ],
)
def test_other_words_say_nothing(text: str) -> None:
    assert included(text) == set()


@pytest.mark.parametrize(
    ("summary", "value"),
    [
        ("The tracer has a high sensitivity for detecting ER-positive tumours in patients.", ""),
        ("Patients with ER-positive tumours are usually given tamoxifen; we study diet in breast cancer.", ""),
        ("To learn whether levels of ER, PR, p21, p27 and MYC predict the response of patients.", ""),
        ("We measure response and stable disease (CR + PR + SD) in patients.", ""),
        ("Patients with ER-positive tumours will not be enrolled after 06/30/2009.", ""),
        ("To see how well the tracer finds lesions in patients with ER-positive cancer.", "positive"),
        ("Patients take tamoxifen for 5 years (as the doctor decides for ER-negative patients).", "any"),
        ("For participants with ER-positive tumours, endocrine therapy was recommended.", "any"),
        ("Hormone therapy: For ER-positive breast cancer, tamoxifen or letrozole will be allowed in patients.", "any"),
        ("Patients take carboplatin on day 1; for ER-positive patients: letrozole daily.", "any"),
        ("Fulvestrant is only given to patients with ER-positive breast cancer.", "any"),
        ("Women take AC followed by paclitaxel, and letrozole is added for ER-positive tumours.", "any"),
        ("A test for molecular subtyping of breast cancers into luminal A, HER2 and triple-negative of patients.", ""),
        ("Patients are followed for complete response (CR) + partial response (PR) + stable disease.", ""),
        ("Women who have finished hormonal therapy or with ER-negative cancer are compared with others.", "any"),
    ],
)
def test_a_summary_tells_it_of_its_patients_alone(summary: str, value: str) -> None:
    assert states(a_trial(summary=summary)) == set(value.split())


def test_a_criterion_without_a_choice_counts_wherever_it_stands() -> None:
    everybody = "We will not exclude patients based on hormone receptor status"
    assert states(a_trial(eligibility=criteria(exclusion=(everybody,)))) == {"any"}
    assert states(a_trial(keywords=("Hormone receptor status",))) == set()


def test_any_status_of_one_disease_is_not_narrowed_by_a_title_of_another() -> None:
    either = ("Inflammatory cancer, any ER status", "Triple-negative cancer (ER/PR < 10%)")
    title = "X in inflammatory or triple-negative breast cancer"
    assert states(a_trial(title=title, eligibility=criteria(inclusion=either))) == {"any"}


def test_exclusion_inverts() -> None:
    assert states(a_trial(eligibility=criteria(exclusion=("ER-negative disease",)))) == {"positive"}
    assert states(a_trial(eligibility=criteria(exclusion=("Hormone receptor positive breast cancer",)))) == {"negative"}


def test_groups_that_differ_in_her2_are_two_values() -> None:
    assert included("HR+/HER2- or HR-/HER2+ breast cancer") == {"positive", "negative"}


def test_hr_positive_or_her2_positive_is_stated_positive() -> None:
    assert states(a_trial(title="X in HER2-positive and/or hormone receptor-positive cancer")) == {"positive"}


def test_either_status_in_a_criterion_outweighs_what_exclusions_say_of_one_group() -> None:
    eligibility = criteria(
        inclusion=("Primary tumor may be estrogen receptor negative or positive",),
        exclusion=("Women with ER positive breast cancer who use oral contraceptives",),
    )
    assert states(a_trial(eligibility=eligibility)) == {"any"}


def test_what_is_required_of_one_group_lets_the_other_in() -> None:
    assert included("Failure on 1 prior hormonal regimen required for ER-positive disease") == {"any"}


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "To investigate tamoxifen after chemotherapy in patients with hormone receptor-negative cancer.",
            "negative",
        ),
        (
            "The aim was to evaluate exemestane after chemotherapy in women who have HR-positive disease.",
            "positive",
        ),
        ("Of the women with ER-negative tumours 93% received chemotherapy (P = .42).", "any"),
    ],
)
def test_an_abstract_tells_it_in_its_aim_and_of_others_in_its_results(sentence: str, values: str) -> None:
    told = Section("abstract", f"{sentence} Women were randomly assigned to two groups.")
    trial = a_trial(title="A trial in breast cancer", kind="publication", narrative=(told,))
    assert states(trial) == set(values.split())


@pytest.mark.parametrize(
    ("title", "wanted", "values"),
    [
        ("Drug Q in HER2-negative metastatic breast cancer", "HR-positive patients must have had fulvestrant", "any"),
        ("Drug Q for carriers", "If the tumour is ER-positive, endocrine therapy must have failed", "any"),
        (
            "Decitabine in triple-negative or hormone-resistant, HER2-negative cancer",
            "ER+ patients must be hormone refractory",
            "any",
        ),
        (
            "Drug Q in triple-negative cancer",
            "Patients whose primary was ER-positive must have had tamoxifen",
            "negative",
        ),
        ("Drug Q for carriers", "At least one line of chemotherapy", "negative"),
    ],
)
def test_what_hormone_receptor_positive_patients_need_shows_them_beside_triple_negative_ones(
    title: str, wanted: str, values: str
) -> None:
    trial = a_trial(title=title, eligibility=criteria(inclusion=("Triple-negative breast cancer", wanted)))
    assert states(trial) == ({"positive", "negative"} if values == "any" else {values})


@pytest.mark.parametrize(
    ("result", "values"),
    [
        ("Local control was better in patients with hormone receptor-positive cancer.", {"any"}),
        ("Hormone receptor-negative patients had a complete response more often (40%).", {"any"}),
        ("In the subgroup of ER-negative patients, survival was 70% and 75%.", {"any"}),
        ("Hormone receptor-negative status was associated with a better response.", set()),
        ("Vitamin D was associated with a lower risk of ER-positive tumours (OR 0.7).", set()),
        ("Tamoxifen is the standard of care for ER-positive breast cancer.", set()),
    ],
)
def test_an_abstract_that_tells_how_one_group_fared_enrolled_others_too(result: str, values: set[str]) -> None:
    told = Section("abstract", f"We enrolled 300 women with operable breast cancer. {result}")
    trial = a_trial(title="A study of breast cancer", nct="", kind="publication", narrative=(told,))
    assert states(trial) == values
