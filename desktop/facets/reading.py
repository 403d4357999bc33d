"""A trial opened for reading: its sections and their sentences, each worked out once and shared by all facets."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from desktop.facets.hinted_words import HintedWords, parted
from desktop.facets.hints import Hint
from desktop.facets.layout import NOTHING_LAID_OUT, Layout
from desktop.facets.run_on import NOTHING_RUNS_ON, RunOn
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Evidence
from desktop.trials.sections import sections
from desktop.trials.trial import Trial

TITLES = ("title", "official_title")
"""The sections that are titles."""
CRITERIA = ("inclusion_criteria", "exclusion_criteria", "eligibility")
"""The sections that hold criteria."""
ACCOUNT = ("brief_summary", "detailed_description")
"""The sections in which a registration describes itself."""
# The end of a line ends a sentence, and a full stop before a space and a capital, digit or bullet, unless an
# abbreviation stands before it.
_SENTENCE_END = re.compile(r"[.!?;](?=\s+[A-Z0-9(•*-])")
_LONGEST_ABBREVIATION = 8
_QUOTE_LIMIT = 320
_LONGEST_SENTENCE = 1_500
_QUOTE_REACH = 150
_ALL_BITS = -1

# One character for one, so that offsets stay true: typographic dashes, spaces, comparison and full-width signs.
_PLAIN = (
    dict.fromkeys("‐‑‒–—―−﹣－⁻", "-")
    | dict.fromkeys("\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\ufeff", " ")
    | dict.fromkeys("＋﹢⁺", "+")
    | dict.fromkeys("’‘`´", "'")
    | {"\u2266": "≤", "\u2267": "≥", "\u2a7d": "≤", "\u2a7e": "≥", "\u2044": "/", "\u223c": "~", "\u301c": "~"}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in (0xFF0B, 0xFF0D)}
    | {"\u3010": "[", "\u3011": "]", "\u3001": ",", "\u3002": "."}
)
_TRADE_MARK = re.compile(r"(?<=[a-z]{3})TM\b")
# Looked for by an expression: str.translate takes six times as long for a text with a single sign that is not ASCII.
_NOT_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


def plain(text: str) -> str:
    """Return a text with dashes, spaces, plus signs and full-width forms made plain; every offset stays as it was.

    The letters of a trade mark that are glued to a name ("HerceptinTM") are blanked out.
    """
    if "TM" in text:
        text = _TRADE_MARK.sub("  ", text)
    return text if text.isascii() and "`" not in text else _NOT_PLAIN.sub(_made_plain, text)


def _made_plain(found: re.Match[str]) -> str:
    return _PLAIN[found[0]]


class Span(NamedTuple):
    """Hold a stretch of one section: its text from ``start`` to ``end``, the same in plain signs and in small letters.

    ``plain`` and ``lowered`` have every character where ``text`` has it. ``hinted`` are the bits of the hints that it
    may hold (``HintedWords``).
    """

    section: str
    start: int
    end: int
    text: str
    plain: str
    lowered: str
    hinted: int


# The constructor that a named tuple has costs twice as much as the tuple.
_span: Callable[[tuple[str, int, int, str, str, str, int]], Span] = partial(tuple.__new__, Span)


def _of_no_kind(_section: str) -> frozenset[str]:
    return frozenset()


class Reading:
    """Hold a trial together with its sections and sentences while the facets look at it.

    Hints of which ``words`` know are found in one look at each word, others one after the other. ``run_on`` finds the
    criteria in a text that has lost its line ends, ``kinds_of`` what a section is about that is a labelled part of an
    abstract (``AbstractParts.kinds``).
    """

    def __init__(
        self,
        trial: Trial,
        words: HintedWords | None = None,
        run_on: RunOn = NOTHING_RUNS_ON,
        kinds_of: Callable[[str], frozenset[str]] = _of_no_kind,
        layout: Layout = NOTHING_LAID_OUT,
    ) -> None:
        self.trial = trial
        self.layout = layout
        """What tells how criteria are laid out."""
        self.kinds_of = kinds_of
        """Return what a section is about that is a labelled part of an abstract; nothing for other sections."""
        self._run_on = run_on
        self._words = HintedWords() if words is None else words
        self.sections = sections(trial)
        """The trial's texts by section name, in reading order."""
        self._plain: dict[str, tuple[str, str]] = {}
        self._lines: dict[str, dict[int, tuple[int, int]]] = {}
        self._hinted: dict[str, int] = {}
        self._sentences: defaultdict[str, dict[int, tuple[Span, ...]]] = defaultdict(dict)
        self.kept: dict[str, Any] = {}
        """What facets worked out of the trial and share, by a name of their own."""

    def lowered(self, section: str) -> str:
        """Return a section in plain signs and small letters; "" if it has no text."""
        return self._in_plain(section)[1]

    def sentences(self, section: str) -> Iterator[Span]:
        """Yield the sentences of a section in order, without surrounding white space; none if it has no text."""
        start, length = 0, len(self.sections.get(section, ""))
        while start < length:
            end = self._line_end(section, start)
            yield from self._sentences_of_line(section, start, end)
            start = end + 1

    def below(self, sentence: Span) -> Iterator[Span]:
        """Yield the sentences in the lines below that of another, in order."""
        section = sentence.section
        start, length = self._line_end(section, sentence.start) + 1, len(self.sections[section])
        while start < length:
            end = self._line_end(section, start)
            yield from self._sentences_of_line(section, start, end)
            start = end + 1

    def behind(self, sentence: Span) -> Span | None:
        """Return the sentence that follows another in its line, None if it is the last."""
        section = sentence.section
        start = self.sections[section].rfind("\n", 0, sentence.start) + 1
        line = self._sentences_of_line(section, start, self._line_end(section, sentence.start))
        place = bisect_right(line, sentence.start, key=attrgetter("start"))
        return line[place] if place < len(line) else None

    def hinted(self, section: str, hint: Hint | None) -> Iterator[Span]:
        """Return the sentences in which a hint stands, in order; all for None. No other line is taken apart."""
        if hint is None:
            return self.sentences(section)
        return self._hinted_in(section, hint) if self.may_hold(section, self.bits(hint)) else iter(())

    def bits(self, hint: Hint | None) -> int:
        """Return the bits of which a text that holds a hint has one; all bits for None."""
        return _ALL_BITS if hint is None else self._words.listed(hint).perhaps

    def may_hold(self, section: str, bits: int) -> bool:
        """Tell whether a section has one of the bits of a hint, as for most hints it has not."""
        if section not in self._hinted:
            self._lines_of(section)
        return self._hinted[section] & bits != 0

    def _hinted_in(self, section: str, hint: Hint) -> Iterator[Span]:
        surely, perhaps = self._words.listed(hint)
        texts = self._in_plain(section)
        for start, (end, hinted) in self._lines_of(section).items():
            held = hinted & perhaps
            if held and (held & surely or self._words.stands(hint, held, texts, start, end)):
                sentences = self._sentences_of_line(section, start, end)
                yield from sentences if len(sentences) == 1 else (each for each in sentences if self.holds(each, hint))

    def holds(self, sentence: Span, hint: Hint) -> bool:
        """Tell whether a hint stands in a sentence."""
        surely, perhaps = self._words.listed(hint)
        if sentence.hinted & surely or not sentence.hinted & perhaps:
            return bool(sentence.hinted & surely)
        texts = sentence.plain, sentence.lowered
        return self._words.stands(hint, sentence.hinted & perhaps, texts, 0, len(sentence.plain))

    def _lines_of(self, section: str) -> dict[int, tuple[int, int]]:
        """Return by where the lines of a section begin their ends, and the bits of the hints that each may hold."""
        if section not in self._lines:
            found: dict[int, tuple[int, int]] = {}
            start = anywhere = 0
            for line in parted(self._in_plain(section)[0]).split("\n"):
                end = start + len(line)
                found[start] = end, (hinted := self._words.of_parted(line))
                anywhere |= hinted
                start = end + 1
            self._lines[section], self._hinted[section] = found, anywhere
        return self._lines[section]

    def _in_plain(self, section: str) -> tuple[str, str]:
        if section not in self._plain:
            made_plain = plain(self.sections.get(section, ""))
            self._plain[section] = made_plain, lowered(made_plain)
        return self._plain[section]

    def _line_end(self, section: str, start: int) -> int:
        end = self.sections[section].find("\n", start)
        return end if end >= 0 else len(self.sections[section])

    def _sentences_of_line(self, section: str, start: int, end: int) -> tuple[Span, ...]:
        known = self._sentences[section]
        if start not in known:
            known[start] = tuple(self._split(section, start, end))
        return known[start]

    def _split(self, section: str, start: int, end: int) -> Iterator[Span]:
        text = self.sections[section]
        made_plain, low = self._in_plain(section)
        pieces: list[tuple[int, int]] = []
        first = start
        for last in (*self._ends(section, text, start, end), end):
            pieces += _pieces(text, first, last)
            first = last
        for begin, after in pieces:
            own = made_plain[begin:after]
            hinted = self._words.of(own) if len(pieces) > 1 else self._lines_of(section)[start][1]
            yield _span((section, begin, after, text[begin:after], own, low[begin:after], hinted))

    def _ends(self, section: str, text: str, start: int, end: int) -> list[int]:
        """Return where sentences end within a line."""
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end) if not self._abbreviates(text, match)]
        if section not in CRITERIA:
            return ends
        within = self._run_on.criteria_in
        if not ends:
            return list(within(text, start, end))
        parts = pairwise([start, *ends, end])
        return [border for first, last in parts for border in (*within(text, first, last), last)][:-1]

    def _abbreviates(self, text: str, end: re.Match[str]) -> bool:
        """Return whether a full stop belongs to an abbreviation."""
        # Asked only where a sentence might end: looking back at every character takes ten times as long.
        before = text[max(0, end.start() - _LONGEST_ABBREVIATION) : end.start()]
        return self.layout.abbreviation.search(before) is not None

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
            border = self.layout.clause_border.search(sentence.text, first, start)
            first = border.end() if border else sentence.text.rfind(" ", first, start) + 1 or start
        if last < len(sentence.text):
            borders = [match.start() for match in self.layout.clause_border.finditer(sentence.text, end, last)]
            last = borders[-1] if borders else max(sentence.text.rfind(" ", end, last), end)
        return self.evidence(sentence.section, sentence.start + first, sentence.start + last)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a sentence without white space round it, cut at spaces if it is longer than any written to be read.

    The time that expressions take may grow with the square of a sentence's length, and a hostile text has no full stop.
    """
    sentence = text[start:end].lstrip()
    start = end - len(sentence)
    end = start + len(sentence.rstrip())
    found: list[tuple[int, int]] = []
    while end - start > _LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = space if space > start else start + _LONGEST_SENTENCE
        found.append((start, cut))
        start = cut + 1 if space > start else cut
    if start < end:
        found.append((start, end))
    return found
