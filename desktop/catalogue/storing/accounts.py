"""Read the account of a stored trial from each document; a damaged account is read again from the original."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from desktop.catalogue.file.legible import as_text
from desktop.catalogue.file.originals import Originals
from desktop.catalogue.file.statements import RECORD
from desktop.catalogue.storing.joining import same_trials
from desktop.catalogue.storing.merging import Account
from desktop.catalogue.storing.record import Record, from_record
from desktop.catalogue.storing.stored import Document
from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.absence import with_absent_parts
from desktop.trials.remarks import Remark, remark
from desktop.trials.sources import stored_format
from desktop.trials.trial import Trial

Reread = Mapping[str, Iterable[Trial]]
"""{SHA-256 of an original document: its trials}; empty for a document that can no longer be read."""
NOTHING_REREAD: Reread = MappingProxyType({})

_SOURCES = """
    SELECT document.id, account, name, format, encoding, sha256, file_date
    FROM source JOIN document ON document.id = source.document_id
    WHERE source.trial_id = ? AND document.id <> ? ORDER BY document.id
"""


@dataclass(frozen=True)
class LostAccount:
    """Hold a document with a damaged account of a trial, and why it could not be read again."""

    document: int
    name: str
    original_is_kept: bool

    @property
    def remark(self) -> Remark:
        """Return the remark on what is missing and what to do."""
        return remark("account_not_given" if self.original_is_kept else "account_lost", name=self.name)


class AccountsOfTrial(NamedTuple):
    """Hold the accounts of a trial, the lost accounts, and the documents that must be read again.

    Accounts that are exactly equal share one trial object. ``record`` is the record of the whole trial, None if it is
    damaged, and ``content`` are its bytes in the file.
    """

    accounts: list[Account]
    lost: list[LostAccount]
    unread: list[Document]
    record: Record | None
    content: bytes


class StoredAccounts:
    """Read the accounts of stored trials; the caller holds a transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        originals: Originals,
        reread: Reread = NOTHING_REREAD,
        wanted: Collection[int] = (),
    ) -> None:
        """Use the trials ``reread`` from originals, but only those with the ids ``wanted``."""
        self._connection = connection
        self._originals = originals
        self._reread = reread
        self._wanted = wanted
        self._found: dict[str, dict[int, Trial]] = {}

    def of(self, trial_id: int, but: int | None = None) -> AccountsOfTrial:
        """Return the accounts of a trial from every document, or from all ``but`` one."""
        (content,) = self._connection.execute(RECORD, (trial_id,)).fetchone()
        record = _record(content)
        stated = AccountsOfTrial([], [], [], record, content)
        # If all documents say the same, the trial itself is the account of each.
        trials = {None: record.trial if record else None}
        rows = self._connection.execute(_SOURCES, (trial_id, but or 0)).fetchall()
        for order, account, name, format_, encoding, sha256, day in rows:
            if account not in trials:
                told = _record(account)
                trials[account] = told.trial if told else None
            if trial := trials[account]:
                stated.accounts.append(_account(trial, format_, order, account))
                continue
            original = self._original(sha256)
            if original and (trial := self._again(trial_id, sha256)):
                stated.accounts.append(_account(trial, format_, order, None))
                continue
            stated.lost.append(LostAccount(order, name, original is not None))
            if original and sha256 not in self._reread:
                stated.unread.append(Document(name, stored_format(format_), encoding, original, as_text(day)))
        return stated

    def _original(self, sha256: str) -> bytes | None:
        try:
            return self._originals.content(sha256)
        except StorageError:  # a check of the originals reports their faults
            return None

    def _again(self, trial_id: int, sha256: str) -> Trial | None:
        """Return a trial from its original; None if the original was not read again or does not hold the trial."""
        if sha256 not in self._found:
            found: dict[int, Trial] = {}
            for trial in self._reread.get(sha256, ()):
                found |= {each.id: trial for each in same_trials(self._connection, trial) if each.id in self._wanted}
            self._found[sha256] = found
        return self._found[sha256].get(trial_id)


def _account(trial: Trial, format_: str, order: int, stored: bytes | None) -> Account:
    """Return an account, and add the parts that its format lacks, because an older program did not store them."""
    known = stored_format(format_)
    whole = with_absent_parts(trial, known)
    return Account(whole, known, order, stored if whole is trial else None)


def _record(content: object) -> Record | None:
    try:
        return from_record(content)
    except DamagedRecordError:
        return None
