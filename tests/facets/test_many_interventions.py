"""Ten times the interventions are ten times the work."""

import json

import pytest

from desktop.documents.read import open_document
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.remark_words import in_words
from desktop.trials.trial import MOST_INTERVENTIONS, Arm, Intervention, Trial
from tests.examples import a_trial
from tests.steps import MOST_GROWTH, steps


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


def a_trial_of(count: int, name: str, kind: str, first: int = 10_000) -> Trial:
    names = [name.format(n=n) for n in range(first, first + count)]
    return a_trial(
        interventions=tuple(Intervention(each, kind, "given weekly", (f"other {each}",)) for each in names),
        arms=tuple(Arm(f"Arm {n}", "EXPERIMENTAL", "trastuzumab is given", (each,)) for n, each in enumerate(names)),
    )


@pytest.mark.parametrize("kind", ["DRUG", "DEVICE"])
@pytest.mark.parametrize(
    "name", ["XYZ-{n}", "Drug{n}", "an unknown drug", "Trastuzumab {n}", "blood test {n}", "chemotherapy {n}", "A: {n}"]
)
def test_interventions_are_read_in_proportion(vocabularies: Vocabularies, name: str, kind: str) -> None:
    # What is made when it is first asked for is made here, and a name that was read once is remembered.
    annotate(a_trial_of(60, name, kind), vocabularies)
    few, many = a_trial_of(60, name, kind, first=20_000), a_trial_of(600, name, kind, first=30_000)
    assert steps(lambda: annotate(many, vocabularies)) <= MOST_GROWTH * steps(lambda: annotate(few, vocabularies))


def test_an_unknown_drug_among_thousands_is_still_told_by_its_own_description(vocabularies: Vocabularies) -> None:
    many = a_trial_of(600, "XYZ-{n}", "DRUG").interventions
    told = Intervention("QQQ-7", "DRUG", "an anti-PD-1 monoclonal antibody")
    findings = annotate(a_trial(interventions=(*many, told)), vocabularies)
    classes = {each.value for each in findings if each.facet == "drug_classes"}
    alone = {
        each.value for each in annotate(a_trial(interventions=(told,)), vocabularies) if each.facet == "drug_classes"
    }
    assert alone <= classes
    assert alone != {"not_classified"}


def test_what_a_trial_gives_is_read_from_its_first_interventions(vocabularies: Vocabularies) -> None:
    many = tuple(Intervention("Letrozole", "DRUG") for _ in range(MOST_INTERVENTIONS - 1))
    read, beyond = Intervention("Trastuzumab", "DRUG"), Intervention("Palbociclib", "DRUG")
    findings = annotate(a_trial(interventions=(*many, read, beyond)), vocabularies)
    assert {each.value for each in findings if each.facet == "drugs"} == {"Letrozole", "Trastuzumab"}


def test_a_record_says_how_many_of_its_interventions_were_read() -> None:
    record = {
        "identificationModule": {"nctId": "NCT09990001", "briefTitle": "A trial"},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": f"Drug {n}"} for n in range(3_001)]},
    }
    opened = open_document(json.dumps({"protocolSection": record}).encode(), "many.json")
    (trial,) = opened.records
    assert isinstance(trial, Trial)
    assert in_words(trial.warnings[-1]) == "It has 3001 interventions; what it gives was read from the first 3000."
