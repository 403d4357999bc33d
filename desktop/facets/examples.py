"""The examples that every rule and every list of words is held to: texts that it must match and must reject."""

from collections.abc import Callable, Iterator, Sequence

MISSED = "it must match {!r} and does not."
MET = "it must not match {!r} and does."


def missing_examples(where: str, match: Sequence[str], reject: Sequence[str]) -> Iterator[str]:
    """Yield a sentence if a rule lacks texts of one kind; ``where`` names its file and the rule."""
    if not match or not reject:
        yield f"{where}: it needs texts to match and texts to reject."


def failing_examples(
    where: str,
    match: Sequence[str],
    reject: Sequence[str],
    matches: Callable[[str], bool],
    missed: str = MISSED,
    met: str = MET,
) -> Iterator[str]:
    """Yield a sentence for each text that a rule must match and does not, or must reject and does not.

    ``missed`` and ``met`` word the two faults, with ``{}`` for the text.
    """
    yield from (f"{where}: {missed.format(text)}" for text in match if not matches(text))
    yield from (f"{where}: {met.format(text)}" for text in reject if matches(text))
