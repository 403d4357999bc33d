"""Is everything sound: the catalogue file, the evidence in it, and the vocabularies."""

from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.query import TrialQuery
from desktop.catalogue.stored import StoredTrial
from desktop.facets.vocabularies import vocabulary_faults
from desktop.trials.sections import sections


def check_catalogue(
    catalogue: Catalogue, resources: Path, own: Path | None = None, *, repair: bool = False
) -> tuple[str, ...]:
    """Return every fault as one plain sentence; none means sound.

    ``own`` is the folder of a user's own vocabulary files, if there is any. With ``repair`` what can be built again
    from the stored trials (facet values, search index) is built again first.
    """
    if repair and catalogue.faults():
        catalogue.repair()
    stored = (catalogue.get(number) for number in catalogue.search(TrialQuery()))
    misquoted = (fault for each in stored if each for fault in _misquotations(each))
    return (*catalogue.faults(), *misquoted, *vocabulary_faults(resources, own))


def _misquotations(stored: StoredTrial) -> list[str]:
    texts = sections(stored.trial)
    return [
        f"{stored.trial.key}: the evidence for {finding.facet} {finding.value} is not the text at its place."
        for finding in stored.findings
        if texts.get(finding.evidence.section, "")[finding.evidence.start : finding.evidence.end]
        != finding.evidence.quote
    ]
