"""Annotate trials: here, and in further processes while this one reads and writes.

Annotating takes most of the time of an import. The trials of a batch are dealt in small parts: each process has some
ahead, so that it never waits for the next, and the rest is annotated here while the findings of a batch are waited for.
So all cores work all the time, however long a trial takes. A process reads what it is sent in a thread of its own:
neither side ever waits for a pipe which the other does not read.
"""

import contextlib
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial
from desktop.workflows.rare_collection import rare_collection

# Each takes about 55 MB for its vocabularies. Reading and writing in one process keep pace with about three.
_MOST_PROCESSES = 4
_PART = 5  # trials
# Parts that a process is given at once: it annotates them for as long as this one reads and writes a batch.
_AHEAD = 6

Kept = TypeVar("Kept")
_Findings = list[tuple[Finding, ...]]
"""The findings of each of some trials."""


@dataclass(frozen=True)
class BugElsewhere:
    """Hold the traceback of a bug, to send it from the process where it happened."""

    trace: str


@dataclass
class _Part:
    """Hold trials that are annotated in one go, with their findings when they are known."""

    trials: Sequence[Trial]
    findings: _Findings | None = None


@dataclass(frozen=True)
class _Process:
    """Hold the connection to a process, and the parts that it was sent and has not answered, in order."""

    connection: Connection
    parts: deque[_Part] = field(default_factory=deque)


class Annotating:
    """Annotate batches of trials in the given processes and this one or, without any, in this one alone."""

    def __init__(self, vocabularies: Vocabularies, connections: Sequence[Connection] = ()) -> None:
        self._vocabularies = vocabularies
        self._processes = [_Process(each) for each in connections]
        self._batches: deque[list[_Part]] = deque()
        self._waiting: deque[_Part] = deque()
        """The parts that no process has, in order."""

    @property
    def is_elsewhere(self) -> bool:
        """Return whether other processes work on a batch after ``begin``; otherwise ``findings`` does all the work."""
        return bool(self._processes)

    def begin(self, trials: Sequence[Trial]) -> None:
        """Begin with a batch.

        While the findings of one batch are waited for, this process works on the next: so begin with it before.
        """
        parts = [_Part(trials[start : start + _PART]) for start in range(0, len(trials), _PART)]
        self._batches.append(parts)
        self._waiting += parts
        self._deal()

    def findings(self) -> _Findings:
        """Wait for the findings of the first batch under way, and return them in the order of its trials.

        A part whose process was ended from outside is annotated here.

        Raises:
            RuntimeError: a bug ended the annotating of a part.
        """
        parts = self._batches.popleft()
        self._take_in()
        while any(each.findings is None for each in parts):
            if self._waiting:
                own = self._waiting.popleft()
                own.findings = [annotate(each, self._vocabularies) for each in own.trials]
            else:
                wait([each.connection for each in self._processes if each.parts])
            self._take_in()
        return [found for each in parts for found in each.findings or ()]

    def ahead(self, batches: Iterable[tuple[Kept, Sequence[Trial]]]) -> Iterator[tuple[Kept, _Findings]]:
        """Yield the findings of batches in order, each with what comes with it; begin with the next one before."""
        under_way: deque[Kept] = deque()
        for kept, trials in batches:
            self.begin(trials)
            under_way.append(kept)
            if len(under_way) > int(self.is_elsewhere):
                yield under_way.popleft(), self.findings()
        while under_way:
            yield under_way.popleft(), self.findings()

    def _deal(self) -> None:
        """Send waiting parts to the processes that have few."""
        while self._waiting and self._processes:
            process = min(self._processes, key=lambda each: len(each.parts))
            if len(process.parts) >= _AHEAD:
                return
            process.parts.append(self._waiting.popleft())
            try:
                process.connection.send(process.parts[-1].trials)
            except ConnectionError:  # ended from outside, such as by a system short of memory
                self._give_up(process)

    def _take_in(self) -> None:
        """Take in the findings that are there, and deal again."""
        for process in tuple(self._processes):
            try:
                while process.parts and process.connection.poll():
                    process.parts[0].findings = _without_bug(process.connection.recv())
                    process.parts.popleft()
            except (EOFError, ConnectionError):
                self._give_up(process)
        self._deal()

    def _give_up(self, process: _Process) -> None:
        """Go on without a process; its parts wait again."""
        self._processes.remove(process)
        process.connection.close()
        self._waiting.extendleft(reversed(process.parts))


def _without_bug(answer: _Findings | BugElsewhere) -> _Findings:
    if isinstance(answer, BugElsewhere):
        raise RuntimeError(f"annotating failed in its own process:\n{answer.trace}")  # noqa: TRY004 - no wrong type
    return answer


@contextlib.contextmanager
def annotating_elsewhere(resources: Path, own: Path | None, *, is_worth_it: bool = True) -> Iterator[Annotating]:
    """Annotate in as many processes as the computer has cores, with this one; at most in four others.

    ``resources`` and ``own`` are the folders of the vocabularies: each process reads them for itself, which takes about
    a second. So for a few trials it is not worth it.
    """
    count = min((os.cpu_count() or 1) - 1, _MOST_PROCESSES) if is_worth_it else 0
    with contextlib.ExitStack() as processes:
        # They start, and read their vocabularies, while this one reads its own.
        connections = [processes.enter_context(_process(resources, own)) for _ in range(count)]
        yield Annotating(load_vocabularies(resources, own), connections)


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
    parts: SimpleQueue[Sequence[Trial] | None] = SimpleQueue()
    Thread(target=_receive, args=(connection, parts), daemon=True).start()
    with contextlib.suppress(ConnectionError), rare_collection():
        try:
            vocabularies = load_vocabularies(resources, own)
            while (part := parts.get()) is not None:
                connection.send([annotate(each, vocabularies) for each in part])
        except ConnectionError:
            raise
        except Exception:  # noqa: BLE001 - a bug must not look like a process that was ended from outside
            connection.send(BugElsewhere(traceback.format_exc()))


def _receive(connection: Connection, parts: SimpleQueue[Sequence[Trial] | None]) -> None:
    """Take up the parts as they come, None at the end: the other side must never wait for this one to read."""
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            parts.put(connection.recv())
    parts.put(None)
