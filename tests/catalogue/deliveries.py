"""Deliveries made by hand, for catalogues in tests."""

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.stored import Delivery, Document
from desktop.trials.finding import Evidence, Finding
from desktop.trials.trial import Trial

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Annotated:
    """Hold a delivery and the facet values that its trials shall carry, by key."""

    delivery: Delivery
    pairs: dict[str, Pairs]


def a_finding(facet: str, value: str) -> Finding:
    return Finding(facet, value, "test", "stated", Evidence("title", 0, 1, "A"))


def a_delivery(*trials: tuple[Trial, Pairs], content: bytes | None = None, format_: str = "ctgov_xml") -> Annotated:
    body = content if content is not None else repr(trials).encode()
    document = Document("folder/file.xml", format_, "utf-8", body)
    return Annotated(Delivery(document, tuple(trial for trial, _ in trials)), {t.key: pairs for t, pairs in trials})


def save(catalogue: Catalogue, *annotated: Annotated) -> list[tuple[str, ...]]:
    """Save deliveries and return the outcomes in words, by delivery."""
    pairs = {key: values for each in annotated for key, values in each.pairs.items()}

    def annotate(trial: Trial) -> tuple[Trial, tuple[Finding, ...]]:
        return trial, tuple(a_finding(*pair) for pair in pairs.get(trial.key, ()))

    outcomes = catalogue.save([each.delivery for each in annotated], annotate)
    return [tuple(outcome for outcome, _ in delivery) for delivery in outcomes]
