"""Write trials and their documents into the tables; the caller holds the transaction."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from desktop.catalogue.file.statements import (
    COUNT_SOURCES,
    DELETE_SOURCE,
    ID_BY_KEY,
    PUT_SOURCE,
    RECORD,
    UPDATE_ROW,
)
from desktop.catalogue.finding.changed import move_mark, see, see_all
from desktop.catalogue.finding.index_snapshot import changed_since, data_version
from desktop.catalogue.finding.search_text import Texts, search_text
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.storing.arriving import JoinedTrial, PackedTrial, document_id, with_document
from desktop.catalogue.storing.changes import gone_quiet, record_changes
from desktop.catalogue.storing.document_rows import last_import, last_of, put_document
from desktop.catalogue.storing.facet_values import DUPLICATE, linked_pairs, linked_sources, source_values
from desktop.catalogue.storing.joining import found_by, key_of, looked_for_by, same_trials, title_key, twins
from desktop.catalogue.storing.merging import Account
from desktop.catalogue.storing.own_work import change_own_work, move_own_work, own_work_of
from desktop.catalogue.storing.packed_row import row_columns
from desktop.catalogue.storing.pairs import Pairs, all_pairs
from desktop.catalogue.storing.record import Record, from_record, to_record
from desktop.catalogue.storing.stored import Document, Outcome
from desktop.catalogue.storing.trial_writer import ReadyTrial, TrialWriter
from desktop.catalogue.storing.value_changes import ValueChanges
from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.absence import Reads
from desktop.trials.finding import Finding
from desktop.trials.own_work import OwnWork, OwnWorkChange, Place
from desktop.trials.trial import Trial

if TYPE_CHECKING:
    from desktop.catalogue.file.borrowed_connection import BorrowedConnection


class Saving:
    """Save one batch of trials, and hold what it changed.

    ``changed`` is {trial id: its facet pairs} of all written trials, None for one that was joined to another.
    ``has_lost_texts``: a damaged trial was replaced, so the search index must be rebuilt.
    """

    def __init__(self, database: BorrowedConnection, texts: TextIndex, reads: Reads, began: str = "") -> None:
        # The plain connection, because it is used several times for every trial.
        self._connection = database.connection()
        self._run = self._connection.execute
        self._tables = database.tables
        self._writer = TrialWriter(self._connection, texts)
        self._texts = texts
        self._reads = reads
        self._began = began
        self._version = data_version(self._connection) + 1  # which this save makes
        self._values = ValueChanges(self._connection, self._version)
        self._documents: dict[str, int] = {}
        # Asked for every trial, most often about the same documents.
        self._last_of = cache(partial(last_of, self._connection))
        self._others: dict[int, AbstractSet[int] | None] = {}
        # Trials that this batch wrote or removed; other trials may have changed only in links and lines.
        self._written: set[int] = set()
        self._numbers: set[str] = set()
        self.changed: dict[int, Pairs | None] = {}
        self.has_lost_texts = False

    def take(self, joined: JoinedTrial, packed: PackedTrial | None) -> Outcome | None:
        """Write a joined trial and its document, and return its outcome; if it is stale, write nothing and return None.

        It is stale if one of its matches has been written since, or if there is now another match. If ``packed`` is
        None, only its document is written. The original must already be stored.
        """
        if packed is None:
            if joined.arrival:
                self._document(joined.arrival.document)
            return "unchanged", joined.key
        if self._is_stale(joined):
            return None
        self._write(packed)
        return ("updated" if joined.tells_more else "unchanged") if joined.matches else "saved", joined.key

    def _is_stale(self, joined: JoinedTrial) -> bool:
        if joined.version not in self._others:
            self._others[joined.version] = changed_since(self._connection, joined.version)
        others = self._others[joined.version]
        if others is None:
            return True
        written = others | self._written
        if not written.isdisjoint(match.id for match in joined.matches):
            return True
        arrival = joined.arrival
        if not arrival:
            return False
        if joined.document_id not in (None, document_id(self._connection, arrival.document.sha256)):
            return True
        if not others and self._numbers.isdisjoint(looked_for_by(arrival.trial)):
            return False
        matches = tuple(same_trials(self._connection, arrival.trial))
        return matches != joined.matches or key_of(self._connection, arrival.trial, matches) != joined.key

    def _write(self, packed: PackedTrial) -> None:
        """Write one trial with all its accounts, under the id and key of its first match."""
        joined, trial = packed.joined, packed.trial
        document = self._document(joined.arrival.document) if joined.arrival else 0
        accounts = with_document(joined, document)
        survivor = joined.matches[0].id if joined.matches else None
        for absorbed in joined.matches[1:]:
            self.remove(absorbed.id)
            move_own_work(self._connection, absorbed.key, joined.key)
            move_mark(self._connection, absorbed.key, joined.key)
        others = twins(self._connection, survivor or 0, trial, title_key(trial.title))
        assert joined.merged is not None
        imported = self._last_of(tuple(each.order for each in accounts))
        told = source_values(joined.merged.disagreements, len(accounts), others)
        own_work = self._own_work(trial)
        pairs = all_pairs(trial, packed.findings, own_work, told, self._reads, imported)
        ready = ReadyTrial(
            row_columns(trial, pairs, own_work) | ({} if packed.record is joined.stored else {"record": packed.record}),
            [(each.value, each.registry) for each in trial.identifiers],
            [each.value for each in trial.reports_on],
            [each.order for each in accounts],
            packed.texts,
            pairs,
        )
        if survivor is None:
            trial_id = self._writer.insert(ready)
        else:
            trial_id = survivor
            quiet = gone_quiet(self._connection, trial_id, trial, pairs, imported)
            self._replace(trial_id, ready, packed, accounts)
            record_changes(self._connection, trial_id, document, joined, quiet, self._version)
            self._values.by_document(trial_id, document, packed, own_work)
        self.changed[trial_id] = pairs
        self._written.add(trial_id)
        self._numbers |= found_by(trial)
        for other in others:
            self._mark_duplicate(other)

    def _replace(self, trial_id: int, ready: ReadyTrial, packed: PackedTrial, accounts: Sequence[Account]) -> None:
        """Write an existing trial again; a document with a lost account is no longer a source.

        So that document is joined again when it is imported again.
        """
        if packed.texts and packed.texts_before is None:
            self.has_lost_texts = True
        self._writer.update(trial_id, ready, packed.texts_before)
        self._connection.executemany(DELETE_SOURCE, [(trial_id, lost.document) for lost in packed.joined.lost])
        held = {} if len(packed.joined.matches) > 1 else {each.order: each.stored for each in packed.joined.others}
        told = zip(accounts, packed.accounts, strict=True)
        rows = [(trial_id, each.order, content) for each, content in told if held.get(each.order, b"") != content]
        self._connection.executemany(PUT_SOURCE, rows)

    def _document(self, document: Document) -> int:
        """Return the id of a document; write its row if it is new."""
        if document.sha256 not in self._documents:
            self._documents[document.sha256] = put_document(self._tables, document, self._began)
        return self._documents[document.sha256]

    def put_own_work(self, trial_id: int, place: Place, work: OwnWork | None) -> OwnWork | None:
        """Store a piece of own work on a trial, or delete it, link the trial again, and return the piece before it.

        Raises:
            StorageError: the trial is gone.
            DamagedRecordError: the trial is damaged.
        """
        if not (record := self._run(RECORD, (trial_id,)).fetchone()):
            raise StorageError(
                "This trial is no longer in the catalogue: another import has joined it with a second record of it. "
                "Look for the trial by its registry number and do it there."
            )
        before = change_own_work(self._connection, OwnWorkChange(from_record(record[0]).trial.key, place, work))
        self._link_corrected(trial_id, (before,))
        return before.work

    def change_own_work(self, changes: Iterable[OwnWorkChange]) -> tuple[OwnWorkChange, ...]:
        """Make changes, link their trials again if they exist, and return the changes that undo them.

        A damaged trial keeps its links; they are made again when it is repaired.
        """
        before = tuple(change_own_work(self._connection, each) for each in changes)
        for key in dict.fromkeys(each.key for each in before):
            row = self._run(ID_BY_KEY, (key,)).fetchone()
            if row:
                with contextlib.suppress(DamagedRecordError):
                    self._link_corrected(row[0], [each for each in before if each.key == key])
        return before[::-1]

    def _link_corrected(self, trial_id: int, before: Sequence[OwnWorkChange]) -> None:
        """Link a trial again after changes of own work; ``before`` are the changes that undo these, in order."""
        record = self.link_again(trial_id)
        self._values.by_user(trial_id, record.findings, before, self._own_work(record.trial))

    def mark_seen(self, ids: Collection[int] | None) -> None:
        """Mark trials, or all (None), as seen by the user as they are now."""
        if ids is None:
            see_all(self._connection, self._writer.last_id, self._version)
        else:
            see(self._connection, ids, self._version)

    def rewrite(self, trial_id: int, trial: Trial, findings: tuple[Finding, ...]) -> None:
        """Replace the remarks and findings of a trial, unless it was deleted or changed in the meantime.

        Raises:
            DamagedRecordError: the trial is damaged.
        """
        stored = self._run(RECORD, (trial_id,)).fetchone()
        before = from_record(stored[0]) if stored else None
        if before is None or replace(before.trial, warnings=()) != replace(trial, warnings=()):
            return
        table = self._tables.trial
        self._texts.remove(trial_id, search_text(before.trial, before.findings))
        self._texts.put(trial_id, search_text(trial, findings))
        self._values.by_rules(trial_id, before.findings, findings, self._own_work(trial))
        whole = to_record(Record(trial, findings, before.provenance, before.disagreements))
        table.update(record=whole).where(table.id == trial_id).execute()
        self.link_again(trial_id)

    def link_again(self, trial_id: int, sources: tuple[str, ...] | None = None) -> Record:
        """Link a trial to its current values and write its line again; without ``sources`` it keeps its own.

        Return its record.

        Raises:
            DamagedRecordError: the trial is damaged.
        """
        record = from_record(self._run(RECORD, (trial_id,)).fetchone()[0])
        known = linked_sources(self._connection, trial_id) if sources is None else sources
        own_work, imported = self._own_work(record.trial), last_import(self._connection, trial_id)
        pairs = all_pairs(record.trial, record.findings, own_work, known, self._reads, imported)
        self._run(UPDATE_ROW, {**row_columns(record.trial, pairs, own_work), "id": trial_id})
        self._writer.link(trial_id, pairs)
        self.changed[trial_id] = pairs
        return record

    def find_again(self, trial_id: int) -> tuple[int, ...]:
        """Link a trial to its current values and sources again; return the ids of its possible duplicates.

        The links of a damaged trial are not changed.
        """
        record = self._record_if_whole(trial_id)
        if record is None:
            return ()
        documents = self._run(COUNT_SOURCES, (trial_id,)).fetchone()[0]
        others = twins(self._connection, trial_id, record.trial, title_key(record.trial.title))
        self.link_again(trial_id, source_values(record.disagreements, documents, others))
        return tuple(others)

    def restore(self, trial_id: int) -> None:
        """Link a deleted trial whose rows are in the tables again."""
        self.changed[trial_id] = linked_pairs(self._connection, trial_id)
        texts = self._indexed_texts(trial_id)
        if texts:
            self._texts.put(trial_id, texts)
        for other in self.find_again(trial_id):
            self._mark_duplicate(other)

    def _mark_duplicate(self, trial_id: int) -> None:
        sources = linked_sources(self._connection, trial_id)
        if DUPLICATE not in sources:
            # A damaged trial is compared with its duplicates when it is repaired.
            with contextlib.suppress(DamagedRecordError):
                self.link_again(trial_id, (*sources, DUPLICATE))

    def _own_work(self, trial: Trial) -> tuple[OwnWork, ...]:
        return own_work_of(self._connection, trial.key)

    def remove(self, trial_id: int) -> None:
        """Remove a trial with all its data except the user's own work."""
        texts = self._indexed_texts(trial_id)
        if texts:
            self._texts.remove(trial_id, texts)
        table = self._tables.trial
        table.delete().where(table.id == trial_id).execute()
        self._writer.never_again(trial_id)
        self.changed[trial_id] = None
        self._written.add(trial_id)

    def _indexed_texts(self, trial_id: int) -> Texts | None:
        """Return the indexed texts of a trial; None if they are unknown because of damage."""
        record = self._record_if_whole(trial_id)
        if record is None:
            self.has_lost_texts = True
            return None
        return search_text(record.trial, record.findings)

    def _record_if_whole(self, trial_id: int) -> Record | None:
        try:
            return from_record(self._run(RECORD, (trial_id,)).fetchone()[0])
        except DamagedRecordError:
            return None
