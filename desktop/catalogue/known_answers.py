"""What an open catalogue holds in memory, with the version of the data from which it was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

from desktop.catalogue.finding.changed import ChangedTrials, changed_since
from desktop.catalogue.finding.facet_index import Asked, FacetIndex, SecondReadings
from desktop.catalogue.finding.index_snapshot import changes_since, data_version, read_snapshot
from desktop.catalogue.finding.orders import Orders
from desktop.catalogue.finding.shown_dates import ShownDates
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.finding.text_search import TextSearch
from desktop.catalogue.finding.trial_row import Places
from desktop.catalogue.storing.held_rows import HeldRows
from desktop.catalogue.storing.imports import of_import
from desktop.trials.change_kinds import CHANGED_FACET
from desktop.trials.facets import IMPORT_FACET, SINCE_FACET

if TYPE_CHECKING:
    from desktop.catalogue.file.file_identity import HeldFile
    from desktop.catalogue.finding.query import TrialQuery
    from desktop.catalogue.storing.pairs import Pairs
    from desktop.trials.absence import Reads

_NEVER = -1
# SQLite changes this number when another connection writes; our own version shows what it wrote.
_NOTICE = "PRAGMA main.data_version"


class KnownAnswers:
    """Hold the facet index, orders, latest search and list rows of one version of the data.

    Use them only inside ``with``. Entering begins a read transaction and reads what other programs or threads have
    saved since; all questions in the block are answered from that state of the file. Blocks may be nested.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        file: HeldFile,
        facets: Mapping[str, Sequence[str]],
        second: SecondReadings | None,
        reads: Reads,
    ) -> None:
        """Start empty; ``facets`` is {facet id: value ids in order}.

        ``reads`` is {facet id: parts of a trial that it is read from}.
        """
        self.reads = reads
        asked: Asked = {
            IMPORT_FACET: partial(of_import, connection),
            SINCE_FACET: partial(changed_since, connection),
        }
        self.index = FacetIndex(facets, second, asked)
        self.changed = ChangedTrials(connection, self.index)
        self.index.computed.add(CHANGED_FACET, self.changed.by_kind)
        self.orders = Orders(connection, self.index)
        self.dates = ShownDates(connection, self.index)
        self.texts = TextIndex(connection)
        self.text = TextSearch(self.texts)
        self.rows = HeldRows(connection, {facet: Places(values) for facet, values in facets.items()}, reads)
        self.version = _NEVER
        """The version of the data from which all this was read."""
        self._connection = connection
        self._file = file
        self._noticed = _NEVER
        self._entered = 0
        self._is_ours = False

    def __enter__(self) -> Self:
        """Begin a read transaction, unless one is open, and read what others have saved.

        Raises:
            GoneFileError: the file cannot be read because it is no longer there.
        """
        if not self._entered:
            self._begin()
        self._entered += 1
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the read transaction."""
        self._entered -= 1
        if not self._entered and self._is_ours:
            self._end()

    def catch_up(self) -> None:
        """Read what others have saved; the caller holds a transaction."""
        (noticed,) = self._connection.execute(_NOTICE).fetchone()
        if noticed != self._noticed:
            version = data_version(self._connection)
            if version != self.version:
                self._follow(version)
            self._noticed = noticed

    def prepare_save(self) -> None:
        """Read what others have saved, before our own save; the caller holds the transaction of the save."""
        self.catch_up()
        # Whether the save succeeds or not, the next question compares the versions again.
        self._noticed = _NEVER

    def found(self, text: str) -> int:
        """Return the set of trials that a text finds."""
        return self.text.trials(text, self.index.all)

    def matching(self, query: TrialQuery) -> int:
        """Return the set of trials that match a query."""
        within = self.found(query.searched)
        return self.index.matching(query.selected, query.excluded, within, in_one_cohort=not query.across_cohorts)

    def take_over(self, changed: Mapping[int, Pairs | None], version: int, *, lines_only: bool = False) -> None:
        """Take over the changes of our own save after its commit.

        With ``lines_only`` neither texts nor sort columns have changed, so the orders stay valid.
        """
        for trial_id, pairs in changed.items():
            if pairs is None:
                self.index.remove(trial_id)
            else:
                self.index.put(trial_id, pairs)
        self.index.forget()
        if lines_only:
            self.orders.forget_facets()
            self.rows.forget(changed)
        else:
            self._forget()
        self.version = version

    def read_again(self) -> None:
        """Read everything again; the caller holds a transaction."""
        snapshot = read_snapshot(self._connection, self.index.facets)
        self.index.fill(snapshot.everything, snapshot.values)
        self._forget()
        self.orders.learn("title", snapshot.by_title)
        self.version = snapshot.version

    def _follow(self, version: int) -> None:
        known = self.version != _NEVER
        changes = changes_since(self._connection, self.index.facets, self.version) if known else None
        if changes is None:
            self.read_again()
            return
        self.index.replace(changes.changed, changes.there, changes.values)
        self._forget()
        self.version = version

    def _begin(self) -> None:
        # Inside our own save everything is up to date, because the save begins with `prepare_save`.
        self._is_ours = not self._connection.in_transaction
        if not self._is_ours:
            return
        try:
            self._connection.execute("BEGIN")
            self.catch_up()
        except BaseException as error:
            self._end()
            if isinstance(error, sqlite3.Error):
                self._file.refuse_if_gone()
            raise

    def _end(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def _forget(self) -> None:
        self.orders.forget()
        self.text.forget()
        self.rows.forget()
