"""Make the columns of a trial in the catalogue file: those for the list, and those for sorting and joining."""

import json
from collections.abc import Collection, Iterable

from desktop.catalogue.file.checksum import row_with_checksum
from desktop.catalogue.finding.cohorts import COHORTS
from desktop.catalogue.finding.searched_facets import HELD
from desktop.catalogue.storing.joining import title_key
from desktop.catalogue.storing.pairs import UNCLASSIFIED
from desktop.trials.facets import SECOND, SHORTLIST_FACET
from desktop.trials.identifiers import known_by
from desktop.trials.own_work import OwnWork, corrections_in
from desktop.trials.recruitment import RECRUITMENT_FACET, UNKNOWN, sites_open
from desktop.trials.shortlists import entries_in
from desktop.trials.trial import Trial

_NOT_SHOWN = frozenset((UNCLASSIFIED, *HELD, *COHORTS, SHORTLIST_FACET))
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def row_columns(trial: Trial, pairs: Collection[tuple[str, str]], own_work: Iterable[OwnWork]) -> dict[str, object]:
    """Return all columns of a trial except its id and its record; ``pairs`` are its facet values.

    ``row`` is JSON with what the list shows and no other column holds, after a checksum of all that the list shows.
    """
    sponsor = next((each.name for each in trial.sponsors if each.lead), "")
    shown = (trial.key, trial.title, sponsor, trial.dates.start, trial.enrollment)
    return {
        "key": trial.key,
        "kind": trial.kind,
        "title": trial.title,
        "title_key": title_key(trial.title),
        "sponsor": sponsor,
        "start": trial.dates.start,
        "enrollment": trial.enrollment,
        "row": row_with_checksum(_packed(trial, pairs, own_work), *shown),
    }


def _packed(trial: Trial, pairs: Collection[tuple[str, str]], own_work: Iterable[OwnWork]) -> str:
    own_work = tuple(own_work)
    values: dict[str, list[str]] = {}
    for facet, value in pairs:
        if facet not in _NOT_SHOWN and not facet.endswith(SECOND):
            values.setdefault(facet, []).append(value)
    opened = [value for facet, value in pairs if facet == "country" + SECOND]
    group = next((value for facet, value in pairs if facet == RECRUITMENT_FACET), UNKNOWN)
    packed = {
        "ids": known_by(trial.key, trial.identifiers),
        "kind": trial.kind,
        "drugs": values.pop("drugs", []),
        "values": values,
        "warnings": len(trial.warnings),
        "date": trial.registry_date,
        "retrieved": trial.dates.retrieved,
        "file_date": trial.dates.file_date,
        "open": opened,
        "acronym": trial.acronym,
        "sites": (len(sites_open(trial, group)), len(trial.sites)),
        "shortlists": [(each.shortlist, each.decision, each.reason) for each in entries_in(own_work)],
        "corrected": [each.facet for each in corrections_in(own_work) if not each.confirms],
    }
    return _ENCODER.encode(packed)
