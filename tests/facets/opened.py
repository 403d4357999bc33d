"""Open a trial for reading as the program does: with what tells how its parts and its criteria are laid out."""

from desktop.facets.abstract_parts import AbstractParts
from desktop.facets.layout import load_layout
from desktop.facets.reading import Reading
from desktop.facets.rules import load_rules
from desktop.facets.run_on import NOTHING_RUNS_ON, RunOn
from desktop.paths import RESOURCES
from desktop.trials.trial import Trial

ABSTRACT_PARTS = AbstractParts(load_rules(RESOURCES / "rules"))
LAYOUT = load_layout(RESOURCES / "reading")


def opened(trial: Trial, run_on: RunOn = NOTHING_RUNS_ON) -> Reading:
    """Return a trial, opened for reading."""
    return Reading(trial, run_on=run_on, kinds_of=ABSTRACT_PARTS.kinds, layout=LAYOUT)
