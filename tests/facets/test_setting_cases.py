"""Short records in the style of registries have the settings that a careful reader gives them (setting_cases.toml)."""

import tomllib
from typing import Any

import pytest

from desktop.documents.articles.abstracts import abstract_sections
from desktop.facets.entry.phrases import load_phrases
from desktop.facets.setting import find_setting
from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Intervention, Outcome, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

BOOK = load_phrases(PROJECT / "resources" / "reading").setting
CASES = tomllib.loads((PROJECT / "tests" / "facets" / "setting_cases.toml").read_text(encoding="utf-8"))["case"]


def _pairs(texts: list[str]) -> list[list[str]]:
    return [text.split(": ", 1) for text in texts]


def the_trial(case: dict[str, Any]) -> Trial:
    if "abstract" in case:
        return a_trial(title=case["title"], kind="publication", narrative=abstract_sections(case["abstract"]))
    described = tuple(Section("detailed_description", text) for text in case.get("description", ()))
    return a_trial(
        title=case.get("title", "A Study in People With Breast Cancer"),
        summary=case.get("summary", ""),
        narrative=described,
        conditions=tuple(case.get("conditions", ("Breast Cancer",))),
        eligibility=criteria(tuple(case.get("inclusion", ())), tuple(case.get("exclusion", ()))),
        arms=tuple(Arm(*text.split(": ", 1)[:1], description=text.split(": ", 1)[-1]) for text in case.get("arms", ())),
        outcomes=tuple(Outcome("primary", text) for text in case.get("outcomes", ())),
        interventions=tuple(Intervention(name, kind) for kind, name in _pairs(case.get("interventions", ()))),
        design=(("Primary purpose", case.get("purpose", "TREATMENT")),),
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{number} {each.get('title', '')}" for number, each in enumerate(CASES)])
def test_a_record_has_the_settings_that_a_careful_reader_gives_it(case: dict[str, Any]) -> None:
    trial = the_trial(case)
    found = find_setting(opened(trial), BOOK, cancer_drugs=case.get("drugs", False))
    assert {each.value for each in found} == set(case["want"])
    texts = sections(trial)
    for each in found:
        place = each.evidence
        assert texts[place.section][place.start : place.end] == place.quote
