"""Export trials from the catalogue to a file, complete or not at all, in one of the formats in ``FORMATS``."""

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.facet_index import bits_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import ExportError
from desktop.exports.atomic_write import atomic_write
from desktop.exports.board.options import BoardOptions
from desktop.exports.board.pack import board_pack
from desktop.exports.context import ExportContext
from desktop.exports.csv_columns import COLUMNS, DEFAULT_COLUMNS, chosen_columns
from desktop.exports.csv_table import csv_chunks
from desktop.exports.html_report import Report, heading_of, report_pages
from desktop.exports.json_lines import json_line
from desktop.exports.page import Page
from desktop.exports.ris_references import ris_reference
from desktop.exports.told_work import ToldWork
from desktop.facets.vocabularies import Vocabularies
from desktop.sheet.wording import wording
from desktop.trials.parts import Part
from desktop.trials.work import OnProgress, ShouldStop
from desktop.workflows.board_log import decision_log, query_to_print
from desktop.workflows.exported_trials import ExportedTrials
from desktop.workflows.patient_part import ToldPatient, patient_part
from desktop.workflows.printed_pages import PrintPages
from desktop.workflows.written_file import Work, write_pieces, write_to_stream

BoardChoice = BoardOptions
"""The options of an export: what it shows of the user's own work, and for which country."""
NOTES_COLUMN = "notes"
"""The column for the user's notes, which is empty unless she ticks them."""
NO_QUERY = TrialQuery()
NO_CHOICE = BoardOptions()
NO_PATIENT = ToldPatient()


@dataclass(frozen=True)
class Selection:
    """Hold what to export: trial ids in order, how they were chosen, and the columns of a table (if empty, the usual).

    ``format`` is the id of a format; if "", the suffix of the file decides. ``board`` says what is shown of the user's
    own work, ``patient`` for which patient a pack has a page.
    """

    ids: tuple[int, ...]
    scope_words: str
    query: TrialQuery = NO_QUERY
    columns: tuple[str, ...] = ()
    format: str = ""
    board: BoardOptions = NO_CHOICE
    patient: ToldPatient = NO_PATIENT


@dataclass(frozen=True)
class ColumnChoice:
    """Hold a column that a CSV export can have; ``usual`` ones are chosen unless the user says otherwise."""

    id: str
    heading: str
    usual: bool


def column_choices() -> tuple[ColumnChoice, ...]:
    """Return the columns that a CSV export can have, in their usual order."""
    return tuple(ColumnChoice(each.id, each.heading, each.id in DEFAULT_COLUMNS) for each in COLUMNS)


@dataclass(frozen=True)
class Exporter:
    """Export selections of trials from one catalogue."""

    catalogue: Catalogue
    vocabularies: "Vocabularies"
    resources: Path
    program_version: str
    print_pages: PrintPages

    def export(
        self,
        target: Path,
        selection: Selection,
        on_progress: OnProgress = lambda _done, _total: None,
        should_stop: ShouldStop = lambda: False,
    ) -> bool:
        """Write the selection to a file; return False, and write nothing, if stopped.

        Raises:
            ExportError: the format or a column is unknown, or the file cannot be written; it is unchanged.
        """
        fitting = [each for each in FORMATS if target.suffix.lower() == f".{each.ending}"]
        format_ = next((each for each in fitting if each.id == selection.format), fitting[0] if fitting else None)
        if format_ is None:
            *others, last = sorted({f".{each.ending}" for each in FORMATS})
            known = f"{', '.join(others)} or {last}"
            raise ExportError(f"{target} does not end in {known}; the ending says which format to write.")
        return format_.write(self, target, selection, on_progress, should_stop)

    def write_csv(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the selection as a table of its columns; return False if stopped."""
        chunks = csv_chunks(self._read_for(selection), _columns(selection), self._context(selection))
        work = Work(len(selection.ids), on_progress, should_stop)
        return write_pieces(target, chunks, work)

    def write_xlsx(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the selection as a workbook: its columns, the evidence, the decisions; return False if stopped."""
        trials = self._read_for(selection, "findings")
        context, (_, write_workbook) = self._context(selection), _heavy()
        work = Work(len(selection.ids), on_progress, should_stop)
        return write_to_stream(
            target, lambda stream: write_workbook(stream, trials, _columns(selection), context), work
        )

    def write_ris(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the selection as references; return False if stopped."""
        trials = ExportedTrials(self.catalogue, selection.ids, frozenset(("narrative",)))
        references = (ris_reference(each.trial, self.resources) for each in trials)
        return write_pieces(target, chain((b"",), references), Work(len(selection.ids), on_progress, should_stop))

    def write_json(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the selection as lines that another catalogue can read back; return False if stopped."""
        told = ToldWork(selection.board)
        stored = (self.catalogue.trials.get(each) for each in selection.ids)
        lines = (json_line(each, told) for each in stored if each)
        return write_pieces(target, chain((b"",), lines), Work(len(selection.ids), on_progress, should_stop))

    def write_board(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the selection as the pack for the tumour board; return False if stopped."""
        return self._print(self.pack(selection), target, selection, on_progress, should_stop)

    def to_print(self, selection: Selection) -> Report[str] | Report[str | Page]:
        """Return the pages of a selection: the board pack, or the full text if that is its format."""
        return self.report(selection) if selection.format == "full" else self.pack(selection)

    def write_pdf(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        """Write the full text of each trial of the selection; return False if stopped."""
        return self._print(self.report(selection), target, selection, on_progress, should_stop)

    def _print(
        self,
        report: Report[str] | Report[str | Page],
        target: Path,
        selection: Selection,
        on_progress: OnProgress,
        should_stop: ShouldStop,
    ) -> bool:
        printed = self.print_pages(
            report.title,
            report.css,
            report.pages,
            on_progress,
            should_stop,
            running_heads=report.running_heads,
            footer=report.footer,
        )
        if printed is None:
            return False
        add_outline, _ = _heavy()
        pdf = add_outline(
            printed.pdf,
            report.title,
            report.outline(printed.first_pages),
            subject=self._context(selection).query_words,
            links=[(each.sheet, each.box, each.target) for each in printed.links],
        )
        with atomic_write(target) as stream:
            stream.write(pdf)
        return True

    def _read_for(self, selection: Selection, *also: Part) -> ExportedTrials:
        parts = {part for column in chosen_columns(_columns(selection)) for part in column.reads}
        return ExportedTrials(self.catalogue, selection.ids, parts | {*also})

    def report(self, selection: Selection) -> Report[str]:
        """Return the full text of each trial of a selection, ready for printing."""
        trials = ExportedTrials(self.catalogue, selection.ids)
        brief = ExportedTrials(self.catalogue, selection.ids, frozenset())
        return report_pages(trials, self._context(selection), self.resources, brief)

    def pack(self, selection: Selection) -> Report[str | Page]:
        """Return the board pack of a selection, ready for printing."""
        trials = ExportedTrials(self.catalogue, selection.ids)
        brief = ExportedTrials(self.catalogue, selection.ids, frozenset({"sites", "findings"}))
        # One pass over the fast parts, for everything that is needed before the pages.
        named = ExportedTrials(self.catalogue, selection.ids, frozenset())
        heads = [(heading_of(each), each.stored.own_work) for each in named]
        options, facets = selection.board, self.vocabularies.facets
        log = decision_log(self.catalogue, facets, selection.query, options, [work for _, work in heads])
        her = patient_part(self.catalogue, facets, self.resources, selection.ids, selection.patient)
        headings = [heading for heading, _ in heads]
        return board_pack(trials, self._context(selection), options, log, self.resources, brief, headings, her)

    def _context(self, selection: Selection) -> ExportContext:
        facets = self.vocabularies.facets
        chosen = bits_of(selection.ids)
        dates = self.catalogue.index.date_span(chosen)
        query = query_to_print(selection.query, selection.board)
        return ExportContext(
            query_text=str(query),
            query_words=query.describe(facets),
            scope_words=selection.scope_words,
            oldest=dates.oldest,
            newest=dates.newest,
            undated=self.catalogue.index.undated(chosen),
            imported=dates.imported[:10],
            made=dt.datetime.now().astimezone().isoformat(timespec="minutes"),
            program_version=self.program_version,
            vocabulary_version=self.vocabularies.version,
            wording=replace(wording(facets, self.resources), mine=self.catalogue.index.my_countries),
            own=selection.board,
        )


def _columns(selection: Selection) -> tuple[str, ...]:
    """Return the columns of a table: the chosen ones, else the usual ones, with the notes if they were ticked."""
    usual = (*DEFAULT_COLUMNS, NOTES_COLUMN) if selection.board.with_notes else DEFAULT_COLUMNS
    return selection.columns or usual


def _heavy() -> tuple[Callable[..., bytes], Callable[..., Generator[int, None, None]]]:
    # Imported here because they load pypdf and XlsxWriter, the largest libraries of an export.
    from desktop.exports import pdf_outline, xlsx_sheets

    return pdf_outline.add_outline, xlsx_sheets.write_workbook


@dataclass(frozen=True)
class ExportFormat:
    """Hold one file format for the export of trials."""

    id: str
    """Its id in requests and settings."""
    ending: str
    """The suffix of the file's name, without the dot; it decides the format."""
    name: str
    """Its name in the list of formats of a file dialog."""
    label: str
    """A description for the user."""
    has_columns: bool
    """Whether the user chooses the columns."""
    write: Callable[[Exporter, Path, Selection, OnProgress, ShouldStop], bool]
    """Writes a selection to a file; returns False, and writes nothing, if stopped."""
    tells: tuple[str, ...] = ()
    """The options that the user may choose: country, labels, notes, appendix, patient."""


FORMATS = (
    ExportFormat(
        *("board", "pdf", "PDF board pack", "PDF for the tumour board: overview, one page a trial, decisions"),
        has_columns=False,
        write=Exporter.write_board,
        tells=("country", "labels", "notes", "appendix", "patient"),
    ),
    ExportFormat(
        *("full", "pdf", "PDF full text", "PDF with the full text: overview, then all that is read of each trial"),
        has_columns=False,
        write=Exporter.write_pdf,
    ),
    ExportFormat(
        *("xlsx", "xlsx", "Excel workbook", "Excel workbook: trials, evidence of every value, decisions"),
        has_columns=True,
        write=Exporter.write_xlsx,
        tells=("labels", "notes"),
    ),
    ExportFormat(
        *("csv", "csv", "CSV table", "CSV table for a spreadsheet"),
        has_columns=True,
        write=Exporter.write_csv,
        tells=("labels", "notes"),
    ),
    ExportFormat(
        *("ris", "ris", "RIS references", "RIS references for Zotero, EndNote and other reference managers"),
        has_columns=False,
        write=Exporter.write_ris,
    ),
    ExportFormat(
        *("json", "json", "JSON lines", "JSON with everything, for another catalogue or a program"),
        has_columns=False,
        write=Exporter.write_json,
        tells=("labels", "notes"),
    ),
)
"""All formats, the default first; a new format needs only one entry here."""
