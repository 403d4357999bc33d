"""Write a file trial by trial, completely or not at all; report progress, and stop on request."""

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.exports.atomic_write import atomic_write
from desktop.trials.work import OnProgress, ShouldStop, StoppedError
from desktop.workflows.rare_collection import rare_collection


@dataclass(frozen=True)
class Work:
    """Hold the number of trials to write, and the functions for progress and stopping."""

    total: int
    on_progress: OnProgress
    should_stop: ShouldStop


def write_pieces(target: Path, pieces: Iterable[bytes], work: Work) -> bool:
    """Write pieces: a beginning, then one for each trial; return False, and write nothing, if stopped.

    Raises:
        ExportError: the file cannot be written; it is unchanged.
    """

    def write(stream: BinaryIO) -> Generator[int, None, None]:
        for done, piece in enumerate(pieces):
            stream.write(piece)
            yield done

    return write_to_stream(target, write, work)


def write_to_stream(target: Path, write: Callable[[BinaryIO], Generator[int, None, None]], work: Work) -> bool:
    """Write a file with ``write``, which writes to its stream and yields the number of trials written so far.

    Return False, and write nothing, if stopped.

    Raises:
        ExportError: the file cannot be written; it is unchanged.
    """
    try:
        with rare_collection(), atomic_write(target) as stream, closing(write(stream)) as steps:
            for done in steps:
                if work.should_stop():
                    raise StoppedError
                work.on_progress(done, work.total)
    except StoppedError:
        return False
    return True
