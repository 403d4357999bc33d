"""Write a file trial by trial, whole or not at all, telling progress and stopping when asked."""

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
    """Hold how many trials are to be written, whom to tell, and who may stop it."""

    total: int
    on_progress: OnProgress
    should_stop: ShouldStop


def write_pieces(target: Path, pieces: Iterable[bytes], work: Work) -> bool:
    """Write a beginning, then a piece for each trial; return False, and write nothing, if stopped.

    Raises:
        ExportError: the file cannot be written; it is as it was.
    """

    def write(stream: BinaryIO) -> Generator[int, None, None]:
        for done, piece in enumerate(pieces):
            stream.write(piece)
            yield done

    return write_to_stream(target, write, work)


def write_to_stream(target: Path, write: Callable[[BinaryIO], Generator[int, None, None]], work: Work) -> bool:
    """Write a file by what ``write`` does to its stream between the numbers that it yields: the trials done so far.

    Returns False, and writes nothing, if stopped.

    Raises:
        ExportError: the file cannot be written; it is as it was.
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
