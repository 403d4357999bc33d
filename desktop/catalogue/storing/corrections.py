"""What a clinician has corrected: read, written, moved when two trials become one; nothing else ever deletes it."""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.catalogue.file.checksum import text_sum
from desktop.catalogue.file.legible import as_text
from desktop.catalogue.file.tables import Tables
from desktop.trials.absence import NOT_IN_DOCUMENT

_SELECT = "SELECT trial_key, facet, chosen, derived, reason, made, checksum FROM correction"
_ALL = _SELECT + " ORDER BY facet"
_OF_ONE = _SELECT + " WHERE trial_key = ? ORDER BY facet"


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
    """Return every correction in the catalogue that is whole; a damaged one does not count, and `check` tells it."""
    return _read(connection.execute(_ALL))


def corrections_of(connection: sqlite3.Connection, key: str) -> tuple[Correction, ...]:
    """Return the corrections of one trial that are whole."""
    return _read(connection.execute(_OF_ONE, (key,))).get(key, ())


def damaged_corrections_of(connection: sqlite3.Connection, key: str) -> tuple[str, ...]:
    """Return the facets of those corrections of one trial that are not what was written."""
    return tuple(as_text(row[1]) for row in connection.execute(_OF_ONE, (key,)) if not _is_whole(row))


def damaged_corrections(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the trial's key and the facet of every correction that is not what was written."""
    return [(as_text(row[0]), as_text(row[1])) for row in connection.execute(_ALL) if not _is_whole(row)]


def _read(rows: Iterable[tuple[str, ...]]) -> Corrections:
    found: Corrections = {}
    for row in rows:
        if _is_whole(row):
            key, facet, chosen, derived, reason, made, _ = row
            read = Correction(facet, tuple(json.loads(chosen)), tuple(json.loads(derived)), reason, made)
            found[key] = (*found.get(key, ()), read)
    return found


def _is_whole(row: tuple[str, ...]) -> bool:
    try:
        return text_sum(row[:-1]) == row[-1]
    except TypeError:  # a flipped bit may also turn the type of a column into another
        return False


def write_correction(tables: Tables, key: str, facet: str, correction: Correction | None) -> None:
    """Keep the correction of one facet of a trial, or none."""
    table = tables.correction
    table.delete().where((table.trial_key == key) & (table.facet == facet)).execute()
    if correction:
        texts = {
            "trial_key": key,
            "facet": facet,
            "chosen": json.dumps(correction.values),
            "derived": json.dumps(correction.derived),
            "reason": correction.reason,
            "made": correction.made,
        }
        table.insert(**texts, checksum=text_sum(texts.values())).execute()


def move_corrections(connection: sqlite3.Connection, tables: Tables, absorbed: str, survivor: str) -> None:
    """Give the corrections of a trial to the one that absorbs it; the survivor's own stay where both have one."""
    kept = {each.facet for each in corrections_of(connection, survivor)}
    for each in corrections_of(connection, absorbed):
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
