"""Annotate trials: here, or in further processes while this one reads and writes.

Annotating takes most of the time of an import. A batch is dealt to all processes at once, and one batch is under way
at most: a process that gets its next part has already sent all findings of the last one, so that neither side ever
waits for a pipe which the other does not read.
"""

import contextlib
import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

# Each takes about 55 MB for its vocabularies. Reading and writing in one process keep pace with about three.
_MOST_PROCESSES = 4


@dataclass(frozen=True)
class BugElsewhere:
    """Hold the traceback of a bug, to send it from the process where it happened."""

    trace: str


class Annotating:
    """Annotate one batch of trials after the other, in the given processes or, without any, in this one."""

    def __init__(self, vocabularies: Vocabularies, connections: Sequence[Connection] = ()) -> None:
        self._vocabularies = vocabularies
        self._connections = list(connections)
        self._parts: list[tuple[Connection | None, Sequence[Trial]]] = []

    @property
    def is_elsewhere(self) -> bool:
        """Return whether other processes work on a batch after ``begin``; otherwise ``findings`` does all the work."""
        return bool(self._connections)

    def begin(self, trials: Sequence[Trial]) -> None:
        """Begin with a batch; the findings of the last one must have been fetched."""
        assert not self._parts, "the findings of the last batch were not fetched"
        self._parts = [(each, part) for each, part in self._dealt(trials) if part]
        for place, (connection, part) in enumerate(self._parts):
            if connection is None:
                continue
            try:
                connection.send(part)
            except ConnectionError:  # ended from outside, such as by a system short of memory
                self._give_up(place)

    def findings(self) -> list[tuple[Finding, ...]]:
        """Wait for the findings of the batch, and return them in the order of its trials.

        A part whose process was ended from outside is annotated here.

        Raises:
            RuntimeError: a bug ended the annotating of a part.
        """
        found = [self._findings_of(place) for place in range(len(self._parts))]
        self._parts = []
        # Dealt like cards: the first trial of each part, then the second of each.
        return [part[row] for row in range(len(found[0]) if found else 0) for part in found if row < len(part)]

    def _dealt(self, trials: Sequence[Trial]) -> list[tuple[Connection | None, Sequence[Trial]]]:
        count = len(self._connections)
        if not count:
            return [(None, trials)]
        return [(connection, trials[place::count]) for place, connection in enumerate(self._connections)]

    def _findings_of(self, place: int) -> list[tuple[Finding, ...]]:
        connection, trials = self._parts[place]
        if connection is not None:
            try:
                answer = connection.recv()
            except (EOFError, ConnectionError):
                self._give_up(place)
            else:
                return _without_bug(answer)
        return [annotate(each, self._vocabularies) for each in trials]

    def _give_up(self, place: int) -> None:
        """Go on without the process of a part; the part is annotated here."""
        connection, trials = self._parts[place]
        assert connection is not None
        self._connections.remove(connection)
        connection.close()
        self._parts[place] = (None, trials)


def _without_bug(answer: list[tuple[Finding, ...]] | BugElsewhere) -> list[tuple[Finding, ...]]:
    if isinstance(answer, BugElsewhere):
        raise RuntimeError(f"annotating failed in its own process:\n{answer.trace}")  # noqa: TRY004 - no wrong type
    return answer


@contextlib.contextmanager
def annotating_elsewhere(
    vocabularies: Vocabularies, resources: Path, own: Path | None, *, is_worth_it: bool = True
) -> Iterator[Annotating]:
    """Annotate in as many processes as the computer has cores, four at most; here if it has only one core.

    ``resources`` and ``own`` are the folders of the ``vocabularies``: each process reads them for itself, which takes
    about a second. So for a few trials it is not worth it.
    """
    cores = os.cpu_count() or 1
    count = min(cores, _MOST_PROCESSES) if is_worth_it and cores > 1 else 0
    with contextlib.ExitStack() as processes:
        yield Annotating(vocabularies, [processes.enter_context(_process(resources, own)) for _ in range(count)])


@contextlib.contextmanager
def _process(resources: Path, own: Path | None) -> Iterator[Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_annotate_parts, args=(resources, own, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        # It holds nothing that could be lost, and may still be reading its vocabularies.
        process.kill()
        process.join()
        ours.close()


def _annotate_parts(resources: Path, own: Path | None, connection: Connection) -> None:
    """Send back the findings of each part until the other side closes the connection, or is gone."""
    # Ctrl+C in a terminal reaches this process too; the process that reads decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, ConnectionError):
        try:
            vocabularies = load_vocabularies(resources, own)
            while True:
                connection.send([annotate(each, vocabularies) for each in connection.recv()])
        except (EOFError, ConnectionError):
            raise
        except Exception:  # noqa: BLE001 - a bug must not look like a process that was ended from outside
            connection.send(BugElsewhere(traceback.format_exc()))
