"""Documents into the catalogue: find the files, read each, annotate its trials, save batch by batch, report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.stored import Delivery, Document
from desktop.documents.archive import documents_in
from desktop.documents.read import MAX_DOCUMENT_BYTES, ReadDocument, read_document
from desktop.errors import DocumentError
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies

_BATCH = 500
_IGNORED_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True)
class DocumentOutcome:
    """Hold what became of one record: ``outcome`` is saved, updated, unchanged or failed, ``reason`` why it failed.

    ``path`` is the file, with the member's name behind it for a zip; ``key`` and ``title`` are the trial's.
    """

    path: str
    outcome: str
    format: str = ""
    key: str | None = None
    title: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the outcome as ``import --json`` prints it."""
        return {
            "path": self.path,
            "format": self.format,
            "key": self.key,
            "outcome": self.outcome,
            "reason": self.reason,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class ImportReport:
    """Hold the outcomes of an import in the order of the files; ``stopped`` tells that the user ended it early."""

    documents: tuple[DocumentOutcome, ...]
    stopped: bool = False

    def count(self, outcome: str) -> int:
        """Return how many records had an outcome."""
        return sum(each.outcome == outcome for each in self.documents)

    def as_json(self) -> dict[str, object]:
        """Return the report as ``import --json`` prints it."""
        counts = {outcome: self.count(outcome) for outcome in ("saved", "updated", "unchanged", "failed")}
        return {**counts, "stopped": self.stopped, "documents": [each.as_json() for each in self.documents]}


@dataclass
class _Batch:
    """Gather deliveries and the outcomes that wait for them."""

    deliveries: list[Delivery] = field(default_factory=list)
    reads: list[tuple[str, ReadDocument]] = field(default_factory=list)

    def size(self) -> int:
        return sum(len(delivery.trials) for delivery in self.deliveries)


def import_documents(
    paths: Sequence[Path],
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import files, folders and zips, and report on every record.

    One bad document is a line in the report. Whole batches are saved, each in one transaction; stopping keeps the
    batches that are complete. ``on_progress`` is told (files done, files in all).

    Raises:
        StorageError: the catalogue cannot be written; the batch at hand was not saved, earlier ones were.
    """
    files = list(_files(paths))
    outcomes: list[DocumentOutcome] = []
    batch = _Batch()
    stopped = False
    catalogue.back_up()
    for done, file in enumerate(files):
        on_progress(done, len(files))
        for path, name, content in _contents(file, outcomes):
            stopped = should_stop()
            if stopped:
                break
            _take(path, Document(name, "", "", content), vocabularies, batch, outcomes)
            if batch.size() >= _BATCH:
                outcomes.extend(_save(batch, catalogue))
                batch = _Batch()
        if stopped:
            break
    outcomes.extend(_save(batch, catalogue))
    on_progress(len(files), len(files))
    return ImportReport(tuple(outcomes), stopped)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.is_file())
            yield from (each for each in inside if not _ignored(each.relative_to(path)))
        else:
            yield path


def _ignored(path: Path) -> bool:
    # What file managers leave behind was not chosen by the user.
    return any(part.startswith(".") or part.lower() in _IGNORED_NAMES for part in path.parts)


def _contents(file: Path, outcomes: list[DocumentOutcome]) -> Iterator[tuple[str, str, bytes]]:
    """Yield path, name and content of a file or of each member of a zip; what cannot be read becomes an outcome.

    The name goes into the catalogue and its exports, which tell nobody how the user's folders are called.
    """
    try:
        if file.suffix.lower() == ".zip":
            for member, content in documents_in(file):
                if not _ignored(Path(member)):
                    yield f"{file}/{member}", f"{file.name}/{member}", content
            return
        if file.stat().st_size > MAX_DOCUMENT_BYTES:
            reason = f"{file} is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB; split it into smaller downloads."
            outcomes.append(DocumentOutcome(str(file), "failed", reason=reason))
            return
        yield str(file), file.name, file.read_bytes()
    except DocumentError as error:
        outcomes.append(DocumentOutcome(str(file), "failed", reason=str(error)))
    except OSError as error:
        reason = f"{file} cannot be read ({error.strerror or error}); check that it is there and may be read."
        outcomes.append(DocumentOutcome(str(file), "failed", reason=reason))


def _take(
    path: str, document: Document, vocabularies: Vocabularies, batch: _Batch, outcomes: list[DocumentOutcome]
) -> None:
    try:
        read = read_document(document.content, path)
    except DocumentError as error:
        outcomes.append(DocumentOutcome(path, "failed", reason=str(error)))
        return
    trials = tuple((trial, annotate(trial, vocabularies)) for trial in read.trials)
    batch.deliveries.append(Delivery(replace(document, format=read.format, encoding=read.encoding), trials))
    batch.reads.append((path, read))


def _save(batch: _Batch, catalogue: Catalogue) -> Iterator[DocumentOutcome]:
    saved = catalogue.save(batch.deliveries) if batch.deliveries else []
    for (name, read), results in zip(batch.reads, saved, strict=True):
        for trial, outcome in zip(read.trials, results, strict=True):
            yield DocumentOutcome(name, outcome, read.format, trial.key, trial.title, warnings=trial.warnings)
        for failure in read.failures:
            yield DocumentOutcome(name, "failed", read.format, reason=failure)
