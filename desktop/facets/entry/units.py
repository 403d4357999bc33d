"""The texts of a trial as units that are read one by one: sentences with their side, cohort and what governs them."""

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from desktop.facets.entry.cohorts import CohortsNamed, heading_of, opening_of
from desktop.facets.hints import Hint
from desktop.facets.layout import NOTHING_LAID_OUT, Layout
from desktop.facets.reading import Reading, Span

Side = Literal["in", "out", "prose", "label"]
"""Criteria that let patients in or keep them out, prose about the trial, or a label (title, condition, keyword)."""

# Of an abstract, the parts about results and conclusions tell what was found, not who was enrolled.
_FINDINGS = frozenset(("results", "conclusions", "relevance", "authors"))
_ENTRY, _NO_ENTRY = frozenset(("entry", "people")), frozenset(("methods", "design", "measures"))
_LONGEST_END = 10  # letters
_LONGEST_OR = 2  # letters
_NEAR = 12  # letters before and behind a line end: "or" that joins two lines stands within them
_MOST_ALTERNATIVES = 8
_LONGEST_FEATURE = 100  # letters: longer lines describe patients, and are no list of features
_MOST_READ = 50_000  # letters; of two thousand records the longest had a fifth of it to say


class Unit(NamedTuple):
    """Hold one sentence of a trial: its place, its side, the ``rank`` of its section.

    ``cohort`` is the one under whose heading it stands, ``parent`` the criterion that governs it ("one of the
    following:"); "" if there is none.
    """

    span: Span
    side: Side
    rank: int
    cohort: str = ""
    parent: str = ""
    of_prior_therapy: bool = False
    alternatives: tuple[str, ...] = ()
    """Other lines of which one is enough instead of its own ("T2 or", "node-positive or", "HER2-positive")."""
    above: str = ""
    """The line above those that "or" joins, if it ends in a colon ("HER2-negative as follows:"), at whatever level."""
    part: frozenset[str] = frozenset()
    """What the part of an abstract is about in which it stands; nothing elsewhere."""
    layout: Layout = NOTHING_LAID_OUT  # what names a cohort in it
    line: int = 0  # within its section

    @property
    def of_entry(self) -> bool:
        """Tell whether it stands in the part of an abstract that tells who may enter.

        There "HER2-positive, no earlier treatment" is whom the trial takes.
        """
        return bool(self.part & _ENTRY) and not self.part & _NO_ENTRY

    def cohorts(self) -> CohortsNamed:
        """Return the cohorts that it names."""
        return CohortsNamed(self.span.plain, self.layout, self.cohort)


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
    """Yield the units of a trial in which a hint stands, by rank of their section; all for None.

    Only sections of some ranks are read, so that long texts that seldom matter can wait until they are asked for.
    ``only`` names the sections to read, ``without`` those to leave out; else all sections of the ``sides`` are read.
    A text that was written to be read holds far fewer; a hostile one is read no further than ``_MOST_READ`` letters.
    """
    read = 0
    for section, side, rank in _ranked(reading, ranks):
        if side not in sides or (section not in only if only else section in without):
            continue
        for unit in _of_section(reading, section, side, rank, hint):
            yield unit
            read += len(unit.span.plain)
            if read > _MOST_READ:
                return


def _ranked(reading: Reading, ranks: Container[int]) -> list[tuple[str, Side, int]]:
    if "entry.sections" not in reading.kept:
        abstract = [each for each in reading.sections if each.startswith("abstract")]
        ranked = [(each, "prose", REPORTED if reading.kinds_of(each) & _FINDINGS else _ABSTRACT) for each in abstract]
        reading.kept["entry.sections"] = [*(each for each in _RANKED if each[0] in reading.sections), *ranked]
    return [each for each in reading.kept["entry.sections"] if each[2] in ranks]


def _of_section(reading: Reading, section: str, side: Side, rank: int, hint: Hint | None) -> Iterator[Unit]:
    known: dict[int, Unit] = reading.kept.setdefault(f"entry.units.{section}", {})
    for span in reading.hinted(section, hint):
        unit = known.get(span.start)
        if unit is None:  # most sentences are asked for by several facets
            unit = known[span.start] = _unit(reading, span, side, rank)
        yield unit


def _unit(reading: Reading, span: Span, side: Side, rank: int) -> Unit:
    section, text = span.section, reading.sections[span.section]
    governing = _governing(reading, section)
    line = text.count("\n", 0, span.start)
    layout = reading.layout
    beside = _alternatives(text, span.start, layout) if side != "prose" else ()
    return Unit(
        span,
        side,
        rank,
        governing.cohort(line),
        governing.parent(line),
        of_prior_therapy=section == "eligibility" and any(a <= span.start < b for a, b in governing.prior_therapy),
        alternatives=beside or governing.alternatives(line) or _first_of(text, span, side, layout),
        above=_above_alternatives(text, span.start, layout) if beside else "",
        part=reading.kinds_of(section),
        layout=layout,
        line=line,
    )


def _alternatives(text: str, place: int, layout: Layout) -> tuple[str, ...]:
    """Return the lines that "or" at their ends joins to the line of a place, without that line."""
    start, end = _line_round(text, place)
    borders = text[max(0, start - _NEAR) : start + _NEAR], text[max(0, end - _NEAR) : end + _NEAR]
    if not any(map(layout.or_anywhere.search, borders)):
        return ()  # looked at first, because most lines are joined to none
    found: list[str] = []
    below = end
    while len(found) < _MOST_ALTERNATIVES and below < len(text):
        first, last = _line_round(text, below + 1)
        if not (
            _ends_in_or(text, *_line_round(text, below - 1), layout) or layout.or_at_start.match(text, first, last)
        ):
            break
        found.append(text[first:last])
        below = last
    above = start
    while len(found) < _MOST_ALTERNATIVES and above > 0:
        first, last = _line_round(text, above - 1)
        if not (_ends_in_or(text, first, last, layout) or layout.or_at_start.match(text, *_line_round(text, above))):
            break
        found.append(text[first:last])
        above = first
    return tuple(each for each in found if len(each.strip(" *•-,;:")) > _LONGEST_OR)


def _above_alternatives(text: str, place: int, layout: Layout) -> str:
    start, _ = _line_round(text, place)
    for _ in range(_MOST_ALTERNATIVES):
        first, last = _line_round(text, start - 1) if start else (0, 0)
        if not _ends_in_or(text, first, last, layout):
            break
        start = first
    return text[first:last].strip() if text[first:last].rstrip().endswith(":") else ""


def _first_of(text: str, span: Span, side: Side, layout: Layout) -> tuple[str, ...]:
    """Return the line behind that of a sentence, too, if the line above says that one of those below is enough.

    Old records hold all criteria at one level, so that nothing tells how many are meant: the first is for certain.
    """
    if side != "in":
        return ()
    start, end = _line_round(text, span.start)
    before = max(0, start - _NEAR)
    above = before + len(text[before:start].rstrip())
    if text[above - 1 : above] != ":" or not layout.one_of.search(text, _line_round(text, above - 1)[0], above):
        return ()
    behind = text[end : end + _NEAR]
    first, last = _line_round(text, end + len(behind) - len(behind.lstrip()))
    return () if max(end - start, last - first) > _LONGEST_FEATURE else (text[start:end], text[first:last])


def indented_ways(text: str, place: int, layout: Layout) -> tuple[str, ...]:
    """Return the lines of a text of which one is enough, if a place is in one of them; none if it is in no such line.

    Old records hold all criteria in one text, where the lines of a list are indented under what governs it.
    """
    start, end = _line_round(text, place)
    depth = _indent(text[start:end])
    lines = [text[start:end]]
    above = start
    while above > 0 and len(lines) < _MOST_ALTERNATIVES:
        first, last = _line_round(text, above - 1)
        above, line = first, text[first:last]
        if line.strip() and _indent(line) < depth:
            governs = line.rstrip().endswith(":") and layout.one_of.search(line)
            return (*lines, *_lines_below(text, end, depth)) if governs else ()
        if _indent(line) == depth:
            lines.append(line)
    return ()


def _lines_below(text: str, end: int, depth: int) -> list[str]:
    found: list[str] = []
    while end < len(text) and len(found) < _MOST_ALTERNATIVES:
        first, end = _line_round(text, end + 1)
        line = text[first:end]
        if line.strip() and _indent(line) < depth:
            break
        if _indent(line) == depth:
            found.append(line)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _ends_in_or(text: str, start: int, end: int, layout: Layout) -> bool:
    return layout.or_at_end.search(text, max(start, end - _LONGEST_END), end) is not None


def _line_round(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def _governing(reading: Reading, section: str) -> "_Governing":
    """Return what governs the lines of a section, worked out once for all facets."""
    name = f"entry.governing.{section}"
    if name not in reading.kept:
        reading.kept[name] = _Governing(reading, section)
    found: _Governing = reading.kept[name]
    return found


class _Governing:
    """Hold what governs the lines of a section that is made of criteria: parent, cohort, and the lines beside each."""

    def __init__(self, reading: Reading, section: str) -> None:
        eligibility, self._layout = reading.trial.eligibility, reading.layout
        self.prior_therapy = _prior_therapy(reading.sections[section], self._layout) if section == "eligibility" else []
        both = {"inclusion_criteria": eligibility.inclusion, "exclusion_criteria": eligibility.exclusion}
        self._parents: list[str] = []
        self._of_line: dict[int, tuple[int, str]] = {}
        self._children: dict[int, list[str]] = {}
        above: list[tuple[int, int]] = []
        cohort, line = "", 0
        for index, criterion in enumerate(both.get(section, ())):
            while above and above[-1][0] >= criterion.level:
                above.pop()
            parent = above[-1][1] if above else -1
            if named := heading_of(criterion.text, self._layout):
                cohort = named
            elif criterion.level == 0 and criterion.text.rstrip().endswith(":"):
                cohort = ""
            self._parents.append(criterion.text)
            self._children.setdefault(parent, []).append(criterion.text)
            for _ in range(criterion.text.count("\n") + 1):
                self._of_line[line] = parent, opening_of(criterion.text, self._layout) or cohort
                line += 1
            above.append((criterion.level, index))

    def parent(self, line: int) -> str:
        """Return the criterion that governs a line, "" if there is none."""
        parent, _ = self._of_line.get(line, (-1, ""))
        return self._parents[parent] if parent >= 0 else ""

    def cohort(self, line: int) -> str:
        """Return the cohort under whose heading a line stands, "" if there is none."""
        return self._of_line.get(line, (-1, ""))[1]

    def alternatives(self, line: int) -> tuple[str, ...]:
        """Return the criteria of which one is enough, if a line is one of such; else none."""
        parent, _ = self._of_line.get(line, (-1, ""))
        if parent < 0 or not self._layout.one_of.search(self._parents[parent]):
            return ()
        return tuple(self._children[parent])


def _prior_therapy(text: str, layout: Layout) -> list[tuple[int, int]]:
    """Return the stretches of an undivided text that stand under the heading of earlier treatment."""
    found = [(match.start(), match["prior"] is not None) for match in layout.old_heading.finditer(text)]
    return [(start, end) for (start, is_prior), (end, _) in pairwise([*found, (len(text), False)]) if is_prior]
