"""Documents into the catalogue: find the files, read each, annotate its trials, save batch by batch, report."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.stored import Delivery, Document
from desktop.documents.read import open_document
from desktop.errors import DocumentError, StorageError
from desktop.facets.annotate import annotate
from desktop.facets.contradictions import contradictions
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial
from desktop.workflows.found_documents import FoundDocument, documents_of, files_behind, readable
from desktop.workflows.import_report import ImportReport, RecordOutcome
from desktop.workflows.missing_parts import Lacking, missing_parts
from desktop.workflows.rare_collection import rare_collection

OnProgress = Callable[[int, int], None]
ShouldStop = Callable[[], bool]
_BATCH = 1_000
_TELL_EVERY = 25  # records


def import_documents(
    paths: Sequence[Path],
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    *,
    back_up: bool = True,
    on_saved: Callable[[int], None] = lambda _count: None,
) -> ImportReport:
    """Import files, folders and zips, and report on every record.

    One bad document is a line in the report, and so is one bad record. Whole batches are saved, each in one
    transaction; stopping keeps the batches that are complete. ``on_progress`` is told (files done, files in all), or,
    while a single file is read, (records read, 0). ``on_saved`` is told how many records each batch saved. A catalogue
    that can be made again needs no ``back_up`` first. If the catalogue cannot be written any more (disk full, file
    gone), the report says why, what is saved by then, and what is not.
    """
    files = files_behind(paths, should_stop)
    intake = _Intake(catalogue, vocabularies, on_progress if len(files) == 1 else None, should_stop, on_saved)
    fault = ""
    try:
        if back_up:
            catalogue.back_up()
        with rare_collection():
            for done, file in enumerate(files):
                if len(files) > 1:
                    on_progress(done, len(files))
                intake.take_file(file)
                if intake.stopped:
                    break
            intake.save()
    except StorageError as error:
        fault = str(error)
        intake.leave_off(files)
    on_progress(len(files), len(files))
    missing = missing_parts(intake.lacking, catalogue, vocabularies.facets)
    return ImportReport(intake.outcomes, intake.stopped, fault, missing)


def annotated(trial: Trial, vocabularies: Vocabularies) -> tuple[Trial, tuple[Finding, ...]]:
    """Return a trial with its findings, and with a remark where the facets did not believe a registered value."""
    findings = annotate(trial, vocabularies)
    remarks = contradictions(trial, findings)
    told = tuple(dict.fromkeys((*trial.warnings, *remarks)))
    return (replace(trial, warnings=told) if remarks else trial), findings


def trials_again(document: Document) -> Iterator[Trial]:
    """Yield the trials of a document that the catalogue has kept as it came; none that cannot be read any more."""
    try:
        for record in open_document(document.content, document.name).records:
            if isinstance(record, Trial):
                yield record
    except DocumentError:  # a reader of today may refuse what one of yesterday took
        return


@dataclass
class _Read:
    """Gather the trials of one document that wait to be saved, and the places of their outcomes in the report."""

    found: FoundDocument
    document: Document
    trials: list[Trial] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


class _Intake:
    """Take documents in and save them batch by batch; a document of many records goes into several batches."""

    def __init__(
        self,
        catalogue: Catalogue,
        vocabularies: Vocabularies,
        on_record: OnProgress | None,
        should_stop: ShouldStop,
        on_saved: Callable[[int], None],
    ) -> None:
        self.stopped = False
        self.lacking: list[Lacking] = []
        """The trials whose documents have no place for something."""
        # In the order of the records; None stands where a trial waits to be saved.
        self._outcomes: list[RecordOutcome | None] = []
        self._catalogue = catalogue
        self._vocabularies = vocabularies
        self._on_record = on_record
        self._should_stop = should_stop
        self._on_saved = on_saved
        self._batch: list[_Read] = []
        self._records = self._waiting = 0
        self._begun = self._ended = 0
        # To the microsecond: two imports of one second are two.
        self._began_at = dt.datetime.now().astimezone().isoformat()

    @property
    def outcomes(self) -> tuple[RecordOutcome, ...]:
        """Return what became of each record, in order, those that wait to be saved left out."""
        return tuple(each for each in self._outcomes if each)

    def take_file(self, file: Path) -> None:
        """Read the documents in a file, unless the user stops it.

        Raises:
            StorageError: a full batch could not be saved.
        """
        self._begun += 1
        try:
            for document in documents_of(file, self.end_if_stopped):
                self._take(document)
        except DocumentError as error:
            self.refuse(readable(str(file)), readable(str(error)))
        except _StoppedError:
            return
        self._ended += 1

    def leave_off(self, files: Sequence[Path]) -> None:
        """Write down what of all files was not saved or not read, for the catalogue cannot be written any more."""
        for read in self._batch:
            for place, trial in zip(read.places, read.trials, strict=True):
                reason = f"{read.found.path} was not saved ({trial.key})."
                told = RecordOutcome(read.found.path, "failed", read.document.format, title=trial.title, reason=reason)
                self._outcomes[place] = told
        for number, file in enumerate(files[self._ended :], self._ended):
            path = readable(str(file))
            self.refuse(path, f"{path} was not read{' to its end' if number < self._begun else ''}.")

    def _take(self, found: FoundDocument) -> None:
        """Read a document record by record; a full batch is saved at once."""
        self._stop_if_asked()
        try:
            opened = open_document(found.content, found.path)
        except DocumentError as error:
            self.refuse(found.path, str(error))
            return
        document = Document(found.name, opened.format, opened.encoding, found.content)
        read = _Read(found, document)
        self._batch.append(read)
        for record in opened.records:
            if isinstance(record, DocumentError):
                self.refuse(found.path, str(record), opened.format)
                continue
            if found.warnings:
                record = replace(record, warnings=(*record.warnings, *found.warnings))  # noqa: PLW2901
            read.trials.append(record)
            read.places.append(len(self._outcomes))
            self._outcomes.append(None)
            self._records += 1
            self._waiting += 1
            if self._records % _TELL_EVERY == 0:
                self._stop_if_asked()
            if self._waiting >= _BATCH:
                self.save()
                read = _Read(found, document)
                self._batch.append(read)

    def refuse(self, path: str, reason: str, format_: str = "") -> None:
        """Write down that a document or one of its records cannot be read."""
        self._outcomes.append(RecordOutcome(path, "failed", format_, reason=reason))

    def save(self) -> None:
        """Save what waits, in one transaction.

        Raises:
            StorageError: nothing of it was saved.
        """
        batch = [read for read in self._batch if read.trials]
        if not batch:
            self._batch = []
            return
        deliveries = [Delivery(read.document, tuple(read.trials)) for read in batch]
        saved = self._catalogue.save(
            deliveries, lambda trial: annotated(trial, self._vocabularies), trials_again, self._began_at
        )
        for read, results in zip(batch, saved, strict=True):
            for place, trial, (outcome, key) in zip(read.places, read.trials, results, strict=True):
                told = RecordOutcome(read.found.path, outcome, read.document.format, key, trial.title)
                if trial.absent and outcome != "unchanged":
                    self.lacking.append(Lacking(key, read.document.format, trial.absent))
                self._outcomes[place] = replace(told, warnings=trial.warnings)
        self._on_saved(sum(len(read.trials) for read in batch))
        self._batch, self._waiting = [], 0

    def end_if_stopped(self) -> None:
        """End the reading if the user has stopped it."""
        if self._should_stop():
            self.stopped = True
            raise _StoppedError

    def _stop_if_asked(self) -> None:
        if self._on_record:
            self._on_record(self._records, 0)
        self.end_if_stopped()


class _StoppedError(Exception):
    """Leave the reading of documents when the user has stopped it."""
