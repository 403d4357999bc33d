"""The steps of a trial into the catalogue: from a document, joined with stored trials, with findings, packed.

Only the last step, ``saving``, locks the file. Joining only reads, so its result may be out of date when it is saved;
therefore it holds the version of the data from which it was made.
"""

import sqlite3
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

from desktop.catalogue.file.checksum import is_whole
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.file.statements import ACCOUNTS, DOCUMENT_ID, IS_SOURCE, RECORD
from desktop.catalogue.finding.search_text import Texts, search_text
from desktop.catalogue.storing.accounts import LostAccount, Reread, StoredAccounts
from desktop.catalogue.storing.joining import Match, key_of, same_trials
from desktop.catalogue.storing.merging import Account, Merged, merge
from desktop.catalogue.storing.record import Record, to_record
from desktop.catalogue.storing.remade_row import whole_key
from desktop.catalogue.storing.stored import Document
from desktop.trials.changes import differences
from desktop.trials.compared import dates_without_stamps
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

# The order of a document without an id: it comes after all documents with one.
_NEWEST = sys.maxsize


@dataclass(frozen=True)
class Arrival:
    """Hold a trial from a document.

    ``is_continued`` is true if this import has already saved other trials of the document; then the document is not
    from an earlier import.
    """

    trial: Trial
    document: Document
    is_continued: bool = False


@dataclass(frozen=True)
class JoinedTrial:
    """Hold the result of joining an arrival, or of joining a damaged trial again, which has no arrival.

    ``matches`` are the stored trials that are the same; the first keeps its id and ``key``. ``before`` is its record,
    None if damaged, and ``stored`` the bytes of that in the file. ``merged`` is the trial from all ``accounts``, None
    if nothing must be written. ``lost`` are the damaged accounts, ``unread`` the documents from which they may be read
    again. ``version`` is the version of the data that was read, ``document_id`` the id of the arrival's document in it.
    """

    version: int
    arrival: Arrival | None
    document_id: int | None
    matches: tuple[Match, ...]
    key: str
    merged: Merged | None = None
    accounts: tuple[Account, ...] = ()
    before: Record | None = None
    stored: bytes = b""
    lost: tuple[LostAccount, ...] = ()
    unread: tuple[Document, ...] = ()

    @property
    def is_kept_apart(self) -> bool:
        """Return whether each account is stored separately, so that a later one can be compared with it.

        Equal accounts are not stored separately, because the trial itself is equal to them. They share one trial
        object.
        """
        first = self.accounts[0]
        return bool(self.lost) or any(
            each.trial is not first.trial or each.format != first.format for each in self.accounts
        )

    @property
    def others(self) -> tuple[Account, ...]:
        """Return the accounts of the documents that were stored before the arrival's."""
        return tuple(each for each in self.accounts if not self.arrival or each.order != self.own_order)

    @property
    def own_order(self) -> int:
        """Return the order of the arrival's own account."""
        return self.document_id or _NEWEST

    @cached_property
    def has_same_words(self) -> bool:
        """Return whether the trial is exactly as before, except for the dates of its record."""
        if self.before is None or self.merged is None:
            return False
        before, merged = self.before.trial, self.merged.trial
        if before is merged:
            return True
        dates = [dates_without_stamps(each.dates) for each in (before, merged)]
        return dates[0] == dates[1] and replace(before, dates=merged.dates, warnings=merged.warnings) == merged

    @property
    def tells_more(self) -> bool:
        """Return whether the arrival changes or repairs a stored trial; a later date of download alone does not."""
        before, merged = self.before, self.merged
        is_mended = self.document_id is not None and not (self.arrival and self.arrival.is_continued)
        if before is None or merged is None or self.lost or is_mended or len(self.matches) > 1:
            return True
        is_changed = not self.has_same_words and bool(differences(before.trial, merged.trial))
        return is_changed or before.disagreements != merged.disagreements


@dataclass(frozen=True)
class AnnotatedTrial:
    """Hold a joined trial with its findings; ``trial`` is the merged trial, perhaps with more remarks.

    ``before_again`` are the findings of the earlier trial by the present rules; None if no values changed.
    """

    joined: JoinedTrial
    trial: Trial | None = None
    findings: tuple[Finding, ...] = ()
    before_again: tuple[Finding, ...] | None = None


@dataclass(frozen=True)
class PackedTrial:
    """Hold an annotated trial with everything that can be prepared before the file is locked.

    ``accounts`` are packed in the order of those of the joined trial, None if not stored separately. ``texts`` is its
    search text, None if that is already indexed; ``texts_before`` the earlier one, None if unknown.
    """

    joined: JoinedTrial
    trial: Trial
    findings: tuple[Finding, ...]
    record: bytes
    accounts: tuple[bytes | None, ...]
    texts: Texts | None
    texts_before: Texts | None
    before_again: tuple[Finding, ...] | None = None


class Joining:
    """Join trials with stored trials; the caller holds a read transaction."""

    def __init__(self, connection: sqlite3.Connection, originals: Originals, version: int) -> None:
        self._connection = connection
        self._run = connection.execute
        self._originals = originals
        self._version = version

    def arrivals(self, arrivals: Sequence[Arrival], reread: Reread) -> list[JoinedTrial]:
        """Join each arrival, independently of the others."""
        matches = [tuple(same_trials(self._connection, each.trial)) for each in arrivals]
        stored = self._stored({match.id for found in matches for match in found}, reread)
        return [self._arrival(*each, stored) for each in zip(arrivals, matches, strict=True)]

    def damaged(self, ids: Collection[int], reread: Reread) -> list[JoinedTrial]:
        """Join damaged trials again from the accounts of their documents.

        A trial of which no account can be read is not changed; nor is one whose record is undamaged and names the lost
        accounts.
        """
        stored = self._stored(ids, reread)
        return [self._damaged(each, stored) for each in ids]

    def _stored(self, ids: Collection[int], reread: Reread) -> StoredAccounts:
        return StoredAccounts(self._connection, self._originals, reread, ids)

    def _arrival(self, arrival: Arrival, matches: tuple[Match, ...], stored: StoredAccounts) -> JoinedTrial:
        document = document_id(self._connection, arrival.document.sha256)
        key = key_of(self._connection, arrival.trial, matches)
        joined = JoinedTrial(self._version, arrival, document, matches, key)
        source = next((match for match in matches if self._is_source(match.id, document)), None)
        if source and not arrival.is_continued and self._is_whole(source.id):
            return replace(joined, key=source.key)
        found = [stored.of(match.id, document) for match in matches]
        theirs = [account for each in found for account in each.accounts]
        own = Account(arrival.trial, arrival.document.format, joined.own_order)
        accounts = _with_account(theirs, own)
        joined = replace(
            joined,
            before=found[0].record if found else None,
            stored=found[0].content if found else b"",
            lost=tuple(lost for each in found for lost in each.lost),
            unread=tuple(document for each in found for document in each.unread),
        )
        return _merged(joined, accounts)

    def _damaged(self, trial_id: int, stored: StoredAccounts) -> JoinedTrial:
        accounts, lost, unread, before, content = stored.of(trial_id)
        key = whole_key(self._connection, trial_id) or (accounts[0].trial.key if accounts else "")
        found = JoinedTrial(self._version, None, None, (Match(trial_id, key),), key, before=before, stored=content)
        found = replace(found, lost=tuple(lost), unread=tuple(unread))
        if not accounts or (lost and before):
            return found
        return _merged(found, reduce(_with_account, accounts, list[Account]()))

    def _is_source(self, trial_id: int, document: int | None) -> bool:
        return document is not None and self._run(IS_SOURCE, (trial_id, document)).fetchone() is not None

    def _is_whole(self, trial_id: int) -> bool:
        """Return whether record, line and accounts of a trial are undamaged."""
        stored = (*self._run(RECORD, (trial_id,)), *self._run(ACCOUNTS, (trial_id,)))
        return bool(whole_key(self._connection, trial_id)) and all(is_whole(content) for (content,) in stored)


def document_id(connection: sqlite3.Connection, sha256: str) -> int | None:
    """Return the id of a document; None if it is not in the catalogue."""
    row = connection.execute(DOCUMENT_ID, (sha256,)).fetchone()
    return int(row[0]) if row else None


def with_document(joined: JoinedTrial, document: int) -> tuple[Account, ...]:
    """Return the accounts of a joined trial, with the new id of its arrival's document."""
    return tuple(replace(each, order=document) if each.order == _NEWEST else each for each in joined.accounts)


def packed(annotated: AnnotatedTrial) -> PackedTrial | None:
    """Return a trial packed for the tables; None if nothing must be written."""
    joined, trial, findings = annotated.joined, annotated.trial, annotated.findings
    merged, before = joined.merged, joined.before
    if merged is None:
        return None
    assert trial is not None, "what joining made was not annotated"
    record = Record(trial, findings, dict(merged.provenance), merged.disagreements)
    # A repaired trial is written completely, with everything by which a search finds it.
    is_same = (
        before is not None and joined.arrival is not None and findings is before.findings and joined.has_same_words
    )
    return PackedTrial(
        joined,
        trial,
        findings,
        joined.stored if record == before else to_record(record),
        _packed_accounts(joined),
        None if is_same else search_text(trial, findings),
        search_text(before.trial, before.findings) if before and not is_same else None,
        annotated.before_again,
    )


def _packed_accounts(joined: JoinedTrial) -> tuple[bytes | None, ...]:
    """Return the packed accounts of a trial, None if not stored separately; equal ones are packed once."""
    if not joined.is_kept_apart:
        return (None,) * len(joined.accounts)
    found = {id(each.trial): each.stored for each in joined.accounts if each.stored}
    for each in joined.accounts:
        found[id(each.trial)] = found.get(id(each.trial)) or to_record(Record(each.trial))
    return tuple(found[id(each.trial)] for each in joined.accounts)


def _with_account(others: Sequence[Account], own: Account) -> list[Account]:
    """Return an account before the others; if it equals others, it shares their trial object.

    The shared trial then has the date of the latest download.
    """
    known = next((each.trial for each in others if each.gives_also(own.trial, own.format)), None)
    if known is None:
        return [own, *others]
    dates = own.trial.dates
    if dates.downloaded <= known.dates.downloaded:
        return [Account(known, own.format, own.order), *others]
    shared = replace(known, dates=replace(known.dates, retrieved=dates.retrieved, file_date=dates.file_date))
    theirs = (
        replace(each, trial=shared, stored=None) if each.trial is known and each.format == own.format else each
        for each in others
    )
    return [Account(shared, own.format, own.order), *theirs]


def _merged(joined: JoinedTrial, accounts: Sequence[Account]) -> JoinedTrial:
    """Return a joined trial with its accounts merged, and remarks on accounts that are lost."""
    # In the order of the sources, because the provenance holds indexes into them.
    joined = replace(joined, accounts=tuple(sorted(accounts, key=lambda each: each.order)))
    if not joined.is_kept_apart:
        # If all documents say the same, no provenance is needed.
        trial = joined.accounts[0].trial
        return replace(
            joined, merged=Merged(trial if trial.key == joined.key else replace(trial, key=joined.key), {}, ())
        )
    merged = merge(joined.key, joined.accounts)
    warnings = (*merged.trial.warnings, *(each.remark for each in joined.lost))
    return replace(joined, merged=replace(merged, trial=replace(merged.trial, warnings=warnings)))
