"""Abbreviations in the meaning that a record gives them itself."""

import pytest

from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.drugs.vocabulary import load_drug_vocabulary
from desktop.paths import RESOURCES
from desktop.trials.trial import Arm, Intervention, Trial
from tests.examples import a_trial
from tests.facets.opened import opened

VOCABULARY = load_drug_vocabulary(RESOURCES / "vocabularies")


def found(trial: Trial, facet: str = "drug_classes") -> set[str]:
    reading = opened(trial)
    findings = find_drug_classes(reading, VOCABULARY)
    for finding in findings:
        evidence = finding.evidence
        assert reading.sections[evidence.section][evidence.start : evidence.end] == evidence.quote
    return {finding.value for finding in findings if finding.facet == facet}


def classes_of(intervention: str, summary: str) -> set[str]:
    kind, name = intervention.split(": ")
    return found(a_trial(interventions=(Intervention(name, kind),), summary=summary))


@pytest.mark.parametrize(
    ("intervention", "summary", "classes"),
    [
        ("Other: ET", "Women do exercise training (ET) three times a week.", {"exercise"}),
        ("Other: HT", "Hypnosis training (HT) is compared with no training.", {"integrative_medicine"}),
        ("Procedure: CT", "Half of the women have cognitive therapy (CT).", {"psychological_or_educational"}),
        ("Other: TC", "In the first group women do tai chi (TC).", {"integrative_medicine"}),
        ("Other: TC", "TC: tai chi in the park.", {"integrative_medicine"}),
        (
            "Other: AI + ET",
            "All take an aromatase inhibitor (AI) and do exercise training (ET).",
            {"aromatase_inhibitor", "exercise"},
        ),
        ("Drug: AC", "All women had adjuvant chemotherapy (AC).", {"chemotherapy_unspecified"}),
    ],
)
def test_an_abbreviation_means_what_the_record_writes_out(intervention: str, summary: str, classes: set[str]) -> None:
    assert classes_of(intervention, summary) == classes


@pytest.mark.parametrize(
    ("intervention", "summary", "classes"),
    [
        ("Drug: ET", "Women receive endocrine therapy (ET).", {"endocrine_unspecified"}),
        ("Drug: AC", "Women receive AC.", {"anthracycline", "alkylating_agent"}),
        # What stands before brackets is no meaning unless its words begin with the letters.
        ("Drug: AC", "Four cycles, given every two weeks (AC).", {"anthracycline", "alkylating_agent"}),
        (
            "Drug: AC",
            "Adjuvant chemotherapy (AC) is doxorubicin plus cyclophosphamide (AC).",
            {"anthracycline", "alkylating_agent"},
        ),
        # A registered drug is no scan, and no member of a committee.
        ("Drug: CT", "A computed tomography (CT) is done before.", {"chemotherapy_unspecified"}),
        ("Drug: EC", "The ethics committee (EC) agreed.", {"anthracycline", "alkylating_agent"}),
        ("Procedure: CT", "A computed tomography (CT) is done.", {"imaging"}),
    ],
)
def test_an_abbreviation_that_the_record_means_as_usual_stays(
    intervention: str, summary: str, classes: set[str]
) -> None:
    assert classes_of(intervention, summary) == classes


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        (
            "Patients receive paclitaxel. Familial amyloid cardiomyopathy (FAC) is treated; FAC is no cancer.",
            {"Paclitaxel"},
        ),
        (
            "Patients receive paclitaxel, followed by FAC.",
            {"Paclitaxel", "Fluorouracil", "Doxorubicin", "Cyclophosphamide"},
        ),
        ("Patients receive palbociclib + ET at home; exercise training (ET) is taught.", {"Palbociclib"}),
        ("Patients receive palbociclib + ET at home.", {"Palbociclib", "Endocrine therapy"}),
    ],
)
def test_texts_of_arms_use_the_records_own_abbreviations(text: str, drugs: set[str]) -> None:
    assert found(a_trial(arms=(Arm("A", "Experimental", text, ()),)), "drugs") == drugs
