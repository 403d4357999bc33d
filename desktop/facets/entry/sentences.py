"""The sentences that can tell of earlier treatment, markers or people, as tokens behind what governs them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.facets.entry.cohorts import CohortsNamed
from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon, counted
from desktop.facets.entry.tokens import Row, Token, row_of, tokens_of
from desktop.facets.entry.units import Unit, units
from desktop.facets.entry.words import Words
from desktop.facets.reading import Reading, plain

_ENROLLED = frozenset(("people", "study", "female", "measure"))
_THIS = "this_study"
_BREAST = frozenset(("breast", "mbc"))
CANCERS = _BREAST | {"other_cancer"}
"""Kinds of words that name a cancer."""

_CRITERIA = ("inclusion_criteria", "exclusion_criteria", "eligibility")
_LONGEST_PARENT = 240
_FARTHEST_HEADING = 1_000  # letters
_MOST_BELOW = 6  # lines below a heading on whose level they stand
_NAME = "entry.sentences"
_BESIDE = 2  # tokens
_JOINS = frozenset(("and", "or", "slash"))


@dataclass(frozen=True)
class Sentence:
    """Hold the tokens of a unit, those of what governs it before them.

    ``own`` is the index of the first token of the unit itself, ``offset`` what its tokens stand behind.
    """

    unit: Unit
    tokens: list[Token]
    own: int
    offset: int

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the place of tokens ``first`` to before ``last`` within the unit's sentence."""
        start = max(0, self.tokens[first].start - self.offset)
        return start, max(start, self.tokens[last - 1].end - self.offset)

    def cohort(self, start: int, end: int) -> str:
        """Return the cohort that a place within the unit's sentence speaks of, "" if it is no single one."""
        return CohortsNamed(self.unit.span.plain, self.unit.cohort).at(start, end)


def sentences(reading: Reading, lexicon: EligibilityLexicon) -> list[Sentence]:
    """Return the sentences of a trial that can matter, those of the criteria first; worked out once for all facets.

    Summary, abstract and arms are read only where the document holds no criteria.
    """
    if _NAME not in reading.kept:
        reading.kept[_NAME] = list(_read(reading, lexicon))
    found: list[Sentence] = reading.kept[_NAME]
    return found


def ranks_read(reading: Reading) -> tuple[int, ...]:
    """Return the ranks of the sections that are read: where there are criteria, these and the labels."""
    return (0, 1) if has_criteria(reading) else (0, 1, 2, 4)


def has_criteria(reading: Reading) -> bool:
    """Tell whether the document holds criteria."""
    return any(name in reading.sections for name in _CRITERIA)


def _read(reading: Reading, lexicon: EligibilityLexicon) -> Iterator[Sentence]:
    hints = lexicon.hints
    for unit in units(reading, hints.either, ranks_read(reading)):
        if hints.always.search(unit.span.lowered) or hints.often.search(unit.span.lowered):
            yield sentence_of(unit, lexicon.words)


def sentence_of(unit: Unit, words: Words, row: Row | None = None) -> Sentence:
    """Return a unit as tokens, behind those of what governs it; ``row`` holds its own, if they are known."""
    parent = plain(unit.parent[-_LONGEST_PARENT:]).rstrip()
    governs = parent.endswith(":") or "following" in parent
    before = counted(tokens_of(parent, words)) if governs else []
    offset = len(parent) + 1 if before else 0
    own = counted((row or row_of(unit.span.plain, words)).tokens())
    moved = [each._replace(start=each.start + offset, end=each.end + offset) for each in own] if offset else own
    return Sentence(unit, [*before, *moved], len(before), offset)


def is_of_another_cancer(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether the last cancer named before a place, or else the first behind it, is another than breast cancer."""
    places = (*range(end - 1, -1, -1), *range(end, len(tokens)))
    named = next((at for at in places if tokens[at].kind in CANCERS), None)
    if named is None or tokens[named].kind in _BREAST:
        return False
    beside = [each.kind for each in tokens[max(0, named - _BESIDE) : named + _BESIDE + 1]]
    return not (_BREAST & set(beside) and _JOINS & set(beside))  # "breast and ovarian cancer"


def continues_another_cancer(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> bool:
    """Tell whether a sentence names no cancer, and its criterion or the heading above began with another one."""
    span = sentence.unit.span
    if sentence.unit.rank or any(each.kind in CANCERS for each in sentence.tokens):
        return False
    text = reading.sections[span.section]
    *above, begun = text[max(0, span.start - _FARTHEST_HEADING) : span.start].split("\n")
    heading = next((line for line in reversed(above[-_MOST_BELOW:]) if line.rstrip().endswith(":")), "")
    return any(is_of_another_cancer(tokens_of(plain(each), lexicon.words), 0) for each in (begun, heading) if each)


def enrols(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence of a summary or an abstract can tell whom the trial enrols, and is no background."""
    kinds = {each.kind for each in tokens}
    return _THIS in kinds or ("background" not in kinds and bool(kinds & _ENROLLED))
