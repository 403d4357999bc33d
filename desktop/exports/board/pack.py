"""Make the pages of the board pack for printing."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import segno

from desktop.exports.board.options import BoardOptions, DecisionLog
from desktop.exports.board.overview import HEADS, ROW_CUTS, WIDTHS, RowCut, overview_row, pages_of
from desktop.exports.board.patient import (
    NO_PATIENT,
    PATIENT_CUTS,
    PATIENT_HEADS,
    PATIENT_ROWS,
    PATIENT_WIDTHS,
    PatientPart,
    cut_row,
)
from desktop.exports.board.trial import CUTS, PARTS, Cut, board_trial, criteria_columns
from desktop.exports.context import ExportContext
from desktop.exports.html_report import FullTexts, Report, day_and_time, footer_of, heading_of, shortened_heading
from desktop.exports.on_demand import OnDemand
from desktop.exports.page import FULL_TEXT, Page, style_of
from desktop.exports.printable import printable
from desktop.sheet.addresses import address_of
from desktop.sheet.describe import sheet_of
from desktop.sheet.subject import Subject
from desktop.templates import template
from desktop.trials.date_words import day_in_words, span_in_words


def board_pack(
    trials: Sequence[Subject],
    context: ExportContext,
    options: BoardOptions,
    log: DecisionLog,
    resources: Path,
    brief: Sequence[Subject] | None = None,
    headings: Sequence[str] | None = None,
    patient: PatientPart = NO_PATIENT,
) -> Report[str | Page]:
    """Return the pack for these trials in their order.

    ``brief`` are the same trials with only the slow parts sites and findings, and ``headings`` the results of
    ``heading_of``, if these are faster to get. Pages on the ``patient`` follow the overview if there are rows for her.
    """
    brief = trials if brief is None else brief
    headings = tuple(heading_of(subject) for subject in brief) if headings is None else tuple(headings)
    parts = pages_of(trials)
    further = [f"Overview, {part.start + 1:,} to {part.stop:,}" for part in parts[1:]]
    hers = [f"For this patient{f', {number + 1:,}' if number else ''}" for number in range(len(patient.pages))]
    pack = _Pages((trials, brief), context, options, log, resources, patient)
    names = ("Overview", *further, *hers, *(shortened_heading(heading) for heading in headings), "Decision log")
    heads = ("", *further, *hers, *headings, "")
    texts = FullTexts(trials, context, resources) if options.with_appendix else ()
    return Report(
        title=f"Trials for the tumour board: {context.scope_words}",
        css=style_of(resources, *([FULL_TEXT] if texts else []), _STYLE),
        pages=_Joined(pack, texts),
        headings=(*names, *(f"Full text: {shortened_heading(heading)}" for heading in headings[: len(texts)])),
        running_heads=(*heads, *headings[: len(texts)]),
        footer=footer_of(context),
    )


_MASK = 2
_STYLE = "board.css"


class _Pages(OnDemand[Page]):
    """Make the pages of the overview, of each trial and of the decision log on demand."""

    def __init__(
        self,
        whole_and_brief: tuple[Sequence[Subject], Sequence[Subject]],
        context: ExportContext,
        options: BoardOptions,
        log: DecisionLog,
        resources: Path,
        patient: PatientPart,
    ) -> None:
        self._trials, self._brief = whole_and_brief
        self._context = context
        self._options = options
        self._log = log
        self._resources = resources
        self._overview = pages_of(self._trials)
        self._patient, self._of_patient = patient, patient.pages
        self._before = len(self._overview) + len(self._of_patient)
        """The number of pages before those of the trials."""

    def __len__(self) -> int:
        return self._before + len(self._trials) + 1

    def made(self, place: int) -> Page:
        """Return a page by its index."""
        if place < len(self._overview):
            return self._overview_page(place)
        if place < self._before:
            return self._patient_page(place - len(self._overview))
        if place == len(self) - 1:
            return Page(lambda _: self._log_html())
        return self._trial_page(self._trials[place - self._before])

    def _trial_page(self, subject: Subject) -> Page:
        address = address_of(subject.trial.identifiers, self._resources)
        page, criteria = (
            template(self._resources, f"export/board_{name}.html", printable) for name in ("trial", "criteria")
        )
        sheet = cache(lambda: sheet_of(subject, self._context.wording, PARTS))

        @cache
        def above(cut: Cut) -> str:
            trial = board_trial(sheet(), subject, self._options, cut, self._context.wording)
            return page.render(trial=trial, address=address)

        def html(step: int) -> str:
            cut = CUTS[step]
            # Most steps differ only in the lines of the criteria, so the text above is made once for all of them.
            return above(replace(cut, lines=0)) + criteria.render(columns=tuple(criteria_columns(sheet(), cut)))

        return Page(html, steps=len(CUTS) - 1, code=lambda: _code(address))

    def _overview_page(self, number: int) -> Page:
        # Read once for all steps.
        subjects = cache(lambda: [(place, self._brief[place]) for place in self._overview[number]])
        steps = len(ROW_CUTS) - 1
        return Page(lambda step: self._overview_html(subjects(), ROW_CUTS[step], number), steps, is_landscape=True)

    def _overview_html(self, subjects: Sequence[tuple[int, Subject]], cut: RowCut, number: int) -> str:
        rows = [
            overview_row((place, self._before + place), subject, self._context, self._options, self._resources, cut)
            for place, subject in subjects
        ]
        return template(self._resources, "export/board_overview.html", printable).render(
            about=self._context,
            options=self._options,
            is_first=number == 0,
            heads=HEADS,
            widths=(*WIDTHS, 100 - sum(WIDTHS)),
            rows=rows,
            made=day_and_time(self._context.made),
            dates=span_in_words(self._context.oldest, self._context.newest) or "none stated",
        )

    def _patient_page(self, number: int) -> Page:
        return Page(lambda step: self._patient_html(number, step), steps=len(PATIENT_CUTS) - 1, is_landscape=True)

    def _patient_html(self, number: int, step: int) -> str:
        done = number * PATIENT_ROWS
        return template(self._resources, "export/board_patient.html", printable).render(
            part=self._patient,
            label=self._patient.label if self._options.with_label else "",
            heads=PATIENT_HEADS,
            widths=(*PATIENT_WIDTHS, 100 - sum(PATIENT_WIDTHS)),
            rows=[cut_row(each, PATIENT_CUTS[step]) for each in self._of_patient[number]],
            first=done,
            page=self._before + done,
            day=day_in_words,
        )

    def _log_html(self) -> str:
        return template(self._resources, "export/board_log.html", printable).render(
            about=self._context,
            log=self._log,
            options=self._options,
            day=day_in_words,
            made=day_and_time(self._context.made),
        )


class _Joined(OnDemand[str | Page]):
    """Hold the pages of a pack, followed by those of its appendix."""

    def __init__(self, pack: Sequence[Page], appendix: Sequence[str]) -> None:
        self._pack = pack
        self._appendix = appendix

    def __len__(self) -> int:
        return len(self._pack) + len(self._appendix)

    def made(self, place: int) -> str | Page:
        """Return a page by its index."""
        return self._pack[place] if place < len(self._pack) else self._appendix[place - len(self._pack)]


def _code(address: str) -> tuple[bytes, ...]:
    """Return the QR code of an address, row by row, with its white border; empty if there is no address."""
    if not address:
        return ()
    # Every mask can be read; comparing all eight would take as long as making a page.
    return tuple(bytes(row) for row in segno.make(address, micro=False, error="m", mask=_MASK).matrix_iter(border=2))
