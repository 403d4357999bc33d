"""The placebo that titles or arms of a registered trial name, but its list of interventions forgot."""

import re
from collections.abc import Iterator

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.needed_words import guarded
from desktop.facets.reading import ACCOUNT

_PLACEBO = "placebo"
_GIVING = ("title", "official_title", "arms")


class Placebos:
    """Find the placebo of a trial whose interventions name none."""

    def __init__(self, named: NamedDrugs, arms: Arms) -> None:
        """Take the drugs that a trial's texts name, and its arms."""
        self.reading = named.reading
        self.wording = named.terms.vocabulary.wording
        self.arms = arms

    def given(self) -> Iterator[Given]:
        """Yield the placebo that a title or the account of the arms names, but the list of interventions forgot."""
        for index, kind in enumerate(self.arms.kinds):
            if kind == "placebo" and (found := self._of_arm(index)):
                yield found
                return
        if found := next(self._in_arms(), None):
            yield found
            return
        wording = self.wording
        told = {**dict.fromkeys(_GIVING, wording.placebo_given), **dict.fromkeys(ACCOUNT, wording.placebo_told)}
        for section, pattern in told.items():
            low = self.reading.lowered(section)
            match = guarded(pattern).search(low)
            if match and not re.search(wording.no_placebo, low[: match.end()]):
                arms = self.arms.at(match.start()) if section == "arms" else frozenset[int]()
                yield self._told(section, match.start(), match.end(), arms)
                return

    def is_called(self, index: int) -> bool:
        """Tell whether an arm bears the name of the placebo that it gets, whatever its registered kind."""
        return any(self._words(*self.arms.places[index].label))

    def _of_arm(self, index: int) -> Given | None:
        """Return the placebo that the words of an arm name, beside its registered kind."""
        places = self.arms.places[index]
        kind = range(places.label[1], places.head[1])
        for start, end in self._words(*places.told):
            if start not in kind:
                return self._told("arms", start, end, frozenset({index}))
        return None

    def _in_arms(self) -> Iterator[Given]:
        """Yield the placebo in the label of an arm; in its account, too, where the arms are all that a record lists."""
        for index, places in enumerate(self.arms.places):
            read = places.label if self.reading.trial.interventions else places.told
            for start, end in self._words(*read):
                yield self._told("arms", start, end, frozenset({index}))

    def _told(self, section: str, start: int, end: int, arms: frozenset[int]) -> Given:
        evidence = self.reading.evidence(section, start, end)
        return Given(None, _PLACEBO, evidence, "text:placebo", "stated", arms, named="Placebo")

    def _words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where a stretch of the arms names a placebo that is given."""
        text = self.reading.lowered("arms")[start:end]
        for match in guarded(self.wording.placebo_words).finditer(text):
            if not re.search(self.wording.no_placebo, text[: match.end()]):
                yield start + match.start(), start + match.end()
