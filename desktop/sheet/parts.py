"""The elements of a sheet: parts with headings that hold facts, tables, lists, paragraphs and readings, without markup.

The ``kind`` of a block is its type, its ``id`` identifies it; code that shows a sheet may omit blocks. Pieces and items
are named tuples, because every click makes hundreds and a dataclass takes several times as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import ClassVar, NamedTuple

JOINT = "; "
"""The separator between several values of one fact."""

Place = tuple[str, int, int]
"""(section, start, end) of a part of a trial's text, in characters."""


class Piece(NamedTuple):
    """Hold words that are shown in the same style.

    ``evidence``: a value was read from them. ``begins`` are the numbers in ``Sheet.places`` of the evidence that begins
    here.
    """

    words: str
    evidence: bool = False
    begins: tuple[int, ...] = ()


Text = tuple[Piece, ...]
"""Pieces in reading order."""


def plain(words: str) -> Text:
    """Return words without evidence as a text; empty for ""."""
    return (Piece(words),) if words else ()


def words_of(text: Text) -> str:
    """Return the words of a text as a string."""
    return "".join(piece.words for piece in text)


@dataclass(frozen=True)
class Fact:
    """Hold one fact: its label and its values.

    ``dated`` is the date of a status, in words. ``replaced`` are the values of the documents that the user has
    replaced. ``is_long``: it may need more than half a printed line. ``by_line``: each value has its own line.
    """

    id: str
    label: str
    values: tuple[Text, ...]
    dated: str = ""
    replaced: tuple[str, ...] = ()
    is_long: bool = False
    by_line: bool = False

    @property
    def text(self) -> Text:
        """Return all values in one text, followed by the date."""
        joint = Piece("\n" if self.by_line else JOINT)
        pieces = [piece for text in self.values for piece in (joint, *text)][1:]
        return (*pieces, Piece(f" · {self.dated}")) if self.dated else tuple(pieces)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the values in words."""
        return tuple(map(words_of, self.values))

    @property
    def has_evidence(self) -> bool:
        """Return whether a value was read from these words."""
        return any(piece.evidence for text in self.values for piece in text)


class Item(NamedTuple):
    """Hold one entry of a list or one line of a cell.

    ``notes`` are shown below it in small letters, ``aside`` after it. ``level`` 0 is outermost in a nested list.
    ``key`` is the key of another trial that the entry names, ``number`` its number for the reader. ``is_replaced``: the
    user has replaced what it says. ``mark`` is the letter that a table uses for it.
    """

    text: Text
    notes: tuple[str, ...] = ()
    aside: str = ""
    level: int = 0
    key: str = ""
    number: str = ""
    is_replaced: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Quote:
    """Hold the words from which a value was read, in their sentence.

    ``where`` names their section and says how the value follows from them; ``number`` is the index of their place in
    ``Sheet.places``. ``cue`` is (start, end) in ``sentence`` of the words that say for whom the value holds ("are
    excluded"), or (0, 0). ``from_exclusion`` are the words for a sentence of the exclusion criteria, else "". ``also``
    are further such stretches of the sentence, from which other values were read that are shown with it.
    """

    before: str
    words: str
    after: str
    where: str
    rule: str
    number: int
    cue: tuple[int, int] = (0, 0)
    from_exclusion: str = ""
    also: tuple[tuple[int, int], ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Return (start, end) of the words in the sentence."""
        return len(self.before), len(self.before) + len(self.words)

    @property
    def sentence(self) -> str:
        """Return the whole sentence with the words."""
        return self.before + self.words + self.after

    @property
    def stretches(self) -> Iterator[tuple[str, bool, bool]]:
        """Yield the pieces of the sentence: (words, whether the value was read from them, whether they are its cue)."""
        spans = {self.span, *self.also}
        whole = (0, len(self.sentence)) in spans  # a quote that is the whole sentence needs no mark
        cuts = sorted({0, *chain(*spans), *self.cue, len(self.sentence)})
        for left, right in pairwise(cuts):
            is_read = any(start <= left and right <= end for start, end in spans) and not whole
            yield self.sentence[left:right], is_read, self.cue[0] <= left and right <= self.cue[1]


@dataclass(frozen=True)
class Reading:
    """Hold one value of a facet with its quotes, or with the user's reason for her correction.

    ``more`` is the number of quotes that are not shown; ``fold`` is the id of the link that shows some of them, "" if
    none is hidden. ``dated`` is the date of a status. ``own``: the user corrected or confirmed the value; ``decided``
    says which and when. ``before``, only at the first value of a facet, are the values before the last change.
    """

    facet: str
    label: str
    value: str
    dated: str = ""
    is_replaced: bool = False
    quotes: tuple[Quote, ...] = ()
    more: int = 0
    fold: str = ""
    own: bool = False
    reason: str = ""
    decided: str = ""
    before: str = ""


@dataclass(frozen=True)
class Facts:
    """Hold a column of facts."""

    kind: ClassVar[str] = "facts"
    heading: ClassVar[str] = ""
    id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Paragraphs:
    """Hold a text of several paragraphs."""

    kind: ClassVar[str] = "paragraphs"
    id: str
    heading: str
    lines: tuple[Item, ...]


@dataclass(frozen=True)
class Items:
    """Hold a list, which may be nested."""

    kind: ClassVar[str] = "items"
    id: str
    heading: str
    items: tuple[Item, ...]

    @property
    def steps(self) -> Iterator[tuple[int, bool, Item | None]]:
        """Yield (number of nested lists that end before an entry, whether one begins with it, the entry).

        The last step has None as its entry, and the number of lists that end at the end.
        """
        levels: list[int] = []
        for item in self.items:
            ended = 0
            while len(levels) > 1 and item.level <= levels[-2]:
                levels.pop()
                ended += 1
            begins = not levels or item.level > levels[-1]
            if begins:
                levels.append(item.level)
            yield ended, begins, item
        yield len(levels), False, None


@dataclass(frozen=True)
class Table:
    """Hold a table; ``widths`` are the widths of its columns in per cent; without ``heads`` it has no header row."""

    kind: ClassVar[str] = "table"
    id: str
    heading: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[tuple[Item, ...], ...], ...]


@dataclass(frozen=True)
class Readings:
    """Hold the values of a trial with their evidence; ``silent`` are the facets without a value."""

    kind: ClassVar[str] = "readings"
    heading: ClassVar[str] = ""
    id: str
    readings: tuple[Reading, ...]
    silent: tuple[Item, ...]


Block = Facts | Paragraphs | Items | Table | Readings


@dataclass(frozen=True)
class Part:
    """Hold a part of a sheet, with a heading."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """Hold a trial in words.

    ``values`` are the facets at the beginning of the key facts. ``places`` are those of all evidence, in order;
    ``lengths`` are the numbers of characters that are shown there.
    """

    kind: str
    title: str
    identifiers: tuple[str, ...]
    corrections: tuple[str, ...]
    warnings: tuple[str, ...]
    values: tuple[Fact, ...]
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    lengths: tuple[int, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts of the record, in order."""
        blocks = (block for part in self.parts for block in part.blocks)
        return tuple(fact for block in blocks if isinstance(block, Facts) for fact in block.facts)
