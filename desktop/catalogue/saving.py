"""Writing trials and their documents into the tables; the caller holds the transaction."""

import datetime as dt
import zlib
from collections.abc import Iterable

from desktop.catalogue.record import from_record, to_record
from desktop.catalogue.stored import Delivery, Document, Outcome
from desktop.catalogue.tables import Tables
from desktop.catalogue.text_index import TextIndex
from desktop.catalogue.trial_row import facet_pairs, packed_row
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial


class Saving:
    """Hold what one batch of deliveries changes; ``changed`` is {trial id: its facet pairs} of all trials written."""

    def __init__(self, tables: Tables, texts: TextIndex) -> None:
        self._tables = tables
        self._texts = texts
        self.changed: dict[int, tuple[tuple[str, str], ...]] = {}

    def deliver(self, delivery: Delivery) -> tuple[Outcome, ...]:
        """Write a document and its trials, and return the outcome of each trial.

        A document that was imported before changes nothing; a trial with a known key is updated in place.
        """
        document, source = self._tables.document, self._tables.source
        known = document.select(document.id).where(document.sha256 == delivery.document.sha256).scalar()
        number = known or self._insert_document(delivery.document)
        outcomes: list[Outcome] = []
        for trial, findings in delivery.trials:
            existing = self._id_of(trial.key)
            link = (source.trial_id == existing) & (source.document_id == number)
            if existing and known and source.select(source.trial_id).where(link).exists():
                outcomes.append("unchanged")
                continue
            written = self._write(existing, trial, findings)
            source.insert(trial_id=written, document_id=number).on_conflict("ignore").execute()
            outcomes.append("updated" if existing else "saved")
        return tuple(outcomes)

    def link_values(self, number: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Link a trial to its facet values, and to no others."""
        links, values = self._tables.trial_value, self._tables.facet_value
        links.delete().where(links.trial_id == number).execute()
        for facet, value in pairs:
            values.insert(facet=facet, value=value).on_conflict("ignore").execute()
            value_id = values.select(values.id).where((values.facet == facet) & (values.value == value)).scalar()
            links.insert(value_id=value_id, trial_id=number).execute()

    def _id_of(self, key: str) -> int | None:
        trial = self._tables.trial
        found = trial.select(trial.id).where(trial.key == key).scalar()
        return int(found) if found else None

    def _insert_document(self, document: Document) -> int:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        return int(
            self._tables.document.insert(
                sha256=document.sha256,
                name=document.name,
                format=document.format,
                encoding=document.encoding,
                imported=now,
                content=zlib.compress(document.content),
            ).execute()
        )

    def _write(self, existing: int | None, trial: Trial, findings: tuple[Finding, ...]) -> int:
        table, identifier = self._tables.trial, self._tables.identifier
        lead = next((sponsor.name for sponsor in trial.sponsors if sponsor.lead), "")
        columns = {
            "key": trial.key,
            "title": trial.title,
            "sponsor": lead,
            "start": trial.dates.start,
            "enrollment": trial.enrollment,
            "row": packed_row(trial, findings),
            "record": to_record(trial, findings),
        }
        if existing:
            number = existing
            before = table.select(table.record).where(table.id == number).scalar()
            self._texts.remove(number, *from_record(before))
            table.update(**columns).where(table.id == number).execute()
            identifier.delete().where(identifier.trial_id == number).execute()
        else:
            number = int(table.insert(**columns).execute())
        for each in dict.fromkeys((each.registry, each.value) for each in trial.identifiers):
            identifier.insert(registry=each[0], value=each[1], trial_id=number).on_conflict("ignore").execute()
        pairs = facet_pairs(findings)
        self.link_values(number, pairs)
        self._texts.put(number, trial, findings)
        self.changed[number] = pairs
        return number
