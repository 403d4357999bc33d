"""What a sheet is made of: headed parts of facts, tables, lists, paragraphs and readings, without any markup.

Each block says by its ``kind`` which it is, and by its ``id`` which one; whoever shows a sheet may leave some out.
Pieces and items are named tuples, since every click makes hundreds and a dataclass takes several times as long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, NamedTuple

JOINT = "; "
"""Stands between several values of one fact."""

Place = tuple[str, int, int]
"""A stretch of a trial's text: section, start and end in characters."""


class Piece(NamedTuple):
    """Hold words that are shown alike.

    ``evidence`` tells whether a value was read from them; ``begins`` are the numbers in ``Sheet.places`` of the
    evidence that begins here.
    """

    words: str
    evidence: bool = False
    begins: tuple[int, ...] = ()


Text = tuple[Piece, ...]
"""Words in the order in which they are read."""


def plain(words: str) -> Text:
    """Return words without evidence as a text, nothing for nothing."""
    return (Piece(words),) if words else ()


def words_of(text: Text) -> str:
    """Return the words of a text."""
    return "".join(piece.words for piece in text)


@dataclass(frozen=True)
class Fact:
    """Hold one fact: how it is called and what it is.

    ``dated`` is the date that a status is of, in words. ``replaced`` are the values of the documents that the user has
    replaced. ``is_long`` tells that it may take more than half a line of print, ``by_line`` that each value has a line
    of its own.
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
        """Return all values in one text, and the date behind them."""
        joint = Piece("\n" if self.by_line else JOINT)
        pieces = [piece for text in self.values for piece in (joint, *text)][1:]
        return (*pieces, Piece(f" · {self.dated}")) if self.dated else tuple(pieces)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the values in words."""
        return tuple(map(words_of, self.values))

    @property
    def has_evidence(self) -> bool:
        """Tell whether a value was read from these words."""
        return any(piece.evidence for text in self.values for piece in text)


class Item(NamedTuple):
    """Hold one entry of a list or one line of a cell.

    ``notes`` are said below it in small letters, ``aside`` behind it. ``level`` 0 is outermost in a nested list.
    ``key`` is that of another trial which the entry names, ``number`` what a reader knows it by.
    ``is_replaced`` tells that the user has replaced what it says. ``mark`` is the letter by which a table calls it.
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
    """Hold words of the trial that a value was read from, in their sentence.

    ``where`` says which section they are from and how the value follows from them; ``number`` is that of their place in
    ``Sheet.places``. ``cue`` is the stretch of ``sentence`` that tells of whom the value is said ("are excluded"), or
    (0, 0).
    """

    before: str
    words: str
    after: str
    where: str
    rule: str
    number: int
    cue: tuple[int, int] = (0, 0)

    @property
    def sentence(self) -> str:
        """Return the words in their sentence."""
        return self.before + self.words + self.after

    @property
    def stretches(self) -> Iterator[tuple[str, bool, bool]]:
        """Yield the sentence cut up: words, whether the value was read from them, whether they are its cue."""
        start, end = len(self.before), len(self.before) + len(self.words)
        whole = not (self.before or self.after)  # a quote that is the whole sentence needs no mark
        cuts = sorted({0, start, end, *self.cue, len(self.sentence)})
        for left, right in pairwise(cuts):
            is_read = start <= left and right <= end and not whole
            yield self.sentence[left:right], is_read, self.cue[0] <= left and right <= self.cue[1]


@dataclass(frozen=True)
class Reading:
    """Hold one value of a facet with the words behind it: quotes, or what the user says of her own reading.

    ``more`` counts the quotes that are left out, ``fold`` names the link that shows some of them, "" if nothing is
    folded. ``dated`` is the date that a status is of, ``own`` tells that the user corrected or confirmed the value;
    ``decided`` says which and when. ``before`` says, at the first value of a facet, what was there before
    it changed.
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
    """Hold facts one below the other."""

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
        """Yield each entry behind how many nested lists end before it, and whether one begins with it.

        The last step is no entry: it tells how many lists end at the end.
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
    """Hold a table; ``widths`` are the shares of its columns in per cent, no ``heads`` leave the first line out."""

    kind: ClassVar[str] = "table"
    id: str
    heading: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[tuple[Item, ...], ...], ...]


@dataclass(frozen=True)
class Readings:
    """Hold the values of a trial with the words that they were read from; ``silent`` names what nothing is said of."""

    kind: ClassVar[str] = "readings"
    heading: ClassVar[str] = ""
    id: str
    readings: tuple[Reading, ...]
    silent: tuple[Item, ...]


Block = Facts | Paragraphs | Items | Table | Readings


@dataclass(frozen=True)
class Part:
    """Hold a headed part of a sheet."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sheet:
    """Hold a trial as it is read.

    ``values`` are the facets that the key facts begin with. ``places`` are those of all evidence, in order;
    ``lengths`` tells for each how many characters are shown there.
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
