"""Remarks as a reader sees them."""

from collections.abc import Iterable

from desktop.trials.remark_words import all_in_words
from desktop.trials.remarks import AS_STORED, Remark, remark


def worded(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Return the words of remarks."""
    return all_in_words(remarks)


def saying(*sentences: str) -> tuple[Remark, ...]:
    """Return remarks that say any sentences."""
    return tuple(remark(AS_STORED, text=sentence) for sentence in sentences)
