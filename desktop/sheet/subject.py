"""The subject of a sheet: a stored trial with the values by which a search finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facets
from desktop.trials.identifiers import known_by, shown_number
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Trial

DRUGS = "drugs"
"""The id under which the drugs of a trial are searched; they are like a facet that is not in the panel."""


@dataclass(frozen=True)
class Subject:
    """Hold one trial from the catalogue with its values.

    ``values`` holds the value ids of every facet, as the list shows them (a user's corrections included), in the order
    of the facet: ``{"her2": ("positive",), "phase": ("not_stated",), "drugs": ("Trastuzumab",)}``. ``countries`` are
    those of its sites, each once.
    """

    stored: StoredTrial
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    countries: tuple[str, ...] = ()

    @property
    def trial(self) -> Trial:
        """Return the trial as its documents give it."""
        return self.stored.trial

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Return the identifiers of the trial, first the one from which its key is made."""
        return known_by(self.trial.key, self.trial.identifiers)

    @property
    def identifier(self) -> str:
        """Return the identifier to show for the trial."""
        return shown_number(self.trial.key, self.identifiers)

    @property
    def has_status(self) -> bool:
        """Return whether the registry states a status and the user has not replaced it."""
        correction = self.stored.correction("status")
        own = correction is not None and not correction.confirms
        return not own and bool({*self.values.get("status", ())} - {NOT_STATED, NOT_IN_DOCUMENT})

    @property
    def imported(self) -> str:
        """Return the ISO date of the latest import of one of its documents."""
        return max((source.imported[:10] for source in self.stored.sources), default="")


def subject_of(stored: StoredTrial, facets: Facets) -> Subject:
    """Return a complete trial with its valid values: the user's own, else those of its documents."""
    values = {facet.id: _values(stored, facet.id, facet.reads, tuple(facet.by_id)) for facet in facets.all}
    return Subject(stored, {**values, DRUGS: stored.derived(DRUGS) or (NOT_STATED,)})


def _values(stored: StoredTrial, facet: str, reads: tuple[str, ...], order: tuple[str, ...]) -> tuple[str, ...]:
    corrected = stored.correction(facet) is not None
    values = stored.values(facet) if corrected else stored.documents_say(facet, reads)
    ranks = {value: rank for rank, value in enumerate(order)}
    return tuple(sorted(values, key=lambda value: ranks.get(value, len(ranks)))) or (NOT_STATED,)
