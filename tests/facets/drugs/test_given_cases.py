"""Short records in registry style with what their patients are given (given_cases.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.articles.abstracts import abstract_sections
from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.drugs.vocabulary import load_drug_vocabulary
from desktop.paths import RESOURCES
from desktop.trials.finding import Finding
from desktop.trials.trial import Arm, Intervention, Section, Trial
from tests.examples import a_trial
from tests.facets.opened import opened

CASES = tomllib.loads((Path(__file__).parent / "given_cases.toml").read_text(encoding="utf-8"))["case"]
VOCABULARY = load_drug_vocabulary(RESOURCES / "vocabularies")


def fields(line: str, count: int) -> list[str]:
    parts = [part.strip() for part in line.split("||")]
    return parts + [""] * (count - len(parts))


def intervention(line: str) -> Intervention:
    kind, _, rest = line.partition(": ")
    name, description, others = fields(rest, 3)
    return Intervention(
        name,
        kind,
        description.replace("\\n", "\n"),
        tuple(other.strip() for other in others.split(";") if other.strip()),
    )


def arm(line: str) -> Arm:
    label, kind, description, names = fields(line, 4)
    return Arm(label, kind, description, tuple(name.strip() for name in names.split(";") if name.strip()))


def trial_of(case: dict[str, Any]) -> Trial:
    title = case.get("title", "A study in people with breast cancer")
    if abstract := case.get("abstract"):
        return a_trial(kind="publication", title=title, narrative=abstract_sections(abstract))
    return a_trial(
        title=title,
        summary=case.get("summary", ""),
        study_type=case.get("study_type", ""),
        narrative=tuple(Section("detailed_description", text) for text in case.get("description", ())),
        interventions=tuple(intervention(line) for line in case.get("interventions", "").splitlines()),
        arms=tuple(arm(line) for line in case.get("arms", "").splitlines()),
    )


def classes(trial: Trial) -> list[Finding]:
    reading = opened(trial)
    found = find_drug_classes(reading, VOCABULARY)
    for each in found:
        place = each.evidence
        assert reading.sections[place.section][place.start : place.end] == place.quote
    return [each for each in found if each.facet == "drug_classes" and each.value != "not_classified"]


def name_of(case: dict[str, Any]) -> str:
    text = case.get("abstract") or case.get("arms") or case.get("interventions") or case["title"]
    return f"{case['kind']}: {text[:60]}"


@pytest.mark.parametrize("case", CASES, ids=[name_of(case) for case in CASES])
def test_a_record_gives_its_classes_in_their_roles(case: dict[str, Any]) -> None:
    found = classes(trial_of(case))
    values = {each.value for each in found}
    wanted = set(case["want"])
    assert wanted <= values, "missing"
    assert values <= wanted | set(case.get("accept", ())), "too many"
    for value, role in case.get("roles", {}).items():
        assert {each.role for each in found if each.value == value} == {role}
