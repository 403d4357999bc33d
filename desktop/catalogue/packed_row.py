"""What the list shows of a trial, packed for the catalogue file; ``trial_row`` unpacks it."""

import json
from collections.abc import Iterable

from desktop.catalogue.corrections import Correction
from desktop.catalogue.facet_index import REGISTRY_MONTH
from desktop.catalogue.pairs import SOURCES_FACET, UNCLASSIFIED
from desktop.catalogue.query import SECOND
from desktop.trials.identifiers import known_by
from desktop.trials.trial import Trial

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def sources_of(packed: str) -> tuple[str, ...]:
    """Return what the catalogue itself found of the sources of a stored row."""
    return tuple(json.loads(packed)["values"].get(SOURCES_FACET, ()))


def packed_row(trial: Trial, pairs: Iterable[tuple[str, str]], corrections: Iterable[Correction] = ()) -> str:
    """Return the parts of a trial's row that have no column of their own, as JSON; ``pairs`` are its facet values."""
    values: dict[str, list[str]] = {}
    for facet, value in pairs:
        if facet not in (UNCLASSIFIED, REGISTRY_MONTH) and not facet.endswith(SECOND):
            values.setdefault(facet, []).append(value)
    packed = {
        "ids": known_by(trial.key, trial.identifiers),
        "kind": trial.kind,
        "drugs": values.pop("drugs", []),
        "values": values,
        "warnings": len(trial.warnings),
        "date": trial.registry_date,
        "corrected": [each.facet for each in corrections if not each.confirms],
    }
    return _ENCODER.encode(packed)
