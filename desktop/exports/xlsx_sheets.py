"""Write the sheets of a workbook: the trials, the evidence of their values, and the user's decisions on them."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import BinaryIO

from desktop.exports.board.options import decision_in_words
from desktop.exports.context import ExportContext
from desktop.exports.csv_columns import Column, chosen_columns
from desktop.exports.told_work import ToldWork
from desktop.exports.xlsx_workbook import Cell, SheetColumn, TextWorkbook
from desktop.sheet.parts import JOINT
from desktop.sheet.subject import Subject
from desktop.trials.evidence_sentence import section_name
from desktop.trials.shortlists import Note, ShortlistEntry, entries_in

_NUMBERS = frozenset(("enrollment", "sites", "documents", "ecog_max", "min_prior_lines", "max_prior_lines"))
_NARROW, _USUAL, _WIDE = 12, 22, 50
_WIDE_COLUMNS = frozenset((
    *("title", "official_title", "conditions", "interventions", "arms", "inclusion", "exclusion", "eligibility"),
    *("summary", "primary_outcomes", "secondary_outcomes", "authors", "warnings", "corrections", "replaced"),
    *("evidence", "notes", "query"),
))  # fmt: skip
_EVIDENCE = (
    *(SheetColumn("Key", _USUAL), SheetColumn("Title", _WIDE), SheetColumn("Filter", _USUAL)),
    *(SheetColumn("Value", _USUAL), SheetColumn("Section", _USUAL), SheetColumn("Quote", _WIDE)),
    *(SheetColumn("Rule", _USUAL), SheetColumn("Basis", _NARROW), SheetColumn("Role", _NARROW)),
    *(SheetColumn("Cohort", _USUAL), SheetColumn("Replaced by a correction", _NARROW)),
)
_DECISIONS = (
    *(SheetColumn("Key", _USUAL), SheetColumn("Title", _WIDE), SheetColumn("Shortlist", _USUAL)),
    *(SheetColumn("Decision", _USUAL), SheetColumn("Reason", _USUAL), SheetColumn("Decided", _NARROW)),
    *(SheetColumn("Added", _NARROW), SheetColumn("Earlier decisions", _WIDE)),
)
_NOTES = SheetColumn("Notes", _WIDE)


def write_workbook(
    stream: BinaryIO, trials: Iterable[Subject], columns: Sequence[str], context: ExportContext
) -> Generator[int, None, None]:
    """Write a workbook to a stream, and yield the number of trials written so far.

    Raises:
        ExportError: a column id is unknown.
    """
    chosen = chosen_columns(columns)
    told = ToldWork(context.own)
    decisions = (*_DECISIONS, _NOTES) if context.own.with_notes else _DECISIONS
    with TextWorkbook(stream) as book:
        trials_sheet = book.sheet("trials", [_sheet_column(each) for each in chosen])
        evidence_sheet = book.sheet("evidence", _EVIDENCE)
        decisions_sheet = book.sheet("decisions", decisions)
        yield 0
        for done, subject in enumerate(trials, 1):
            trials_sheet.append([_cell(each, subject, context) for each in chosen])
            for row in _evidence(subject, context):
                evidence_sheet.append(row)
            for row in _decided(subject, told):
                decisions_sheet.append(row[: len(decisions)])
            yield done


def _sheet_column(column: Column) -> SheetColumn:
    width = _WIDE if column.id in _WIDE_COLUMNS else _NARROW if column.id in _NUMBERS else _USUAL
    return SheetColumn(column.heading, width)


def _cell(column: Column, subject: Subject, context: ExportContext) -> Cell:
    text = JOINT.join([value for value in column.values(subject, context) if value])
    is_number = column.id in _NUMBERS and text.isascii() and text.isdecimal()
    return int(text) if is_number else text


def _evidence(subject: Subject, context: ExportContext) -> Iterator[list[Cell]]:
    words = context.wording
    for each in subject.stored.findings:
        yield [
            *(subject.trial.key, subject.trial.title, words.facet_label(each.facet)),
            *(words.label(each.facet, each.value), section_name(each.evidence.section), each.evidence.quote),
            *(each.rule, each.basis, each.role, each.cohort, "yes" if subject.stored.replaces(each) else ""),
        ]


def _decided(subject: Subject, told: ToldWork) -> Iterator[list[Cell]]:
    """Yield a row for each shortlist with the trial; if there is none, a row for its notes."""
    own_work, named = subject.stored.own_work, (subject.trial.key, subject.trial.title)
    entries, notes = entries_in(own_work), told.notes(own_work)
    for entry in entries:
        about = [each for each in notes if each.shortlist in ("", entry.shortlist)]
        decision = (decision_in_words(entry), entry.reason, entry.decided[:10], entry.added[:10])
        yield [*named, told.name(entry.shortlist), *decision, _earlier(entry), _together(about)]
    on_lists = {each.shortlist for each in entries}
    if left := [each for each in notes if not entries or each.shortlist not in {"", *on_lists}]:
        yield [*named, *("",) * 6, _together(left)]


def _earlier(entry: ShortlistEntry) -> str:
    told = (f"{each.decided[:10]} {decision_in_words(each)} {each.reason}".strip() for each in entry.earlier)
    return "\n".join(told)


def _together(notes: Iterable[Note]) -> str:
    return "\n".join(f"{each.made[:10]}: {each.text}" for each in notes)
