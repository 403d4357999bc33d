"""The part a drug plays in a trial, from the arms it is given in."""

import re
from functools import cached_property

from desktop.trials.finding import Role
from desktop.trials.trial import Arm, Trial

_PREFIX = re.compile(r"^[A-Za-z_ ]{3,25}: ")
_RANDOMISED = re.compile(r"\brandomi[sz]", re.IGNORECASE)
_NOT_RANDOMISED = re.compile(r"\bnon-?randomi[sz]|^N/?A$", re.IGNORECASE)


class Roles:
    """Answer in which kinds of arms an intervention is given."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    @cached_property
    def randomised(self) -> bool:
        """Tell whether the record's design, or else its titles, say that patients are randomised."""
        said = [value for label, value in self.trial.design if "alloc" in label.lower()] or [
            f"{self.trial.title} {self.trial.official_title}",
            *(section.text for section in self.trial.narrative[:1]),
        ]
        return any(_RANDOMISED.search(text) and not _NOT_RANDOMISED.search(text) for text in said)

    def kinds_of(self, name: str) -> frozenset[str]:
        """Return the kinds of arms ("experimental", "comparator", "other") that hold an intervention of this name."""
        return self._kinds.get(_plain(name), frozenset())

    def is_untreated(self, arm: Arm) -> bool:
        """Tell whether the registry calls an arm "no intervention" and lists nothing that is given in it."""
        return arm.kind.replace("_", " ").casefold() == "no intervention" and not arm.interventions

    def kind_of_arm(self, index: int) -> str:
        """Return the kind of the arm at a place in the trial's list."""
        return _kind(self.trial.arms[index].kind)

    def role(self, kinds: frozenset[str]) -> Role:
        """Return the role of what is given in arms of these kinds."""
        if {"experimental", "comparator"} <= kinds:
            return "backbone"
        if "experimental" in kinds:
            return "experimental"
        # Where no arm is called experimental, "active comparator" compares equals.
        if "comparator" in kinds and self._has_experimental_arm:
            return "comparator"
        return "unknown"

    @cached_property
    def _has_experimental_arm(self) -> bool:
        return any(_kind(arm.kind) == "experimental" for arm in self.trial.arms)

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        kinds: dict[str, set[str]] = {}
        for arm in self.trial.arms:
            for name in arm.interventions:
                kinds.setdefault(_plain(name), set()).add(_kind(arm.kind))
        return {name: frozenset(found) for name, found in kinds.items()}


def _plain(name: str) -> str:
    return " ".join(_PREFIX.sub("", name).casefold().split())


def _kind(kind: str) -> str:
    word = kind.casefold()
    if "experimental" in word:
        return "experimental"
    return "comparator" if "compar" in word or "no_intervention" in word or "no intervention" in word else "other"
