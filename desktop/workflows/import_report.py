"""What became of every record of an import."""

from dataclasses import dataclass

from desktop.workflows.missing_parts import MissingParts


@dataclass(frozen=True)
class RecordOutcome:
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
    """Hold the outcomes of an import in the order of the files; ``stopped`` tells that the user ended it early.

    ``missing`` says what the documents of a format had no place for, once for each format.
    """

    documents: tuple[RecordOutcome, ...]
    stopped: bool = False
    missing: tuple[MissingParts, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many records had an outcome."""
        return sum(each.outcome == outcome for each in self.documents)

    def as_json(self) -> dict[str, object]:
        """Return the report as ``import --json`` prints it."""
        counts = {outcome: self.count(outcome) for outcome in ("saved", "updated", "unchanged", "failed")}
        return {
            **counts,
            "stopped": self.stopped,
            "documents": [each.as_json() for each in self.documents],
            "missing": [each.as_json() for each in self.missing],
        }
