"""Brain metastases: required, allowed or excluded."""

import pytest

from desktop.facets.brain_metastases import find_brain_metastases
from desktop.facets.entry.phrases import load_phrases
from desktop.trials.trial import Criterion, Eligibility, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

BOOK = load_phrases(PROJECT / "resources" / "reading").brain_metastases


def answer(trial: Trial) -> str:
    values = {each.value for each in find_brain_metastases(opened(trial), BOOK)}
    assert len(values) <= 1
    return values.pop() if values else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Patients with brain metastases or with symptoms suggesting central nervous system metastases", "excluded"),
        ("Metastasis in the central nervous system or leptomeningeal disease (history or active)", "excluded"),
        ("Brain metastases, active or in the past", "excluded"),
        ("Brain: lesions untreated or progressing", "allowed"),
        ("Patients with exclusively cerebral metastases", "allowed"),
        ("Clinical or radiological detection of CNS metastases", "excluded"),
        ("Known or active CNS metastases", "excluded"),
        ("Uncotrolled brain metastases, lymphangitis of the lung", "allowed"),
        ("Brain and sclerotic bone metastases as only metastatic sites", "allowed"),
        ("Brain metastases or bone-only disease", "excluded"),
        ("Brain metastases, exclusively or with other sites", "excluded"),
        ("CNS: active metastases", "allowed"),
        ("Brain metastases, either symptomatic or asymptomatic, unless locally treated and stable", "allowed"),
        (
            "Leptomeningeal disease. Note: brain metastases, even untreated ones, are not a reason for exclusion",
            "allowed",
        ),
        ("Brain metastases on steroids or treated less than one month ago", "allowed"),
        ("Brain metastases under dexamethasone", "allowed"),
        ("Brain metastases need emergency local treatment; stable or asymptomatic is OK", "allowed"),
        ("Evidence of metastases to the brain on CT scan", "excluded"),
        ("Cerebral metastasis, also when irradiated", "excluded"),
        ("Central nervous system metastases, if not stable for 3 months", "allowed"),
        ("Brain metastases diagnosed less than 1 month ago", "allowed"),
        ("Brain metastases within the past 6 months", "allowed"),
        ("CNS metastases: unless asymptomatic or treated", "allowed"),
        ("History of stroke or other central nervous system disease", ""),
        ("Patients with CNS metastases or symptomatic CNS involvement", "excluded"),
        ("History of brain metastasis", "excluded"),
        (
            "Evidence of CNS metastases. Imaging of the brain is needed only if they are suspected",
            "excluded",
        ),
        # Illness that stands in the way, what symptoms suggest, an addition that widens, a slip of the pen
        ("Mental illness or central nervous system disease that compromises consent", ""),
        ("CNS disease or another disorder which would interfere with the study", ""),
        ("Participants with symptoms suggesting brain metastases", "excluded"),
        ("Signs or symptoms suggestive of CNS involvement by metastases", "excluded"),
        ("Brain metastases, including patients who still require steroids", "excluded"),
        ("Untreated brian metastases", "allowed"),
        # Words for what is not stable, an exception in the next sentence, what is active beside metastases
        ("Non-stable brain metastases", "allowed"),
        ("Brain metastases out of control", "allowed"),
        ("Brain metastases that are not under control", "allowed"),
        ("Brain metastases. Unless the patient has completed radiotherapy and is stable", "allowed"),
        ("Brain metastases. Except patients who have finished local treatment and are well", "allowed"),
        ("CNS metastases; the following situations are excluded: treated and stable for a month", "allowed"),
        ("Brain metastases or active CNS pathology", "excluded"),
        ("Brain metastases or active hepatitis", "excluded"),
        ("Brain metastases, active or untreated", "allowed"),
        ("Any brain metastases", "excluded"),
        ("CNS primary tumours or metastases", "excluded"),
        ("Known active central nervous system (CNS) primary tumor or metastases", "allowed"),
        ("Untreated or unstable primary brain tumor, metastases or carcinomatous meningitis", "allowed"),
        ("Primary brain tumours", ""),
        ("History of brain metastases, cord compression or meningitis, or new signs of CNS disease", "excluded"),
        ("History of brain metastases or newly diagnosed CNS metastases", "excluded"),
        ("History of treated brain metastases or active CNS metastases", "allowed"),
        ("Known central nervous system metastases", "excluded"),
        ("Brain or leptomeningeal metastases", "excluded"),
        ("Active or untreated CNS metastases", "allowed"),
        ("Symptomatic brain metastases", "allowed"),
        ("Life-threatening brain metastases", "allowed"),
        ("Bleeding, life-threatening arrhythmia, brain metastases or meningeal disease", "excluded"),
        ("Uncontrolled seizures, stroke, brain metastases", "excluded"),
        ("Untreated, symptomatic or progressive brain metastases", "allowed"),
        ("CNS metastases unless treated and stable", "allowed"),
        ("Brain metastases with clinical symptoms", "allowed"),
        ("Symptomatic or asymptomatic brain metastases", "excluded"),
        ("Invasion of the CNS", "excluded"),
        ("Involvement of the brain by tumour", "excluded"),
        ("Brain or meningeal involvement", "excluded"),
        ("Earlier diagnosis or treatment of brain metastases", "excluded"),
        ("Brain metastases, even when treated and stable", "excluded"),
        ("Brain metastases (with or without symptoms)", "excluded"),
        ("Any distant metastasis, including metastases of the brain with symptoms", "excluded"),
        ("Active CNS disease of the cancer (those with treated, stable CNS disease may enter)", "allowed"),
        ("Patients with a history of CNS metastases must have been treated and be asymptomatic", "allowed"),
        ("Any clinically significant nervous system disease including stroke, seizures or migraine", ""),
        ("Serious CNS disease, e.g. dementia or psychosis", ""),
        ("Symptomatic CNS disease or carcinomatous meningitis", "allowed"),
        ("Untreated or recently irradiated brain metastases", "allowed"),
        ("Brain metastases that required radiotherapy in the last 3 months", "allowed"),
        ("Brain metastases treated within the last 4 weeks", "allowed"),
        ("CNS metastases. Patients previously treated and now stable are allowed.", "allowed"),
        ("Has CNS metastases. Exception: treated and stable", "allowed"),
        ("Brain metastases. Patients with treated breast cancer of the other side are allowed.", "excluded"),
        ("Brain metastases. Pregnant women are not allowed.", "excluded"),
        ("Brain natriuretic peptide above 100", ""),
        ("Cerebral infarction within six months", ""),
        ("CNS disorder such as epilepsy", ""),
        ("Primary brain tumour", ""),
        (
            (
                "Has known active CNS metastases and/or carcinomatous meningitis. Participants with "
                "previously treated brain metastases may participate provided they are stable"
            ),
            "allowed",
        ),
        ("Untreated brain metastases or spinal cord compression", "allowed"),
        (
            (
                "Clinically active central nervous system metastases, defined as untreated or symptomatic, "
                "or requiring therapy with corticosteroids or anticonvulsants"
            ),
            "allowed",
        ),
        ("Patients with leptomeningeal disease or any CNS metastasis", "excluded"),
        ("History of or known brain metastases", "excluded"),
        (
            (
                "Patients who have brain metastases, unless they have completed local therapy at least 4 "
                "weeks before and are neurologically stable"
            ),
            "allowed",
        ),
        ("CNS metastases (even if treated)", "excluded"),
        ("Presence of brain metastases or meningeal carcinomatosis as documented by CT or MRI", "excluded"),
        ("Uncontrolled or symptomatic brain or leptomeningeal metastases", "allowed"),
        ("Brain metastases not controlled for 3 months", "allowed"),
        ("Known or suspected brain metastasis", "excluded"),
        ("Metastases to the central nervous system", "excluded"),
        ("Life-threatening visceral metastases, uncontrolled CNS metastases or pleural effusion", "allowed"),
        ("Prior whole brain radiotherapy", ""),
        ("Stroke, cerebral haemorrhage or brain injury within 6 months", ""),
        ("Patients with a history of seizures or CNS disorders", ""),
        ("Brain metastasis diagnosed within 3 months, or requiring steroids", "allowed"),
        ("Patients with active brain metastases (more than 1 cm, or symptomatic)", "allowed"),
        (
            (
                "Spinal cord compression not definitively treated with surgery and/or radiation, or "
                "previously diagnosed and treated spinal cord compression without evidence of stability"
            ),
            "",
        ),
        ("Progressive CNS disease", "allowed"),
        ("Visceral crisis, including brain metastases", "excluded"),
        ("Inflammatory breast cancer; bilateral cancer; CNS involvement", "excluded"),
        ("Radiotherapy to the brain within 28 days", ""),
        ("Brain metastases (treated and stable disease for 3 months is acceptable)", "allowed"),
        ("Any history of brain metastasis including those surgically resected", "excluded"),
        ("Intracranial metastases that are new or progressing", "allowed"),
        ("Leptomeningeal disease", ""),
        ("Radiotherapy for brain metastases within 14 days", ""),
        ("Brain tumour surgery", ""),
        ("Brain metastases with a diameter of more than 2 cm", "allowed"),
        ("Brain metastasis not amenable to local therapy", "allowed"),
        ("CNS metastases or spinal cord compression not definitively treated with surgery", "allowed"),
        ("Metastases in the brain or untreated spinal cord compression", "excluded"),
        ("Treated brain metastases, stable for 60 days without steroids, are allowed", "allowed"),
        ("Women with a history of brain metastases must have an MRI of the brain", "allowed"),
        ("Those with signs or a history of brain metastases must have an MRI of the brain", ""),
        ("Evidence of distant metastatic disease (e.g. liver, bone, brain)", "excluded"),
        ("Distant metastases (brain, liver, bone)", "excluded"),
        ("Radiotherapy for non-central nervous system disease", ""),
        ("Known CNS metastases. Subjects with treated CNS metastases that are stable may take part", "allowed"),
        ("Patients with liver failure, any brain involvement or symptomatic ascites are not eligible", "excluded"),
        ("Women with brain metastases (past or present), or severe dyspnoea, may not take part", "excluded"),
        ("Patients with brain metastases, untreated or symptomatic, are not eligible", "allowed"),
    ],
)
def test_an_exclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(exclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("History of CNS metastases is no bar if treated more than 4 weeks ago and stable", "allowed"),
        ("Brain metastases are no reason for exclusion if stable", "allowed"),
        ("HER2+ breast cancer that has spread to the brain", "required"),
        ("Asymptomatic brain mets OK", "allowed"),
        # No treatment at once, what is asked of some alone, a list of sites
        ("Untreated brain metastases that do not need local therapy at once", "allowed"),
        ("Untreated brain metastases without need for immediate radiotherapy", "allowed"),
        ("New brain metastases (less than 2 cm) not requiring immediate treatment", "allowed"),
        ("Active brain metastases for which no immediate local therapy is needed", "allowed"),
        ("For patients with untreated brain lesions larger than 2 cm, the monitor must agree", ""),
        ("Metastases to the brain, liver and lung will not be biopsied", ""),
        ("Metastases in the brain, confirmed by MRI", "required"),
        ("Patients with brain metastases or primary brain tumors must have completed radiotherapy", "allowed"),
        ("No visible metastases on brain CT or MRI", "excluded"),
        ("Presence of active brain metastases is not required", "allowed"),
        ("No visible metastases on brain CT or MRI (unless a single lesion that was resected)", "allowed"),
        ("No brain metastases", "excluded"),
        ("No evidence of CNS metastases", "excluded"),
        ("Patients with brain metastases are not eligible", "excluded"),
        ("No active brain metastases", "allowed"),
        ("Brain metastases are allowed if stable", "allowed"),
        ("No brain metastasis or asymptomatic brain metastasis", "allowed"),
        ("At least one measurable brain metastasis", "required"),
        ("Documented isolated brain progression, with stable disease elsewhere", "required"),
        ("Brain metastasis confirmed by MRI", "required"),
        ("New or growing tumour in the brain", "required"),
        ("If brain metastases are present, they must have been treated", "allowed"),
        ("CNS metastases are permitted if asymptomatic", "allowed"),
        ("Metastatic lesions in bone or in brain cannot be used as target lesions", ""),
        ("CNS metastatic lesions cannot be considered target lesions", ""),
        ("Those who don't have brain metastases", "excluded"),
        ("No known central nervous system metastases", "excluded"),
        ("Absence of CNS metastases", "excluded"),
        ("Brain metastases: asymptomatic, treated or untreated, are permitted", "allowed"),
        (
            (
                "CNS inclusion: untreated brain metastases not needing immediate local therapy, or "
                "previously treated brain metastases"
            ),
            "allowed",
        ),
        ("Patients with asymptomatic brain metastases are eligible", "allowed"),
        ("At least one measurable intracranial lesion", "required"),
        ("Must have MRI of the brain", ""),
        ("Patients may not have untreated brain metastases", "allowed"),
        ("Measurable disease outside the brain", ""),
        ("Participants must have brain metastases of at least 5 mm on contrast MRI", "required"),
        ("Newly diagnosed brain metastases from breast cancer", "required"),
        ("Patients without brain metastases", "excluded"),
        ("Subjects with CNS metastases must have completed radiotherapy 4 weeks before enrolment", "allowed"),
        ("No symptomatic brain metastases", "allowed"),
        ("Life expectancy of 12 weeks; no brain or leptomeningeal involvement", "excluded"),
        ("Patients with a history of CNS metastases are eligible if the disease is stable", "allowed"),
        ("Measurable disease", ""),
        ("No unstable primary CNS tumours or metastases", "allowed"),
        ("No uncontrolled brain tumours or metastases", "allowed"),
        ("No primary brain tumour", ""),
        ("Known CNS metastases, unless irradiated and off steroids", "allowed"),
        ("Known, suspected, or documented brain metastases, unless treated with surgery", "allowed"),
        ("Patients with brain metastases are not eligible unless treated and stable", "allowed"),
        ("Patients with untreated brain metastases are not eligible", "allowed"),
        ("Patients with brain metastases or primary brain tumours must have completed radiotherapy", "allowed"),
        ("One to five metastases located in the bone, lung, lymph nodes, liver or brain", "allowed"),
        (
            "Patients with symptomatic brain metastases or any other symptomatic CNS metastases are not eligible",
            "allowed",
        ),
        (
            "Women with brain metastases or other lesions in the central nervous system (CNS) cannot take part",
            "excluded",
        ),
        ("Patients with brain metastases are not eligible even if treated", "excluded"),
        ("Must have one of the following: 1. No evidence of brain metastases 2. Untreated brain metastases", "allowed"),
        ("Patients with newly diagnosed leptomeningeal metastases", "required"),
        ("No leptomeningeal disease", ""),
        ("Brain progression treated locally (there is no limit to the number of brain metastases)", "allowed"),
        ("Patients with liver failure, any brain involvement or symptomatic ascites are not eligible", "excluded"),
        ("Women with brain metastases (past or present), or severe dyspnoea, may not take part", "excluded"),
        ("Patients with brain metastases, untreated or symptomatic, are not eligible", "allowed"),
    ],
)
def test_an_inclusion_criterion(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(inclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("At least one lesion outside of the central nervous system (CNS)", ""),
        ("Measurable extra-cranial disease", ""),
        ("A measurable lesion of the brain", "required"),
        ("No CNS metastases unresponsive to radiotherapy", "allowed"),
        ("No brain metastases refractory to surgery or irradiation", "allowed"),
        ("No symptomatic signs or history of brain metastases", "excluded"),
        ("No symptomatic or untreated brain metastases", "allowed"),
        ("No brain metastases without prior radiotherapy", "allowed"),
        ("No CNS metastases No therapy for cure available", "excluded"),
    ],
)
def test_words_about_other_places_and_about_some_metastases(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria((text,)))) == value


def test_a_title_of_metastases_outside_the_brain_requires_none() -> None:
    assert answer(a_trial(title="Radiotherapy for extra-cranial metastases")) == ""


def test_a_condition_lets_in_whom_nothing_else_speaks_of() -> None:
    named = ("Stage IV breast cancer", "Tumours metastatic to the brain")
    assert answer(a_trial(conditions=named)) == "allowed"
    assert answer(a_trial(conditions=named, eligibility=criteria(("No brain metastases",)))) == "excluded"
    assert answer(a_trial(conditions=("Primary brain tumours", "Breast cancer"))) == ""


def test_what_stands_under_a_cohort_with_a_name_is_not_required_of_all() -> None:
    criteria_of_all = criteria(("Criteria for patients in BM cohorts:", "Evidence of brain metastases"), ())
    refused = criteria((), ("Untreated brain metastases",)).exclusion
    of_cohort = Eligibility(criteria_of_all.inclusion, refused)
    assert answer(a_trial(eligibility=of_cohort)) == "allowed"
    assert answer(a_trial(title="Drug X for brain metastases", eligibility=of_cohort)) == "required"
    of_all = criteria(("Criteria for patients:", "Evidence of brain metastases"), ("Untreated brain metastases",))
    assert answer(a_trial(eligibility=of_all)) == "required"


def test_an_exception_elsewhere_outweighs_a_bare_exclusion() -> None:
    texts = ("Brain metastases.", "Patients with treated brain metastases are eligible.")
    assert answer(a_trial(eligibility=criteria(exclusion=texts))) == "allowed"


def test_a_disease_of_all_places_but_the_brain_outweighs_a_refusal_of_active_metastases() -> None:
    elsewhere = "Metastases of any organ except the brain"
    assert answer(a_trial(eligibility=criteria((elsewhere,), ("Symptomatic CNS disease",)))) == "excluded"
    assert answer(a_trial(eligibility=criteria((elsewhere, "No symptomatic CNS disease")))) == "excluded"
    assert answer(a_trial(eligibility=criteria((elsewhere, "Treated brain metastases are allowed")))) == "allowed"


def test_an_exception_told_in_the_items_below_permits() -> None:
    items = (
        Criterion("Brain metastases, except when all of these hold:"),
        Criterion("radiotherapy finished at least four weeks ago", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(exclusion=items))) == "allowed"
    items = (
        Criterion("Metastases of the central nervous system, except those meeting the following criteria:"),
        Criterion("Brain metastases that have been treated and do not need steroids", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(exclusion=items))) == "allowed"
    items = (Criterion("Any of the following:"), Criterion("Brain metastases", 1))
    assert answer(a_trial(eligibility=Eligibility(exclusion=items))) == "excluded"


def test_a_list_of_those_who_need_a_scan_requires_nothing() -> None:
    scanned = Criterion("MRI of the brain at screening if patients meet either of these criteria:")
    listed = Criterion("Patients with triple-negative cancer", 1), Criterion("Patients with brain metastases", 1)
    assert answer(a_trial(eligibility=Eligibility(inclusion=(scanned, *listed)))) == ""
    measured = Criterion("At least one of these lesions on MRI of the brain:")
    assert answer(a_trial(eligibility=Eligibility(inclusion=(measured, listed[1])))) == "required"


def test_one_of_several_ways_lets_in_those_with_brain_metastases() -> None:
    ways = (Criterion("Removal of the tumour of the breast", 1), Criterion("Removal of a brain metastasis", 1))
    for way in (*ways[1:], Criterion("Measurable brain metastases", 1), Criterion("Surgery of a brain metastasis", 1)):
        either = Eligibility(inclusion=(Criterion("One of the following:"), ways[0], way))
        assert answer(a_trial(eligibility=either)) == "allowed"
    both = (Criterion("New brain metastases", 1), Criterion("Progression of brain metastases", 1))
    assert answer(a_trial(eligibility=Eligibility(inclusion=(Criterion("One of the following:"), *both)))) == "required"


def test_a_trial_named_after_brain_metastases_requires_them() -> None:
    assert answer(a_trial(title="X in Breast Cancer With Brain Metastases")) == "required"
    assert answer(a_trial(title="X in Breast Cancer With or Without Brain Metastases")) == "allowed"
    assert answer(a_trial(title="X After Progression Confined to the Brain")) == "required"
    assert answer(a_trial(title="X in Recurrent Brain Tumours of Children")) == ""
    assert answer(a_trial(title="Prevention of Brain Metastases")) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # An exception belongs to what it stands beside, and not to the next thing in the list.
        ("Brain metastases; earlier endocrine therapy other than tamoxifen", "excluded"),
        ("Brain metastases or other malignancy except non-melanoma skin cancer", "excluded"),
        ("CNS metastases, known hypersensitivity to taxanes unless mild", "excluded"),
        ("Brain metastases other than treated and stable lesions", "allowed"),
        ("CNS metastases; however, those treated and stable may enter", "allowed"),
        # So does a word of activity.
        ("Brain metastases, uncontrolled hypertension", "excluded"),
        ("Brain metastases or uncontrolled seizures", "excluded"),
        ("Brain metastases, active infection", "excluded"),
        ("Symptomatic lymphangitic metastases, or brain involvement", "excluded"),
        (
            "Has brain metastases; those with neurological symptoms must have a CT to exclude brain metastasis",
            "excluded",
        ),
        ("Brain metastases, untreated or symptomatic", "allowed"),
        ("Brain metastases with symptom", "allowed"),
        # Control that is denied is activity.
        ("CNS metastases that are not well controlled", "allowed"),
        ("Cerebral metastases which have not been adequately treated", "allowed"),
        ("Brain metastases, which are not sufficiently stable", "allowed"),
        ("Poorly controlled CNS metastases", "allowed"),
        ("Well controlled or not, any brain metastases", "excluded"),
        # Who keeps out metastases of the brain alone takes others.
        ("Bone or brain metastases as the only site of disease", "allowed"),
        ("Disease confined to the central nervous system", "allowed"),
        ("CNS metastases. Brain MRI is only required if symptoms suggest them", "excluded"),
        # So does who keeps out some of them by size, time or treatment.
        ("Brain metastases larger than 2 cm", "allowed"),
        ("Brain metastases irradiated less than 4 weeks ago", "allowed"),
        ("Brain metastases without prior local therapy", "allowed"),
        ("Brain metastases. If the patient meets the following criteria she is eligible", "allowed"),
        ("Brain metastases. Patients with a history of skin cancer are eligible", "excluded"),
        ("Metastases to the liver, lung or brain", "excluded"),
        ("Brain metastases, unstable angina, or new evidence of brain metastases", "excluded"),
        ("Central nervous system disease unrelated to cancer, unless treated", ""),
        ("Severe comorbidities such as active central nervous system disease", ""),
        ("Cancer that has spread to the brain", "excluded"),
        ("Evidence of metastatic disease in the liver or brain", "excluded"),
        ("Primary or metastatic malignancy involving the CNS unless treated and asymptomatic", "allowed"),
        ("Active central nervous system (CNS) malignancy", "allowed"),
        # Who excludes a history beside activity excludes both.
        ("Active or history of CNS metastases", "excluded"),
        ("History of, or active, brain metastases", "excluded"),
        ("Any history of brain metastases or any other active CNS disease", "excluded"),
        ("A malignancy that involves the central nervous system", "excluded"),
        ("Cancer affecting the brain", "excluded"),
        ("Uncontrolled hypertension, brain metastases, active infection", "excluded"),
        ("Acute infection or brain metastases", "excluded"),
        ("Progressive visceral disease, CNS metastases", "excluded"),
        ("Symptomatic or impending cord compression, brain metastases", "excluded"),
        ("New York Heart Association class III, brain metastases", "excluded"),
        ("Unstable spinal cord compression or brain metastases", "allowed"),
        ("Severe heart failure, symptomatic brain metastases", "allowed"),
        ("Life-threatening metastases, lymphangitis, brain metastases or ascites", "excluded"),
        ("Signs of brain metastases, unless metastases were ruled out by MRI", "excluded"),
        ("Progression in the central nervous system within 6 weeks", "allowed"),
        ("History of active brain metastases", "allowed"),
    ],
)
def test_words_of_an_exclusion_hold_for_their_own_clause(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(exclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("At least 4 weeks since radiotherapy to bone or brain metastases", "allowed"),
        ("For subjects with CNS metastases, proof of stability after radiotherapy is required", "allowed"),
        ("Women with a history of brain metastases need definitive local treatment", "allowed"),
        ("Known brain metastases: stable for two months", "allowed"),
        ("Several visceral metastases (including stable CNS mts)", "allowed"),
        ("Where brain metastases exist, steroids must have been stopped", "allowed"),
        ("Brain metastases are required", "required"),
        ("Metastases of any organ, except for exclusive cerebral progression", "allowed"),
        ("Radiotherapy for brain metastases must have been completed at least 4 weeks before entry", "allowed"),
        ("Surgery for brain metastases must be at least 6 weeks in the past", "allowed"),
        ("Progression of brain metastases after radiotherapy", "required"),
        ("No visible metastases on brain CT or MRI", "excluded"),
        ("CNS imaging must be negative for metastases", "excluded"),
        ("Brain CT or MRI at entry", ""),
        ("Radiographic evidence of brain metastases", "required"),
        ("Diagnosis of cerebral metastases meeting the following criteria", "required"),
        ("Patients must have a history of brain metastases that are not progressing", "required"),
        ("Subjects with measurable brain metastases of at least 1 cm", "required"),
        ("Recurrence of or new brain metastases after radiotherapy", "required"),
        ("Confirmed cancer with the presence of one or two brain metastases", "required"),
        ("At least one CNS tumor measuring 10 mm", "required"),
        ("Measurable CNS disease, untreated or progressing", "required"),
        (
            "If history of brain metastases must be stable; a scan is needed in subjects with known brain metastases",
            "allowed",
        ),
        ("Treated, or not eligible for CNS radiosurgery; measurable disease outside the CNS", ""),
        ("No radiographic evidence of brain metastases", "excluded"),
        ("Evidence of brain metastases is acceptable if treated", "allowed"),
        ("Patients must have no brain metastases", "excluded"),
        ("Patients can have brain metastases as long as no treatment is due", "allowed"),
        ("Patients may have treated brain metastases", "allowed"),
        ("Patients with brain metastases were only enrolled if the metastases were stable", "allowed"),
        ("Patients with brain metastases only when asymptomatic", "allowed"),
        ("Brain metastases, provided that they need no steroids", "allowed"),
        ("Patients with or without brain metastases", "allowed"),
        ("Brain must not be the only site of disease", "allowed"),
        ("Any metastatic site except the brain", "excluded"),
        ("CT or MRI of the brain without evidence of metastatic disease", "excluded"),
        ("Histologically confirmed HER2-positive breast cancer with progressive CNS metastases", "required"),
        ("Patients undergoing resection of brain metastases", "required"),
        (
            "Diagnosis of BM of breast cancer and indication of focal radiotherapy to the brain lesions",
            "required",
        ),
        ("Measurable brain metastases; brain lesions are not required to have been biopsied", "required"),
        ("Cerebral metastases of breast cancer not amenable to surgery", "required"),
        ("At least one measurable brain metastasis not yet irradiated", "required"),
        ("CNS: no active metastases", "allowed"),
        ("Negative CT of the brain", "excluded"),
        ("CNS: no metastases", "excluded"),
        ("Evaluable disease other than brain metastases", ""),
        ("Central nervous system metastasis", ""),
    ],
)
def test_an_inclusion_asks_for_or_permits_them(text: str, value: str) -> None:
    assert answer(a_trial(eligibility=criteria(inclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Eighty women were enrolled. Brain involvement was an exclusion criterion.", "excluded"),
        ("Eighty women were enrolled. Exclusion criteria were brain metastases and earlier chemotherapy.", "excluded"),
        ("Women free of brain metastases at entry were randomised to drug X or Y.", "excluded"),
        ("We enrolled 540 patients with no CNS disease.", "excluded"),
        ("Patients with brain metastases were excluded.", "excluded"),
        ("Patients with no evidence of brain metastases were eligible.", "excluded"),
        ("Patients with and without brain metastases were enrolled.", "allowed"),
        ("45 patients with brain metastases received drug X.", "required"),
        ("Patients with at least one measurable brain metastasis were randomly assigned to X or Y.", "required"),
        ("Patients with or without brain metastases were randomised.", "allowed"),
        ("We included 45 patients with HER2-positive breast cancer and brain metastases.", "required"),
        ("Eligible patients had breast cancer with progressive brain metastases.", "required"),
        ("Patients with treated, stable brain metastases were eligible.", "allowed"),
        ("Patients with leptomeningeal metastasis were randomised to intrathecal treatment.", "required"),
        ("The time to brain metastases of the women who were randomised was measured.", ""),
        ("No brain metastases occurred in women randomised to drug X.", ""),
    ],
)
def test_a_summary_tells_it_where_no_criterion_does(text: str, value: str) -> None:
    assert answer(a_trial(title="Drug X in breast cancer", summary=text)) == value
    told = criteria(exclusion=("Untreated brain metastases",))
    assert answer(a_trial(title="Drug X", summary=text, eligibility=told)) == "allowed"


@pytest.mark.parametrize(
    ("taken", "refused", "value"),
    [
        (
            ("Cohort 3, in addition:", "Breast cancer with active brain metastasis"),
            ("Active CNS metastases",),
            "allowed",
        ),
        (("Cohort A: at least one measurable brain metastasis", "Cohort B: no brain metastases"), (), "allowed"),
        (("Cohort A: at least one measurable brain metastasis",), (), "required"),
        (("At least one measurable brain metastasis",), ("Cohort A: active brain metastases",), "required"),
        (("Cohort 1: at least one measurable brain metastasis", "Cohort 2: progression on drug Y"), (), "allowed"),
        (("Patients in cohort 2 must have a measurable brain metastasis", "Cohort 1: any stage"), (), "allowed"),
        (("A measurable brain metastasis (cohort A)", "Progression on drug Y (cohort B)"), (), "allowed"),
        (
            ("Cohort 1: at least one measurable brain metastasis", "Cohort 2: a measurable brain metastasis"),
            ("Cohort 2: earlier drug Y",),
            "required",
        ),
        (("Cohort 1: at least one measurable brain metastasis", "Cohort 1b: earlier drug Y"), (), "required"),
        (("Cohort 1: at least one measurable brain metastasis", "Step 2: imaging"), (), "required"),
        (("At least one measurable brain metastasis", "Cohort 2: earlier drug Y"), (), "required"),
        (("Cohorts 1 and 2: a measurable brain metastasis", "Cohort 1: earlier drug Y"), (), "required"),
    ],
)
def test_what_one_cohort_requires_the_trial_allows_where_others_do_without(
    taken: tuple[str, ...], refused: tuple[str, ...], value: str
) -> None:
    assert answer(a_trial(title="Drug X", eligibility=criteria(taken, refused))) == value


def test_who_is_imaged_need_not_have_brain_metastases() -> None:
    parent = Criterion("MRI of the brain within 30 days, if they meet one of the following criteria:")
    child = Criterion("Participants with a history of brain metastases or symptoms of them", level=1)
    assert answer(a_trial(eligibility=Eligibility(inclusion=(parent, child)))) == ""


def test_what_is_not_required_of_all_is_required_of_some_alone() -> None:
    taken = (
        "Brain metastases are not required for dose escalation",
        "At least one measurable brain metastasis in part 2",
    )
    assert answer(a_trial(eligibility=criteria(taken))) == "allowed"
    assert answer(a_trial(eligibility=criteria(taken[1:]))) == "required"
