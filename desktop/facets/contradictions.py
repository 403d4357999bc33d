"""Where the facets believed one place of a record against another: remarks for the reader of the trial."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.facets.reading import TITLES
from desktop.trials.finding import Finding
from desktop.trials.remarks import DOUBTFUL_PHASE, Remark, remark
from desktop.trials.sources import SAID_TO_BE_PHASE_1
from desktop.trials.trial import Trial

_TITLE_BELIEVED = "title_believed"
_CODES = (_TITLE_BELIEVED, DOUBTFUL_PHASE)


def with_contradictions(trial: Trial, findings: Iterable[Finding]) -> Trial:
    """Return a trial with the remarks on these findings, in place of those on findings that it had before."""
    others = [each for each in trial.warnings if each.code not in _CODES]
    remarks = tuple(dict.fromkeys((*others, *contradictions(trial, findings))))
    return trial if remarks == trial.warnings else replace(trial, warnings=remarks)


def contradictions(trial: Trial, findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """Return one remark for each registered value that was not believed, or is to be doubted; none if all agree."""
    phases = [finding for finding in findings if finding.facet == "phase"]
    titled = [finding for finding in phases if finding.evidence.section in TITLES]
    if trial.phase and titled:
        return (remark(_TITLE_BELIEVED, phase=trial.phase, title=titled[0].evidence.quote),)
    is_european = any(each.registry == SAID_TO_BE_PHASE_1 for each in trial.identifiers)
    if trial.aggregated and is_european and any(each.value == "1" for each in phases):
        return (remark(DOUBTFUL_PHASE, phase=trial.phase),)
    return ()
