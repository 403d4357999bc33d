"""The interventions of a trial with their places in its sections, worked out once for all who ask."""

from itertools import islice

from desktop.facets.reading import Reading
from desktop.trials.sections import InterventionPlaces, intervention_places
from desktop.trials.trial import MOST_INTERVENTIONS, Intervention

Registered = tuple[Intervention, InterventionPlaces]
_KEPT = "drugs.registered"


def registered_in(reading: Reading) -> list[Registered]:
    """Return the interventions of a trial in order, ``MOST_INTERVENTIONS`` at most, each with its places."""
    if _KEPT not in reading.kept:
        trial = reading.trial
        registered = zip(trial.interventions, intervention_places(trial), strict=True)
        reading.kept[_KEPT] = list(islice(registered, MOST_INTERVENTIONS))
    found: list[Registered] = reading.kept[_KEPT]
    return found
