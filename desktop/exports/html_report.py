"""Make the report for a tumour board: a cover with a summary table, then the full text of each trial."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from desktop.exports.context import ExportContext
from desktop.exports.on_demand import OnDemand
from desktop.exports.page import FULL_TEXT, style_of
from desktop.exports.printable import printable
from desktop.exports.trial_page import trial_page
from desktop.sheet.describe import sheet_of
from desktop.sheet.subject import Subject
from desktop.templates import template
from desktop.trials.date_words import day_in_words, month_in_words, span_in_words

_HEADS = ("No.", "Trial", "Phase", "HER2", "HR", "Drug classes", "Setting", "Status", "Page")
_SUMMARY_FACETS = ("phase", "her2", "hr", "drug_classes", "setting", "status")
_SUMMARY_WIDTHS = (7, 9, 9, 17, 12, 11)  # per cent of the width of the sheet
_NUMBER_AND_TRIAL_WIDTH = 29
_PAGE_WIDTH = 6
_LONGEST_HEADING = 110
_ROWS = 250
"""The number of trials on one page of the overview; Qt lays out a table in one step that cannot be interrupted."""


PageKind = TypeVar("PageKind")


@dataclass(frozen=True)
class Report(Generic[PageKind]):
    """Hold the report for printing.

    ``pages`` holds one HTML text for the cover, one for each part of a long overview and one for each trial; they are
    made on demand, to save memory. ``headings`` are plain texts for the outline, ``running_heads`` for the top of each
    printed page; both are as many as ``pages``. In the overview ``<!--page-of:n-->`` stands for the page number of
    ``pages[n]``; the printer replaces it, because only the printer knows the number.
    """

    title: str
    css: str
    pages: Sequence[PageKind]
    headings: tuple[str, ...]
    running_heads: tuple[str, ...]
    footer: str

    def outline(self, first_pages: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Return (heading, page index) of each part, for ``pdf_outline.add_outline``."""
        return tuple(zip(self.headings, first_pages, strict=True))


def report_pages(
    trials: Sequence[Subject],
    context: ExportContext,
    resources: Path,
    brief: Sequence[Subject] | None = None,
) -> Report[str]:
    """Return the report on these trials in their order, with the style sheet and templates of the resources.

    ``brief`` are the same trials without their slow parts, for headings and overview, if these are faster to get.
    """
    brief = trials if brief is None else brief
    headings = tuple(heading_of(subject) for subject in brief)
    further = [f"Overview, {part.start + 1:,} to {part.stop:,}" for part in _overview(len(trials))[1:]]
    return Report(
        title=_title(context),
        css=style_of(resources, FULL_TEXT),
        pages=_Pages(trials, brief, context, resources),
        headings=("Overview", *further, *(shortened_heading(heading) for heading in headings)),
        running_heads=("", *further, *headings),
        footer=footer_of(context),
    )


class FullTexts(OnDemand[str]):
    """Make the HTML of the full text of each trial on demand."""

    def __init__(self, trials: Sequence[Subject], context: ExportContext, resources: Path) -> None:
        self._trials = trials
        self._context = context
        self._resources = resources

    def __len__(self) -> int:
        return len(self._trials)

    def made(self, place: int) -> str:
        """Return a page by its index."""
        return trial_page(sheet_of(self._trials[place], self._context.wording), self._resources)


@dataclass(frozen=True)
class _Cell:
    """Hold the values of a facet in the overview, and the remark on them."""

    labels: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _SummaryRow:
    """Hold one trial of the overview; ``page`` is the index of its page."""

    number: str
    title: str
    identifier: str
    cells: tuple[_Cell, ...]
    page: int


class _Pages(OnDemand[str]):
    """Make the HTML of a part of the overview (the first with the cover), or of a trial, on demand."""

    def __init__(
        self, trials: Sequence[Subject], brief: Sequence[Subject], context: ExportContext, resources: Path
    ) -> None:
        self._texts = FullTexts(trials, context, resources)
        self._brief = brief
        self._overview = _overview(len(trials))
        self._context = context
        self._resources = resources

    def __len__(self) -> int:
        return len(self._overview) + len(self._texts)

    def made(self, place: int) -> str:
        """Return a page by its index."""
        if place >= len(self._overview):
            return self._texts[place - len(self._overview)]
        return self._overview_page(place)

    def _overview_page(self, number: int) -> str:
        context = self._context
        name = "export/overview.html" if number else "export/cover.html"
        return template(self._resources, name, printable).render(
            about=context,
            registry_dates=_registry_dates(context),
            imported=day_in_words(context.imported),
            made=day_and_time(context.made),
            heads=_HEADS,
            widths=_summary_widths(len(self._texts)),
            rows=[self._row(place) for place in self._overview[number]],
        )

    def _row(self, place: int) -> _SummaryRow:
        subject, page = self._brief[place], place + len(self._overview)
        cells = tuple(_cell(facet, subject, self._context) for facet in _SUMMARY_FACETS)
        return _SummaryRow(f"{place + 1:,}", subject.trial.title or "No title", subject.identifier, cells, page)


def _overview(trials: int) -> list[range]:
    """Return the indexes of the trials on each page of the overview; at least one page."""
    return [range(start, min(start + _ROWS, trials)) for start in range(0, max(trials, 1), _ROWS)]


def _title(context: ExportContext) -> str:
    return f"Trials for the tumour board: {context.scope_words}"


def _summary_widths(trials: int) -> tuple[int, ...]:
    """Return the widths of the summary's columns, so that no number of a trial or sheet is broken into two lines."""
    digits = len(f"{trials:,}")
    number, page = max(4, digits + 2), max(_PAGE_WIDTH, digits + 3)
    return number, _NUMBER_AND_TRIAL_WIDTH + _PAGE_WIDTH - number - page, *_SUMMARY_WIDTHS, page


def _registry_dates(context: ExportContext) -> str:
    span = span_in_words(context.oldest, context.newest)
    without = f"{context.undated} without one" if context.undated else ""
    return "; ".join(filter(None, (span, without))) or "none stated"


def footer_of(context: ExportContext) -> str:
    """Return the footer of each sheet: the oldest and newest registry date, if any, and the time of making."""
    span = span_in_words(context.oldest, context.newest)
    return " · ".join(filter(None, (f"Registry dates {span}" if span else "", f"made {day_and_time(context.made)}")))


def _cell(facet: str, subject: Subject, context: ExportContext) -> _Cell:
    words = context.wording
    labels = tuple(words.short_label(facet, value) for value in subject.values.get(facet, ()))
    return _Cell(labels, tuple(_cell_notes(facet, subject)))


def _cell_notes(facet: str, subject: Subject) -> Iterator[str]:
    correction = subject.stored.correction(facet)
    if correction and not correction.confirms:
        yield "corrected"
    if facet == "status" and subject.has_status and subject.trial.registry_date:
        yield month_in_words(subject.trial.registry_date)


def heading_of(subject: Subject) -> str:
    """Return the heading of a trial: its identifier and title."""
    return printable(" ".join(f"{subject.identifier} – {subject.trial.title or 'No title'}".split()))


def shortened_heading(heading: str) -> str:
    """Return a heading shortened for the outline."""
    return heading if len(heading) <= _LONGEST_HEADING else heading[: _LONGEST_HEADING - 1].rstrip() + "…"


def day_and_time(made: str) -> str:
    """Return an ISO date and time for a reader, without the T and the seconds."""
    return made[:16].replace("T", " ")
