"""A trial as named texts: what evidence points into, full text searches through and the detail pane shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.trials.trial import Arm, Criterion, Intervention, Outcome, Trial

ABSTRACT_PREFIX = "abstract_"
"""Narrative sections whose name begins so are the labelled parts of a publication's abstract."""


def sections(trial: Trial) -> dict[str, str]:
    """Return the texts of a trial by section name, in reading order; sections without text are absent.

    Lists stand one item a line: ``interventions`` ("DRUG: name"), ``intervention_details`` ("name: description"),
    ``arms`` ("label [kind]: description (names)"), ``inclusion_criteria``, ``exclusion_criteria``, and the outcomes.
    The result depends on nothing but the trial, so that stored offsets stay true.
    """
    texts = {
        "title": trial.title,
        "official_title": trial.official_title if trial.official_title != trial.title else "",
        "phase": trial.phase,
        "status": trial.status,
        "study_type": trial.study_type,
        "design": "\n".join(f"{label}: {value}" for label, value in trial.design),
        "conditions": "\n".join(trial.conditions),
        "keywords": "\n".join(trial.keywords),
        **_narrative(trial),
        "interventions": "\n".join(_intervention_line(each) for each in trial.interventions),
        "intervention_details": "\n".join(_intervention_details(trial.interventions)),
        "arms": "\n".join(_arm_line(arm) for arm in trial.arms),
        "inclusion_criteria": _criteria(trial.eligibility.inclusion),
        "exclusion_criteria": _criteria(trial.eligibility.exclusion),
        "eligibility": trial.eligibility.undivided,
        "primary_outcomes": _outcomes(trial, "primary"),
        "secondary_outcomes": _outcomes(trial, "secondary"),
        "other_outcomes": _outcomes(trial, "other"),
    }
    return {name: text for name, text in texts.items() if text}


def coded_places(trial: Trial) -> dict[str, list[tuple[int, int]]]:
    """Return by section where it holds codes, words of a registry's own lists: phase, status, kinds, the design."""
    places = {name: [(0, len(text))] for name, text in _coded_fields(trial)}
    places["design"] = list(_inside((f"{label}: {value}", len(label) + 2, len(value)) for label, value in trial.design))
    places["interventions"] = list(_inside((_intervention_line(e), 0, len(e.kind)) for e in trial.interventions))
    places["arms"] = list(_inside((_arm_line(arm), len(arm.label) + 2, len(arm.kind)) for arm in trial.arms))
    return places


def _coded_fields(trial: Trial) -> tuple[tuple[str, str], ...]:
    return ("phase", trial.phase), ("status", trial.status), ("study_type", trial.study_type)


def _inside(lines: Iterable[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield a place in each of the lines of a section, from the line, the begin of the place in it, and its length."""
    start = 0
    for line, begin, length in lines:
        yield start + begin, start + begin + length
        start += len(line) + 1


def _narrative(trial: Trial) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for section in trial.narrative:
        # An abstract may carry two parts of one label, a damaged one thousands; all are kept, in order.
        texts.setdefault(section.name, []).append(section.text)
    return {name: "\n".join(parts) for name, parts in texts.items()}


def _intervention_line(intervention: Intervention) -> str:
    return f"{intervention.kind}: {intervention.name}" if intervention.kind else intervention.name


def _intervention_details(interventions: Iterable[Intervention]) -> Iterable[str]:
    for each in interventions:
        told = [each.description] if each.description else []
        if each.other_names:
            told.append(f"(other names: {'; '.join(each.other_names)})")
        if told:
            yield f"{each.name}: {' '.join(told)}"


def _arm_line(arm: Arm) -> str:
    kind = f" [{arm.kind}]" if arm.kind else ""
    description = f": {arm.description}" if arm.description else ""
    names = f" ({'; '.join(arm.interventions)})" if arm.interventions else ""
    return f"{arm.label}{kind}{description}{names}"


def _criteria(criteria: Iterable[Criterion]) -> str:
    return "\n".join(criterion.text for criterion in criteria)


def _outcomes(trial: Trial, rank: str) -> str:
    return "\n".join(_outcome_line(outcome) for outcome in trial.outcomes if outcome.rank == rank)


def _outcome_line(outcome: Outcome) -> str:
    description = f": {outcome.description}" if outcome.description else ""
    time_frame = f" [{outcome.time_frame}]" if outcome.time_frame else ""
    return f"{outcome.measure}{description}{time_frame}"
