"""The parts that the document of a trial lacks: it has no place for them, or holds only their beginning.

A facet that is read from such a part then has the value "not in this download" and not "not stated".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.trials.sources import source_format

if TYPE_CHECKING:
    from desktop.trials.trial import Trial

Reads = Mapping[str, Sequence[str]]
"""{facet id: parts of a trial}; if one of these parts is absent, a missing value of the facet means nothing."""

# Only interventional studies have a phase; without the study type a missing phase means nothing.
_WITH_PHASE = ("", "interventional")
# The registry itself shows little more than the number of a study with this status.
_WITHHELD = "withheld"


def is_absent(trial: Trial, parts: Iterable[str]) -> bool:
    """Return whether the documents of a trial lack one of these parts, or a piece of one."""
    return bool(trial.absent) and any(part in trial.absent for part in parts)


def with_absent_parts(trial: Trial, format_: str) -> Trial:
    """Return a trial whose ``absent`` also names the parts that the format of its document lacks."""
    source = source_format(format_)
    empty = () if trial.status.lower() == _WITHHELD else source.never_empty
    found = (*trial.absent, *source.lacks, *(part for part in empty if _left_out(trial, part)))
    absent = tuple(dict.fromkeys(found))
    return trial if absent == trial.absent else replace(trial, absent=absent)


def absent_from_all(trials: Sequence[Trial]) -> tuple[str, ...]:
    """Return the parts that no account of a trial has in full; the ``trials`` are its accounts, at least one."""
    first, *others = trials
    return tuple(part for part in first.absent if all(part in other.absent for other in others))


def is_empty(trial: Trial, part: str) -> bool:
    """Return whether one of the ``sources.PARTS`` of a trial is empty."""
    if part == "eligibility":
        return not (trial.eligibility.inclusion or trial.eligibility.exclusion or trial.eligibility.undivided)
    if part == "sponsors.sponsor_class":
        return not any(each.sponsor_class for each in trial.sponsors if each.lead)
    if part == "dates.start":
        return not trial.dates.start
    return getattr(trial, part) in ("", (), None)


def _left_out(trial: Trial, part: str) -> bool:
    """Return whether a part is empty that the trial's registry always fills."""
    has_none = part == "phase" and trial.study_type.lower() not in _WITH_PHASE
    return not has_none and is_empty(trial, part)
