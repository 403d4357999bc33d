"""Whole sets of criteria: and of abstracts, read whole (receptor_trials.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.rules import load_rules
from desktop.trials.trial import Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")
WRITTEN = tomllib.loads(Path(__file__).with_name("receptor_trials.toml").read_text(encoding="utf-8"))


def read(trial: Trial) -> tuple[set[str], set[str]]:
    found = find_receptors(opened(trial), RULES, LEXICON)
    her2, hr = ({each.value for each in found if each.facet == facet} for facet in ("her2", "hr"))
    return one(her2), one(hr)


def one(values: set[str]) -> set[str]:
    return {"any"} if values == {"positive", "negative"} else values


@pytest.mark.parametrize("written", WRITTEN["trial"], ids=lambda written: written["title"][:60])
def test_a_careful_reader_of_criteria_says(written: dict[str, Any]) -> None:
    eligibility = criteria(tuple(written["taken"]), tuple(written.get("refused", ())))
    trial = a_trial(title=written["title"], eligibility=eligibility)
    assert read(trial) == (set(written["her2"].split()), set(written["hr"].split()))


@pytest.mark.parametrize("written", WRITTEN["publication"], ids=lambda written: written["title"][:60])
def test_a_careful_reader_of_an_abstract_says(written: dict[str, Any]) -> None:
    parts = tuple(Section(name, text) for name, text in written.items() if name.startswith("abstract"))
    trial = a_trial(kind="publication", title=written["title"], narrative=parts)
    assert read(trial) == (set(written["her2"].split()), set(written["hr"].split()))
