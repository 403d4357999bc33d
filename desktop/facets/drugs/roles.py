"""The part a drug plays in a trial, from the arms it is given in."""

import re
from collections.abc import Collection
from functools import cached_property

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.rows import Wording
from desktop.trials.finding import Role
from desktop.trials.trial import Trial

_COMPARED_AGAINST = ("placebo", "standard_of_care")


class Roles:
    """Tell experimental, backbone and comparator apart.

    The registered kinds of the arms come first. Where no arm is called experimental their shape tells: what every arm
    gives is the backbone, what only a placebo's or a control's arm gives the comparator, anything else experimental.
    """

    def __init__(self, arms: Arms, given_in: Collection[frozenset[int]], wording: Wording) -> None:
        """Take the arms of a trial, and for every drug of it the arms that give it."""
        self._wording = wording
        self.arms = arms
        self._differ = any(each and each != arms.all for each in given_in)
        self._given_in = given_in

    @cached_property
    def randomised(self) -> bool:
        """Tell whether the record's design, or else its titles, say that patients are randomised."""
        return is_randomised(self.arms.trial, self._wording)

    def role(self, class_id: str, given_in: frozenset[int]) -> Role:
        """Return the role of what is given in some arms; "unknown" for a record without arms."""
        if not self.arms.all:
            return "unknown"
        if class_id in _COMPARED_AGAINST:
            return "backbone" if self._is_backbone(given_in) else "comparator"
        given_in = given_in or self.arms.all
        if given_in == self.arms.all and not self._differ:
            return "experimental"
        return "backbone" if self._is_backbone(given_in) else self._compared(given_in)

    def _compared(self, given_in: frozenset[int]) -> Role:
        """Return the role of what is given in some arms, from which of them are controls."""
        controls, experimental = self.arms.controls, self.arms.experimental
        if given_in <= controls:
            return "comparator"
        if given_in & controls and (experimental & given_in or not experimental):
            return "backbone"
        # Beside arms that are called experimental, another one holds a run-in or a group looked at for comparison.
        return "experimental" if given_in & experimental or not experimental else "backbone"

    def _is_backbone(self, given_in: frozenset[int]) -> bool:
        """Tell whether every arm gives it, while other drugs set the arms apart."""
        if given_in != self.arms.all or len(self.arms.all) < 2 or not self._differ:
            return False
        if self.arms.experimental == self.arms.all:
            # Cohorts with partners may all be called experimental: only a randomised arm that gives nothing else tells.
            return self.randomised and self._an_arm_gives_only_this
        return True

    @cached_property
    def _an_arm_gives_only_this(self) -> bool:
        common = [each for each in self._given_in if each == self.arms.all]
        counts = dict.fromkeys(self.arms.all, 0)
        for each in self._given_in:
            for arm in each:
                counts[arm] += 1
        return bool(common) and min(counts.values()) == len(common)


def is_randomised(trial: Trial, wording: Wording) -> bool:
    """Tell whether the record's design, or else its titles and summary, say that patients are randomised."""
    said = [value for label, value in trial.design if "alloc" in label.lower()] or [
        f"{trial.title} {trial.official_title}",
        *(section.text for section in trial.narrative[:1]),
    ]
    randomised, others = (re.compile(each, re.IGNORECASE) for each in (wording.randomised, wording.not_randomised))
    return any(randomised.search(text) and not others.search(text) for text in said)
