"""The outcome of every record of an import."""

from dataclasses import dataclass

from desktop.trials.remark_words import all_in_words
from desktop.trials.remarks import Remark
from desktop.workflows.missing_parts import MissingParts


@dataclass(frozen=True)
class RecordOutcome:
    """Hold the outcome of one record: saved, updated, unchanged or failed; ``reason`` is why it failed.

    ``path`` is the file, with the member's name behind it for a zip; ``key`` and ``title`` are the trial's.
    """

    path: str
    outcome: str
    format: str = ""
    key: str | None = None
    title: str = ""
    reason: str = ""
    warnings: tuple[Remark, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the outcome as ``import --json`` prints it."""
        return {
            "path": self.path,
            "format": self.format,
            "key": self.key,
            "outcome": self.outcome,
            "reason": self.reason,
            "warnings": list(all_in_words(self.warnings)),
        }


@dataclass(frozen=True)
class ImportReport:
    """Hold the outcomes of an import in the order of the files; ``stopped`` means that the user ended it early.

    ``fault`` is why it ended early, "" if it did not: the catalogue could not be written any more. What was saved
    before is in the catalogue; each record and each file that was not saved or read then has failed. ``missing`` says
    what the documents of a format had no place for, once for each format.
    """

    documents: tuple[RecordOutcome, ...]
    stopped: bool = False
    fault: str = ""
    missing: tuple[MissingParts, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many records had an outcome."""
        return sum(each.outcome == outcome for each in self.documents)

    @property
    def has_changed(self) -> bool:
        """Tell whether the import changed anything in the catalogue."""
        return any(each.outcome in ("saved", "updated") for each in self.documents)

    def what_is_saved(self) -> str:
        """Return, for a report with a fault, the sentence of the command line on what was saved and what was not."""
        if not self.has_changed:
            return "Nothing was changed."
        return (
            f"{self.count('saved')} new and {self.count('updated')} updated trials are in the catalogue; "
            f"{self.count('failed')} records or files failed or were not reached. Import the same again for the rest."
        )

    def as_json(self) -> dict[str, object]:
        """Return the report as ``import --json`` prints it."""
        counts = {outcome: self.count(outcome) for outcome in ("saved", "updated", "unchanged", "failed")}
        ended = {"stopped": self.stopped, "fault": self.fault}
        documents = [each.as_json() for each in self.documents]
        return {**counts, **ended, "documents": documents, "missing": [each.as_json() for each in self.missing]}
