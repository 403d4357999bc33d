"""What a reader hands back: the trials of one document and the records that could not be read."""

from dataclasses import dataclass

from desktop.trials.trial import Trial


@dataclass(frozen=True)
class Records:
    """Hold the trials of a document in its order; ``failures`` has one plain sentence per record left out."""

    trials: tuple[Trial, ...]
    failures: tuple[str, ...] = ()
