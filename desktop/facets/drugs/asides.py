"""A second word of time between commas: "progression during, or after, treatment with letrozole"."""

from collections.abc import Collection, Sequence

from desktop.facets.entry.tokens import Token

_ASIDE = 4  # words and signs: a comma, "or", "after", a comma


def time_in_an_aside(tokens: Sequence[Token], joining: Collection[str]) -> Token | None:
    """Return the word that tells the time in an aside with which some words end, None where they end with none."""
    if len(tokens) < _ASIDE:
        return None
    comma, joins, time, end = tokens[-_ASIDE:]
    told = comma.kind == end.kind == "comma" and joins.text in joining and time.kind == "directly"
    return time if told else None
