"""Return one whole trial as JSON fields for the command line."""

import dataclasses

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.errors import DamagedRecordError, QueryError
from desktop.trials.remark_words import all_in_words
from desktop.trials.sections import sections
from desktop.trials.stored import DamagedTrial, Disagreement, StoredTrial


def trial_named(catalogue: Catalogue, name: str) -> tuple[TrialRow, StoredTrial]:
    """Return (line, trial) for a key or any identifier.

    Raises:
        QueryError: there is no such trial.
        DamagedRecordError: it cannot be read.
    """
    trial_id = catalogue.trials.id_of(name)
    stored = None if trial_id is None else catalogue.trials.get(trial_id)
    if trial_id is None or stored is None:
        raise QueryError(f"There is no trial {name} in {catalogue.path}; `find` lists what there is.")
    if isinstance(stored, DamagedTrial):
        raise DamagedRecordError(stored.sentence)
    return catalogue.index.rows([trial_id])[0], stored


def sections_of(stored: StoredTrial) -> dict[str, str]:
    """Return the texts of a stored trial by section name, in reading order."""
    return sections(stored.trial)


def trial_as_json(row: TrialRow, stored: StoredTrial) -> dict[str, object]:
    """Return everything that the catalogue holds on a trial, as JSON fields.

    ``sections[section][start:end] == quote`` holds for all evidence.
    """
    trial = stored.trial
    return {
        **row.as_json(),
        "imported": max((source.imported for source in stored.sources), default=None),
        "official_title": trial.official_title,
        "acronym": trial.acronym,
        "identifiers": [dataclasses.asdict(each) for each in trial.identifiers],
        "study_type": trial.study_type,
        "phase_as_registered": trial.phase,
        "status_as_registered": trial.status,
        "design": dict(trial.design),
        "conditions": list(trial.conditions),
        "keywords": list(trial.keywords),
        "sections": sections_of(stored),
        "arms": [dataclasses.asdict(arm) for arm in trial.arms],
        "interventions": [dataclasses.asdict(each) for each in trial.interventions],
        "outcomes": [dataclasses.asdict(outcome) for outcome in trial.outcomes],
        "eligibility": {
            "inclusion": [each.text for each in trial.eligibility.inclusion],
            "exclusion": [each.text for each in trial.eligibility.exclusion],
            "undivided": trial.eligibility.undivided,
            "sex": trial.eligibility.sex,
            "minimum_age": trial.eligibility.minimum_age,
            "maximum_age": trial.eligibility.maximum_age,
            "healthy_volunteers": trial.eligibility.healthy_volunteers,
        },
        "dates": dataclasses.asdict(trial.dates),
        "sponsors": [dataclasses.asdict(each) for each in trial.sponsors],
        "sites": [dataclasses.asdict(site) for site in trial.sites],
        "citation": dataclasses.asdict(trial.citation) if trial.citation else None,
        "references": list(trial.references),
        "contacts": [dataclasses.asdict(contact) for contact in trial.contacts],
        "results_posted": trial.results_posted,
        "absent": list(trial.absent),
        "reports_on": [each.value for each in trial.reports_on],
        "sources": [dataclasses.asdict(source) for source in stored.sources],
        "provenance": {field: stored.sources[index].file for field, index in stored.provenance.items()},
        "disagreements": [{"field": each.field, "said": _dated_values(each, stored)} for each in stored.disagreements],
        "corrections": [
            {**dataclasses.asdict(each), "source_changed": stored.is_overtaken(each.facet)}
            for each in stored.corrections
        ],
        "changes": [dataclasses.asdict(change) for change in stored.changes],
        "publications": [key for key, _ in stored.publications],
        "possible_duplicates": [key for key, _ in stored.twins],
        "findings": [dataclasses.asdict(finding) for finding in stored.findings],
        "warnings": list(all_in_words(trial.warnings)),
    }


def _dated_values(disagreement: Disagreement, stored: StoredTrial) -> list[dict[str, str | None]]:
    return [
        {"value": value, "file": stored.sources[index].file, "registry_updated": date or None}
        for value, index, date in disagreement.dated
    ]
