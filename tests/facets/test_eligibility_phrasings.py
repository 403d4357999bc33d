"""Further wordings of earlier treatment and required markers, each as a criterion or a title of its own."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.prior_drugs import find_prior_drugs
from desktop.facets.entry.prior_lines import find_prior_lines
from desktop.facets.entry.required_markers import find_required_markers
from desktop.trials.line_limits import line_limits
from desktop.trials.trial import Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")


def trial(side: str, text: str, title: str) -> Trial:
    if side == "title":
        return a_trial(title=text)
    return a_trial(title=title, eligibility=criteria((text,)) if side == "in" else criteria((), (text,)))


@pytest.mark.parametrize(
    ("side", "text", "limits"),
    [
        ("in", "The maximum number of prior therapies for metastatic disease is limited to two", (None, 2)),
        ("in", "The maximum number of previous lines is 3", (None, 3)),
        ("in", "Prior chemotherapy for advanced disease is limited to 2 regimens", (None, 2)),
        ("in", "Limited to at most two prior lines", (None, 2)),
        ("in", "Previous systemic treatment is restricted to three lines in the metastatic setting", (None, 3)),
        ("in", "Number of prior lines for metastatic disease is not limited", (None, None)),
        ("in", "Treatment is limited to two cycles", (None, None)),
        ("title", "Drug X as maintenance treatment of metastatic breast cancer after first-line chemotherapy", (1, 1)),
        (
            "title",
            "Maintenance capecitabine following first-line chemotherapy in HER2-negative metastatic breast cancer",
            (1, 1),
        ),
        (
            "title",
            "Sunitinib as consolidation after response to taxane chemotherapy in women with metastatic breast cancer",
            (1, None),
        ),
        (
            "title",
            "Letrozole maintenance after chemotherapy for hormone receptor-positive metastatic breast cancer",
            (1, None),
        ),
        (
            "title",
            "Maintenance with endocrine therapy after adjuvant chemotherapy in early breast cancer",
            (None, None),
        ),
        (
            "in",
            "Progression after at least two lines of standard treatment and/or one prior line of chemotherapy",
            (1, None),
        ),
        (
            "in",
            "At least 2 lines of endocrine therapy or at least 1 line of chemotherapy for metastatic disease",
            (1, None),
        ),
        ("in", "At least three prior lines or one prior chemotherapy regimen for advanced disease", (1, None)),
        ("in", "At least two prior lines of therapy, and one line of chemotherapy", (2, None)),
        ("in", "MBC previously treated with endocrine therapy", (1, None)),
        ("in", "Metastatic breast cancer previously treated with adjuvant endocrine therapy", (None, None)),
        ("in", "Metastatic breast cancer previously treated with endocrine therapy is allowed", (None, None)),
        (
            "in",
            (
                "Participants must have received 1 or 2 prior lines of systemic therapy in the "
                "recurrent, locally advanced, or metastatic setting"
            ),
            (1, 2),
        ),
        (
            "in",
            "Has had at least one, and no more than two, lines of prior chemotherapy in the metastatic setting",
            (1, 2),
        ),
        ("out", "Subjects who have received more than 2 prior cytotoxic regimens in the metastatic setting", (None, 2)),
        ("out", "Prior cytotoxic chemotherapy for locally recurrent or metastatic disease", (None, 0)),
        (
            "in",
            "No prior chemotherapy or targeted systemic therapy for inoperable locally advanced or metastatic TNBC",
            (None, 0),
        ),
        ("in", "Has not received prior chemotherapy in the metastatic setting", (None, 0)),
        (
            "in",
            "Received at least 1 but not more than 3 prior lines of therapy for advanced/metastatic disease",
            (1, 3),
        ),
        ("in", "Participants with at least 2 prior anti-HER2 based regimens in the metastatic setting", (2, None)),
        (
            "in",
            (
                "Progressed on or after the most recent line of therapy; up to 3 prior lines "
                "allowed for metastatic disease"
            ),
            (None, 3),
        ),
        ("in", "Patients may have received up to 2 lines of chemotherapy in the advanced setting", (None, 2)),
        (
            "in",
            "Patients with no more than one prior chemotherapy line in the metastatic setting are eligible",
            (None, 1),
        ),
        (
            "in",
            "Refractory to or intolerant of existing therapies; at least 3 prior regimens for metastatic disease",
            (3, None),
        ),
        (
            "in",
            "Must have progressed following at least two (2) prior lines of therapy in the metastatic setting",
            (2, None),
        ),
        ("in", "A maximum of one line of prior endocrine therapy in the advanced setting is permitted", (None, 1)),
        ("out", "Patients who have had prior systemic treatment for metastatic breast cancer", (None, 0)),
        ("out", "Any prior systemic anti-cancer therapy for advanced disease", (None, 0)),
        ("out", "Received > 1 line of chemotherapy for metastatic disease", (None, 1)),
        ("out", "Two or more lines of systemic therapy in the metastatic setting", (None, 1)),
        ("in", "Prior lines: any", (None, None)),
        ("in", "There is no limit on the number of prior therapies", (None, None)),
        (
            "in",
            "Patients should have received at least 1 prior line of endocrine therapy for metastatic disease",
            (1, None),
        ),
        ("in", "First-line metastatic patients only", (None, 0)),
        ("in", "Patients must be candidates for first-line chemotherapy", (None, 0)),
        ("in", "Untreated stage IV breast cancer", (None, 0)),
        (
            "in",
            "De novo or recurrent metastatic disease without previous systemic treatment for metastatic disease",
            (None, 0),
        ),
        ("in", "Have received ≥ 2 and ≤ 4 prior lines in the metastatic setting", (2, 4)),
        ("in", "Between 1 and 3 prior lines of systemic therapy for metastatic disease", (1, 3)),
        ("in", "Documented disease progression after one prior line of therapy in the advanced setting", (1, 1)),
        ("in", "Patients pretreated with at least two lines of chemotherapy for metastatic disease", (2, None)),
        ("in", "2nd or 3rd line therapy for metastatic disease", (1, 2)),
        ("in", "Maximum two previous lines of chemotherapy (metastatic)", (None, 2)),
        ("in", "Three or fewer prior chemotherapy regimens for MBC", (None, 3)),
        ("title", "Drug X versus drug Y as 2nd-line therapy of metastatic breast cancer", (1, 1)),
        ("title", "First Line Treatment of Metastatic Breast Cancer With Drug X", (None, 0)),
        ("title", "Drug X in heavily pretreated metastatic breast cancer", (None, None)),
        (
            "title",
            "Drug X in Patients With Metastatic Breast Cancer Previously Treated With Two or More Lines",
            (2, None),
        ),
        ("title", "Drug X in treatment-naive metastatic breast cancer", (None, 0)),
        ("in", "No more than 2 prior lines of chemotherapy (neoadjuvant and adjuvant not counted)", (None, 2)),
        ("in", "Prior chemotherapy in the neoadjuvant or adjuvant setting is allowed", (None, None)),
        ("in", "No previous treatment for this cancer", (None, 0)),
        ("out", "Patients who received more than one chemotherapy regimen for metastatic disease", (None, 1)),
        (
            "out",
            "Has received prior systemic therapy in the inoperable locally advanced or metastatic setting",
            (None, 0),
        ),
        (
            "out",
            "Patients previously treated with more than three lines of chemotherapy in metastatic setting",
            (None, 3),
        ),
        (
            "in",
            (
                "Must have received between two and five prior chemotherapy regimens including "
                "an anthracycline and a taxane, two or more for advanced disease"
            ),
            (2, 5),
        ),
        ("in", "Prior treatment with no more than 1 non-hormonal regimen for metastatic disease", (None, 1)),
        ("in", "Prior therapy: up to 2 cytotoxic regimens for metastatic disease", (None, 2)),
        ("in", "0 or 1 prior chemotherapy for metastatic disease", (None, 1)),
        ("in", "Zero or one prior lines for metastatic disease", (None, 1)),
        ("in", "One line or less of chemotherapy for metastatic disease", (None, 1)),
        ("in", "Subjects must not have received any prior systemic therapy for advanced/metastatic disease", (None, 0)),
        (
            "in",
            "No prior systemic anticancer therapy for their advanced disease, except for one line of endocrine therapy",
            (None, 0),
        ),
        (
            "in",
            (
                "Failure on at least one but no more than three lines of prior systemic "
                "treatment for metastatic breast cancer"
            ),
            (1, 3),
        ),
        ("in", "Progressed on ≥1 line of endocrine-based therapy in the advanced/metastatic setting", (1, None)),
        ("in", "Patients who have not received chemotherapy for metastatic disease", (None, 0)),
        (
            "out",
            (
                "More than 1 previous line of systemic anti-cancer therapy for unresectable or "
                "metastatic disease (excluding endocrine therapy)"
            ),
            (None, 1),
        ),
        (
            "out",
            (
                "Patients that have received greater than or equal to 3 prior lines of "
                "chemotherapy in the metastatic setting"
            ),
            (None, 2),
        ),
        ("out", "4 or more prior lines of therapy in metastatic setting", (None, 3)),
        ("out", "Prior chemotherapy for metastatic disease is not allowed", (None, 0)),
        ("out", "Chemotherapy for metastatic disease", (None, 0)),
        ("out", "Participants who have received any systemic anticancer therapy for metastatic disease", (None, 0)),
        ("out", "Prior endocrine therapy for advanced disease", (None, 0)),
        ("out", "Previous or concurrent chemotherapy for another malignancy", (None, None)),
        ("out", "Prior immunotherapy for metastatic disease", (None, None)),
        ("in", "Patients must have had prior chemotherapy", (None, None)),
        ("in", "Prior adjuvant therapy, including one line of chemotherapy, is allowed", (None, None)),
        ("in", "At least two weeks since the last line of therapy", (None, None)),
        ("in", "Three line scan", (None, None)),
    ],
)
def test_earlier_lines(side: str, text: str, limits: tuple[int | None, int | None]) -> None:
    found = find_prior_lines(opened(trial(side, text, "Drug X in metastatic breast cancer")), LEXICON)
    assert line_limits(each.value for each in found) == limits


@pytest.mark.parametrize(
    ("facet", "side", "text", "value"),
    [
        ("prior_cdk46", "in", "Recurrence within 12 months of completing an adjuvant CDK4/6 inhibitor", "required"),
        ("prior_her2_adc", "in", "Patients who have had T-DM1 may take part", "allowed"),
        (
            "prior_cdk46",
            "in",
            "Patients must have had disease progression following treatment with a CDK4/6 inhibitor and an AI",
            "required",
        ),
        (
            "prior_cdk46",
            "in",
            "Prior exposure to CDK 4/6 inhibitors is required in the metastatic or adjuvant setting",
            "required",
        ),
        ("prior_cdk46", "in", "Participants may or may not have received prior CDK4/6 inhibitors", "allowed"),
        ("prior_cdk46", "in", "Prior CDK4/6i use is permitted", "allowed"),
        ("prior_cdk46", "in", "No prior treatment with any CDK4/6 inhibitor in the metastatic setting", "excluded"),
        (
            "prior_cdk46",
            "out",
            (
                "Patients previously exposed to a CDK4/6 inhibitor (adjuvant exposure permitted "
                "if completed > 12 months prior)"
            ),
            "allowed",
        ),
        ("prior_cdk46", "out", "Prior therapy with palbociclib, ribociclib, or abemaciclib", "excluded"),
        ("prior_cdk46", "out", "Received prior CDK4/6 inhibitors or everolimus", "excluded"),
        ("prior_cdk46", "out", "Patients with prior CDK4/6 inhibitor treatment", "excluded"),
        ("prior_cdk46", "in", "Endocrine resistant disease after CDK4/6 inhibitor therapy", "required"),
        ("prior_cdk46", "in", "Received prior CDK4/6 inhibitor plus endocrine therapy as the first line", "required"),
        ("prior_cdk46", "in", "Recurrence during adjuvant abemaciclib", "required"),
        ("prior_cdk46", "title", "Drug X in HR+ breast cancer progressing on CDK4/6 inhibitors", "required"),
        ("prior_cdk46", "title", "Drug X post CDK4/6 inhibitor", "required"),
        ("prior_cdk46", "title", "Palbociclib after tamoxifen", ""),
        ("prior_cdk46", "in", "Eligible for treatment with ribociclib and letrozole", ""),
        ("prior_cdk46", "in", "Starting palbociclib with endocrine therapy", ""),
        ("prior_cdk46", "out", "Known intolerance to abemaciclib", ""),
        ("prior_her2_adc", "in", "Prior treatment with trastuzumab deruxtecan is allowed", "allowed"),
        ("prior_her2_adc", "out", "Has previously been treated with T-DXd", "excluded"),
        ("prior_her2_adc", "in", "Disease progression on prior T-DM1", "required"),
        ("prior_her2_adc", "in", "Must have received trastuzumab, pertuzumab and T-DM1 in any setting", "required"),
        ("prior_her2_adc", "out", "Prior exposure to T-DM1 or T-DXd", "excluded"),
        (
            "prior_her2_adc",
            "out",
            "Prior treatment with antibody-drug conjugates containing topoisomerase inhibitors",
            "excluded",
        ),
        ("prior_her2_adc", "in", "T-DM1 resistant", "required"),
        ("prior_her2_adc", "title", "Drug X in HER2-positive breast cancer after trastuzumab deruxtecan", "required"),
        ("prior_her2_adc", "in", "Treatment with T-DXd planned", ""),
        (
            "prior_cdk46",
            "in",
            (
                "Patients must have received prior treatment with at least one line of ET, with "
                "or without a CDK4/6 inhibitor, for metastatic disease"
            ),
            "allowed",
        ),
        ("prior_cdk46", "in", "Prior treatment with CDK4/6 inhibitors and/or everolimus is acceptable", "allowed"),
        ("prior_cdk46", "in", "No more than one prior CDK4/6 inhibitor", "allowed"),
        ("prior_cdk46", "out", "More than one prior CDK4/6 inhibitor", "allowed"),
        ("prior_cdk46", "in", "Progression on at least 1 prior line of therapy with CDK4/6 inhibitor", "required"),
        ("prior_cdk46", "out", "Patients who discontinued a prior CDK4/6 inhibitor due to toxicity", ""),
        ("prior_cdk46", "in", "Measurable disease; abemaciclib is given in both arms", ""),
        ("prior_her2_adc", "in", "Prior HER2-directed therapy including T-DM1 is allowed", "allowed"),
        (
            "prior_her2_adc",
            "in",
            "At least two prior anti-HER2 regimens, including trastuzumab, pertuzumab and T-DM1",
            "required",
        ),
        ("prior_her2_adc", "out", "Prior use of HER2 TKI", ""),
        ("prior_her2_adc", "out", "Prior treatment with any ADC containing a topoisomerase I inhibitor", "excluded"),
    ],
)
def test_earlier_drugs(facet: str, side: str, text: str, value: str) -> None:
    found = find_prior_drugs(opened(trial(side, text, "Drug X in metastatic breast cancer")), LEXICON)
    assert {each.value for each in found if each.facet == facet} == ({value} if value else set())


@pytest.mark.parametrize(
    ("side", "text", "markers"),
    [
        ("in", "Only patients with a PIK3CA mutation can be enrolled", {"PIK3CA"}),
        ("in", "Patients with a BRCA mutation may also be enrolled", set()),
        ("in", "Confirmed PIK3CA mutation by central laboratory", {"PIK3CA"}),
        ("in", "Presence of at least one ESR1 mutation in cfDNA", {"ESR1"}),
        ("in", "Tumor with PIK3CA/AKT1/PTEN alteration", {"AKT1", "PIK3CA", "PTEN"}),
        ("in", "Known deleterious germline BRCA1/2 or PALB2 mutation", {"BRCA1/2", "PALB2"}),
        ("in", "PD-L1 CPS of 10 or greater", {"PD-L1"}),
        ("in", "PD-L1 positive status (IC >= 1%)", {"PD-L1"}),
        ("in", "Tumour PD-L1 expression (CPS >=1) as assessed by IHC 22C3", {"PD-L1"}),
        ("in", "Patients must be gBRCA mutation carriers", {"BRCA1/2"}),
        ("in", "BRCA1/2 mutation status known", set()),
        ("in", "Willing to undergo BRCA testing", set()),
        ("in", "Documented PD-L1 status", set()),
        ("in", "Androgen receptor positive (>10%) TNBC", {"AR"}),
        ("in", "Documentation of HRD by Myriad myChoice", {"HRD"}),
        ("in", "Trop-2 expression not required", set()),
        ("in", "Mesothelin expression >= 25%", {"mesothelin"}),
        ("in", "PIK3CA-mutant cohort: a PIK3CA mutation; wild-type cohort: no PIK3CA mutation", {"PIK3CA"}),
        ("title", "Drug X in ESR1-mutated advanced breast cancer", {"ESR1"}),
        ("title", "Talazoparib in BRCA-mutant breast cancer", {"BRCA1/2"}),
        ("title", "Atezolizumab in PD-L1+ TNBC", {"PD-L1"}),
        ("title", "Effect of PIK3CA mutation on outcome of breast cancer", set()),
        ("title", "Screening in women with BRCA mutations", {"BRCA1/2"}),
        ("in", "Has a PIK3CA, AKT1 and/or PTEN altered tumour", {"AKT1", "PIK3CA", "PTEN"}),
        ("in", "Positive for PD-L1 (CPS ≥ 10)", {"PD-L1"}),
        ("in", "Tumours must express TROP2", {"TROP2"}),
        ("in", "High TROP2 expression", {"TROP2"}),
        ("in", "ESR1 mutations detected in plasma", {"ESR1"}),
        ("in", "Subjects with or without BRCA mutation", set()),
        ("in", "Patients with PD-L1 unknown, negative or positive tumours", set()),
        ("in", "Agree to provide tissue for PD-L1 assessment", set()),
        (
            "in",
            "Patients known to have a germline BRCA mutation must have received or be ineligible for a PARP inhibitor",
            set(),
        ),
        ("in", "At least one pathogenic germline mutation in BRCA1 or BRCA2", {"BRCA1/2"}),
        ("in", "RB-positive tumour", {"RB1"}),
        ("in", "Somatic or germline loss-of-function mutation in a homologous recombination repair gene", {"HRD"}),
    ],
)
def test_required_markers(side: str, text: str, markers: set[str]) -> None:
    found = find_required_markers(opened(trial(side, text, "Drug X")), LEXICON)
    assert {each.value for each in found} == markers


def test_a_line_of_the_title_holds_for_cohorts_of_which_criteria_say_none() -> None:
    title = "Drug X as first- or second-line treatment of metastatic breast cancer"
    told = criteria(
        ("Cohort 1: no prior systemic therapy in the metastatic setting", "Cohort 2: a PD-L1-positive tumour")
    )
    found = find_prior_lines(opened(a_trial(title=title, eligibility=told)), LEXICON)
    assert line_limits(each.value for each in found) == (None, 1)
