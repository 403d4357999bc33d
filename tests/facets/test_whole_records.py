"""Whole records of many kinds have the classes and settings that a careful reader gives them (whole_records.toml)."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.sections import sections
from desktop.trials.trial import Trial
from tests.facets.drugs.test_given_cases import arm, intervention
from tests.facets.test_setting_cases import the_trial

RECORDS = tomllib.loads((Path(__file__).parent / "whole_records.toml").read_text(encoding="utf-8"))["record"]
VOCABULARIES = load_vocabularies(RESOURCES, None)


def trial_of(record: dict[str, Any]) -> Trial:
    trial = the_trial({name: value for name, value in record.items() if name not in ("interventions", "arms")})
    if "abstract" in record:
        return trial
    listed = tuple(intervention(line) for line in record.get("interventions", "").splitlines())
    arms = tuple(arm(line) for line in record.get("arms", "").splitlines())
    return replace(trial, interventions=listed, arms=arms, design=trial.design if "purpose" in record else ())


@pytest.mark.parametrize("record", RECORDS, ids=[record["kind"] for record in RECORDS])
def test_a_record_is_read_as_a_careful_reader_reads_it(record: dict[str, Any]) -> None:
    trial = trial_of(record)
    found = annotate(trial, VOCABULARIES)
    classes = {each.value for each in found if each.facet == "drug_classes"} - {"not_classified"}
    assert set(record["classes"]) <= classes <= {*record["classes"], *record.get("accept", ())}
    settings = {each.value for each in found if each.facet == "setting"}
    assert set(record["setting"]) <= settings <= {*record["setting"], *record.get("accept_setting", ())}
    texts = sections(trial)
    for each in found:
        place = each.evidence
        assert texts[place.section][place.start : place.end] == place.quote
