"""The sentences that can tell of earlier treatment, markers or people, as tokens behind what governs them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop.facets.entry.eligibility_lexicon import MAY_COUNT, EligibilityLexicon, counted
from desktop.facets.entry.tokens import Row, Token, row_of, tokens_of
from desktop.facets.entry.units import Unit, units
from desktop.facets.entry.words import Words
from desktop.facets.layout import Layout
from desktop.facets.reading import CRITERIA, Reading, plain

_ENROLLED = frozenset(("people", "study", "female", "measure"))
_THIS = "this_study"
BREAST = frozenset(("breast", "mbc"))
CANCERS = BREAST | {"other_cancer"}
"""Kinds of words that name a cancer."""

_SUMMARY = 4  # the rank of a summary
_LONGEST_PARENT = 240
_FARTHEST_HEADING = 1_000  # letters
_LONGEST_NUMBER = 10  # letters
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_MOST_BELOW = 6  # lines below a heading on whose level they stand
_NAME, _SEVERAL = "entry.sentences", "entry.several_cancers"
_NAMING = ("conditions", "title")
_LONGEST_NAME, _MOST_WORDS = 80, 5  # letters, words, of a cancer's name that is a heading
_OF_NAMES = CANCERS | {
    *("word", "site", "open", "close", "slash", "dash", "comma", "colon", "and", "or"),
    *("advanced", "number", "measure", "subgroup", "naive", "untreated", "progressed"),
}
_BESIDE = 2  # tokens
_BEGINNING = 5  # tokens
_OF_BREAST = BREAST | {"subgroup"}
_BEFORE_A_NAME = frozenset(("people", "with", "of", "dash", "advanced"))
_ANY_OTHER = ("other", "another", "second", "previous")
_JOINS = frozenset(("and", "or", "slash"))
_CANCERS_LISTED = frozenset(("other_cancer", "comma", "or", "and", "slash"))


class Sentence(NamedTuple):
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
        return self.unit.cohorts().at(start, end)


def sentences(reading: Reading, lexicon: EligibilityLexicon) -> list[Sentence]:
    """Return the sentences of a trial that can matter, those of the criteria first; worked out once for all facets.

    Summary, abstract and arms are read only where the document holds no criteria.
    """
    if _NAME not in reading.kept:
        reading.kept[_NAME] = list(_read(reading, lexicon, ranks_read(reading)))
    found: list[Sentence] = reading.kept[_NAME]
    return found


def ranks_read(reading: Reading) -> tuple[int, ...]:
    """Return the ranks of the sections that are read: where there are criteria, these and the labels."""
    return (0, 1) if has_criteria(reading) else (0, 1, 2, 4)


def has_criteria(reading: Reading) -> bool:
    """Tell whether the document holds criteria."""
    return any(name in reading.sections for name in CRITERIA)


def sentences_of_summary(reading: Reading, lexicon: EligibilityLexicon) -> list[Sentence]:
    """Return the sentences of the summary that can matter, for what neither criteria nor titles tell."""
    return list(_read(reading, lexicon, (_SUMMARY,))) if has_criteria(reading) else []


def _read(reading: Reading, lexicon: EligibilityLexicon, ranks: tuple[int, ...]) -> Iterator[Sentence]:
    hints = lexicon.hints
    for unit in units(reading, hints.either, ranks):
        if reading.holds(unit.span, hints.always) or reading.holds(unit.span, hints.often):
            yield sentence_of(unit, lexicon.words)


def sentence_of(unit: Unit, words: Words, row: Row | None = None) -> Sentence:
    """Return a unit as tokens, behind those of what governs it; ``row`` holds its own, if they are known."""
    parent = plain(unit.parent[-_LONGEST_PARENT:]).rstrip()
    governs = parent.endswith(":") or unit.layout.following.search(parent) is not None
    before = _counted_in(row_of(parent, words)) if governs else []
    offset = len(parent) + 1 if before else 0
    own = _counted_in(row or row_of(unit.span.plain, words))
    moved = [each._replace(start=each.start + offset, end=each.end + offset) for each in own] if offset else own
    return Sentence(unit, [*before, *moved], len(before), offset)


def _counted_in(row: Row) -> list[Token]:
    """Return tokens with those told that count, if there may be such: half of the sentences have none."""
    tokens = row.tokens()
    return tokens if MAY_COUNT.isdisjoint(row.kinds) else counted(tokens)


def is_of_another_cancer(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether the last cancer named before a place, or else the first behind it, is another than breast cancer."""
    places = (*range(end - 1, -1, -1), *range(end, len(tokens)))
    named = next((at for at in places if tokens[at].kind in CANCERS), None)
    if named is None or tokens[named].kind in BREAST:
        return False
    # "breast cancer (cohort 2) or gastric cancer"
    before = without_brackets(tokens[max(0, named - 4 * _BESIDE) : named])[-_BESIDE - 1 :]
    beside = [each.kind for each in (*before, *tokens[named : named + _BESIDE + 1])]
    return not (BREAST & set(beside) and _JOINS & set(beside))  # "breast and ovarian cancer"


def begins_with_another_cancer(text: str, words: Words) -> bool:
    """Tell whether a criterion begins with another cancer, and names none of the breast: "Ovarian cancer: ECOG 0-2"."""
    tokens = tokens_of(text, words)
    kinds = [each.kind for each in tokens]
    named = next((at for at, kind in enumerate(kinds[:_BEGINNING]) if kind == "other_cancer"), None)
    if named is None or not _OF_BREAST.isdisjoint(kinds) or tokens[named].text.startswith(_ANY_OTHER):
        return False
    return set(kinds[:named]) <= _BEFORE_A_NAME


def is_elsewhere(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether what stands at a place is of another cancer, and of none in a list that names breast cancer too."""
    if not is_of_another_cancer(tokens, place):
        return False
    named = next((at for at in range(place - 1, -1, -1) if tokens[at].kind in CANCERS), 0)
    while named and tokens[named].kind in _CANCERS_LISTED:
        named -= 1
    return tokens[named].kind not in BREAST


def continues_another_cancer(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> bool:
    """Tell whether a sentence names no cancer, and its criterion or the heading above began with another one."""
    if sentence.unit.rank or any(each.kind in CANCERS for each in sentence.tokens):
        return False
    *above, begun = _before(reading, sentence).split("\n")
    told = (tokens_of(plain(each), lexicon.words) for each in (begun, _heading_in(above, reading.layout)) if each)
    # Of several cancers before it the last is the one spoken of: "Either lung cancer …; or breast cancer …".
    if any(is_of_another_cancer(tokens, len(tokens)) for tokens in told):
        return True
    return is_under_another_cancer(reading, sentence, lexicon)


def headings_above(reading: Reading, sentence: Sentence) -> list[str]:
    """Return the headings near above a criterion on its own level, the nearest first.

    A heading with a number of its own, as the criterion has one, stands beside it: "7. For HR+ disease:", "8. …".
    """
    if sentence.unit.rank:
        return []
    *above, begun = _before(reading, sentence).split("\n")
    text, start = reading.sections[sentence.unit.span.section], sentence.unit.span.start
    numbered = _NUMBERED.match(begun + text[start : start + _LONGEST_NUMBER])
    headings = [each for each in reversed(above[-_MOST_BELOW:]) if each.rstrip().endswith(":")]
    return [each for each in headings if not (numbered and _NUMBERED.match(each))]


def _heading_in(lines: Sequence[str], layout: Layout) -> str:
    """Return the heading of what stands behind some lines, "" if there is none.

    Under one that names a cancer another may name some of its patients: "Cohort 1 (lung cancer):", "Those with …:".
    """
    headings = [line for line in lines[-_MOST_BELOW:] if line.rstrip().endswith(":")]
    if not headings or not layout.of_some.match(headings[-1]):
        return headings[-1] if headings else ""
    above = [line for line in lines if line.rstrip().endswith(":") and not layout.of_some.match(line)]
    return above[-1] if above else headings[-1]


def is_under_another_cancer(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> bool:
    """Tell whether a sentence names no cancer, and stands below the bare name of another in a trial of several."""
    if sentence.unit.rank or any(each.kind in CANCERS for each in sentence.tokens):
        return False
    if not names_another_cancer(reading, lexicon):
        return False
    *above, _ = _before(reading, sentence).split("\n")
    lines = above[-_MOST_BELOW - 1 :]
    bare = [_is_cancer_alone(each, lexicon.words) for each in lines]
    last = max((at for at, is_bare in enumerate(bare) if is_bare), default=0)
    # Of names one below the other each is a cancer that may enter, and none a heading.
    if not last or bare[last - 1] or any(each.rstrip().endswith(":") for each in lines[last + 1 :]):
        return False
    return is_of_another_cancer(tokens_of(plain(lines[last]), lexicon.words), 0)


def names_another_cancer(reading: Reading, lexicon: EligibilityLexicon) -> bool:
    """Tell whether the conditions or the title name another cancer; worked out once for all facets."""
    if _SEVERAL not in reading.kept:
        named = (reading.sections.get(section, "") for section in _NAMING)
        reading.kept[_SEVERAL] = any("other_cancer" in row_of(plain(text), lexicon.words).kinds for text in named)
    found: bool = reading.kept[_SEVERAL]
    return found


def _before(reading: Reading, sentence: Sentence) -> str:
    span = sentence.unit.span
    return reading.sections[span.section][max(0, span.start - _FARTHEST_HEADING) : span.start]


def _is_cancer_alone(line: str, words: Words) -> bool:
    """Tell whether a line is the name of a cancer and no more: "Classical Hodgkin lymphoma (HL)"."""
    if not 0 < len(line.strip()) <= _LONGEST_NAME or line.rstrip().endswith("."):
        return False
    name = line.rpartition(": ")[2]  # "Specific to cohort B: untreated ovarian cancer"
    kinds = [each.kind for each in tokens_of(plain(name), words)]
    return bool(CANCERS & set(kinds)) and set(kinds) <= _OF_NAMES and kinds.count("word") <= _MOST_WORDS


def bracket_round(tokens: Sequence[Token], place: int, reach: int) -> int:
    """Return the place of the bracket that opens before a token and is open there, -1 if none within ``reach`` is."""
    before = range(place - 1, max(0, place - reach), -1)
    nearest = next((at for at in before if tokens[at].kind in ("open", "close", "stop")), -1)
    return nearest if nearest >= 0 and tokens[nearest].kind == "open" else -1


def without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without those in brackets; a bracket that no other closes belongs to the rest."""
    kept: list[Token] = []
    opened: list[int] = []
    for each in tokens:
        if each.kind == "open":
            opened.append(len(kept))
        kept.append(each)
        if each.kind == "close" and opened:
            del kept[opened.pop() :]
    return kept


def enrols(unit: Unit, tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence of a summary or an abstract can tell whom the trial enrols, and is no background."""
    if unit.of_entry:
        return True
    kinds = {each.kind for each in tokens}
    return _THIS in kinds or ("background" not in kinds and bool(kinds & _ENROLLED))
