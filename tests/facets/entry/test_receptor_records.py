"""Small records with conditions, arms and prose beside their criteria (receptor_records.toml)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.rules import load_rules
from desktop.trials.trial import Arm, Criterion, Eligibility, Section
from tests.conftest import PROJECT
from tests.examples import a_trial
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")
WRITTEN = tomllib.loads(Path(__file__).with_name("receptor_records.toml").read_text(encoding="utf-8"))["record"]


def criteria(texts: list[str]) -> tuple[Criterion, ...]:
    """Return criteria; each ">" before a text puts it a level lower."""
    return tuple(Criterion(text.lstrip("> "), len(text) - len(text.lstrip(">"))) for text in texts)


def one(values: set[str]) -> set[str]:
    return {"any"} if values == {"positive", "negative"} else values


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: str(written)[:90])
def test_a_careful_reader_of_a_record_says(written: dict[str, Any]) -> None:
    narrative = tuple(Section(name, text) for name, text in written.items() if name.startswith(("brief", "det", "abs")))
    trial = a_trial(
        kind="publication" if any(each.name.startswith("abstract") for each in narrative) else "registration",
        title=written.get("title", "A study of a new treatment"),
        conditions=tuple(written.get("conditions", ())),
        arms=tuple(Arm(name, "Experimental", about) for name, about in written.get("arms", {}).items()),
        narrative=narrative,
        eligibility=Eligibility(criteria(written.get("taken", [])), criteria(written.get("refused", []))),
    )
    found = find_receptors(opened(trial), RULES, LEXICON)
    for facet in ("her2", "hr"):
        if facet in written:
            assert one({each.value for each in found if each.facet == facet}) == set(written[facet].split()), facet
