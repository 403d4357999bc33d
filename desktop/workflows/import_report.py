"""Report the outcome of every record of an import."""

from dataclasses import dataclass
from pathlib import PurePath

from desktop.trials.identifiers import shown_number
from desktop.trials.remark_words import all_in_words
from desktop.trials.remarks import Remark
from desktop.workflows.import_answers import Answer
from desktop.workflows.missing_parts import MissingParts


@dataclass(frozen=True)
class RecordOutcome:
    """Hold the outcome of one record: saved, updated, unchanged or failed; ``reason`` is why it failed.

    ``path`` is the file, followed by the name of the zip member; ``key`` and ``title`` are the trial's, ``numbers`` the
    record's. ``kind`` says what a refused document is, "" if unknown or if its format is supported.
    """

    path: str
    outcome: str
    format: str = ""
    key: str | None = None
    title: str = ""
    reason: str = ""
    warnings: tuple[Remark, ...] = ()
    numbers: tuple[str, ...] = ()
    kind: str = ""

    @property
    def number(self) -> str:
        """Return the number to show for the trial; "" if there is no trial."""
        return shown_number(self.key) if self.key else ""

    @property
    def remark(self) -> str:
        """Return why it failed, or the remark on it, without its path."""
        reason = self.reason.removeprefix(self.path).lstrip(" ,:")
        if not reason.startswith(PurePath(self.path).name):  # a file name keeps its letters
            reason = reason[:1].upper() + reason[1:]
        return " ".join((reason, *all_in_words(self.warnings))).strip()

    def as_json(self) -> dict[str, object]:
        """Return the outcome as JSON fields for ``import --json``."""
        return {
            "path": self.path,
            "format": self.format,
            "key": self.key,
            "outcome": self.outcome,
            "kind": self.kind,
            "reason": self.reason,
            "warnings": list(all_in_words(self.warnings)),
        }


@dataclass(frozen=True)
class Refusals:
    """Hold the refused documents of one kind, and the reason for all."""

    kind: str
    documents: tuple[RecordOutcome, ...]

    @property
    def sentence(self) -> str:
        """Return one sentence for all: "20 files: a PDF file; …"."""
        return f"{len(self.documents):,} files, each {self.kind}."


@dataclass(frozen=True)
class ImportReport:
    """Hold the outcomes of an import in the order of the files; ``stopped`` means that the user stopped it.

    ``fault`` is why the catalogue could no longer be written, "" if it could. Then earlier batches are saved, and every
    record and file after them has failed. ``missing`` says for each format what its documents have no place for.
    ``number`` is the number of the import in the catalogue, 0 if it added no document; ``answers`` count its trials.
    ``known`` is the number of unchanged records whose documents had been imported before: ``answers`` leave them out.
    """

    documents: tuple[RecordOutcome, ...]
    stopped: bool = False
    fault: str = ""
    missing: tuple[MissingParts, ...] = ()
    number: int = 0
    answers: tuple[Answer, ...] = ()
    known: int = 0

    @property
    def refusals(self) -> tuple[Refusals, ...]:
        """Return the refused documents by kind, for kinds with several documents."""
        by_kind: dict[str, list[RecordOutcome]] = {}
        for each in self.documents:
            if each.kind:
                by_kind.setdefault(each.kind, []).append(each)
        return tuple(Refusals(kind, tuple(found)) for kind, found in by_kind.items() if len(found) > 1)

    def single(self) -> tuple[RecordOutcome, ...]:
        """Return the outcomes that ``refusals`` does not contain, in order."""
        together = {each.kind for each in self.refusals}
        return tuple(each for each in self.documents if each.kind not in together)

    def count(self, outcome: str) -> int:
        """Return the number of records with an outcome."""
        return sum(each.outcome == outcome for each in self.documents)

    @property
    def has_changed(self) -> bool:
        """Return whether the import changed anything in the catalogue."""
        return any(each.outcome in ("saved", "updated") for each in self.documents)

    def what_is_saved(self) -> str:
        """Return the sentence on what was saved and what was not, for a report with a fault."""
        if not self.has_changed:
            return "Nothing was changed."
        return (
            f"{self.count('saved')} new and {self.count('updated')} updated trials are in the catalogue; "
            f"{self.count('failed')} records or files failed or were not reached. Import the same again for the rest."
        )

    def known_in_words(self) -> str:
        """Return the sentence on what had been imported before, so that its numbers agree; "" if nothing had."""
        if not self.known:
            return ""
        below = "; the numbers below leave it out" if self.known == 1 else "; the numbers below leave them out"
        words = f"Of the unchanged, {self.known:,} stood in documents that were here already"
        return f"{words}{below if self.answers else ''}."

    def as_json(self) -> dict[str, object]:
        """Return the report as JSON fields for ``import --json``."""
        counts = {outcome: self.count(outcome) for outcome in ("saved", "updated", "unchanged", "failed")}
        ended = {"stopped": self.stopped, "fault": self.fault}
        documents = [each.as_json() for each in self.documents]
        missing = [each.as_json() for each in self.missing]
        answers = [each.as_json() for each in self.answers]
        return {
            **counts,
            **ended,
            "import": self.number,
            "answers": answers,
            "documents": documents,
            "missing": missing,
        }
