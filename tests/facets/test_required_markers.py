"""Markers required for entry: mutations, expression and the like without which nobody may enter."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.required_markers import find_required_markers
from desktop.trials.trial import Criterion, Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")


def answer(trial: Trial) -> set[str]:
    return {each.value for each in find_required_markers(opened(trial), LEXICON)}


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("PIK3CA mutation in tumour tissue", {"PIK3CA"}),
        ("Women with BRCA mutations with or without earlier removal of the ovaries", {"BRCA1/2"}),
        ("Breast cancer with or without BRCA mutations", set()),
        # What shows a marker, other names, another feature or an absent marker that will do as well
        ("Must show the presence of a PIK3CA mutation(s) determined in tumour tissue", {"PIK3CA"}),
        ("Genetic testing shows that the PI3K/AKT/mTOR pathway is mutated", {"PI3K/AKT/mTOR pathway"}),
        ("PI3K-mutated or PTEN-null tumour", {"PIK3CA", "PTEN"}),
        ("BRCA mutation and/or HDR defect", {"BRCA1/2", "HRD"}),
        ("Ki-67 score ≥ 5%, read locally", {"Ki-67"}),
        ("Ki-67 ≥ 20% or grade 3", set()),
        ("Grade 3 or Ki-67 ≥ 20%", set()),
        ("Ki-67 ≥ 20% and/or high genomic risk", set()),
        ("Patients with a BRCA mutation who had no indication for olaparib are allowed", set()),
        ("Stromal TILs ≥ 5%", {"TILs"}),
        ("Activation of the PI3K/AKT pathway", {"PI3K/AKT/mTOR pathway"}),
        ("MAGEA1 expression, by staining for MAGE-A1", {"MAGE"}),
        (f"Invasive carcinoma{', read by the local pathologist' * 12}, Ki-67 of at least 10%", {"Ki-67"}),
        ("Carcinoma of no special type with all of the following: Ki-67 ≥ 15%", {"Ki-67"}),
        ("If HER2-negative by immunohistochemistry, but with mutations of HER2 or activating HER3 mutations", set()),
        ("TIL therapy before", set()),
        ("ER-beta in at least 1% of the cells", {"ER-beta"}),
        ("HER4 IHC score ≥ 4", {"HER4"}),
        ("Has a documented ESR1 mutation in ctDNA", {"ESR1"}),
        ("Germline BRCA1 or BRCA2 mutation", {"BRCA1/2"}),
        ("Deleterious or suspected deleterious gBRCA mutation", {"BRCA1/2"}),
        ("PD-L1-positive disease (CPS ≥ 10)", {"PD-L1"}),
        ("Tumour PD-L1 CPS >= 10", {"PD-L1"}),
        ("PD-L1 expression on immune cells of at least 1 %", {"PD-L1"}),
        ("One or more alterations of PIK3CA, AKT1 or PTEN", {"PIK3CA", "AKT1", "PTEN"}),
        ("Androgen receptor expression of at least 10 %", {"AR"}),
        ("AR-positive tumour", {"AR"}),
        ("Homologous recombination deficiency (HRD)", {"HRD"}),
        ("Loss of PTEN by immunohistochemistry", {"PTEN"}),
        ("TROP2-positive tumour", {"TROP2"}),
        ("TROP-2 expression by central testing is required", {"TROP2"}),
        ("FGFR1 amplification", {"FGFR1"}),
        ("MSI-high or dMMR tumour", {"MSI-H/dMMR"}),
        ("Presence of an AKT1 E17K mutation", {"AKT1"}),
        ("Pathogenic variant in PALB2", {"PALB2"}),
        ("HLA-A*02:01 positive", {"HLA-A2"}),
        ("ctDNA-positive after surgery", {"ctDNA"}),
        ("Plasma for ctDNA is collected", set()),
        ("Tissue for the analysis of B7-H3 and PD-L1 expression", set()),
        # Tested, known, stratified, subgroups
        ("PIK3CA mutation status must be known", set()),
        ("Tissue for testing of PIK3CA mutations", set()),
        ("PD-L1 status is determined centrally", set()),
        ("Regardless of BRCA mutation status", set()),
        ("With or without a PIK3CA mutation", set()),
        ("PIK3CA mutant or wild-type", set()),
        ("Either PD-L1 positive or negative", set()),
        ("BRCA1/2 wild-type", set()),
        ("No germline BRCA mutation", set()),
        ("Patients with BRCA mutations must have received a PARP inhibitor", set()),
        ("If PD-L1 positive, must have received pembrolizumab", set()),
        ("PD-L1-negative disease", set()),
        ("Prior treatment with an anti-PD-L1 antibody", set()),
        ("Prior treatment with a PIK3CA inhibitor", set()),
        ("Stratified by ESR1 mutation", set()),
        ("HER2-positive, ER-negative", set()),
        ("Adequate neutrophil count", set()),
        ("Patients with a known BRCA mutation are allowed", set()),
        ("AR 2.0 points", set()),
        ("Non-small cell lung cancer with an EGFR mutation", set()),
        ("Absence of EGFR mutation, ALK fusion, ROS1 fusion or KRAS mutation", set()),
        ("Patients with known ESR1 or PIK3CA mutations must also have progressed on alpelisib", set()),
        ("Progression on a PARP inhibitor for patients with a germline BRCA mutation", set()),
        ("A BRCA1 mutation or a first-degree relative with one", set()),
        ("Alterations such as PIK3CA mutations are reported", set()),
        ("PD-L1 TPS < 1 %", set()),
        ("Only EGFR mutation-negative tumours (defined as no L858R mutation in EGFR)", set()),
        ("A valid PIK3CA mutation result by central testing is required", set()),
        ("Detectable or non-detectable CTCs", set()),
        ("For patients who enter because of a BRCA1 mutation, a report of the mutation is needed", set()),
        ("Deleterious BRCA2 mutation OR a Gail risk of 20 % or more", set()),
        ("Serum CEA positive, more than 2 x ULN", set()),
        ("ESR1 mutation in blood or tumour", {"ESR1"}),
        ("Deleterious mutation in BRCA 1 or 2", {"BRCA1/2"}),
        ("Breast and ovarian cancer patients with pathogenic BRCA mutations", {"BRCA1/2"}),
        ("eGFR ≥ 50 ml/min", set()),
        ("PI3K pathway activated by a PIK3CA mutation or PTEN loss", {"PIK3CA", "PTEN"}),
        ("Mutations in BRCA1, BRCA2, PALB2 or RAD51C", {"BRCA1/2", "PALB2", "RAD51C"}),
        ("PI3K/AKT/mTOR pathway mutation", {"PI3K/AKT/mTOR pathway"}),
        ("PIK3CA mutant and wild-type cohorts", set()),
        ("ctDNA positive for an ESR1 mutation", {"ESR1"}),
        ("TNBC or germline BRCA mutation", set()),
        ("TNBC with a germline BRCA mutation", {"BRCA1/2"}),
        ("Non-carriers of BRCA mutations", set()),
        ("Patients are eligible if Ki-67 is 10% or more", {"Ki-67"}),
        ("Patients are eligible if Ki-67 was tested", set()),
        ("Rich in tumours commonly associated with p53 mutation", set()),
        ("At least 5 CTCs in 7.5 ml of blood", {"CTC"}),
        ("≥ 5 circulating tumour cells per 7.5 ml", {"CTC"}),
        ("Nectin-4-positive tumour", {"nectin-4"}),
        ("MSI-H tumour", {"MSI-H/dMMR"}),
        # Markers that no list names, by the symbol by which they are asked for
        ("Tumour with a FOXA1 mutation", {"FOXA1"}),
        ("GPC3-positive solid tumour by immunohistochemistry", {"GPC3"}),
        ("Overexpression of IGF-1R in at least 10% of the cells", {"IGF-1R"}),
        ("The tumour expresses CD70 at 1% or above", {"CD70"}),
        ("Antigens GD2, CD44v6 or Her2 are expressed in the tumour", {"GD2", "CD44v6"}),
        ("HLA-A*24:02 positive", {"HLA-A*24:02"}),
        ("Mutation of ARID1A or BAP1", {"ARID1A", "BAP1"}),
        ("Known FOXA1 or GATA3 mutation status", set()),
        ("No FOXA1 mutation", set()),
        ("HIV-positive patients are eligible with a CD4 count above 350", set()),
        ("HER2-positive (IHC 3+ or FISH amplified), T2N1M0", set()),
        ("Patients who are HBsAg positive must have no HBV DNA", set()),
        # Other wordings of listed ones
        ("Evidence of ctDNA in blood after surgery", {"ctDNA"}),
        ("Detectable ctDNA (consent to screening)", {"ctDNA"}),
        ("The aspirate shows detectable DTCs", {"DTC"}),
        ("Micrometastases in bone marrow at the time of surgery", {"DTC"}),
        ("Sentinel node with micrometastases", set()),
        ("MSI-H by PCR testing", {"MSI-H/dMMR"}),
        ("Deleterious mutation in BRCA1 or BRCA2 from local BRCA testing", {"BRCA1/2"}),
        ("Nectin-4 H-score of at least 100", {"nectin-4"}),
        ("Tumour CPS ≥ 10 by the 22C3 assay", {"PD-L1"}),
        # One of several ways to enter
        ("T1 with Ki-67 ≥ 25%, T2 or T3", set()),
        ("Negative nodes and one of these conditions: triple-negative, Ki-67 ≥ 25%", set()),
        ("At least one of the following risk factors: grade 3, size > 5 cm, Ki-67 ≥ 40%", set()),
        ("ER-positive, HER2-negative and Ki-67 of at least 25%", {"Ki-67"}),
        ("At least one of the following: a mutation of PIK3CA, AKT1 or PTEN", {"PIK3CA", "AKT1", "PTEN"}),
        ("A 10% or higher chance of carrying a BRCA1 mutation", set()),
        ("MRD-positive by a tumour-informed assay", {"ctDNA"}),
        # Breast cancer in a list of cancers
        ("TNBC or NSCLC that has relapsed and is ROR1+", {"ROR1"}),
        ("Mesothelin-positive mesothelioma, ovarian cancer, triple negative breast cancer", {"mesothelin"}),
        ("TNBC, ovarian cancer or other cancer known to express SORT1", set()),
        ("Melanoma, triple-negative breast cancer, lung cancer, MSI-high, and others", set()),
        (
            "Those with alterations (such as EGFR mutations, and ALK fusions) must have either received a drug for it",
            set(),
        ),
    ],
)
def test_an_inclusion_criterion(text: str, markers: set[str]) -> None:
    assert answer(a_trial(eligibility=criteria((text,)))) == markers


def test_a_marker_that_is_one_of_several_risks_is_not_required() -> None:
    several = ("Must have at least one of the following risk factors:", "Known BRCA1 mutation", "Chest irradiation")
    assert answer(a_trial(eligibility=criteria(several))) == set()
    nested = ("Must have one of the following risks:", "Stage IIA with:", "Grade 2 and:", "Ki-67 ≥ 20%", "Grade 3")
    assert answer(a_trial(eligibility=criteria(nested))) == set()
    alone = ("Must meet all of the following:", "Known BRCA1 mutation", "Measurable disease")
    assert answer(a_trial(eligibility=criteria(alone))) == {"BRCA1/2"}


@pytest.mark.parametrize(
    "text",
    ["Known BRCA1 mutation", "PD-L1-positive tumour", "PIK3CA mutation", "Prior PD-L1 inhibitor", "ESR1 mutation"],
)
def test_what_is_excluded_is_not_required(text: str) -> None:
    assert answer(a_trial(eligibility=criteria((), (text,)))) == set()


@pytest.mark.parametrize(
    ("title", "markers"),
    [
        ("Drug X in PIK3CA-mutated breast cancer", {"PIK3CA"}),
        ("Drug X in triple negative and/or germline BRCA mutated breast cancer", set()),
        ("Drug X in breast cancer with a germline BRCA mutation", {"BRCA1/2"}),
        ("Drug X in PD-L1 positive triple-negative breast cancer", {"PD-L1"}),
        ("Drug X in BRCA1/2 mutation carriers", {"BRCA1/2"}),
        ("Drug X in HER3-expressing solid tumours", {"HER3"}),
        ("Drug X in mesothelin-expressing tumours", {"mesothelin"}),
        ("An anti-PD-L1 antibody in breast cancer", set()),
        ("PIK3CA mutations in ctDNA of patients with breast cancer", set()),
        ("BRCA1 and BRCA2 mutations in women of one region", set()),
        ("Drug X with or without drug Y in breast cancer with an ESR1 mutation", {"ESR1"}),
        ("Effect of drug X on PD-L1 expression", set()),
        ("Drug X in BCL-2-positive breast cancer", {"BCL-2"}),
        ("ABC1234+ fulvestrant in breast cancer", set()),
    ],
)
def test_a_title(title: str, markers: set[str]) -> None:
    assert answer(a_trial(title=title)) == markers


def test_one_of_several_risks_is_not_required() -> None:
    inclusion = (
        Criterion("At least one of the following risks:"),
        Criterion("BRCA1 mutation", 1),
        Criterion("First-degree relative with breast cancer", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(inclusion))) == set()


def test_one_of_several_markers_is() -> None:
    inclusion = (
        Criterion("At least one of the following:"),
        Criterion("PIK3CA mutation", 1),
        Criterion("AKT1 mutation", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(inclusion))) == {"PIK3CA", "AKT1"}


def test_a_cohort_without_it_does_not_take_it_away_from_another() -> None:
    inclusion = (
        Criterion("Cohort 1:"),
        Criterion("Germline BRCA1 or BRCA2 mutation", 1),
        Criterion("Cohort 2:"),
        Criterion("High HRD status and no germline BRCA mutation", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(inclusion))) == {"BRCA1/2", "HRD"}


def test_an_abstract_tells_whom_it_enrolled() -> None:
    text = "We enrolled patients with HER2-negative metastatic breast cancer and a germline BRCA mutation."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == {"BRCA1/2"}
    text = "In this phase 3 study, patients with PIK3CA-mutated advanced breast cancer received drug X."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == {"PIK3CA"}
    text = "The primary endpoint was survival in patients with PD-L1-positive tumours."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == set()
    text = "The PIK3CA mutation is common in breast cancer. We measured PD-L1 expression in 40 patients."
    assert answer(a_trial(kind="publication", title="Drug X", narrative=(Section("abstract", text),))) == set()


def test_a_heading_about_another_cancer_holds_for_the_lines_below_it() -> None:
    def markers(heading: str) -> set[str]:
        lines = criteria((heading, "Most recent treatment was drug X", "A documented PIK3CA mutation"))
        return {each.value for each in find_required_markers(opened(a_trial(eligibility=lines)), LEXICON)}

    assert markers("For patients with melanoma only:") == set()
    assert markers("For patients with breast cancer only:") == {"PIK3CA"}


def test_an_absent_marker_that_will_do_as_well_leaves_none_required() -> None:
    inclusion = (
        Criterion("No candidate for immunotherapy:"),
        Criterion("Tumours that are PD-L1-negative, or", 1),
        Criterion("Tumours that are PD-L1-positive, after immunotherapy", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(inclusion))) == set()


def test_symbols_behind_more_criteria_than_are_read_fail_nothing() -> None:
    asked = tuple(f"Tumour must be positive for GPR{number}D" for number in range(1_300))
    assert {"GPR1D", "GPR999D"} <= answer(a_trial(eligibility=criteria(asked)))


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Oncotype DX recurrence score below 26", {"Oncotype DX"}),
        ("21-gene recurrence score of 11-25", {"Oncotype DX"}),
        ("A score of less than 18 by Oncotype DX", {"Oncotype DX"}),
        ("Prosigna score of 60 or less", {"PAM50"}),
        ("HER2-enriched subtype as per PAM50", {"PAM50"}),
        ("High genomic risk by the 70-gene signature (MammaPrint)", {"MammaPrint"}),
        ("Recurrence score of 26 or more, or high risk by MammaPrint", {"Oncotype DX", "MammaPrint"}),
        ("Recurrence score must be available", set()),
        ("Tissue available for PAM50 analysis", set()),
        ("Grade 3 or a recurrence score of more than 25", set()),
        ("MammaPrint high risk or grade 3", set()),
        ("If the recurrence score is above 25, chemotherapy must have been given", set()),
        ("HER positive breast cancer", set()),
        ("Tumours with expression of either ROR1 or CD117", {"ROR1", "KIT"}),
        ("Treatment with anti-PD1/-PDL1 was stopped 4 weeks before", set()),
        ("HLA-A*02:01 positive by HLA genotype", {"HLA-A2"}),
        # A family is named once for a whole list
        ("HLA-A2, A3 or A11 positive", {"HLA-A2", "HLA-A3", "HLA-A11"}),
        ("HLA-A*24:02 or A*11:01 allele carriers", {"HLA-A*24:02", "HLA-A*11:01"}),
        ("HLA-A2/A24-positive by typing", {"HLA-A2", "HLA-A24"}),
        ("HLA-A2 positive, A1c below 7", {"HLA-A2"}),
        ("HLA-A*24:02 allele by HLA haplotype test", {"HLA-A*24:02"}),
        # By which test it is there
        ("PIK3CA mutation by NGS testing", {"PIK3CA"}),
        ("A germline BRCA2 mutation by genetic testing", {"BRCA1/2"}),
        ("An AKT1 mutation by a blood test and an ESR1 mutation", {"AKT1", "ESR1"}),
        ("Consent to the tests for PTEN loss and ESR1 mutations", set()),
        # Only some had the drug for it
        ("Must have had a taxane and immunotherapy (for PD-L1-positive tumours)", set()),
        ("Triple-negative tumours (PD-L1-positive)", {"PD-L1"}),
    ],
)
def test_a_test_of_gene_expression_is_required_by_its_result_alone(text: str, markers: set[str]) -> None:
    assert answer(a_trial(eligibility=criteria(("Breast cancer", text)))) == markers


def test_of_several_ways_to_enter_a_test_of_gene_expression_is_none_that_names_a_marker() -> None:
    several = (
        Criterion("At least one of the following:"),
        Criterion("Ki-67 of 20% or more", 1),
        Criterion("Recurrence score of 26 or more", 1),
    )
    assert answer(a_trial(eligibility=Eligibility(several))) == set()
    tests = (several[0], Criterion("MammaPrint high risk", 1), several[2])
    assert answer(a_trial(eligibility=Eligibility(tests))) == {"Oncotype DX", "MammaPrint"}


def test_a_title_that_images_an_expression_asks_for_none() -> None:
    assert answer(a_trial(title="Imaging of GRPR Expression in Breast Cancer")) == set()
    assert answer(a_trial(title="Drug X in GRPR-expressing Breast Cancer")) == {"GRPR"}


def test_a_title_that_studies_an_expression_asks_for_none() -> None:
    assert answer(a_trial(title="A Trial of the Expression of Ki-67 in Women Who Take Drug X")) == set()
    assert answer(a_trial(title="Drug X in Carriers of a Mutation of BRCA1")) == {"BRCA1/2"}
