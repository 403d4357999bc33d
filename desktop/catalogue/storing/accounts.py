"""The account that each document gives of a stored trial; a damaged account is read again from its document."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from desktop.catalogue.file.originals import Originals
from desktop.catalogue.storing.joining import same_trials
from desktop.catalogue.storing.merging import Account
from desktop.catalogue.storing.record import from_record
from desktop.catalogue.storing.stored import Document
from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.absence import with_absent_parts
from desktop.trials.remarks import Remark, remark
from desktop.trials.sources import stored_format
from desktop.trials.trial import Trial

Reread = Mapping[str, Iterable[Trial]]
"""The trials of original documents by SHA-256; empty for a document that can no longer be read."""
NOTHING_REREAD: Reread = MappingProxyType({})

_SOURCES = """
    SELECT document.id, account, name, format, encoding, sha256, record
    FROM source JOIN document ON document.id = source.document_id JOIN trial ON trial.id = source.trial_id
    WHERE source.trial_id = ? AND document.id <> ? ORDER BY document.id
"""


@dataclass(frozen=True)
class LostAccount:
    """Hold the document whose account of a trial is damaged, and why it could not be read again."""

    document: int
    name: str
    original_is_kept: bool

    @property
    def remark(self) -> Remark:
        """Return the remark that says what is missing and what to do."""
        return remark("account_not_given" if self.original_is_kept else "account_lost", name=self.name)


class AccountsOfTrial(NamedTuple):
    """Hold the accounts of a trial, the documents whose account is lost, and those that must be read again."""

    accounts: list[Account]
    lost: list[LostAccount]
    unread: list[Document]


class StoredAccounts:
    """Read the accounts of stored trials; the caller holds a transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        originals: Originals,
        reread: Reread = NOTHING_REREAD,
        wanted: Collection[int] = (),
    ) -> None:
        """Take the trials ``reread`` from originals; only the ``wanted`` ones, by id, are used."""
        self._connection = connection
        self._originals = originals
        self._reread = reread
        self._wanted = wanted
        self._found: dict[str, dict[int, Trial]] = {}

    def of(self, trial_id: int, but: int | None = None) -> AccountsOfTrial:
        """Return the accounts of a trial from every document, or from all ``but`` one."""
        stated = AccountsOfTrial([], [], [])
        for document, account, *described, record in self._connection.execute(
            _SOURCES, (trial_id, but or 0)
        ).fetchall():
            name, format_, encoding, sha256 = described
            try:
                # A trial of a single document is its own account.
                trial = from_record(record if account is None else account).trial
            except DamagedRecordError:
                content = self._original(sha256)
                found = self._again(trial_id, sha256) if content else None
                if found is None:
                    stated.lost.append(LostAccount(document, name, content is not None))
                    if content and sha256 not in self._reread:
                        stated.unread.append(Document(name, stored_format(format_), encoding, content))
                    continue
                trial = found
            # Accounts stored by an older program do not name what their format lacks.
            known = stored_format(format_)
            stated.accounts.append(Account(with_absent_parts(trial, known), known, document))
        return stated

    def _original(self, sha256: str) -> bytes | None:
        try:
            return self._originals.content(sha256)
        except StorageError:  # a check of the originals reports their faults
            return None

    def _again(self, trial_id: int, sha256: str) -> Trial | None:
        """Return a trial from its original; None if that was not read again, or does not hold the trial."""
        if sha256 not in self._found:
            found: dict[int, Trial] = {}
            for trial in self._reread.get(sha256, ()):
                found |= {each.id: trial for each in same_trials(self._connection, trial) if each.id in self._wanted}
            self._found[sha256] = found
        return self._found[sha256].get(trial_id)
