"""Where the facets believed one place of a record against another: remarks for the reader of the trial."""

from collections.abc import Iterable

from desktop.trials.finding import Finding
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Trial

_TITLES = ("title", "official_title")


def contradictions(trial: Trial, findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """Return one remark for each registered value that was not believed; none if all agree."""
    phases = [finding for finding in findings if finding.facet == "phase" and finding.evidence.section in _TITLES]
    if not trial.phase or not phases:
        return ()
    quote = phases[0].evidence.quote
    return (remark("title_believed", phase=trial.phase, title=quote),)
