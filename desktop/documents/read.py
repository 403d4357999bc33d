"""Recognise the format of a document by its content and read its trials."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.documents import ctgov_lines, ctgov_xml, medpath, research_portal
from desktop.documents.decoding import decode
from desktop.documents.records import Records
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
"""No document larger than this is read; whoever opens a file asks its size first."""


@dataclass(frozen=True)
class ReadDocument:
    """Hold what a document told: its format's id, its trials in order, the records left out, how it was encoded."""

    format: str
    trials: tuple[Trial, ...]
    failures: tuple[str, ...]
    encoding: str


@dataclass(frozen=True)
class _Format:
    id: str
    described: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Records]


# The most distinctive first. A new format is a module, a line here, and samples.
_FORMATS = (
    _Format("ctgov_xml", "ClinicalTrials.gov XML", ctgov_xml.recognises, ctgov_xml.read),
    _Format("medpath", "MedPath trial pages", medpath.recognises, medpath.read),
    _Format(
        "research_portal", "research-portal pages of journal articles", research_portal.recognises, research_portal.read
    ),
    _Format("ctgov_lines", "ClinicalTrials.gov records as bare lines", ctgov_lines.recognises, ctgov_lines.read),
)


def read_document(content: bytes, name: str) -> ReadDocument:
    """Read every trial of a document.

    Args:
        content: The document as it was stored, at most MAX_DOCUMENT_BYTES bytes.
        name: What the user knows the document by; it decides nothing and stands in messages only.

    Raises:
        DocumentError: It is no document of a known format, or broken; one sentence with name, place and remedy.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        limit = MAX_DOCUMENT_BYTES // 1024**2
        raise DocumentError(f"{name} is larger than {limit} MB; split it or download fewer records at a time.")
    try:
        decoded = decode(content)
        known = next((each for each in _FORMATS if each.recognises(decoded.text)), None)
        if known is None:
            raise DocumentError(f"it is none of the documents understood here; these are: {_understood()}.")
        records = known.read(decoded.text)
    except DocumentError as fault:
        raise DocumentError(f"{name} cannot be read: {fault}") from fault
    trials = tuple(replace(each, warnings=(*decoded.warnings, *each.warnings)) for each in records.trials)
    return ReadDocument(known.id, trials, records.failures, decoded.encoding)


def _understood() -> str:
    return ", ".join(each.described for each in _FORMATS)
