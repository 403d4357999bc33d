"""Deliveries made by hand, for catalogues in tests."""

from desktop.catalogue.stored import Delivery, Document
from desktop.trials.finding import Evidence, Finding
from desktop.trials.trial import Trial


def a_finding(facet: str, value: str) -> Finding:
    return Finding(facet, value, "test", "stated", Evidence("title", 0, 1, "A"))


def a_delivery(*trials: tuple[Trial, tuple[tuple[str, str], ...]], content: bytes | None = None) -> Delivery:
    annotated = tuple((trial, tuple(a_finding(*pair) for pair in pairs)) for trial, pairs in trials)
    body = content if content is not None else repr(annotated).encode()
    return Delivery(Document("folder/file.xml", "ctgov_xml", "utf-8", body), annotated)
