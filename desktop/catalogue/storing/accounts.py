"""What each document says of a stored trial, read again from the document itself where it is damaged."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.catalogue.file.originals import Originals
from desktop.catalogue.storing.joining import same_trials
from desktop.catalogue.storing.merging import Account
from desktop.catalogue.storing.record import from_record
from desktop.catalogue.storing.stored import Document
from desktop.errors import DamagedRecordError, StorageError
from desktop.trials.absence import with_absent_parts
from desktop.trials.trial import Trial

ReadAgain = Callable[[Document], Iterable[Trial]]
"""Return the trials of a document that was kept as it came, none if it cannot be read any more."""

_SOURCES = """
    SELECT document.id, account, name, format, encoding, sha256, record
    FROM source JOIN document ON document.id = source.document_id JOIN trial ON trial.id = source.trial_id
    WHERE source.trial_id = ? AND document.id <> ? ORDER BY document.id
"""


def no_reading(_document: Document) -> tuple[Trial, ...]:
    """Read no document again."""
    return ()


@dataclass(frozen=True)
class LostAccount:
    """Hold the document whose account of a trial is damaged, and why it could not be read again."""

    document: int
    name: str
    original_is_kept: bool

    @property
    def sentence(self) -> str:
        """Return in one sentence what is missing, and what to do."""
        why = "does not give it" if self.original_is_kept else "is not kept"
        return f"What {self.name} said of this trial is damaged, and its original {why}; import {self.name} again."


class StoredAccounts:
    """Give what documents say of stored trials; the caller holds the transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        originals: Originals,
        read_again: ReadAgain = no_reading,
        damaged: Iterable[int] = (),
    ) -> None:
        """Name the trials that are known to be ``damaged``: a document is then read once for all of them."""
        self._connection = connection
        self._originals = originals
        self._read_again = read_again
        self._damaged = set(damaged)
        self._read: dict[str, dict[int, Trial]] = {}

    def of(self, number: int, but: int = 0) -> tuple[list[Account], list[LostAccount]]:
        """Return what each document but one says of a trial, and from which documents it is lost."""
        accounts: list[Account] = []
        lost: list[LostAccount] = []
        for document, account, *described, record in self._connection.execute(_SOURCES, (number, but)).fetchall():
            try:
                # A trial of a single document is its own account.
                trial = from_record(record if account is None else account).trial
            except DamagedRecordError:
                name, format_, encoding, sha256 = described
                content = self._original(sha256)
                found = self._again(number, sha256, Document(name, format_, encoding, content or b""))
                if found is None:
                    lost.append(LostAccount(document, name, content is not None))
                    continue
                trial = found
            # Accounts that an older program kept do not know what their format lacks.
            accounts.append(Account(with_absent_parts(trial, described[1]), described[1], document))
        return accounts, lost

    def _original(self, sha256: str) -> bytes | None:
        try:
            return self._originals.content(sha256)
        except StorageError:  # a check of the originals says what is wrong with them
            return None

    def _again(self, number: int, sha256: str, document: Document) -> Trial | None:
        """Return what an original says of a trial, None if nothing."""
        if not document.content:
            return None
        if number not in self._read.get(sha256, {}):
            wanted = {number, *self._damaged}
            self._read[sha256] = _trials_in(self._connection, self._read_again(document), wanted)
        return self._read[sha256].get(number)


def _trials_in(connection: sqlite3.Connection, trials: Iterable[Trial], wanted: set[int]) -> dict[int, Trial]:
    """Return by id those of the trials that are stored under an id that is wanted."""
    found: dict[int, Trial] = {}
    for trial in trials:
        found |= {match.id: trial for match in same_trials(connection, trial) if match.id in wanted}
    return found
