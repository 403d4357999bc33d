"""One value of the setting that a trial says, with its force and its place."""

from functools import lru_cache
from typing import NamedTuple

from desktop.facets.entry.sayings import Saying
from desktop.facets.reading import CRITERIA, TITLES

_OUTCOMES = "primary_outcomes"
_OWN_PLACES = ("conditions", "keywords", "arms", "interventions", "design")


class Told(NamedTuple):
    """Hold one value that a saying speaks for; ``by_stage`` where it follows from a stage, not from a name.

    ``stands_alone`` tells whether the record has no criteria, so that its summary is all that tells of those who enter.

    ``force`` is "enrol", "permit", "treated" (told by earlier treatment), "planned", "earlier", "negated", "weak",
    "operated", "disease_free", "tnm", "inflammatory", "inoperable", "organ", "sequence" (told by the order of treatment
    and surgery), "smaller" (told by what the treatment is to bring about), "at_risk", "complaint" or "of_another".
    """

    value: str
    force: str
    saying: Saying
    by_stage: bool = False
    stands_alone: bool = False

    @property
    def place(self) -> str:
        """Return the kind of place: title, criteria, outcomes, summary (or abstract), rest, or the section's name."""
        return _place_of(self.saying.unit.span.section)

    @property
    def in_abstract(self) -> bool:
        """Tell whether an abstract says it, or the summary of a record without criteria."""
        section = self.saying.unit.span.section
        return section.startswith("abstract") or (self.stands_alone and section == "brief_summary")

    @property
    def words(self) -> str:
        """Return the words that say it, in small letters."""
        return self.saying.unit.span.lowered[self.saying.start : self.saying.end]

    @property
    def as_written(self) -> str:
        """Return the words that say it."""
        return self.saying.unit.span.plain[self.saying.start : self.saying.end]

    @property
    def sentence(self) -> tuple[str, int]:
        """Return what tells the sentence from others: its section and where it begins."""
        span = self.saying.unit.span
        return span.section, span.start


@lru_cache(maxsize=128)  # asked a hundred times a trial, of a dozen sections
def _place_of(section: str) -> str:
    if section in TITLES:
        return "title"
    if section in CRITERIA:
        return "criteria"
    if section == "brief_summary" or section.startswith("abstract"):
        return "summary"
    if section == _OUTCOMES:
        return "outcomes"
    return section if section in _OWN_PLACES else "rest"
