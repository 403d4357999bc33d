"""The first stage of an import: read files record by record, and store the outcome of each for the report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from desktop.catalogue.storing.stored import Document
from desktop.documents.read import open_document
from desktop.errors import DocumentError, UnreadKindError
from desktop.trials.identifiers import name_in_sentence
from desktop.trials.own_work import OwnWork
from desktop.trials.screening import ScreeningDecision
from desktop.trials.trial import Trial
from desktop.trials.work import OnProgress, ShouldStop, StoppedError
from desktop.workflows.file_dates import with_file_date
from desktop.workflows.found_documents import FoundDocument, documents_of, readable
from desktop.workflows.import_report import RecordOutcome

_TELL_EVERY = 25  # records
_LARGE = 4_000_000  # bytes, which take some hundredths of a second to compress


@dataclass
class OpenedDocument:
    """Hold a document that is being read; ``is_begun``: it was new, and some of its records are saved."""

    path: str
    document: Document
    is_begun: bool = False


@dataclass(frozen=True)
class ReadRecord:
    """Hold one record that is being imported, and the index of its outcome in the report.

    ``screening`` are decisions from the program that wrote the document, ``own_work`` is that of another catalogue.
    """

    opened: OpenedDocument
    trial: Trial
    place: int
    screening: tuple[ScreeningDecision, ...] = ()
    own_work: tuple[OwnWork, ...] = ()


class Reading:
    """Read files record by record, and report what cannot be read."""

    def __init__(
        self,
        files: Sequence[Path],
        on_progress: OnProgress,
        should_stop: ShouldStop,
        *,
        dated_by_files: bool = True,
    ) -> None:
        """Use these files; with ``dated_by_files`` their dates are taken as the days of download."""
        self.stopped = False
        self._files = files
        self._dated_by_files = dated_by_files
        self._on_progress = on_progress
        self._should_stop = should_stop
        # In the order of the records; None if there is no outcome yet.
        self._outcomes: list[RecordOutcome | None] = []
        self._read = self._begun = self._ended = 0

    @property
    def outcomes(self) -> tuple[RecordOutcome, ...]:
        """Return the outcomes so far, in the order of the records."""
        return tuple(each for each in self._outcomes if each)

    def records(self) -> Iterator[ReadRecord]:
        """Yield the records of all files until the user stops it."""
        for done, file in enumerate(self._files):
            if len(self._files) > 1:
                self._on_progress(done, len(self._files))
            self._begun += 1
            try:
                for found in documents_of(file, self._end_if_stopped):
                    yield from self._records_of(found)
            except DocumentError as error:
                self._refuse(readable(str(file)), readable(str(error)))
            except StoppedError:
                return
            self._ended += 1

    def settle(self, record: ReadRecord, outcome: RecordOutcome) -> None:
        """Store the outcome of a record."""
        self._outcomes[record.place] = outcome

    def leave_off(self, waiting: Iterable[ReadRecord]) -> None:
        """Report everything that was not saved or read because the catalogue can no longer be written."""
        for record in waiting:
            opened, trial = record.opened, record.trial
            reason = f"{opened.path} was not saved ({name_in_sentence(trial.key, trial.title)})."
            format_ = opened.document.format
            self.settle(record, RecordOutcome(opened.path, "failed", format_, title=trial.title, reason=reason))
        for place, file in enumerate(self._files[self._ended :], self._ended):
            path = readable(str(file))
            self._refuse(path, f"{path} was not read{' to its end' if place < self._begun else ''}.")

    def _records_of(self, found: FoundDocument) -> Iterator[ReadRecord]:
        self._stop_if_asked()
        try:
            document = open_document(found.content, found.path)
        except DocumentError as error:
            self._refuse(found.path, str(error), kind=error.kind if isinstance(error, UnreadKindError) else "")
            return
        day = found.day if self._dated_by_files else ""
        kept = Document(found.name, document.format, document.encoding, found.content, day)
        if len(found.content) > _LARGE:
            Thread(target=kept.make_ready, daemon=True).start()
        opened = OpenedDocument(found.path, kept)
        for record in document.records:
            if isinstance(record, DocumentError):
                self._refuse(found.path, str(record), document.format)
                continue
            if found.warnings:
                record = replace(record, warnings=(*record.warnings, *found.warnings))  # noqa: PLW2901
            record = with_file_date(record, day)  # noqa: PLW2901
            self._outcomes.append(None)
            self._read += 1
            beside = document.screening.pop(record.key, ()), document.own_work.pop(record.key, ())
            yield ReadRecord(opened, record, len(self._outcomes) - 1, *beside)
            if self._read % _TELL_EVERY == 0:
                self._stop_if_asked()

    def _refuse(self, path: str, reason: str, format_: str = "", kind: str = "") -> None:
        self._outcomes.append(RecordOutcome(path, "failed", format_, reason=reason, kind=kind))

    def _stop_if_asked(self) -> None:
        if len(self._files) == 1:
            self._on_progress(self._read, 0)
        self._end_if_stopped()

    def _end_if_stopped(self) -> None:
        if self._should_stop():
            self.stopped = True
            raise StoppedError
