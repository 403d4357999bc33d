"""Where the facets believed one place of a record against another: sentences for the reader of the trial."""

from collections.abc import Iterable

from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

_TITLES = ("title", "official_title")


def contradictions(trial: Trial, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return one plain sentence for each registered value that was not believed; none if all agree."""
    phases = [finding for finding in findings if finding.facet == "phase" and finding.evidence.section in _TITLES]
    if not trial.phase or not phases:
        return ()
    quote = phases[0].evidence.quote
    return (f"The phase field says “{trial.phase}”, the title “{quote}”; the title is believed.",)
