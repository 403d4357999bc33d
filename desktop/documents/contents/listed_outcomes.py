"""Split outcomes that a registry holds in one text, numbered or separated by empty lines."""

import re
from collections.abc import Iterator

from desktop.documents.contents.absences import stated
from desktop.documents.syntax.wrapped_text import tidy_lines
from desktop.trials.trial import Outcome, OutcomeRank

_NEXT = re.compile(r"\n+(?=\d{1,2}[.)]\s)|\n{2,}")
_MARK = re.compile(r"\d{1,2}[.)]\s+")


def listed_outcomes(rank: OutcomeRank, text: str) -> Iterator[Outcome]:
    """Yield the outcomes of a text without markup of web pages."""
    for part in _NEXT.split(tidy_lines(text)):
        mark = _MARK.match(part)
        if measure := stated(part[mark.end() :] if mark else part):
            yield Outcome(rank, measure)
