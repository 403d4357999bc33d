"""The five starter documents, field by field, as a careful reader finds them."""

from pathlib import Path

import pytest

from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Citation, Eligibility, Intervention, Outcome, Site, Sponsor, Trial
from tests.reading import ReadDocument, read_document


@pytest.fixture(scope="module")
def documents(seeds: list[Path]) -> list[ReadDocument]:
    return [read_document(path.read_bytes(), path.name) for path in seeds]


@pytest.fixture(scope="module")
def trials(documents: list[ReadDocument]) -> list[Trial]:
    return [document.trials[0] for document in documents]


def narrative(trial: Trial) -> dict[str, str]:
    return {section.name: section.text for section in trial.narrative}


def test_each_seed_is_of_its_format(documents: list[ReadDocument]) -> None:
    assert [document.format for document in documents] == [*["ctgov_lines"] * 3, "research_portal", "medpath"]
    assert all(len(document.trials) == 1 and not document.failures for document in documents)
    assert {document.encoding for document in documents} == {"utf-8"}
    assert len({document.trials[0].key for document in documents}) == 5


def test_the_bare_lines_have_no_identifier_status_or_phase(trials: list[Trial]) -> None:
    for trial in trials[:3]:
        assert (trial.identifiers, trial.phase, trial.status, trial.study_type) == ((), "", "", "")
        assert (trial.arms, trial.sites, trial.sponsors, trial.eligibility) == ((), (), (), Eligibility())
        assert trial.enrollment is None
        assert trial.warnings == ()
        assert trial.key.startswith("doc-")


def test_seed_000(trials: list[Trial]) -> None:
    trial = trials[0]
    assert trial.title.startswith("Dasatinib Combined With Quercetin to Reverse")
    assert trial.conditions == ("Triple-negative Breast Cancer",)
    assert trial.interventions == (
        Intervention("Quercetin", "DRUG"),
        Intervention("Dasatinib", "DRUG"),
        Intervention(
            "Taxane/Anthracycline/Eribulin Mesylate/Vinorelbine/Capecitabine/Carboplatin/UTD1/platinum", "DRUG"
        ),
    )
    long_frame = "Baseline until disease progression or loss of clinical benefit, assessed up to 6 months"
    assert [(each.rank, each.measure, each.time_frame) for each in trial.outcomes] == [
        ("primary", "Objective Response Rate (ORR)", long_frame),
        ("secondary", "Disease Control Rate (DCR)", "Baseline through end of study, assessed up to 6 months"),
        (
            "secondary",
            "Progression Free Survival (PFS)",
            "Randomization to death from any cause, through the end of study,assessed up to 6 months",
        ),
        (
            "secondary",
            "Safety and treatment-related AEs",
            "Randomization to death from any cause, through the end of study,assessed up to 12 months",
        ),
        ("secondary", "Biomarker analysis1", long_frame),
        ("secondary", "Biomarker analysis2", long_frame),
    ]
    assert [each.description for each in trial.outcomes[:4]] == [""] * 4
    assert trial.outcomes[4].description.startswith("the pre- and post-treatment levels")
    assert trial.outcomes[5].description.endswith("number and area of neutrophil extracellular traps.")
    assert narrative(trial)["brief_summary"].endswith("progressed during previous chemotherapy.")
    assert narrative(trial)["detailed_description"].endswith("for TNBC patients.")


def test_seed_001(trials: list[Trial]) -> None:
    trial = trials[1]
    assert trial.conditions == ("Breast Cancer",)
    assert [each.name for each in trial.interventions] == ["Inetetamab", "Pyrotinib", "Oral Vinorelbine Tartrate"]
    assert [(each.rank, each.measure, each.time_frame) for each in trial.outcomes] == [
        ("primary", "Progression Free Survival，PFS", "2 years"),
        ("secondary", "overall survival，OS", "4 years"),
        ("secondary", "Objective Response Rate，ORR", "2 year"),
        ("secondary", "Clinical Benefit Rate，CBR", "2 year"),
        ("secondary", "adverse events", "2 years"),
        ("other", "Exploration of biomarkers", "1 year"),
    ]
    assert trial.outcomes[0].description == (
        "The time from the beginning of treatment to the progression or death of the patient"
    )
    assert trial.outcomes[3].description.endswith(
        "is either CR, PR or stable disease (SD) lasting for at least 24 weeks"
    )
    assert trial.outcomes[5].description.endswith("will be tested by next-generation sequence")
    assert narrative(trial)["brief_summary"].startswith("In this phase 2 single-arm clinical trial")
    assert narrative(trial)["detailed_description"].startswith("Trastuzumab is an important agent")


def test_seed_002(trials: list[Trial]) -> None:
    trial = trials[2]
    assert trial.title == "Precise Therapy for Refractory HER2 Positive Advanced Breast Cancer"
    assert trial.conditions == ("HER2+ Breast Cancer",)
    assert [each.name for each in trial.interventions] == [
        "Trastuzumab", "Pertuzumab", "Nab paclitaxel", "Pyrotinib", "Capecitabine", "T-DM1", "Everolimus",
        "CDK4/6 inhibitor", "AI", "Anti-PD-1 monoclonal antibody",
    ]  # fmt: skip
    assert trial.outcomes == (
        Outcome(
            "primary",
            "ORR",
            "objective response rate (ORR) according to RECIST (version 1.1) of each group",
            "Up to six weeks, first evaluation",
        ),
        Outcome(
            "primary",
            "PDO model inhibition rate",
            "Tumor regression rate based on the calculation of the long diameter in each group",
            "during the procedure",
        ),
        Outcome(
            "secondary",
            "PFS1",
            "Progress free survival (PFS) according to RECIST (version 1.1) of each group",
            "during the procedure",
        ),
    )
    assert narrative(trial)["brief_summary"].startswith("This is an open, prospective")
    assert narrative(trial)["detailed_description"].startswith("In previous studies")


def test_seed_003(trials: list[Trial]) -> None:
    trial = trials[3]
    assert trial.kind == "publication"
    assert trial.title.startswith("A phase 2 trial of dasatinib in patients with advanced HER2-positive")
    assert trial.identifiers == ()
    assert trial.phase == ""
    assert trial.citation == Citation(
        authors=(
            "Erica L. Mayer", "Jean Francois Baurain", "Joseph Sparano", "Lewis Strauss", "Mario Campone",
            "Pierre Fumoleau", "Hope Rugo", "Ahmad Awada", "Oumar Sy", "Antonio Llombart-Cussac",
        ),
        journal="Clinical Cancer Research",
        issue="21",
        pages="6897-6904",
        published="2011-11-01",
        language="English (US)",
        publication_types=("Article", "peer-review"),
    )  # fmt: skip
    assert list(narrative(trial)) == [
        "abstract_purpose",
        "abstract_experimental_design",
        "abstract_results",
        "abstract_conclusion",
    ]
    assert narrative(trial)["abstract_purpose"].endswith("advanced breast cancer.")
    assert narrative(trial)["abstract_experimental_design"].startswith("Patients with measurable tumors")
    assert narrative(trial)["abstract_conclusion"].startswith("Limited single-agent activity")
    assert trial.keywords == ("Oncology", "Cancer Research")
    assert not any(words in repr(trial) for words in ("Scopus citations", "Dive into", "Cite this", "Externally"))


def test_seed_004(trials: list[Trial]) -> None:
    trial = trials[4]
    assert trial.key == "NCT02843126"
    assert trial.identifiers == (Identifier("NCT", "NCT02843126"),)
    assert trial.title == "Combination of Trastuzumab and NK Immunotherapy for Recurrent Breast Cancer"
    assert (trial.phase, trial.status, trial.study_type) == ("Phase 1", "COMPLETED", "INTERVENTIONAL")
    assert trial.design == (("Study Design", "PARALLEL"),)
    assert trial.enrollment == 30
    assert trial.conditions == ("Recurrent Breast Cancer",)
    assert trial.interventions == (Intervention("NK immunotherapy", "Biological"), Intervention("Trastuzumab"))
    assert trial.sponsors == (Sponsor("Fuda Cancer Hospital, Guangzhou"),)
    assert list(narrative(trial)) == ["brief_summary", "detailed_description"]
    assert narrative(trial)["detailed_description"].count("\n\n") == 1
    tests = "including tumor markers, lymphocyte subsets and circulating tumor cell"
    indexes = f"The check indexes are CT scan and blood tests ({tests})."
    given = "In this group, the patients who have tumor of Her-2 positive will receive regular Trastuzumab"
    assert trial.arms == (
        Arm(
            "Trastuzumab and NK immunotherapy",
            "",
            f"{given} treatment accompanied with multiple NK immunotherapy. {indexes}",
            ("NK immunotherapy", "Trastuzumab"),
        ),
        Arm("Trastuzumab", "", f"{given} to decrease tumor burden. {indexes}", ("Trastuzumab",)),
    )
    assert trial.outcomes == (
        Outcome(
            "primary",
            "Relief degree evaluated by the RECIST",
            "It will be evaluated by the Response Evaluation Criteria in Solid Tumors (RECIST)",
            "3 months",
        ),
        Outcome("secondary", "Progress free survival (PFS)", "", "1 year"),
        Outcome("secondary", "Overall survival (OS)", "", "3 years"),
    )
    assert [each.text for each in trial.eligibility.exclusion][:2] == [
        "Patients with cardiac pacemaker",
        "Patients with brain metastasis",
    ]
    assert [each.text for each in trial.eligibility.inclusion][2] == "KPS ≥ 70, lifespan > 6 months"
    assert (len(trial.eligibility.inclusion), len(trial.eligibility.exclusion)) == (4, 3)
    assert trial.eligibility.sex == "Female"
    assert trial.sites == (Site("Fuda cancer institute in Fuda cancer hospital", "Guangzhou", "Guangdong", "China"),)
    assert trial.warnings == ()


def test_a_seed_read_twice_is_the_same(seeds: list[Path], documents: list[ReadDocument]) -> None:
    assert [read_document(path.read_bytes(), path.name) for path in seeds] == documents
