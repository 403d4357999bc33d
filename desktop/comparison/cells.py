"""Make the cells of a comparison from the sheets of the trials."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.comparison.parts import Cell, Line
from desktop.sheet.facts import facet_fact
from desktop.sheet.parts import Block, Item, Items, Paragraphs, Piece, Place, Readings, Sheet, Table, plain, words_of
from desktop.sheet.passages import place_of
from desktop.sheet.subject import Subject
from desktop.sheet.treatment import arm_in_words
from desktop.sheet.wording import Wording
from desktop.trials.absence import is_absent
from desktop.trials.absence_words import absence_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.finding import Evidence
from desktop.trials.remark_words import all_in_words

_SILENT = {NOT_STATED, NOT_IN_DOCUMENT}
_INTERVENTION_WIDTHS = (58, 42)  # widths in per cent; the row of the arms shows which arm receives what


@dataclass(frozen=True)
class Compared:
    """Hold one trial of a comparison; ``country`` is the one whose sites are counted, "" for all."""

    subject: Subject
    sheet: Sheet
    words: Wording
    country: str

    @cached_property
    def _evidence(self) -> dict[Place, Evidence]:
        return {place_of(finding): finding.evidence for finding in self.subject.stored.findings}

    def evidence_in(self, blocks: Iterable[Block]) -> dict[int, Evidence]:
        """Return {number: evidence} of blocks of its sheet, in reading order."""
        numbers = dict.fromkeys(number for block in blocks for number in _numbers(block))
        return {number: self._evidence[self.sheet.places[number]] for number in numbers}

    def roles_in(self, item: Item) -> tuple[str, ...]:
        """Return the roles of the drugs in an item of its sheet, each once; empty if unknown."""
        places = {self.sheet.places[number] for piece in item.text for number in piece.begins}
        found = (each.role for each in self.subject.stored.findings if place_of(each) in places)
        return tuple(dict.fromkeys(role for role in found if role not in ("", "unknown")))

    def blocks(self, part: str) -> tuple[Block, ...]:
        """Return the blocks of a part of its sheet."""
        return next((each.blocks for each in self.sheet.parts if each.id == part), ())

    def block(self, part: str, block: str) -> Block | None:
        """Return one block of a part of its sheet, None if there is none."""
        return next((each for each in self.blocks(part) if each.id == block), None)


MakeCell = Callable[[Compared], Cell]


def facet_cell(facet: str) -> MakeCell:
    """Return the function that makes the cell of a facet: its valid values with their sentences."""

    def make(trial: Compared) -> Cell:
        subject, words = trial.subject, trial.words
        fact, values = facet_fact(facet, subject, words), subject.values.get(facet, (NOT_STATED,))
        if set(values) <= _SILENT and not subject.stored.correction(facet):
            return silent_cell(trial, words.facets[facet].reads, facet)
        notes = tuple(_notes_on_facet(facet, trial, fact.dated))
        *first, last = (each[:1].upper() + each[1:] for each in fact.words or ("Not stated",))
        lines = (*map(Line, first), Line(last, notes))
        return _read_from(trial, facet, Cell(lines, values, part="evidence"))

    return make


def fact_cell(fact: str, facet: str = "", reads: Sequence[str] = ()) -> MakeCell:
    """Return the function that makes the cell of a fact of the record; if the record lacks it, ``facet`` is used."""

    def make(trial: Compared) -> Cell:
        known = next((each for each in trial.sheet.facts if each.id == fact and each.values), None)
        if known is None:
            return facet_cell(facet)(trial) if facet else silent_cell(trial, reads)
        lines, values = tuple(map(Line, known.words)), trial.subject.values.get(facet, ()) if facet else ()
        behind = Items(fact, "", (Item(plain(f"{known.label}: "), aside=words_of(known.text)),))
        cell = Cell(lines, values, behind=(behind,))
        return _read_from(trial, facet, cell) if facet else cell

    return make


def arms_cell(trial: Compared) -> Cell:
    """Return the cell of the arms: their names and types, what they receive, and their descriptions as written."""
    arms, block = trial.subject.trial.arms, trial.block("arms", "arms")
    if not arms or block is None:
        return silent_cell(trial, ("interventions",), partly=True)
    codes = trial.words.codes
    lines = (
        Line(arm_in_words(arm, codes), tuple(filter(None, ("; ".join(arm.interventions), arm.description))))
        for arm in arms
    )
    return _of_blocks(trial, tuple(lines), (block,), "arms")


def drugs_cell(trial: Compared) -> Cell:
    """Return the cell of the interventions: as registered, what was recognised with its role, doses as written."""
    interventions, table = trial.subject.trial.interventions, trial.block("arms", "interventions")
    if not isinstance(table, Table):
        return silent_cell(trial, ("interventions",))
    lines = []
    for intervention, (named, recognised, *_) in zip(interventions, table.rows, strict=True):
        known = "; ".join(words_of(each.text) for each in recognised if not each.is_replaced)
        notes = (known, " ".join(intervention.description.split()))
        words = " · ".join((words_of(named[0].text), *trial.roles_in(named[0])))
        lines.append(Line(words, tuple(filter(None, notes))))
    width = len(_INTERVENTION_WIDTHS)
    rows = tuple(row[:width] for row in table.rows)
    shown = Table(table.id, table.heading, table.heads[:width], _INTERVENTION_WIDTHS, rows)
    details = trial.block("arms", "intervention_details")
    return _of_blocks(trial, tuple(lines), (shown, details) if details else (shown,), "arms")


def outcomes_cell(trial: Compared) -> Cell:
    """Return the cell of the primary outcomes with their time frames."""
    block = trial.block("outcomes", "primary_outcomes")
    if not isinstance(block, Items):
        return silent_cell(trial, partly=True)
    primary = (outcome for outcome in trial.subject.trial.outcomes if outcome.rank == "primary")
    lines = (Line(each.measure, (each.time_frame,) if each.time_frame else ()) for each in primary)
    return _of_blocks(trial, tuple(lines), (block,), "outcomes")


def silent_cell(trial: Compared, reads: Sequence[str] = (), facet: str = "", *, partly: bool = False) -> Cell:
    """Return the cell "not stated", or "not in this download" if the trial's documents lack one of the parts ``reads``.

    ``partly``: it is unknown which parts the fact is read from. Then "not stated" is used only if the documents lack no
    part at all, because a fuller document might state it.
    """
    record = trial.subject.trial
    is_lacking = is_absent(record, reads) or (partly and bool(record.absent))
    if not is_lacking:
        told = "The documents say nothing of it."
        value, said = NOT_STATED, "Not stated"
    else:
        formats = (source.format for source in trial.subject.stored.sources)
        told = absence_in_words(record, formats, reads) or "What the documents of this trial hold is not complete."
        value, said = NOT_IN_DOCUMENT, "Not in this download"
    behind = Items("silent", "", (Item(plain(told)),))
    return Cell((Line(said),), (value,) if facet else (), behind=(behind,), is_silent=True)


def damaged_cell(trial: Compared) -> Cell:
    """Return the cell of a trial whose record is damaged; it holds no fact."""
    remarks = tuple(Item(plain(each)) for each in all_in_words(trial.subject.trial.warnings))
    return Cell((Line("Record damaged"),), behind=(Items("damage", "", remarks),), is_silent=True)


def _notes_on_facet(facet: str, trial: Compared, dated: str) -> Iterator[str]:
    if dated:
        yield f"registry date {dated}" if trial.subject.trial.registry_date else f"registry {dated}"
    correction = trial.subject.stored.correction(facet)
    if correction:
        yield "✎ confirmed by you" if correction.confirms else "✎ corrected by you"


def _read_from(trial: Compared, facet: str, cell: Cell) -> Cell:
    """Return a cell with the evidence of a facet; if there is none, the cell keeps its own."""
    block = trial.block("evidence", "evidence")
    readings = [each for each in block.readings if each.facet == facet] if isinstance(block, Readings) else []
    if not readings:
        return cell
    behind = (Readings("evidence", tuple(readings), ()),)
    return Cell(cell.lines, cell.values, trial.evidence_in(behind), behind, "evidence", cell.is_silent)


def _of_blocks(trial: Compared, lines: tuple[Line, ...], blocks: tuple[Block, ...], part: str) -> Cell:
    return Cell(lines, evidence=trial.evidence_in(blocks), behind=blocks, part=part)


def _numbers(block: Block) -> Iterator[int]:
    if isinstance(block, Readings):
        yield from (quote.number for reading in block.readings for quote in reading.quotes)
    else:
        yield from (number for piece in _pieces(block) for number in piece.begins)


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Items | Paragraphs):
        items: Iterable[Item] = block.items if isinstance(block, Items) else block.lines
        yield from (piece for item in items for piece in item.text)
    elif isinstance(block, Table):
        yield from (piece for row in block.rows for cell in row for item in cell for piece in item.text)
