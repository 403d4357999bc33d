"""A large import in a process of its own, so that the window stays fluent while thousands of trials are read."""

import contextlib
import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import CatalogueError
from desktop.facets.vocabularies import load_vocabularies
from desktop.workflows.found_documents import files_behind
from desktop.workflows.import_documents import OnProgress, ShouldStop, import_documents
from desktop.workflows.import_report import ImportReport

# About 500 trials of the formats that come in bulk, several times as much when zipped.
_LARGE = 8_000_000
_LARGE_ZIP = 1_500_000
_PATIENCE_S = 0.1
_BUG = 1  # how a process ends that an exception left


def is_large(paths: Sequence[Path], should_stop: ShouldStop = lambda: False) -> bool:
    """Tell whether an import is worth a process of its own."""
    size = 0.0
    for file in files_behind(paths, should_stop):
        with contextlib.suppress(OSError):  # what cannot be read is told of by the import
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
) -> ImportReport:
    """Import as ``import_documents`` does, in a new process that opens the catalogue file for itself.

    ``own`` is the folder of a user's own vocabulary files, if there is any.

    Raises:
        CatalogueError: what ``import_documents`` raised there, or that the process was killed; whole batches are kept.
        RuntimeError: the process died of a bug.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    stop = context.Event()
    process = context.Process(target=_work, args=(list(paths), catalogue, (resources, own), theirs, stop), daemon=True)
    process.start()
    theirs.close()
    saved = 0
    try:
        while True:
            if should_stop():
                stop.set()
            if ours.poll(_PATIENCE_S):
                told = ours.recv()
                if isinstance(told, ImportReport):
                    return told
                if isinstance(told, BaseException):
                    raise told
                if isinstance(told, int):
                    saved += told
                else:
                    on_progress(*told)
    except (EOFError, ConnectionError) as error:
        process.join()
        if process.exitcode is not None and 0 <= process.exitcode <= _BUG:
            raise RuntimeError("the import ended by a bug; what it had saved is kept") from error
        raise CatalogueError(_killed(process.exitcode, saved)) from error
    finally:
        ours.close()
        process.join()


def _killed(exit_code: int | None, saved: int) -> str:
    by = f" (signal {-exit_code})" if exit_code is not None and exit_code < 0 else ""
    kept = "nothing was saved yet" if not saved else "one record" if saved == 1 else f"{saved} records"
    kept = kept if not saved else f"{kept} that were saved before are kept" if saved > 1 else f"{kept} is kept"
    return (
        f"The import was ended by the system or another program{by}, perhaps for want of memory; {kept}: "
        "import the same files again, and what is there already is recognised."
    )


def _work(
    paths: list[Path], catalogue: Path, resources: tuple[Path, Path | None], told: Connection, stop: Event
) -> None:
    try:
        vocabularies = load_vocabularies(*resources)
        facets = vocabularies.facets
        opened = Catalogue(catalogue, facets.value_ids, facets.second_readings)
        try:
            report = import_documents(
                paths,
                opened,
                vocabularies,
                lambda done, total: told.send((done, total)),
                stop.is_set,
                on_saved=told.send,
            )
        finally:
            opened.close()
    except CatalogueError as error:
        told.send(error)
    else:
        told.send(report)
