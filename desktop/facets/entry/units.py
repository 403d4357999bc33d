"""The texts of a trial as units that are read one by one: sentences with their side, cohort and what governs them."""

from collections.abc import Container, Iterable, Iterator
from typing import Literal, NamedTuple

from desktop.facets.entry.cohorts import CohortsNamed
from desktop.facets.entry.governing import Governing
from desktop.facets.entry.joined_lines import above_joined, first_of, joined_lines
from desktop.facets.hints import Hint
from desktop.facets.layout import Layout
from desktop.facets.reading import Reading, Span

Side = Literal["in", "out", "prose", "label"]
"""Criteria that let patients in or keep them out, prose about the trial, or a label (title, condition, keyword)."""

# Of an abstract, the parts about results and conclusions tell what was found, not who was enrolled.
_FINDINGS = frozenset(("results", "conclusions", "relevance", "authors"))
_ENTRY, _NO_ENTRY = frozenset(("entry", "people")), frozenset(("methods", "design", "measures"))
_MOST_READ = 50_000  # letters; of two thousand records the longest had a fifth of it to say
_UNGOVERNED = Governing()
_NAME = "entry.sections"


class Unit:
    """Hold one sentence of a trial: its place, its side, the ``rank`` of its section.

    ``cohort`` is the one under whose heading it stands, ``parent`` the criterion that governs it ("one of the
    following:"); "" if there is none. What is asked of few sentences is worked out then.
    """

    def __init__(
        self,
        span: Span,
        side: Side,
        rank: int,
        governing: Governing = _UNGOVERNED,
        alternatives: tuple[str, ...] | None = None,
    ) -> None:
        self.span, self.side, self.rank = span, side, rank
        self.cohort, self.parent = governing.above(span.start)
        self._governing = governing
        self._alternatives = alternatives
        self._cohorts: CohortsNamed | None = None

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Unit) and self._own() == other._own())

    def __hash__(self) -> int:
        return hash(self._own())

    def _own(self) -> tuple[Span, Side, int]:
        return self.span, self.side, self.rank

    def at(self, span: Span) -> "Unit":
        """Return the unit with another span in its line."""
        return Unit(span, self.side, self.rank, self._governing, self._alternatives)

    def with_alternatives(self, alternatives: tuple[str, ...]) -> "Unit":
        """Return the unit with other alternatives than its own."""
        return Unit(self.span, self.side, self.rank, self._governing, alternatives)

    @property
    def layout(self) -> Layout:
        """Return what names a cohort in it."""
        return self._governing.layout

    @property
    def part(self) -> frozenset[str]:
        """Return what the part of an abstract is about in which it stands; nothing elsewhere."""
        return self._governing.part

    @property
    def of_entry(self) -> bool:
        """Tell whether it stands in the part of an abstract that tells who may enter.

        There "HER2-positive, no earlier treatment" is whom the trial takes.
        """
        return bool(self.part & _ENTRY) and not self.part & _NO_ENTRY

    @property
    def of_prior_therapy(self) -> bool:
        """Tell whether it stands in an undivided text under the heading of earlier treatment."""
        return self.span.section == "eligibility" and self._governing.is_of_prior_therapy(self.span.start)

    @property
    def line(self) -> int:
        """Return the number of its line within its section, from 0."""
        return self._governing.text.count("\n", 0, self.span.start)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Return other lines of which one is enough instead of its own ("T2 or", "node-positive or", "HER2-positive").

        Where the line above says that one of those below is enough, its own is among them.
        """
        if self._alternatives is None:
            governing, place = self._governing, self.span.start
            self._alternatives = self._joined() or governing.alternatives(place)
            if not self._alternatives and self.side == "in":
                self._alternatives = first_of(governing.text, place, governing.layout)
        return self._alternatives

    @property
    def above(self) -> str:
        """Return the line above those that "or" joins, if it ends in a colon ("HER2-negative as follows:").

        It may stand at whatever level; "" if there is none.
        """
        governing = self._governing
        return above_joined(governing.text, self.span.start, governing.layout) if self._joined() else ""

    def _joined(self) -> tuple[str, ...]:
        governing = self._governing
        return joined_lines(governing.text, self.span.start, governing.layout) if self.side != "prose" else ()

    def cohorts(self) -> CohortsNamed:
        """Return the cohorts that it names."""
        if self._cohorts is None:
            self._cohorts = CohortsNamed(self.span.plain, self.layout, self.cohort)
        return self._cohorts


ALL_RANKS = range(7)
REPORTED = 7
"""The rank of what a publication reports of its patients: parts about results, which are read only where asked for."""
_ABSTRACT = 4
_RANKED: tuple[tuple[str, Side, int], ...] = (
    ("inclusion_criteria", "in", 0),
    ("eligibility", "in", 0),
    ("exclusion_criteria", "out", 0),
    ("title", "label", 1),
    ("official_title", "label", 1),
    ("arms", "prose", 2),
    ("conditions", "label", 3),
    ("keywords", "label", 5),
    ("brief_summary", "prose", 4),
    ("detailed_description", "prose", 6),
    ("intervention_details", "prose", 6),
    ("interventions", "prose", 6),
)


def units(
    reading: Reading,
    hint: Hint | None,
    ranks: Container[int] = ALL_RANKS,
    *,
    sides: Container[Side] = ("in", "out", "prose", "label"),
    only: Container[str] = (),
    without: Container[str] = (),
) -> Iterator[Unit]:
    """Return the units of a trial in which a hint stands, by rank of their section; all for None.

    Only sections of some ranks are read, so that long texts that seldom matter can wait until they are asked for.
    ``only`` names the sections to read, ``without`` those to leave out; else all sections of the ``sides`` are read.
    A text that was written to be read holds far fewer; a hostile one is read no further than ``_MOST_READ`` letters.
    """
    bits = reading.bits(hint)
    asked = [
        each
        for each in _ranked(reading)
        if each.rank in ranks
        and each.side in sides
        and (each.name in only if only else each.name not in without)
        and reading.may_hold(each.name, bits)
    ]
    return _units_of(reading, asked, hint) if asked else iter(())


class _Section(NamedTuple):
    """Hold a section that is read as units, and those of its units that were asked for, by where they begin."""

    name: str
    side: Side
    rank: int
    governing: Governing
    known: dict[int, Unit]


def _units_of(reading: Reading, sections: Iterable[_Section], hint: Hint | None) -> Iterator[Unit]:
    read = 0
    for name, side, rank, governing, known in sections:
        for span in reading.hinted(name, hint):
            unit = known.get(span.start)
            if unit is None:  # most sentences are asked for by several facets
                unit = known[span.start] = Unit(span, side, rank, governing)
            yield unit
            read += len(span.plain)
            if read > _MOST_READ:
                return


def _ranked(reading: Reading) -> list[_Section]:
    if _NAME not in reading.kept:
        abstract = [each for each in reading.sections if each.startswith("abstract")]
        ranked: list[tuple[str, Side, int]] = [
            (each, "prose", REPORTED if reading.kinds_of(each) & _FINDINGS else _ABSTRACT) for each in abstract
        ]
        listed = (*(each for each in _RANKED if each[0] in reading.sections), *ranked)
        reading.kept[_NAME] = [_Section(*each, _governing(reading, each[0]), {}) for each in listed]
    found: list[_Section] = reading.kept[_NAME]
    return found


def _governing(reading: Reading, section: str) -> Governing:
    eligibility = reading.trial.eligibility
    criteria = {"inclusion_criteria": eligibility.inclusion, "exclusion_criteria": eligibility.exclusion}
    part = reading.kinds_of(section)
    return Governing(reading.sections[section], reading.layout, criteria.get(section, ()), part)
