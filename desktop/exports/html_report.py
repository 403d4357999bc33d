"""The tumour-board report: a cover with a summary table, then one page or more a trial; the window prints it to PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import overload

from desktop.exports.exported_trial import NOT_STATED, ExportContext, ExportedTrial
from desktop.exports.markup import Markup, note, plain, strong, table, text
from desktop.exports.trial_page import trial_page
from desktop.trials.date_words import day_in_words, month_in_words, span_in_words

_SUMMARY_FACETS = ("phase", "her2", "hr", "drug_classes", "setting", "status")
_SUMMARY_WIDTHS = (7, 9, 9, 17, 12, 11)  # percentages of the sheet
_NUMBER_AND_TRIAL_WIDTH = 29
_PAGE_WIDTH = 6
_LONGEST_HEADING = 110
_ROWS = 250
"""Trials on one page of the overview: a longer table would be laid out in one go, in which nobody can stop it."""


@dataclass(frozen=True)
class Report:
    """Hold the report for printing.

    ``pages`` holds one HTML text for the cover, one for each part of a long overview and one for each trial; they are
    made when asked for, so that a report of thousands takes no room. ``headings`` are plain texts for the outline,
    ``running_heads`` for the top of each printed page, both as many as ``pages``. The overview names the page of a
    trial by the comment ``<!--page-of:n-->``, n being its index in ``pages``; the printer, who alone knows, puts the
    number there.
    """

    title: str
    css: str
    pages: Sequence[str]
    headings: tuple[str, ...]
    running_heads: tuple[str, ...]
    footer: str

    def outline(self, first_pages: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Return the outline entries for ``pdf_outline.add_outline``, from the page index each part begins on."""
        return tuple(zip(self.headings, first_pages, strict=True))


def report_pages(
    trials: Sequence[ExportedTrial],
    context: ExportContext,
    folder: Path,
    brief: Sequence[ExportedTrial] | None = None,
) -> Report:
    """Return the report on these trials, in their order; ``folder`` holds report.css and the templates.

    ``brief`` are the same trials without their long parts, if those are faster to come by: for headings and overview.
    """
    brief = trials if brief is None else brief
    headings = tuple(_heading(exported) for exported in brief)
    further = [f"Overview, {part.start + 1:,} to {part.stop:,}" for part in _overview(len(trials))[1:]]
    return Report(
        title=_title(context),
        css=(folder / "report.css").read_text(encoding="utf-8"),
        pages=_Pages(trials, brief, context, _template(folder / "cover.html"), _template(folder / "trial.html")),
        headings=("Overview", *further, *(_shortened(heading) for heading in headings)),
        running_heads=("", *further, *headings),
        footer=" · ".join(filter(None, (_footer_dates(context), f"made {_day_and_time(context.made)}"))),
    )


class _Pages(Sequence[str]):
    """Make the HTML of a part of the overview, the first with the cover, or of a trial when it is asked for."""

    def __init__(
        self,
        trials: Sequence[ExportedTrial],
        brief: Sequence[ExportedTrial],
        context: ExportContext,
        cover: Template,
        trial: Template,
    ) -> None:
        self._trials = trials
        self._brief = brief
        self._overview = _overview(len(trials))
        self._context = context
        self._cover = cover
        self._trial = trial

    def __len__(self) -> int:
        return len(self._overview) + len(self._trials)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        if number >= len(self._overview):
            return trial_page(self._trials[number - len(self._overview)], self._context, self._trial)
        summary = self._summary(self._overview[number])
        return summary if number else _cover(summary, self._context, self._cover)

    def _summary(self, part: range) -> Markup:
        head = ("No.", "Trial", *("Phase", "HER2", "HR", "Drug classes", "Setting", "Status"), "Page")
        rows = [
            [
                text(f"{place + 1:,}"),
                *_summary_cells(self._brief[place], self._context),
                Markup(f"<!--page-of:{place + len(self._overview)}-->"),
            ]
            for place in part
        ]
        return table(head, rows, _summary_widths(len(self._trials)), "summary")


def _overview(trials: int) -> list[range]:
    """Return which trials, by their places, stand on each page of the overview; there is a first one in any case."""
    return [range(start, min(start + _ROWS, trials)) for start in range(0, max(trials, 1), _ROWS)]


def _title(context: ExportContext) -> str:
    return f"Trials for the tumour board: {context.scope_words}"


def _cover(summary: Markup, context: ExportContext, template: Template) -> Markup:
    return Markup(
        template.substitute(
            scope=text(context.scope_words),
            filter_words=text(context.query_words or "none, all trials"),
            query=note(text(f"Query: {context.query_text}")) if context.query_text else "",
            registry_dates=text(_registry_dates(context)),
            imported=text(day_in_words(context.imported) or "nothing yet"),
            made=text(_day_and_time(context.made)),
            program_version=text(context.program_version),
            vocabulary_version=text(context.vocabulary_version),
            summary=summary,
        )
    )


def _summary_widths(trials: int) -> tuple[int, ...]:
    """Return the widths of the summary's columns; no number of so many trials, or of their sheets, is broken in two."""
    digits = len(f"{trials:,}")
    number, page = max(4, digits + 2), max(_PAGE_WIDTH, digits + 3)
    return number, _NUMBER_AND_TRIAL_WIDTH + _PAGE_WIDTH - number - page, *_SUMMARY_WIDTHS, page


def _summary_cells(exported: ExportedTrial, context: ExportContext) -> list[Markup]:
    trial = Markup(f"{strong(text(exported.trial.title or 'No title'))}{note(text(exported.identifier))}")
    values = (_short_labels(facet, exported, context) for facet in _SUMMARY_FACETS)
    return [trial, *values]


def _registry_dates(context: ExportContext) -> str:
    span = span_in_words(context.oldest, context.newest)
    without = f"{context.undated} without one" if context.undated else ""
    return "; ".join(filter(None, (span, without))) or "none stated"


def _footer_dates(context: ExportContext) -> str:
    span = span_in_words(context.oldest, context.newest)
    return f"Registry dates {span}" if span else ""


def _short_labels(facet: str, exported: ExportedTrial, context: ExportContext) -> Markup:
    values = exported.values.get(facet, ())
    labels = ("Not stated" if value == NOT_STATED else context.short_label(facet, value) for value in values)
    shown = [f'<p class="value">{text(label)}</p>' for label in labels]
    correction = exported.correction(facet)
    if correction and not correction.confirms:
        shown += [f'<p class="note">{text("corrected")}</p>']
    if facet == "status" and exported.has_status:
        shown += [note(text(month_in_words(exported.trial.registry_date)))]
    return Markup("".join(shown))


def _heading(exported: ExportedTrial) -> str:
    return plain(" ".join(f"{exported.identifier} – {exported.trial.title or 'No title'}".split()))


def _shortened(heading: str) -> str:
    return heading if len(heading) <= _LONGEST_HEADING else heading[: _LONGEST_HEADING - 1].rstrip() + "…"


def _day_and_time(made: str) -> str:
    """Return an ISO date and time as it is read: without the T, without seconds."""
    return made[:16].replace("T", " ")


def _template(file: Path) -> Template:
    return Template(file.read_text(encoding="utf-8"))
