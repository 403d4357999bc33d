"""The arms of a trial: where their text stands, what they list, and which of them are compared against."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Literal

from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.drugs.rows import Drug, Wording
from desktop.trials.sections import ArmPlaces, arm_places
from desktop.trials.trial import Arm, Trial

Kind = Literal["experimental", "comparator", "placebo", "untreated", "other"]

_PREFIX = re.compile(r"^[A-Za-z_ ]{3,25}: ")


class Arms:
    """Answer which arms of a trial list an intervention, and on whose line a place of the section "arms" stands."""

    def __init__(self, trial: Trial, wording: Wording) -> None:
        self.trial = trial
        self._wording = wording
        self.all = frozenset(range(len(trial.arms)))

    def listing(self, name: str) -> frozenset[int]:
        """Return the arms that list an intervention of this name."""
        return self._listed.get(_plain(name), frozenset())

    def line(self, index: int) -> tuple[int, int]:
        """Return from where to where an arm's line stands in the section "arms", without the names it lists."""
        return self.places[index].told

    def at(self, place: int) -> frozenset[int]:
        """Return the arm on whose line a place of the section "arms" stands."""
        return frozenset({bisect_right(self._starts, place) - 1})

    @cached_property
    def places(self) -> tuple[ArmPlaces, ...]:
        """Return where each arm stands in the section "arms"."""
        return arm_places(self.trial)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kind of each arm as it is registered."""
        return tuple(_kind(arm) for arm in self.trial.arms)

    @cached_property
    def experimental(self) -> frozenset[int]:
        """Return the arms registered as experimental."""
        return frozenset(index for index, kind in enumerate(self.kinds) if kind == "experimental")

    @cached_property
    def controls(self) -> frozenset[int]:
        """Return the arms that others are compared against; none where no arm differs from the others in this."""
        if self.experimental:
            found = {place for place, kind in enumerate(self.kinds) if kind in ("comparator", "placebo", "untreated")}
        else:
            found = {place for place, kind in enumerate(self.kinds) if kind in ("placebo", "untreated")}
            found = found or {place for place in self.all if self._called_control(place)}
        return frozenset(found) if found != self.all else frozenset()

    @cached_property
    def called_untreated(self) -> list[int]:
        """Return the arms that list nothing and are called "observation", or told to get usual care, and no more."""
        tried = ("experimental", "placebo")
        return [
            index
            for index, arm in enumerate(self.trial.arms)
            if not arm.interventions
            and self.kinds[index] not in tried
            and (self._is_called_untreated(arm) or self._is_told_usual_care(arm))
        ]

    def is_called_by_drug(self, index: int, named: NamedDrugs, wanted: Callable[[Drug], bool]) -> bool:
        """Tell whether the label of an arm names a wanted drug that it gives ("FEC 100 + docetaxel")."""
        given = named.given("arms", *self.places[index].label, wanted)
        return any(mention.drug.specific for mention, _ in given)

    def has_kind(self, index: int) -> bool:
        """Tell whether a registry gave the kind of an arm."""
        return bool(self.trial.arms[index].kind)

    def untreated_at(self, index: int) -> tuple[int, int]:
        """Return where the section "arms" says that an arm goes untreated: its label and kind, or all of its line."""
        own = self.places[index]
        return own.told if self._is_told_usual_care(self.trial.arms[index]) else own.head

    def _is_called_untreated(self, arm: Arm) -> bool:
        wording = self._wording
        untreated = rf"(?:{wording.untreated_words})(?:\W*(?:controls?|group|arm))*"
        label = rf"(?:{wording.arm_prefix})?\W*{untreated}\W*(?:\([^()]{{1,20}}\)\W*)?"
        return re.fullmatch(label, arm.label, re.IGNORECASE) is not None

    def _is_told_usual_care(self, arm: Arm) -> bool:
        return re.search(self._wording.usual_care_told, arm.description, re.IGNORECASE) is not None

    @cached_property
    def going_without(self) -> list[int]:
        """Return the arms not under trial that are called "no X" or "control" and are told to go without."""
        wording = self._wording
        return [
            index
            for index, arm in enumerate(self.trial.arms)
            if self.kinds[index] not in ("experimental", "placebo")
            and not arm.interventions
            and re.search(wording.untreated_label, arm.label, re.IGNORECASE)
            and re.search(wording.given_nothing, arm.description, re.IGNORECASE)
        ]

    def _called_control(self, index: int) -> bool:
        return re.search(self._wording.control_words, self.trial.arms[index].label, re.IGNORECASE) is not None

    def _gives_only_placebo(self, index: int) -> bool:
        """Tell whether an arm that lists one drug names a placebo: it lists the drug that the placebo stands for."""
        arm = self.trial.arms[index]
        if self.kinds[index] != "placebo" or len(arm.interventions) != 1:
            return False
        placebo = self._wording.placebo_words
        listed = re.search(placebo, arm.interventions[0], re.IGNORECASE)
        return not listed and re.search(placebo, f"{arm.label} {arm.description}", re.IGNORECASE) is not None

    @cached_property
    def _starts(self) -> list[int]:
        return [each.line[0] for each in self.places]

    @cached_property
    def _listed(self) -> dict[str, frozenset[int]]:
        listed: dict[str, set[int]] = {}
        for index, arm in enumerate(self.trial.arms):
            for name in () if self._gives_only_placebo(index) else arm.interventions:
                listed.setdefault(_plain(name), set()).add(index)
        return {name: frozenset(found) for name, found in listed.items()}


def _plain(name: str) -> str:
    return " ".join(_PREFIX.sub("", name).casefold().split())


def _kind(arm: Arm) -> Kind:
    word = arm.kind.replace("_", " ").casefold()
    if "experimental" in word:
        return "experimental"
    if word == "no intervention":
        return "untreated" if not arm.interventions else "comparator"
    if "placebo" in word or "sham" in word:
        return "placebo"
    return "comparator" if "compar" in word else "other"


class ArmsRead:
    """Hold what the arms of a record are read with that lists no interventions."""

    def __init__(self, named: NamedDrugs, arms: Arms) -> None:
        """Take the drugs that a trial's texts name, and its arms."""
        self.named = named
        self.reading = named.reading
        self.terms = named.terms
        self.wording = named.terms.vocabulary.wording
        self.arms = arms
