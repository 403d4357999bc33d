"""More ways to say who may enter, by the kinds of fault that reading made before: several criteria and places."""

from dataclasses import dataclass

import pytest

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.rules import load_rules
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")


@dataclass(frozen=True)
class Case:
    facet: str
    want: str
    taken: str = ""
    refused: str = ""
    title: str = "A trial"
    conditions: tuple[str, ...] = ()
    summary: str = ""


CASES = [
    Case(
        "her2",
        "low",
        taken="HER2-low carcinoma; for this purpose low means 1+ on IHC, or 2+ when the gene is not amplified",
    ),
    Case("her2", "negative", taken="Invasive carcinoma in which FISH shows no HER2 gene amplification"),
    Case(
        "her2",
        "low",
        taken="HER2 low (1+ or 2+ with ISH not amplified). Tumours of 3+ count as HER2-positive and are excluded.",
    ),
    Case(
        "her2",
        "positive",
        taken="HER2-positive carcinoma. Staining of up to 10 % of cells is interpreted as no HER2 overexpression.",
    ),
    Case(
        "her2",
        "negative",
        taken="HER2-negative disease, negative meaning a score of 0 or 1+, or 2+ without amplification by FISH",
    ),
    Case(
        "her2",
        "positive",
        taken="HER2-positive as per ASCO/CAP (overexpression is defined as 3+, lack of overexpression as 0 or 1+)",
    ),
    Case("her2", "", summary="In a previous study of drug X, HER2-positive patients lived longer."),
    Case(
        "her2",
        "any",
        title="Hypofractionated Radiotherapy After Mastectomy",
        summary="While chest wall irradiation is given, patients with HER2-positive disease continue trastuzumab.",
    ),
    Case("her2", "positive", title="Pertuzumab for HER2-Positive Metastatic Breast Cancer"),
    Case("her2", "", summary="HER2 status at relapse will be compared with that at diagnosis as a secondary outcome."),
    Case("her2", "", summary="One in five breast cancers overexpresses HER2."),
    Case("her2", "zero low", taken="Two groups are enrolled: HER2-0 (IHC 0) and HER2-low (IHC 1+ or 2+/ISH-)"),
    Case("her2", "positive", taken="HER2 IHC 2+ with ISH amplification, or IHC 3+"),
    Case("her2", "low", taken="HER2 1+ or 2+ (FISH not amplified); a score of 0 is excluded"),
    Case("her2", "low ultralow", taken="HER2-low (IHC 1+, 2+/ISH-) or HER2-ultralow (IHC >0 and <1+)"),
    Case("her2", "mutated positive", taken="ERBB2 exon 20 insertion, or HER2 gene amplification"),
    Case("her2", "needs_review", taken="HER2 IHC 2+ for which the FISH result is pending"),
    Case("her2", "ultralow", taken="Membrane staining for HER2 that is above 0 but below 1+"),
    Case("her2", "negative", taken="HER2 IHC 0, 1+ or 2+ (2+ only if ISH is negative)"),
    Case("her2", "negative", taken="HER2 IHC less than 2+"),
    Case(
        "her2",
        "zero",
        taken="HER2 IHC 0 in the latest sample\nPatients who were HER2-positive at any earlier time are not eligible",
    ),
    Case(
        "her2",
        "low",
        taken="Never HER2-positive (IHC 3+ or ISH amplified) in any earlier sample\nHER2 1+, or 2+ and FISH-negative",
    ),
    Case("her2", "low", taken="HER2-low by central laboratory\nNo HER2-positive result has ever been reported"),
    Case("her2", "low", taken="HER2-low advanced cancer; a HER2-negative result of an earlier biopsy is allowed"),
    Case(
        "her2",
        "any",
        taken="All HER2 statuses may enter\nPertuzumab is given in addition to patients whose tumour is HER2-positive",
    ),
    Case(
        "her2",
        "any",
        taken="Cancer irrespective of HER2 status. Patients with HER2-positive tumours must have finished trastuzumab.",
    ),
    Case("her2", "any", taken="In case of HER2-positive disease, an ejection fraction above 50 % is needed"),
    Case(
        "her2",
        "negative",
        taken="Men and women with HR-positive, HER2-negative cancer who have progressed on a CDK4/6 inhibitor",
    ),
    Case("her2", "positive", taken="HER2-positive cancer is required, and progression on trastuzumab is required"),
    Case(
        "her2", "positive", taken="Patients with HER2-positive cancer who have had no more than two lines of treatment"
    ),
    Case("her2", "any", title="HER2-Negative or HER2-Positive Breast Cancer Treated With X"),
    Case(
        "her2",
        "low",
        taken="HER2 1+ or 2+/ISH- by central reading",
        refused="HER2-positive tumours",
        conditions=("HER2-positive Breast Cancer",),
    ),
    Case(
        "her2",
        "positive",
        taken="HER2-positive (3+ or amplified)",
        conditions=("HER2-low Breast Cancer", "HER2-positive Breast Cancer"),
    ),
    Case(
        "her2",
        "negative",
        taken="HER2-negative cancer; a minor HER2-positive component that is not treated is accepted",
    ),
    Case("her2", "positive", taken="HER2-positive carcinoma. A contralateral HER2-negative carcinoma is allowed."),
    Case(
        "her2", "negative", taken="HER2-negative disease. In bilateral cancer, both tumours have to be HER2-negative."
    ),
    Case("her2", "negative", taken="non-HER2-amplified metastatic carcinoma"),
    Case("her2", "any", taken="HER2+/- or TN breast carcinoma"),
    Case("her2", "any", taken="Part 1 takes HER2-overexpressing, part 2 non-HER2-overexpressing tumours"),
    Case("her2", "negative", taken="Either triple-negative or HR+/HER2- disease"),
    Case("her2", "positive", taken="HER2-positive disease, with or without prior pertuzumab"),
    Case("her2", "any", taken="Any subtype, no matter whether HER2 is negative or positive"),
    Case(
        "her2",
        "any",
        summary="The drug is selected by HER2 status: positive tumours receive trastuzumab, negative ones do not.",
    ),
    Case("her2", "any", taken="Results for ER, PR and HER2 have to be available in the pathology report"),
    Case("her2", "needs_review", taken="The tumour expresses MUC1, CEA or HER2"),
    Case("her2", "needs_review", taken="HER2 expression must be confirmed by immunohistochemistry"),
    Case(
        "her2",
        "any",
        taken="Part 1: HER2-positive breast cancer\nPart 2: HER2-negative breast cancer",
        refused="HER2-positive disease (Part 2)",
    ),
    Case("her2", "", refused="Prior treatment with trastuzumab or another HER2-directed agent"),
    Case("her2", "zero", taken="HER2 IHC 0 by local testing", refused="HER2-low or HER2-positive disease"),
    Case("her2", "positive", refused="Tumours that are HER2-negative"),
    Case(
        "her2", "positive low", taken="Cohort 1: solid tumours with HER2 IHC 2+ or 3+\nCohort 2: HER2-low breast cancer"
    ),
    Case("her2", "", refused="Gastric cancer that is HER2-positive"),
    Case(
        "hr",
        "positive",
        summary="Patients with hormone receptor-positive disease are assigned to anastrozole or exemestane.",
    ),
    Case(
        "hr",
        "",
        summary="About two thirds of breast cancers are ER-positive. This study examines exercise during chemotherapy.",
    ),
    Case("hr", "positive", taken="PR-negative, ER-positive carcinoma"),
    Case("hr", "any", taken="Carcinoma of any ER and PR status"),
    Case("hr", "any", taken="The tumour may be ER-negative or ER-positive"),
    Case("hr", "any", summary="Randomisation is stratified by hormone receptor status and centre."),
    Case("hr", "positive", summary="Women with hormone receptor-positive cancer are stratified by menopausal status."),
    Case("hr", "positive", taken="Documented history of hormone receptor-positive disease"),
    Case("hr", "positive", taken="History of pathologically confirmed ER+ breast cancer"),
    Case("hr", "positive", taken="Women with ER-positive breast cancer taking an aromatase inhibitor"),
    Case("hr", "any", taken="Hormonal therapy must have failed in patients with ER-positive tumours"),
    Case(
        "hr",
        "any",
        taken="Node-negative breast cancer",
        summary="Following surgery, women with ER-positive tumours receive tamoxifen.",
    ),
    Case("hr", "any", taken="ER, PR and HER2 must have been determined"),
    Case("hr", "any", taken="With or without expression of hormone receptors"),
    Case(
        "hr", "negative", taken="ER- and PR-negative, where staining of less than 10 % of the nuclei counts as negative"
    ),
    Case("hr", "positive", taken="PR or ER staining of 10 % or more"),
    Case("hr", "negative", taken="ER and PR below 1 %"),
    Case("hr", "positive", taken="Hormone receptor positive, defined as more than 1 % of cells staining for ER or PR"),
    Case("hr", "negative", refused="Hormone receptor-positive tumours"),
    Case("hr", "positive", taken="Endocrine-sensitive metastatic breast cancer"),
    Case(
        "her2",
        "negative low",
        taken="ER-positive, HER2-negative metastatic breast cancer",
        conditions=("HER2-low breast cancer", "Metastatic breast cancer"),
    ),
    Case(
        "her2",
        "negative low",
        taken="Triple-negative breast cancer\nPatients with HER2-low tumours must have had trastuzumab deruxtecan",
    ),
    Case("her2", "positive", taken="HER2-positive breast cancer", conditions=("HER2-low breast cancer",)),
    Case("her2", "negative", taken="HER2-negative (IHC 0, 1+ or 2+/ISH-) cancer", conditions=("HER2-negative cancer",)),
]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: (case.taken or case.refused or case.summary or case.title)[:60]
)
def test_a_careful_reader_says(case: Case) -> None:
    trial = a_trial(
        title=case.title,
        conditions=case.conditions,
        summary=case.summary,
        eligibility=criteria(tuple(case.taken.splitlines()), tuple(case.refused.splitlines())),
    )
    found = {each.value for each in find_receptors(opened(trial), RULES, LEXICON) if each.facet == case.facet}
    assert ({"any"} if found == {"positive", "negative"} else found) == set(case.want.split())
