"""Documents read whole, as tests want them; the program reads them record by record."""

from dataclasses import dataclass

from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.trial import Trial


@dataclass(frozen=True)
class ReadDocument:
    """Hold what a document told: its format's id, its trials in order, the records left out, how it was encoded."""

    format: str
    trials: tuple[Trial, ...]
    failures: tuple[str, ...]
    encoding: str


def read_document(content: bytes, name: str) -> ReadDocument:
    """Read every record of a document at once; see ``open_document``.

    Raises:
        DocumentError: It is no document of a known format, or none of its records can be read.
    """
    opened = open_document(content, name)
    trials: list[Trial] = []
    faults: list[DocumentError] = []
    for record in opened.records:
        if isinstance(record, Trial):
            trials.append(record)
        else:
            faults.append(record)
    if not trials:
        raise faults[0]
    return ReadDocument(opened.format, tuple(trials), tuple(str(fault) for fault in faults), opened.encoding)
