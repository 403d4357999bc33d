"""A trial opened for reading: its sections and their sentences, each worked out once and shared by all facets."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from desktop.trials.finding import Evidence
from desktop.trials.sections import sections
from desktop.trials.trial import Trial

# A full stop ends a sentence before a space and a capital, digit or bullet, unless an abbreviation stands before it.
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[A-Z0-9(•*-])|\n+")
# Asked only where a sentence might end: looking back at every character takes ten times as long.
_ABBREVIATION = re.compile(r"(?:[.\s(](?:e\.g|i\.e|etc)|\b(?:vs|no|dr|st|al|ca|cf)|approx)$", re.IGNORECASE)
_LONGEST_ABBREVIATION = 8
_QUOTE_LIMIT = 320
_QUOTE_REACH = 150
_CLAUSE_BORDER = re.compile(r"[;:,.]\s|\s(?=(?:OR|AND|and|or|No|Must|Prior)\s)")

# One character for one, so that offsets stay true: typographic dashes, spaces, comparison and full-width signs.
_PLAIN = (
    {ord(dash): "-" for dash in "‐‑‒–—―−﹣－⁻"}
    | {ord(space): " " for space in "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\ufeff"}
    | {ord(plus): "+" for plus in "＋﹢⁺"}
    | {ord(quote): "'" for quote in "’‘`´"}
    | {0x2266: "≤", 0x2267: "≥", 0x2A7D: "≤", 0x2A7E: "≥", 0x2044: "/", 0x223C: "~", 0x301C: "~"}
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in (0xFF0B, 0xFF0D)}
    | {0x3010: "[", 0x3011: "]", 0x3001: ",", 0x3002: "."}
)


def plain(text: str) -> str:
    """Return a text with dashes, spaces, plus signs and full-width forms made plain; every offset stays as it was."""
    return text if text.isascii() else text.translate(_PLAIN)


@dataclass(frozen=True)
class Span:
    """Hold a stretch of one section: its text from ``start`` to ``end``; ``plain`` is the same in plain signs."""

    section: str
    start: int
    end: int
    text: str
    plain: str = field(default="", compare=False, repr=False)

    @cached_property
    def lowered(self) -> str:
        """Return the plain text in small letters."""
        return self.plain.lower()


class Reading:
    """Hold a trial together with its sections and sentences while the facets look at it."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self._sentences: dict[str, tuple[Span, ...]] = {}
        self._lowered: dict[str, str] = {}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Return the trial's texts by section name, in reading order."""
        return sections(self.trial)

    def lowered(self, section: str) -> str:
        """Return a section in plain signs and small letters; "" if it has no text."""
        if section not in self._lowered:
            self._lowered[section] = plain(self.sections.get(section, "")).lower()
        return self._lowered[section]

    def sentences(self, section: str) -> tuple[Span, ...]:
        """Return the sentences of a section in order, without surrounding white space; none if it has no text."""
        if section not in self._sentences:
            self._sentences[section] = tuple(_split(section, self.sections.get(section, "")))
        return self._sentences[section]

    def evidence(self, section: str, start: int, end: int) -> Evidence:
        """Return the evidence for a stretch of a section, offsets in characters."""
        return Evidence(section, start, end, self.sections[section][start:end])

    def quote(self, sentence: Span, start: int, end: int) -> Evidence:
        """Return the sentence round a match as evidence, or the clauses round it where the sentence is very long.

        ``start`` and ``end`` are the offsets of the match within the sentence.
        """
        if len(sentence.text) <= _QUOTE_LIMIT:
            return self.evidence(sentence.section, sentence.start, sentence.end)
        first = max(0, start - _QUOTE_REACH)
        last = min(len(sentence.text), end + _QUOTE_REACH)
        if first:
            border = _CLAUSE_BORDER.search(sentence.text, first, start)
            first = border.end() if border else sentence.text.rfind(" ", first, start) + 1 or start
        if last < len(sentence.text):
            borders = [match.start() for match in _CLAUSE_BORDER.finditer(sentence.text, end, last)]
            last = borders[-1] if borders else max(sentence.text.rfind(" ", end, last), end)
        return self.evidence(sentence.section, sentence.start + first, sentence.start + last)


def _abbreviates(text: str, end: re.Match[str]) -> bool:
    """Return whether a full stop belongs to an abbreviation; line ends never do."""
    if text[end.start()] == "\n":
        return False
    before = text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start()]
    return _ABBREVIATION.search(before) is not None


def _split(section: str, text: str) -> list[Span]:
    made_plain = plain(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if not _abbreviates(text, match)] + [len(text)]
    spans = []
    start = 0
    for end in ends:
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            first = start + part.index(stripped)
            last = first + len(stripped)
            spans.append(Span(section, first, last, stripped, made_plain[first:last]))
        start = end
    return spans
