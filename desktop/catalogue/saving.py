"""Writing trials and their documents into the tables; the caller holds the transaction."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence

from desktop.catalogue.changes import record_changes
from desktop.catalogue.joining import Match, same_trials, title_key, twins
from desktop.catalogue.merging import Account, Merged, merge
from desktop.catalogue.originals import Originals
from desktop.catalogue.record import Record, from_record, to_record
from desktop.catalogue.stored import Delivery, Document, Outcome
from desktop.catalogue.tables import Tables
from desktop.catalogue.text_index import TextIndex
from desktop.catalogue.trial_row import SOURCES_FACET, facet_pairs, packed_row
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

Annotate = Callable[[Trial], tuple[Trial, tuple[Finding, ...]]]
"""Return a trial with the remarks and the findings that the facets make of it."""
Pairs = tuple[tuple[str, str], ...]


class Saving:
    """Hold what one batch of deliveries changes.

    ``changed`` is {trial id: its facet pairs} of all trials written, None for one that was joined to another.
    """

    def __init__(self, tables: Tables, texts: TextIndex, originals: Originals, annotate: Annotate) -> None:
        self._tables = tables
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

    def _take(self, trial: Trial, document: int, original: Document, seen: bool) -> Outcome:
        matches = same_trials(self._tables, trial)
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
        table = self._tables.trial
        record = Record(trial, findings, dict(merged.provenance), merged.disagreements)
        columns = {
            "key": trial.key,
            "kind": trial.kind,
            "title": trial.title,
            "title_key": title_key(trial.title),
            "sponsor": next((sponsor.name for sponsor in trial.sponsors if sponsor.lead), ""),
            "start": trial.dates.start,
            "enrollment": trial.enrollment,
            "row": "",
            "record": to_record(record),
        }
        if existing:
            before = self._record(existing)
            self._texts.remove(existing, before.trial, before.findings)
            table.update(**columns).where(table.id == existing).execute()
        number = existing or int(table.insert(**columns).execute())
        self._link_identifiers(number, trial)
        for document in documents:
            self._tables.source.insert(trial_id=number, document_id=document).on_conflict("ignore").execute()
        self._texts.put(number, trial, findings)
        others = twins(self._tables, number, trial)
        sources = "disagree" if merged.disagreements else "several" if len(documents) > 1 else "one"
        duplicate = ((SOURCES_FACET, "possible_duplicate"),) if others else ()
        self._write_values(number, trial, findings, ((SOURCES_FACET, sources), *duplicate))
        for other in others:
            self._mark_duplicate(other)
        return number

    def _write_values(self, number: int, trial: Trial, findings: Sequence[Finding], sources: Pairs) -> None:
        table = self._tables.trial
        pairs = (*facet_pairs(findings), *sources)
        table.update(row=packed_row(trial, pairs)).where(table.id == number).execute()
        link_values(self._tables, number, pairs)
        self.changed[number] = pairs

    def _mark_duplicate(self, number: int) -> None:
        table = self._tables.trial
        row = json.loads(table.select(table.row).where(table.id == number).scalar())
        sources = tuple((SOURCES_FACET, value) for value in row["values"].get(SOURCES_FACET, ()))
        mark = (SOURCES_FACET, "possible_duplicate")
        if mark not in sources:
            record = self._record(number)
            self._write_values(number, record.trial, record.findings, (*sources, mark))

    def _link_identifiers(self, number: int, trial: Trial) -> None:
        identifier, report = self._tables.identifier, self._tables.report
        identifier.delete().where(identifier.trial_id == number).execute()
        for registry, value in dict.fromkeys((each.registry, each.value) for each in trial.identifiers):
            identifier.insert(registry=registry, value=value, trial_id=number).on_conflict("ignore").execute()
        report.delete().where(report.publication_id == number).execute()
        for value in dict.fromkeys(each.value for each in trial.reports_on):
            report.insert(publication_id=number, value=value).execute()

    def _remove(self, number: int) -> None:
        record = self._record(number)
        self._texts.remove(number, record.trial, record.findings)
        table = self._tables.trial
        table.delete().where(table.id == number).execute()
        self.changed[number] = None

    def _record(self, number: int) -> Record:
        table = self._tables.trial
        return from_record(table.select(table.record).where(table.id == number).scalar())

    def _is_source(self, number: int, document: int) -> bool:
        source = self._tables.source
        link = (source.trial_id == number) & (source.document_id == document)
        return bool(source.select(source.trial_id).where(link).exists())

    def _insert_document(self, document: Document) -> int:
        self._originals.keep(document.sha256, document.content)
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        columns = {"sha256": document.sha256, "name": document.name, "format": document.format}
        return int(self._tables.document.insert(**columns, encoding=document.encoding, imported=now).execute())


def link_values(tables: Tables, number: int, pairs: Iterable[tuple[str, str]]) -> None:
    """Link a trial to its facet values, and to no others."""
    links, values = tables.trial_value, tables.facet_value
    links.delete().where(links.trial_id == number).execute()
    for facet, value in pairs:
        values.insert(facet=facet, value=value).on_conflict("ignore").execute()
        value_id = values.select(values.id).where((values.facet == facet) & (values.value == value)).scalar()
        links.insert(value_id=value_id, trial_id=number).execute()
