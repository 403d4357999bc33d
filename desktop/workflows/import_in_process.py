"""Run a large import in its own process, so that the window reacts fast while thousands of trials are read."""

import contextlib
import multiprocessing
import signal
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.file_identity import FileIdentity
from desktop.errors import CatalogueError, EndedError
from desktop.facets.vocabularies import load_vocabularies
from desktop.trials.work import OnProgress, ShouldStop
from desktop.workflows.annotating import BugElsewhere, annotating_elsewhere
from desktop.workflows.found_documents import files_behind
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport

# bytes of about 500 trials in the formats for many trials; of several times as many if zipped
_LARGE = 8_000_000
_LARGE_ZIP = 1_500_000
_PATIENCE_S = 0.1


def is_large(paths: Sequence[Path], should_stop: ShouldStop = lambda: False) -> bool:
    """Return whether an import is so large that it should have its own process."""
    size = 0.0
    for file in files_behind(paths, should_stop):
        with contextlib.suppress(OSError):  # the import itself reports what cannot be read
            weight = _LARGE / _LARGE_ZIP if file.suffix.lower() == ".zip" else 1
            size += file.stat().st_size * weight
    return size > _LARGE


def import_in_process(
    paths: Sequence[Path],
    catalogue: Path,
    resources: Path,
    own: Path | None,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    *,
    expected: FileIdentity | None = None,
) -> ImportReport:
    """Import as ``import_documents`` does, in a new process that opens the catalogue file for itself.

    ``own`` is the folder of the user's own vocabulary files, if any. ``expected`` is the file that must be at the path
    of the catalogue: no other is opened, and none is created.

    Raises:
        CatalogueError: the import could not begin there.
        EndedError: something outside ended the process, such as a system short of memory; complete batches are kept.
        RuntimeError: a bug ended it; complete batches are kept.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    stop = context.Event()
    process = context.Process(target=_work, args=(list(paths), (catalogue, expected), (resources, own), theirs, stop))
    process.start()
    theirs.close()
    saved = 0
    try:
        while True:
            if should_stop():
                stop.set()
            if ours.poll(_PATIENCE_S):
                message = ours.recv()
                if isinstance(message, ImportReport):
                    return message
                if isinstance(message, CatalogueError):
                    raise message
                if isinstance(message, BugElsewhere):
                    raise RuntimeError(f"the import failed in its own process:\n{message.trace}")
                if isinstance(message, int):
                    saved += message
                else:
                    on_progress(*message)
    except (EOFError, ConnectionError) as error:
        process.join()
        raise EndedError(_ended(catalogue, process.exitcode, saved)) from error
    finally:
        ours.close()
        process.join()


def _ended(catalogue: Path, exit_code: int | None, saved: int) -> str:
    by = f" (signal {-exit_code})" if exit_code is not None and exit_code < 0 else ""
    kept = "nothing was saved yet"
    if saved:
        kept = "one record that was saved before is kept" if saved == 1 else f"{saved:,} records saved before are kept"
    return (
        f"The import into {catalogue} was ended from outside{by}, perhaps because the computer was short of memory; "
        f"{kept}. Import the same files again: what is there already stays as it is."
    )


def _work(
    paths: list[Path],
    catalogue: tuple[Path, FileIdentity | None],
    resources: tuple[Path, Path | None],
    connection: Connection,
    stop: Event,
) -> None:
    # Ctrl+C in a terminal reaches this process too. It is ignored here, because the closing window stops the import.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # First of all, so that the other processes start while this one reads its vocabularies.
        with annotating_elsewhere(*resources) as annotating:
            vocabularies = load_vocabularies(*resources)
            facets = vocabularies.facets
            path, expected = catalogue
            opened = Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads, expected=expected)
            try:
                report = import_documents(
                    paths,
                    opened,
                    vocabularies,
                    lambda done, total: connection.send((done, total)),
                    stop.is_set,
                    on_saved=connection.send,
                    annotating=annotating,
                )
            finally:
                opened.close()
    except CatalogueError as error:
        connection.send(error)
    except Exception:  # noqa: BLE001 - a bug must not look like a process that was ended from outside
        connection.send(BugElsewhere(traceback.format_exc()))
    else:
        connection.send(report)
