"""What a clinician has corrected: read, written, moved when two trials become one; nothing else ever deletes it."""

import dataclasses
import json
import sqlite3
from dataclasses import dataclass

from desktop.catalogue.tables import Tables
from desktop.trials.absence import NOT_IN_DOCUMENT

_ALL = "SELECT trial_key, facet, chosen, derived, reason, made FROM correction ORDER BY facet"


@dataclass(frozen=True)
class Correction:
    """Hold a clinician's reading of one facet of a trial.

    ``values`` are hers, none for "not stated"; ``derived`` those that the documents gave when she decided: the same
    where she confirms them, ``not_in_document`` where they had no place for it. ``made`` is an ISO time with offset.
    """

    facet: str
    values: tuple[str, ...]
    derived: tuple[str, ...]
    reason: str
    made: str

    @property
    def confirms(self) -> bool:
        """Tell whether she agrees with what was derived."""
        return set(self.values) == set(self.derived)

    def is_overtaken(self, derived: tuple[str, ...]) -> bool:
        """Tell whether the documents now give other values than when she decided."""
        return set(derived) != set(self.derived) - {NOT_IN_DOCUMENT}


Corrections = dict[str, tuple[Correction, ...]]
"""The corrections by the key of the trial, in the order of the facets' ids."""


def all_corrections(connection: sqlite3.Connection) -> Corrections:
    """Return every correction in the catalogue."""
    found: Corrections = {}
    for key, facet, chosen, derived, reason, made in connection.execute(_ALL):
        read = Correction(facet, tuple(json.loads(chosen)), tuple(json.loads(derived)), reason, made)
        found[key] = (*found.get(key, ()), read)
    return found


def corrections_of(tables: Tables, key: str) -> tuple[Correction, ...]:
    """Return the corrections of one trial."""
    table = tables.correction
    rows = table.select(table.facet, table.chosen, table.derived, table.reason, table.made)
    return tuple(
        Correction(facet, tuple(json.loads(chosen)), tuple(json.loads(derived)), reason, made)
        for facet, chosen, derived, reason, made in rows.where(table.trial_key == key).order_by(table.facet).tuples()
    )


def write_correction(tables: Tables, key: str, facet: str, correction: Correction | None) -> None:
    """Keep the correction of one facet of a trial, or none."""
    table = tables.correction
    table.delete().where((table.trial_key == key) & (table.facet == facet)).execute()
    if correction:
        table.insert(
            trial_key=key,
            facet=facet,
            chosen=json.dumps(correction.values),
            derived=json.dumps(correction.derived),
            reason=correction.reason,
            made=correction.made,
        ).execute()


def move_corrections(tables: Tables, absorbed: str, survivor: str) -> None:
    """Give the corrections of a trial to the one that absorbs it; the survivor's own stay where both have one."""
    kept = {each.facet for each in corrections_of(tables, survivor)}
    for each in corrections_of(tables, absorbed):
        if each.facet not in kept:
            write_correction(tables, survivor, each.facet, each)
        write_correction(tables, absorbed, each.facet, None)


def corrections_as_json(connection: sqlite3.Connection) -> str:
    """Return all corrections as JSON for people and other programs: a list of objects, "" if there are none."""
    rows = [
        {"trial": key, **dataclasses.asdict(each)}
        for key, every in all_corrections(connection).items()
        for each in every
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) if rows else ""
