"""Writing trials and their documents into the tables; the caller holds the transaction."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from peewee import SqliteDatabase

from desktop.catalogue.changes import record_changes
from desktop.catalogue.corrections import Correction, all_corrections, move_corrections, write_correction
from desktop.catalogue.joining import Match, same_trials, title_key, twins
from desktop.catalogue.merging import Account, Merged, merge
from desktop.catalogue.originals import Originals
from desktop.catalogue.packed_row import packed_row, sources_of
from desktop.catalogue.pairs import SOURCES_FACET, Pairs, facet_pairs, registered_pairs
from desktop.catalogue.record import Record, from_record, to_record
from desktop.catalogue.search_text import search_text
from desktop.catalogue.statements import IS_SOURCE, UPDATE_ROW
from desktop.catalogue.stored import Delivery, Document, Outcome
from desktop.catalogue.tables import tables_of
from desktop.catalogue.text_index import TextIndex
from desktop.catalogue.trial_writer import ReadyTrial, TrialWriter
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

Annotate = Callable[[Trial], tuple[Trial, tuple[Finding, ...]]]
"""Return a trial with the remarks and the findings that the facets make of it."""

_DUPLICATE = "possible_duplicate"


class Saving:
    """Hold what one batch of deliveries changes.

    ``changed`` is {trial id: its facet pairs} of all trials written, None for one that was joined to another.
    """

    def __init__(self, database: SqliteDatabase, texts: TextIndex, originals: Originals, annotate: Annotate) -> None:
        # The bare connection: it is asked several times for every trial.
        self._connection = database.connection()
        self._run = self._connection.execute
        self._tables = tables_of(database)
        self._writer = TrialWriter(self._connection, texts)
        # Read once: they are few, and every trial that is written is asked for its own.
        self._corrections = all_corrections(self._connection)
        self._texts = texts
        self._originals = originals
        self._annotate = annotate
        self.changed: dict[int, Pairs | None] = {}

    def deliver(self, delivery: Delivery) -> tuple[Outcome, ...]:
        """Write a document and its trials, and return the outcome of each trial.

        A document that was imported before changes nothing. A trial that is known by one of its numbers is joined with
        what other documents say of it.
        """
        document = self._tables.document
        known = document.select(document.id).where(document.sha256 == delivery.document.sha256).scalar()
        number = int(known or self._insert_document(delivery.document))
        return tuple(self._take(trial, number, delivery.document, bool(known)) for trial in delivery.trials)

    def correct(self, number: int, facet: str, correction: Correction | None) -> None:
        """Keep a clinician's reading of a facet of a trial, or none, and find the trial by it."""
        table = self._tables.trial
        key = str(table.select(table.key).where(table.id == number).scalar())
        write_correction(self._tables, key, facet, correction)
        others = tuple(each for each in self._corrections.get(key, ()) if each.facet != facet)
        self._corrections[key] = (*others, correction) if correction else others
        self.link_again(number)

    def rewrite(self, number: int, trial: Trial, findings: tuple[Finding, ...]) -> None:
        """Give a trial other findings."""
        before = self._record(number)
        self._texts.remove(number, search_text(before.trial, before.findings))
        self._texts.put(number, search_text(trial, findings))
        table = self._tables.trial
        whole = to_record(Record(trial, findings, before.provenance, before.disagreements))
        table.update(record=whole).where(table.id == number).execute()
        self.link_again(number)

    def link_again(self, number: int, sources: tuple[str, ...] | None = None) -> None:
        """Find a stored trial by its values as they are now; ``sources`` are those it had if not given."""
        record = self._record(number)
        known = self._sources(number) if sources is None else sources
        pairs = self._pairs(record.trial, record.findings, known)
        row = packed_row(record.trial, pairs, self._corrections.get(record.trial.key, ()))
        self._run(UPDATE_ROW, (row, number))
        self._writer.link(number, pairs)
        self.changed[number] = pairs

    def _take(self, trial: Trial, document: int, original: Document, seen: bool) -> Outcome:
        matches = same_trials(self._connection, trial)
        source = next((match for match in matches if self._is_source(match.id, document)), None)
        if seen and source:
            return "unchanged", source.key
        if not matches:
            self._write(None, Merged(trial, {}, ()), (document,))
            return "saved", trial.key
        self._join(matches, Account(trial, original.format, document), document)
        return "updated", matches[0].key

    def _join(self, matches: Sequence[Match], account: Account, document: int) -> None:
        """Make one trial of a new account and all that stored trials know, under the key of the first of them."""
        survivor, *absorbed = matches
        accounts = [each for match in matches for each in self._accounts(match)]
        before = self._record(survivor.id)
        for match in absorbed:
            self._remove(match.id)
            move_corrections(self._tables, match.key, survivor.key)
            self._corrections = all_corrections(self._connection)
        accounts = [*(each for each in accounts if each.order != document), account]
        documents = tuple(each.order for each in accounts)
        merged = merge(survivor.key, accounts)
        self._write(survivor.id, merged, documents)
        source = self._tables.source
        for each in accounts:
            # From the second document on each account is kept apart, so that a later one can be weighed against it.
            values = {"trial_id": survivor.id, "document_id": each.order, "account": to_record(Record(each.trial))}
            source.insert(**values).on_conflict("replace").execute()
        record_changes(self._tables, survivor.id, document, before.trial, merged.trial)

    def _accounts(self, match: Match) -> list[Account]:
        document, source = self._tables.document, self._tables.source
        rows = (
            source.select(source.document_id, source.account, document.format)
            .join(document, on=(source.document_id == document.id))
            .where(source.trial_id == match.id)
            .order_by(document.id)
            .tuples()
        )
        # A trial of a single document is its own account.
        return [
            Account(from_record(account).trial if account else self._record(match.id).trial, format_, number)
            for number, account, format_ in rows
        ]

    def _write(self, existing: int | None, merged: Merged, documents: Sequence[int]) -> int:
        trial, findings = self._annotate(merged.trial)
        title = title_key(trial.title)
        others = twins(self._connection, existing or 0, trial, title)
        sources = "disagree" if merged.disagreements else "several" if len(documents) > 1 else "one"
        pairs = self._pairs(trial, findings, (sources, _DUPLICATE) if others else (sources,))
        columns = {
            "key": trial.key,
            "kind": trial.kind,
            "title": trial.title,
            "title_key": title,
            "sponsor": next((sponsor.name for sponsor in trial.sponsors if sponsor.lead), ""),
            "start": trial.dates.start,
            "enrollment": trial.enrollment,
            "row": packed_row(trial, pairs, self._corrections.get(trial.key, ())),
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
            before = self._record(existing)
            self._writer.update(existing, ready, search_text(before.trial, before.findings))
        number = existing or self._writer.insert(ready)
        self.changed[number] = pairs
        for other in others:
            self._mark_duplicate(other)
        return number

    def _mark_duplicate(self, number: int) -> None:
        sources = self._sources(number)
        if _DUPLICATE not in sources:
            self.link_again(number, (*sources, _DUPLICATE))

    def _pairs(self, trial: Trial, findings: Iterable[Finding], sources: Iterable[str]) -> Pairs:
        found = facet_pairs(findings, self._corrections.get(trial.key, ()))
        return (*found, *registered_pairs(trial), *((SOURCES_FACET, each) for each in sources))

    def _sources(self, number: int) -> tuple[str, ...]:
        table = self._tables.trial
        return sources_of(table.select(table.row).where(table.id == number).scalar())

    def _remove(self, number: int) -> None:
        record = self._record(number)
        self._texts.remove(number, search_text(record.trial, record.findings))
        table = self._tables.trial
        table.delete().where(table.id == number).execute()
        self.changed[number] = None

    def _record(self, number: int) -> Record:
        table = self._tables.trial
        return from_record(table.select(table.record).where(table.id == number).scalar())

    def _is_source(self, number: int, document: int) -> bool:
        return self._run(IS_SOURCE, (number, document)).fetchone() is not None

    def _insert_document(self, document: Document) -> int:
        self._originals.keep(document.sha256, document.content)
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        columns = {"sha256": document.sha256, "name": document.name, "format": document.format}
        return int(self._tables.document.insert(**columns, encoding=document.encoding, imported=now).execute())
