"""Import documents into the catalogue in four stages: read, join, annotate, write.

1. *Read*: open each file and read its records one by one (``documents``).
2. *Join*: find the stored trial of each record, and merge the accounts of all its documents; this only reads the
   catalogue.
3. *Annotate*: find the facet values; this takes most of the time, and holds no lock.
4. *Write*: one short transaction, so that a correction made meanwhile waits a few hundredths of a second at most.

A joined trial is stale if another program, or an earlier batch, has changed the stored trial since. Then it is not
written; the record is joined again with the next batch. If other processes annotate, they work on one batch while this
process writes the batch before it and reads the next, and this one helps them while it would only wait.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.accounts import Reread
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival, JoinedTrial
from desktop.catalogue.storing.joining import found_by, looked_for_by
from desktop.catalogue.storing.stored import Document
from desktop.documents.read import open_document
from desktop.errors import DocumentError, StorageError
from desktop.facets.annotate import annotate, as_annotated
from desktop.facets.contradictions import with_contradictions
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.finding import Finding
from desktop.trials.own_work import OwnWork
from desktop.trials.screening import ScreeningDecision
from desktop.trials.sources import source_format
from desktop.trials.trial import Trial
from desktop.trials.value_change import differing, values_of
from desktop.trials.work import OnProgress, ShouldStop
from desktop.workflows.annotating import Annotating
from desktop.workflows.file_dates import with_file_date
from desktop.workflows.found_documents import files_behind
from desktop.workflows.import_answers import import_answers, known_before, number_of_import
from desktop.workflows.import_report import ImportReport, RecordOutcome
from desktop.workflows.missing_parts import Lacking, missing_parts
from desktop.workflows.own_work_files import taking_over_own_work
from desktop.workflows.present_rules import begin_with_rules
from desktop.workflows.rare_collection import rare_collection
from desktop.workflows.read_records import Reading, ReadRecord
from desktop.workflows.screening import taking_over

# Writing so many records takes some hundredths of a second, annotating them several times as long. So a program that
# waits for the lock, and asks for it at least every tenth of a second, gets it in between.
_BATCH = 40


def import_documents(
    paths: Sequence[Path],
    catalogue: Catalogue,
    vocabularies: Vocabularies,
    on_progress: OnProgress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    *,
    back_up: bool = True,
    dated_by_files: bool = True,
    on_saved: Callable[[int], None] = lambda _count: None,
    annotating: Annotating | None = None,
) -> ImportReport:
    """Import files, folders and zips, and report on every record.

    A bad document, or a bad record, becomes a line in the report. Records are saved in batches, each in one
    transaction; after a stop, complete batches are kept. ``on_progress`` gets (files done, all files) or, while a
    single file is read, (records read, 0). ``on_saved`` gets the number of records in each saved batch. ``back_up``
    makes a copy of the catalogue first. With ``dated_by_files`` a document without a day of download gets the date of
    its file (not for documents shipped with the program). ``annotating`` may hold further processes; without it,
    everything happens in this one. If the catalogue can no longer be written (disk full, file gone), the report says
    why, what was saved, and what was not.
    """
    files = files_behind(paths, should_stop)
    reading = Reading(files, on_progress, should_stop, dated_by_files=dated_by_files)
    stages = _Stages(catalogue, vocabularies, reading, on_saved, annotating or Annotating(vocabularies))
    fault = ""
    try:
        if back_up:
            catalogue.back_up()
        with rare_collection():
            for record in reading.records():
                stages.waiting.append(record)
                if stages.has_full_batch:
                    stages.take_in()
            while stages.waiting:
                stages.take_in()
    except StorageError as error:
        fault = str(error)
        reading.leave_off(stages.waiting)
    on_progress(len(files), len(files))
    missing = missing_parts(stages.lacking, catalogue, vocabularies.facets)
    number = number_of_import(catalogue, stages.began)
    answers = import_answers(catalogue, vocabularies.facets, number)
    known = known_before(
        catalogue, number, [each.key for each in reading.outcomes if each.outcome == "unchanged" and each.key]
    )
    return ImportReport(reading.outcomes, reading.stopped, fault, missing, number, answers, known)


def joined(join: Callable[[Reread], list[JoinedTrial]]) -> list[JoinedTrial]:
    """Join records; if a stored trial is damaged, read its original documents again and join with them."""
    found = join({})
    unread = {document.sha256: document for each in found for document in each.unread}
    return join({sha256: trials_again(document) for sha256, document in unread.items()}) if unread else found


def to_annotate(trial: JoinedTrial, *, may_keep: bool = False) -> Trial | None:
    """Return the merged trial if its findings must be derived; None if it keeps those it has, or is not written.

    ``may_keep``: the stored findings are of the present rules, so a trial with unchanged words keeps them.
    """
    keeps = may_keep and trial.before is not None and trial.has_same_words
    return None if trial.merged is None or keeps else trial.merged.trial


def with_findings(
    trial: JoinedTrial, findings: tuple[Finding, ...] | None, vocabularies: Vocabularies, *, may_keep: bool = False
) -> AnnotatedTrial:
    """Return a joined trial with its findings; ``findings`` are None if there was nothing ``to_annotate``."""
    merged, before = trial.merged, trial.before
    if merged is None:
        return AnnotatedTrial(trial)
    if findings is None:
        assert before is not None, "a trial that keeps its findings is stored"
        return AnnotatedTrial(trial, with_contradictions(merged.trial, before.findings), before.findings)
    # A remark stands in the trial if a registered value was doubted.
    words = with_contradictions(merged.trial, findings)
    if may_keep or before is None or not differing(values_of(before.findings), values_of(findings)):
        return AnnotatedTrial(trial, words, findings)
    # The findings of the earlier words by the present rules, to separate changes by rules from those by the document.
    return AnnotatedTrial(trial, words, findings, annotate(before.trial, vocabularies))


def trials_again(document: Document) -> Iterator[Trial]:
    """Yield the trials of a stored original document; nothing if it can no longer be read."""
    try:
        for record in open_document(document.content, document.name).records:
            if isinstance(record, Trial):
                yield with_file_date(record, document.file_date)
    except DocumentError:  # a new reader may refuse what an old one accepted
        return


@dataclass(frozen=True)
class _Batch:
    """Hold records that were joined, and are being annotated; ``wanted`` as ``to_annotate`` returns it for each."""

    records: Sequence[ReadRecord]
    joined: Sequence[JoinedTrial]
    wanted: Sequence[Trial | None]


class _Stages:
    """Join, annotate and write the records, batch by batch."""

    def __init__(
        self,
        catalogue: Catalogue,
        vocabularies: Vocabularies,
        reading: Reading,
        on_saved: Callable[[int], None],
        annotating: Annotating,
    ) -> None:
        self.waiting: list[ReadRecord] = []
        """The records that are not written yet, with those that are being annotated."""
        self.lacking: list[Lacking] = []
        """The trials whose documents lack a part."""
        self._catalogue = catalogue
        self._vocabularies = vocabularies
        self._reading = reading
        self._on_saved = on_saved
        self._annotating = annotating
        self._under_way: deque[_Batch] = deque()
        self._screened: dict[str, list[tuple[str, tuple[ScreeningDecision, ...]]]] = {}
        """{format: (key of a trial, decisions on it in the program that wrote the document)}."""
        self._own_work: list[tuple[str, tuple[OwnWork, ...]]] = []
        """(key of a trial, own work on it in the catalogue that exported it)."""
        self._may_keep: bool | None = None
        # With microseconds, so that two imports in one second have different times.
        self.began = dt.datetime.now().astimezone().isoformat()

    @property
    def has_full_batch(self) -> bool:
        """Return whether as many records wait to be joined as are written at once."""
        return len(self.waiting) - sum(len(each.records) for each in self._under_way) >= _BATCH

    def take_in(self) -> None:
        """Begin with the waiting records, and write those that are annotated.

        One that follows another record of its trial, or is stale, waits for the next batch.

        Raises:
            StorageError: none of them was saved.
        """
        if self._may_keep is None:
            self._may_keep = begin_with_rules(self._catalogue, self._vocabularies)
        begun = _apart(self.waiting, [record for each in self._under_way for record in each.records])
        if begun:
            self._begin(begun)
        # Where other processes annotate, they go on with the next batch while this one is waited for and written.
        if len(self._under_way) > int(self._annotating.is_elsewhere and bool(begun)):
            self._write(self._annotated())

    def _begin(self, records: Sequence[ReadRecord]) -> None:
        arrivals = [Arrival(each.trial, each.opened.document, each.opened.is_begun) for each in records]
        trials = joined(lambda reread: self._catalogue.join(arrivals, reread))
        batch = _Batch(records, trials, [to_annotate(each, may_keep=bool(self._may_keep)) for each in trials])
        self._under_way.append(batch)
        self._annotating.begin([as_annotated(each) for each in batch.wanted if each])

    def _annotated(self) -> list[tuple[ReadRecord, AnnotatedTrial]]:
        """Return the records of the first batch under way with their trials; then it is no longer."""
        findings = iter(self._annotating.findings())
        batch = self._under_way.popleft()
        ready = []
        for record, trial, wanted in zip(batch.records, batch.joined, batch.wanted, strict=True):
            own = next(findings) if wanted else None
            ready.append((record, with_findings(trial, own, self._vocabularies, may_keep=bool(self._may_keep))))
        return ready

    def _write(self, ready: Sequence[tuple[ReadRecord, AnnotatedTrial]]) -> None:
        outcomes = self._catalogue.save([trial for _, trial in ready], self.began)
        written = set()
        for (record, trial), outcome in zip(ready, outcomes, strict=True):
            if outcome:
                written.add(record.place)
                record.opened.is_begun |= trial.joined.document_id is None
                self._settle(record, *outcome)
                self._note_beside(record, outcome[1])
        self._take_over_beside()
        self.waiting = [each for each in self.waiting if each.place not in written]
        self._on_saved(len(written))

    def _note_beside(self, record: ReadRecord, key: str) -> None:
        if record.screening:
            self._screened.setdefault(record.opened.document.format, []).append((key, record.screening))
        if record.own_work:
            self._own_work.append((key, record.own_work))

    def _take_over_beside(self) -> None:
        """Turn decisions from other programs and catalogues on the records of this batch into own work."""
        screened, self._screened = self._screened, {}
        for format_id, decisions in screened.items():
            if changes := taking_over(self._catalogue, source_format(format_id).screened_with, decisions):
                self._catalogue.change_own_work(changes)
        own_work, self._own_work = self._own_work, []
        if changes := taking_over_own_work(self._catalogue, own_work):
            self._catalogue.change_own_work(changes)

    def _settle(self, record: ReadRecord, outcome: str, key: str) -> None:
        trial, opened = record.trial, record.opened
        if trial.absent and outcome != "unchanged":
            self.lacking.append(Lacking(key, opened.document.format, trial.absent))
        settled = RecordOutcome(
            opened.path,
            outcome,
            opened.document.format,
            key,
            trial.title,
            warnings=trial.warnings,
            numbers=tuple(dict.fromkeys(each.value for each in trial.identifiers)),
        )
        self._reading.settle(record, settled)


def _apart(records: Iterable[ReadRecord], under_way: Iterable[ReadRecord]) -> list[ReadRecord]:
    """Return the records that share no number with an earlier one: records of one trial are joined one by one.

    Those under way are the earliest, and not returned.
    """
    taken = {number for each in under_way for number in found_by(each.trial)}
    begun = {each.place for each in under_way}
    found = []
    for record in records:
        if record.place in begun:
            continue
        if taken.isdisjoint(looked_for_by(record.trial)):
            found.append(record)
        taken |= found_by(record.trial)
    return found
