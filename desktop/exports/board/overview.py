"""Make the overview of a board pack: one row for each trial, with what a board asks first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.exports.board.options import BoardOptions, decision_in_words
from desktop.exports.board.short_titles import short_title
from desktop.exports.board.shortened import shortened, some
from desktop.exports.board.sites import sites_in_brief
from desktop.exports.context import ExportContext
from desktop.sheet.addresses import address_of
from desktop.sheet.subject import Subject
from desktop.trials.date_words import month_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.remarks import DOUBTFUL_PHASE
from desktop.trials.trial import Trial

ROWS = 12
"""The maximum of trials on one page of the overview."""
HEADS = (
    *("No.", "Trial", "Drugs", "Phase", "Earlier lines", "HER2", "HR", "Brain mets", "ECOG"),
    *("Sites (open)", "Status", "Our decision", "Page"),
)
WIDTHS = (3, 18, 14, 6, 6, 7, 6, 6, 6, 10, 7, 7)  # per cent; the last column gets the rest; the word “download” needs 6
_FACETS = ("phase", "lines", "her2", "hr", "brain_metastases", "ecog_max")
_MOST_NAME, _MOST_DRUG, _MOST_REASON = 24, 44, 30
_UNSAID = {NOT_STATED: "–", NOT_IN_DOCUMENT: "not in download"}


@dataclass(frozen=True)
class RowCut:
    """Hold the maximum of letters of a title and of drugs in a row, and of lines of labels."""

    title: int
    drugs: int
    labels: int


# From rows of three lines, of which twelve mostly fit a page, to the shortest; the printer uses the first that fits.
ROW_CUTS = (RowCut(64, 70, 3), RowCut(56, 66, 3), RowCut(46, 62, 3), RowCut(38, 44, 2), RowCut(24, 30, 1))


@dataclass(frozen=True)
class OverviewRow:
    """Hold one trial; ``page`` is the index of its page, ``address`` the web address of its record, "" if unknown."""

    number: str
    name: str
    title: str
    identifier: str
    address: str
    drugs: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, ...], ...]
    sites: tuple[str, ...]
    status: tuple[str, ...]
    date: str
    decision: str
    reason: str
    page: int


def overview_row(
    places: tuple[int, int],
    subject: Subject,
    context: ExportContext,
    options: BoardOptions,
    resources: Path,
    cut: RowCut = ROW_CUTS[0],
) -> OverviewRow:
    """Return the row of a trial; ``places`` are (index of the trial, index of its page)."""
    place, page = places
    trial = subject.trial
    entry = options.entry(subject.stored.own_work)
    return OverviewRow(
        number=f"{place + 1:,}",
        name=(name := shortened(trial.acronym, _MOST_NAME)),
        title=shortened(short_title(trial.title, resources) or "No title", max(cut.title - len(name), 12)),
        identifier=subject.identifier,
        address=address_of(trial.identifiers, resources),
        drugs=tuple(_drugs(subject, cut.drugs)),
        cells=tuple(_labels(facet, subject, context, cut.labels) for facet in _FACETS),
        sites=_sites(trial, options, context) if trial.kind == "registration" else ("–",),
        status=_labels("status", subject, context, cut.labels),
        date=(month_in_words(trial.registry_date) or "no date") if subject.has_status else "",
        decision=decision_in_words(entry),
        reason=shortened(entry.reason, _MOST_REASON) if entry else "",
        page=page,
    )


def _sites(trial: Trial, options: BoardOptions, context: ExportContext) -> tuple[str, ...]:
    return sites_in_brief(trial.sites, options.countries(context.wording.mine), context.wording.codes)


def _labels(facet: str, subject: Subject, context: ExportContext, most: int) -> tuple[str, ...]:
    values = subject.values.get(facet, (NOT_STATED,))
    if len(values) == 1 and values[0] in _UNSAID:
        return (_UNSAID[values[0]],)
    known = context.wording.facets.by_name.get(facet)
    if known and known.interval:
        return context.wording.labels(facet, values)
    labels = [context.wording.short_label(facet, value) for value in values]
    if facet == "phase" and any(each.code == DOUBTFUL_PHASE for each in subject.trial.warnings):
        labels = [f"{each} (?)" for each in labels]
    return (*labels[: most - 1], *filter(None, (some(labels[most - 1 :], 1),)))


def drugs_by_role(subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return (investigated drugs, drugs given with them, drugs they are compared with)."""
    roles: dict[str, set[str]] = {}
    for each in subject.stored.findings:
        if each.facet == "drugs":
            roles.setdefault(each.value, set()).add(each.role)
    tested = [name for name, found in roles.items() if found & {"experimental", "unknown", ""}]
    backbone = [name for name, found in roles.items() if name not in tested and "backbone" in found]
    compared = [name for name, found in roles.items() if name not in tested and name not in backbone]
    return tuple(tested), tuple(backbone), tuple(compared)


def _drugs(subject: Subject, most: int) -> Iterator[tuple[str, str]]:
    """Yield (word before, drugs) for each role, one line each, at most ``most`` letters in all."""
    found = [names for names in zip(("", "with ", "vs "), drugs_by_role(subject), strict=True) if names[1]]
    if not found:
        yield "", "none recognised"
    room = most // max(len(found), 1)
    for word, names in found:
        fitting = next((n for n in range(len(names), 1, -1) if len(", ".join(names[:n])) <= room), 1)
        # Half of the name does not identify a drug.
        first = len(some(names, 1)) if len(names[0]) <= _MOST_DRUG else 0
        yield word, shortened(some(names, fitting), max(room + 4, first))


def pages_of(trials: Sequence[object]) -> list[range]:
    """Return the indexes of the trials on each page of the overview; at least one page."""
    count = len(trials)
    return [range(start, min(start + ROWS, count)) for start in range(0, max(count, 1), ROWS)]
