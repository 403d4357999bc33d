"""Trial to findings: every facet reads the trial once, and says what it found with the words it found it in."""

from desktop.facets.brain_metastases import find_brain_metastases
from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.ecog import find_ecog
from desktop.facets.her2 import find_her2
from desktop.facets.hormone_receptor import find_hormone_receptor
from desktop.facets.kind import find_kind
from desktop.facets.phase import find_phase
from desktop.facets.reading import Reading
from desktop.facets.setting import find_setting
from desktop.facets.status import find_status
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

_RULE_FACETS = (
    find_phase,
    find_her2,
    find_hormone_receptor,
    find_setting,
    find_status,
    find_kind,
    find_brain_metastases,
    find_ecog,
)


def annotate(trial: Trial, vocabularies: Vocabularies) -> tuple[Finding, ...]:
    """Return the findings of a trial, facet by facet; a facet without information has none."""
    reading = Reading(trial)
    found = [finding for find in _RULE_FACETS for finding in find(reading, vocabularies.rules)]
    return (*found, *find_drug_classes(reading, vocabularies.drugs))
