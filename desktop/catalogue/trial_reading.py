"""Read whole trials from an open catalogue file; a damaged trial does not prevent reading the others."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from desktop.catalogue.file.originals import Originals
from desktop.catalogue.file.statements import (
    GIVE_NAME,
    ID_BY_NAME,
    IDS_OF_KEYS,
    NAMES_AND_TRIALS,
    RECORD,
    UNKNOWN_NAMES,
)
from desktop.catalogue.finding.changed import marks_of
from desktop.catalogue.finding.facet_index import members
from desktop.catalogue.storing import imports, own_work, pairs
from desktop.catalogue.storing.changes import changes_since
from desktop.catalogue.storing.record import from_record
from desktop.catalogue.storing.stored_check import checked_trials
from desktop.catalogue.storing.stored_trial import stored_trial, stored_trials
from desktop.catalogue.storing.value_changes import value_changes_since
from desktop.errors import DamagedRecordError
from desktop.trials.change_kinds import CHANGED_FACET, NEW
from desktop.trials.parts import EVERY_PART, Parts
from desktop.trials.stored import DamagedTrial

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.catalogue.file.opened_file import OpenedFile
    from desktop.catalogue.known_answers import KnownAnswers
    from desktop.catalogue.storing.imports import Import
    from desktop.catalogue.storing.record import Record
    from desktop.catalogue.storing.stored_check import CheckedTrial
    from desktop.trials.changes import FieldChange
    from desktop.trials.finding import Finding
    from desktop.trials.own_work import OwnWork, OwnWorks
    from desktop.trials.stored import DamagedTrial, StoredTrial
    from desktop.trials.trial import Trial
    from desktop.trials.value_change import ValueChange


class TrialReading:
    """Read whole trials, and the user's own work on them, from an open catalogue file."""

    def __init__(self, opened: OpenedFile, known: KnownAnswers) -> None:
        self._opened = opened
        self._connection = opened.connection
        self._known = known
        self.originals = Originals(opened.connection, opened.path, read_only=opened.read_only)

    def id_of(self, name: str) -> int | None:
        """Return the id of the trial with this key or else this identifier, in any case; None if there is none."""
        found = (self._connection.execute(statement, (name.strip(),)).fetchone() for statement in ID_BY_NAME)
        return next((int(row[0]) for row in found if row), None)

    def ids_of_keys(self, keys: Iterable[str]) -> dict[str, int]:
        """Return {key: id} of the trials with these keys that are in the catalogue."""
        return dict(self._connection.execute(IDS_OF_KEYS, (json.dumps(list(keys)),)))

    def own_work_of(self, key: str) -> tuple[OwnWork, ...]:
        """Return the user's own work on a trial, even one that is not in the catalogue, or on ``NO_TRIAL``."""
        with self._known:
            return own_work.own_work_of(self._connection, key)

    def all_own_work(self) -> OwnWorks:
        """Return all of the user's own work."""
        with self._known:
            return own_work.all_own_work(self._connection)

    def imports(self) -> list[Import]:
        """Return the imports that still have trials in the catalogue, the latest first."""
        with self._known:
            return imports.imports_of(self._connection)

    def brought_by(self, number: int) -> list[int]:
        """Return the ids of the trials that came only in this import."""
        with self._known:
            return imports.brought_by(self._connection, number)

    def only_in(self, documents: Iterable[str]) -> list[int]:
        """Return the ids of the trials that come only from these documents, which are given by SHA-256."""
        with self._known:
            return imports.only_in(self._connection, documents)

    def get(self, trial_id: int) -> StoredTrial | DamagedTrial | None:
        """Return a whole trial by its id; None if it no longer exists."""
        with self._known:  # the trial and its surroundings, from one state of the file
            try:
                record = self._record(trial_id)
            except DamagedRecordError:
                return self._damaged(trial_id)
            return stored_trial(self._connection, trial_id, record) if record else None

    def many(self, ids: Sequence[int], parts: Parts = EVERY_PART) -> Iterator[tuple[int, StoredTrial | DamagedTrial]]:
        """Yield (id, trial) in the order of ``ids``, with sources, own work, and of the slow parts only ``parts``."""
        for trial_id, stored in stored_trials(self._connection, ids, parts):
            yield trial_id, stored or self._damaged(trial_id)

    def changes(self, within: int, since: str = "") -> list[tuple[int, FieldChange]]:
        """Return (trial id, change) of a set of trials since an ISO day; if "", since the user last looked.

        The largest weight comes first. A new trial is a change without a field.
        """
        with self._known as known:
            new = known.index.computed[CHANGED_FACET].get(NEW, 0)
            return changes_since(self._connection, within, since, marks_of(self._connection), new)

    def value_changes(self, within: int, since: str = "") -> list[tuple[int, ValueChange]]:
        """Return (trial id, value change) of a set of trials since an ISO day; if "", since the user last looked."""
        with self._known:
            return value_changes_since(self._connection, within, since, marks_of(self._connection))

    def _damaged(self, trial_id: int) -> DamagedTrial:
        with self._known as known:
            known.rows.mark_damaged(trial_id)
            (row,) = known.rows.of([trial_id])
        return DamagedTrial(row.key, row.title, is_legible=row.damage == "record")

    def names(self) -> dict[str, int]:
        """Return {name that the vocabulary does not know: number of trials with it}, the largest number first."""
        counted = self._connection.execute(UNKNOWN_NAMES, (pairs.UNCLASSIFIED,))
        return dict(sorted(counted, key=lambda row: (-row[1], row[0].casefold())))

    def names_within(self, trials: int) -> dict[str, int]:
        """Return {name that the vocabulary does not know: number of trials with it} for a set of trials."""
        given, inside = self._connection.execute(NAMES_AND_TRIALS, (pairs.UNCLASSIFIED,)), set(members(trials))
        return dict(Counter(name for name, trial_id in given if trial_id in inside))

    def with_unknown_name(self, name: str) -> list[int]:
        """Return the ids of the trials with an unknown name, in ascending order."""
        rows = self._connection.execute(GIVE_NAME, (pairs.UNCLASSIFIED, name))
        return [trial_id for (trial_id,) in rows]

    def findings(self, trial_id: int) -> tuple[Trial, tuple[Finding, ...]] | DamagedTrial | None:
        """Return a trial with its findings only; None if it no longer exists."""
        try:
            record = self._record(trial_id)
        except DamagedRecordError:
            return self._damaged(trial_id)
        return (record.trial, record.findings) if record else None

    def checked(self) -> Iterator[CheckedTrial]:
        """Check every stored trial in the order of ids; this takes as long as reading all trials."""
        return checked_trials(self._connection, self._known.reads)

    def _record(self, trial_id: int) -> Record | None:
        row = self._connection.execute(RECORD, (trial_id,)).fetchone()
        return from_record(row[0]) if row else None

    def document(self, sha256: str) -> bytes | None:
        """Return the content of an original document; None if there is none with this hash."""
        return self.originals.content(sha256)
