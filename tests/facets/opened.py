"""Open a trial for reading as the program does: with what tells from its label what a part of an abstract is about."""

from desktop.facets.abstract_parts import AbstractParts
from desktop.facets.reading import Reading
from desktop.facets.rules import load_rules
from desktop.paths import RESOURCES
from desktop.trials.trial import Trial

ABSTRACT_PARTS = AbstractParts(load_rules(RESOURCES / "rules"))


def opened(trial: Trial) -> Reading:
    """Return a trial, opened for reading."""
    return Reading(trial, kinds_of=ABSTRACT_PARTS.kinds)
