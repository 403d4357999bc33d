"""Writing trials and their documents into the tables; the caller holds the transaction."""

import contextlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from peewee import SqliteDatabase

from desktop.catalogue.file.checksum import is_whole
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.file.statements import ACCOUNTS, COUNT_SOURCES, IS_SOURCE, RECORD, ROWS, UPDATE_ROW
from desktop.catalogue.file.tables import tables_of
from desktop.catalogue.finding.search_text import Texts, search_text
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.finding.trial_row import packed_part
from desktop.catalogue.storing.accounts import LostAccount, ReadAgain, StoredAccounts, no_reading
from desktop.catalogue.storing.changes import record_changes
from desktop.catalogue.storing.corrections import Correction, all_corrections, move_corrections, write_correction
from desktop.catalogue.storing.document_rows import put_document
from desktop.catalogue.storing.facet_values import linked_pairs, linked_sources
from desktop.catalogue.storing.joining import Match, same_trials, title_key, twins
from desktop.catalogue.storing.merging import Account, Merged, merge
from desktop.catalogue.storing.packed_row import row_columns
from desktop.catalogue.storing.pairs import Pairs, all_pairs
from desktop.catalogue.storing.record import Record, from_record, to_record
from desktop.catalogue.storing.stored import Delivery, Document, Outcome
from desktop.catalogue.storing.trial_writer import ReadyTrial, TrialWriter
from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.absence import Reads
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

Annotate = Callable[[Trial], tuple[Trial, tuple[Finding, ...]]]
"""Return a trial with the remarks and the findings that the facets make of it."""

_DUPLICATE = "possible_duplicate"


class Saving:
    """Hold what one batch of deliveries changes.

    ``changed`` is {trial id: its facet pairs} of all trials written, None for one that was joined to another.
    ``has_lost_texts`` tells that a damaged trial was replaced: what it was indexed with is not known any more, and the
    search index must be built anew.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        texts: TextIndex,
        originals: Originals,
        annotate: Annotate,
        reads: Reads,
        read_again: ReadAgain | None = None,
        damaged: Sequence[int] = (),
        began: str = "",
    ) -> None:
        # The bare connection: it is asked several times for every trial.
        self._connection = database.connection()
        self._run = self._connection.execute
        self._tables = tables_of(database)
        self._writer = TrialWriter(self._connection, texts)
        # Read once: they are few, and every trial that is written is asked for its own.
        self._corrections = all_corrections(self._connection)
        self._texts = texts
        self._accounts = StoredAccounts(self._connection, originals, read_again or no_reading, damaged)
        self._annotate = annotate
        self._reads = reads
        self._began = began
        self.changed: dict[int, Pairs | None] = {}
        self.has_lost_texts = False

    def deliver(self, delivery: Delivery) -> tuple[Outcome, ...]:
        """Write a document and its trials, and return the outcome of each trial.

        A document that was imported before changes nothing. A trial that is known by one of its numbers is joined with
        what other documents say of it. A damaged trial is replaced. The original must be kept already.
        """
        number, known = put_document(self._tables, delivery.document, self._began)
        return tuple(self._take(trial, number, delivery.document, known) for trial in delivery.trials)

    def mend(self, number: int) -> tuple[LostAccount, ...]:
        """Write a damaged trial anew from what its documents say, and return what is lost of that.

        A trial of which nothing is left stays as it is; so does one whose record is whole and knows what is lost.
        """
        accounts, lost = self._accounts.of(number)
        if accounts and not (lost and self._record_if_whole(number)):
            self._store(number, self._key(number) or accounts[0].trial.key, accounts, lost)
        return tuple(lost)

    def correct(self, number: int, facet: str, correction: Correction | None) -> None:
        """Keep a clinician's reading of a facet of a trial, or none, and find the trial by it.

        Raises:
            StorageError: the trial is gone.
            DamagedRecordError: the trial is damaged.
        """
        record = self._run(RECORD, (number,)).fetchone()
        if record is None:
            raise StorageError(
                "This trial is no longer in the catalogue: another import has joined it with a second record of it. "
                "Look for the trial by its registry number and correct it there."
            )
        key = from_record(record[0]).trial.key
        write_correction(self._tables, key, facet, correction)
        others = tuple(each for each in self._corrections.get(key, ()) if each.facet != facet)
        self._corrections[key] = (*others, correction) if correction else others
        self.link_again(number)

    def rewrite(self, number: int, trial: Trial, findings: tuple[Finding, ...]) -> None:
        """Give a trial other remarks and findings, unless it is gone or says other things by now.

        Raises:
            DamagedRecordError: the trial is damaged.
        """
        stored = self._run(RECORD, (number,)).fetchone()
        before = from_record(stored[0]) if stored else None
        if before is None or replace(before.trial, warnings=()) != replace(trial, warnings=()):
            return
        table = self._tables.trial
        self._texts.remove(number, search_text(before.trial, before.findings))
        self._texts.put(number, search_text(trial, findings))
        whole = to_record(Record(trial, findings, before.provenance, before.disagreements))
        table.update(record=whole).where(table.id == number).execute()
        self.link_again(number)

    def link_again(self, number: int, sources: tuple[str, ...] | None = None) -> None:
        """Find and list a stored trial by its values as they are now; ``sources`` are those it had if not given.

        Raises:
            DamagedRecordError: the trial is damaged.
        """
        record = self._record(number)
        known = linked_sources(self._connection, number) if sources is None else sources
        pairs = self._pairs(record.trial, record.findings, known)
        self._run(UPDATE_ROW, {**self._row(record.trial, pairs), "id": number})
        self._writer.link(number, pairs)
        self.changed[number] = pairs

    def find_again(self, number: int) -> tuple[int, ...]:
        """Find a stored trial by its values and sources as they are now; return the ids of possible duplicates.

        A damaged trial stays found as it was.
        """
        record = self._record_if_whole(number)
        if record is None:
            return ()
        documents = self._run(COUNT_SOURCES, (number,)).fetchone()[0]
        others = twins(self._connection, number, record.trial, title_key(record.trial.title))
        self.link_again(number, _sources(record.disagreements, documents, others))
        return tuple(others)

    def restore(self, number: int) -> None:
        """Find a trial that was taken out and whose rows are in the tables again."""
        self.changed[number] = linked_pairs(self._connection, number)
        texts = self._indexed_texts(number)
        if texts:
            self._texts.put(number, texts)
        for other in self.find_again(number):
            self._mark_duplicate(other)

    def _take(self, trial: Trial, document: int, original: Document, seen: bool) -> Outcome:
        matches = same_trials(self._connection, trial)
        source = next((match for match in matches if self._is_source(match.id, document)), None)
        if seen and source and self._is_whole(source.id):
            return "unchanged", source.key
        if not matches:
            self._write(None, Merged(trial, {}, ()), (document,))
            return "saved", trial.key
        self._join(matches, Account(trial, original.format, document), document)
        return "updated", matches[0].key

    def _join(self, matches: Sequence[Match], account: Account, document: int) -> None:
        """Make one trial of a new account and all that stored trials know, under the key of the first of them."""
        survivor, *absorbed = matches
        accounts, lost = [account], []
        for match in matches:
            theirs, missing = self._accounts.of(match.id, but=document)
            accounts += theirs
            lost += missing
        before = self._record_if_whole(survivor.id)
        for match in absorbed:
            self.remove(match.id)
            move_corrections(self._connection, self._tables, match.key, survivor.key)
            self._corrections = all_corrections(self._connection)
        merged = self._store(survivor.id, survivor.key, accounts, lost)
        if before:
            record_changes(self._tables, survivor.id, document, before.trial, merged.trial)

    def _store(self, number: int, key: str, accounts: Sequence[Account], lost: Sequence[LostAccount]) -> Merged:
        """Write a trial that is there from all accounts of it; a document whose account is lost is no source any more.

        So importing that document again joins it again.
        """
        accounts = sorted(accounts, key=lambda each: each.order)  # as its sources stand, which the provenance counts
        kept_apart = len(accounts) > 1 or bool(lost)
        merged = merge(key, accounts) if kept_apart else _alone(key, accounts[0])
        if lost:
            warnings = (*merged.trial.warnings, *(each.sentence for each in lost))
            merged = replace(merged, trial=replace(merged.trial, warnings=warnings))
        source = self._tables.source
        for gone in lost:
            source.delete().where((source.trial_id == number) & (source.document_id == gone.document)).execute()
        self._write(number, merged, tuple(each.order for each in accounts))
        # From the second document on each account is kept apart, so that a later one can be weighed against it.
        for each in accounts:
            content = to_record(Record(each.trial)) if kept_apart else None
            values = {"trial_id": number, "document_id": each.order, "account": content}
            source.insert(**values).on_conflict("replace").execute()
        return merged

    def _write(self, existing: int | None, merged: Merged, documents: Sequence[int]) -> int:
        trial, findings = self._annotate(merged.trial)
        others = twins(self._connection, existing or 0, trial, title_key(trial.title))
        pairs = self._pairs(trial, findings, _sources(merged.disagreements, len(documents), others))
        columns = {
            **self._row(trial, pairs),
            "record": to_record(Record(trial, findings, dict(merged.provenance), merged.disagreements)),
        }
        ready = ReadyTrial(
            columns,
            [(each.value, each.registry) for each in trial.identifiers],
            [each.value for each in trial.reports_on],
            documents,
            search_text(trial, findings),
            pairs,
        )
        if existing:
            self._writer.update(existing, ready, self._indexed_texts(existing))
        number = existing or self._writer.insert(ready)
        self.changed[number] = pairs
        for other in others:
            self._mark_duplicate(other)
        return number

    def _mark_duplicate(self, number: int) -> None:
        sources = linked_sources(self._connection, number)
        if _DUPLICATE not in sources:
            # A damaged trial finds its duplicates by itself when it is mended.
            with contextlib.suppress(DamagedRecordError):
                self.link_again(number, (*sources, _DUPLICATE))

    def _row(self, trial: Trial, pairs: Pairs) -> dict[str, object]:
        return row_columns(trial, pairs, self._corrections.get(trial.key, ()))

    def _pairs(self, trial: Trial, findings: Iterable[Finding], sources: Iterable[str]) -> Pairs:
        return all_pairs(trial, findings, self._corrections.get(trial.key, ()), sources, self._reads)

    def remove(self, number: int) -> None:
        """Take a trial out, with everything that is known of it but its corrections."""
        texts = self._indexed_texts(number)
        if texts:
            self._texts.remove(number, texts)
        table = self._tables.trial
        table.delete().where(table.id == number).execute()
        self._writer.never_again(number)
        self.changed[number] = None

    def _indexed_texts(self, number: int) -> Texts | None:
        """Return the texts that a trial was indexed with; None if nobody knows them any more."""
        record = self._record_if_whole(number)
        if record is None:
            self.has_lost_texts = True
            return None
        return search_text(record.trial, record.findings)

    def _record(self, number: int) -> Record:
        return from_record(self._run(RECORD, (number,)).fetchone()[0])

    def _record_if_whole(self, number: int) -> Record | None:
        try:
            return self._record(number)
        except DamagedRecordError:
            return None

    def _key(self, number: int) -> str:
        """Return the key of a trial as its line of the list has it, "" if that is damaged."""
        (columns,) = self._run(ROWS, (json.dumps([number]),))
        return columns[1] if packed_part(columns) is not None else ""

    def _is_whole(self, number: int) -> bool:
        """Tell whether record, line and accounts of a trial are as they were written."""
        stored = (*self._run(RECORD, (number,)), *self._run(ACCOUNTS, (number,)))
        return bool(self._key(number)) and all(is_whole(content) for (content,) in stored)

    def _is_source(self, number: int, document: int) -> bool:
        return self._run(IS_SOURCE, (number, document)).fetchone() is not None


def _sources(disagreements: Sequence[object], documents: int, others: Sequence[int]) -> tuple[str, ...]:
    """Return what the catalogue itself finds of the sources of a trial."""
    counted = "disagree" if disagreements else "several" if documents > 1 else "one"
    return (counted, _DUPLICATE) if others else (counted,)


def _alone(key: str, account: Account) -> Merged:
    """Return the trial that a single document gives, of which no field need say where it comes from."""
    return Merged(replace(account.trial, key=key), {}, ())
