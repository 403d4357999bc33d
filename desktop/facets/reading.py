"""A trial opened for reading: its sections and their sentences, each worked out once and shared by all facets."""

import re
from dataclasses import dataclass
from functools import cached_property

from desktop.trials.finding import Evidence
from desktop.trials.sections import sections
from desktop.trials.trial import Trial

# A full stop ends a sentence before a space and a capital, a digit or a bullet, unless an abbreviation stands before it.
_SENTENCE_END = re.compile(
    r"(?i:(?<![.\s(](?:e\.g|i\.e|etc))(?<!\b(?:vs|no|dr|st|al|ca|cf))(?<!approx))[.!?;](?=\s+[A-Z0-9(•*-])|\n+"
)


@dataclass(frozen=True)
class Span:
    """Hold a stretch of one section; ``text`` is the section's text from ``start`` to ``end``."""

    section: str
    start: int
    end: int
    text: str


class Reading:
    """Hold a trial together with its sections and sentences while the facets look at it."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self._sentences: dict[str, tuple[Span, ...]] = {}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Return the trial's texts by section name, in reading order."""
        return sections(self.trial)

    def sentences(self, section: str) -> tuple[Span, ...]:
        """Return the sentences of a section in order, without surrounding white space; none if it has no text."""
        if section not in self._sentences:
            self._sentences[section] = tuple(_split(section, self.sections.get(section, "")))
        return self._sentences[section]

    def evidence(self, section: str, start: int, end: int) -> Evidence:
        """Return the evidence for a stretch of a section, offsets in characters."""
        return Evidence(section, start, end, self.sections[section][start:end])


def _split(section: str, text: str) -> list[Span]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    spans = []
    start = 0
    for end in ends:
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            first = start + part.index(stripped)
            spans.append(Span(section, first, first + len(stripped), stripped))
        start = end
    return spans
