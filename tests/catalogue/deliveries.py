"""Deliveries made by hand, for catalogues in tests."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.accounts import LostAccount, Reread
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival, JoinedTrial
from desktop.catalogue.storing.stored import Document, Outcome
from desktop.trials.finding import Evidence, Finding
from desktop.trials.trial import Trial

Pairs = tuple[tuple[str, ...], ...]
"""(facet, value) or (facet, value, cohort) of each finding."""
Annotate = Callable[[Trial], tuple[Trial, tuple[Finding, ...]]]
"""Return a trial with the remarks and findings that a test gives it."""
ReadAgain = Callable[[Document], Iterable[Trial]]


@dataclass(frozen=True)
class Delivery:
    """Hold one document with the trials that were read from it."""

    document: Document
    trials: tuple[Trial, ...]


@dataclass(frozen=True)
class Annotated:
    """Hold a delivery and the facet values that its trials shall carry, by key."""

    delivery: Delivery
    pairs: dict[str, Pairs]


def a_finding(facet: str, value: str, cohort: str = "") -> Finding:
    return Finding(facet, value, "test", "stated", Evidence("title", 0, 1, "A"), cohort=cohort)


def a_delivery(*trials: tuple[Trial, Pairs], content: bytes | None = None, format_: str = "ctgov_xml") -> Annotated:
    body = content if content is not None else repr(trials).encode()
    document = Document("folder/file.xml", format_, "utf-8", body)
    return Annotated(Delivery(document, tuple(trial for trial, _ in trials)), {t.key: pairs for t, pairs in trials})


def save(catalogue: Catalogue, *annotated: Annotated) -> list[tuple[str, ...]]:
    """Save deliveries and return the outcomes in words, by delivery."""
    pairs = {key: values for each in annotated for key, values in each.pairs.items()}

    def annotate(trial: Trial) -> tuple[Trial, tuple[Finding, ...]]:
        return trial, tuple(a_finding(*pair) for pair in pairs.get(trial.key, ()))

    outcomes = deliver(catalogue, [each.delivery for each in annotated], annotate)
    return [tuple(outcome for outcome, _ in delivery) for delivery in outcomes]


def deliver(
    catalogue: Catalogue,
    deliveries: Sequence[Delivery],
    annotate: Annotate,
    read_again: ReadAgain | None = None,
    began: str = "",
) -> list[tuple[Outcome, ...]]:
    """Take deliveries through the stages, again where a join went stale, and return the outcomes by delivery."""
    waiting = [(number, at) for number, each in enumerate(deliveries) for at in range(len(each.trials))]
    begun: set[int] = set()
    outcomes: dict[tuple[int, int], Outcome] = {}
    while waiting:
        arrivals = [Arrival(deliveries[n].trials[at], deliveries[n].document, n in begun) for n, at in waiting]
        joined = join_again(lambda reread, arrivals=arrivals: catalogue.join(arrivals, reread), read_again)
        saved = catalogue.save([with_findings(each, annotate) for each in joined], began)
        for place, trial, outcome in zip(waiting, joined, saved, strict=True):
            if outcome:
                outcomes[place] = outcome
                begun |= {place[0]} if trial.document_id is None else set()
        waiting = [place for place in waiting if place not in outcomes]
    return [tuple(outcomes[number, at] for at in range(len(each.trials))) for number, each in enumerate(deliveries)]


def mend(catalogue: Catalogue, annotate: Annotate, read_again: ReadAgain) -> dict[str, tuple[LostAccount, ...]]:
    """Mend every damaged trial, and return by key what is lost of some."""
    catalogue.reindex()
    joined = join_again(catalogue.join_damaged, read_again)
    assert None not in catalogue.save([with_findings(each, annotate) for each in joined])
    return {catalogue.index.rows([each.matches[0].id])[0].key: each.lost for each in joined if each.lost}


def join_again(join: Callable[[Reread], list[JoinedTrial]], read_again: ReadAgain | None) -> list[JoinedTrial]:
    """Join, and once more with what the documents that this names say, if there is something to read them with."""
    joined = join({})
    unread = {document.sha256: document for each in joined for document in each.unread}
    return join({name: read_again(each) for name, each in unread.items()}) if unread and read_again else joined


def with_findings(joined: JoinedTrial, annotate: Annotate) -> AnnotatedTrial:
    return AnnotatedTrial(joined, *annotate(joined.merged.trial)) if joined.merged else AnnotatedTrial(joined)
