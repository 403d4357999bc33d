"""What a clinician has corrected: read, written, moved when two trials become one; nothing else ever deletes it."""

import dataclasses
import json
from dataclasses import dataclass

from peewee import SqliteDatabase

from desktop.catalogue.tables import Tables, tables_of


@dataclass(frozen=True)
class Correction:
    """Hold a clinician's reading of one facet of a trial.

    ``values`` are hers, none for "not stated"; ``derived`` those that the documents gave when she decided: the same
    where she confirms them. ``made`` is an ISO time with offset.
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
        return set(derived) != set(self.derived)


Corrections = dict[str, tuple[Correction, ...]]
"""The corrections by the key of the trial, in the order of the facets' ids."""


def all_corrections(database: SqliteDatabase) -> Corrections:
    """Return every correction in the catalogue."""
    found: Corrections = {}
    table = tables_of(database).correction
    columns = (table.trial_key, table.facet, table.chosen, table.derived, table.reason, table.made)
    for key, facet, chosen, derived, reason, made in table.select(*columns).order_by(table.facet).tuples():
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


def corrections_as_json(database: SqliteDatabase) -> str:
    """Return all corrections as JSON for people and other programs: a list of objects, "" if there are none."""
    rows = [
        {"trial": key, **dataclasses.asdict(each)} for key, every in all_corrections(database).items() for each in every
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) if rows else ""
