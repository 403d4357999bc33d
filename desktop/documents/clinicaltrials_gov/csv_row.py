"""Turn a row of ClinicalTrials.gov's table into its trial; fields of missing columns are empty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.clinicaltrials_gov.csv_cells import (
    design_of,
    documents_of,
    identifiers_of,
    interventions_of,
    outcomes_of,
    parts_of,
    sites_of,
    whole_number,
)
from desktop.documents.contents.table_dates import DateOrder, date_order, may_need_order, table_date
from desktop.documents.syntax.csv_rows import Row, Table, rows_of
from desktop.documents.syntax.markdown_text import prose
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Dates, Eligibility, Outcome, OutcomeRank, Section, Sponsor, Trial

NUMBER = "nct number"
TITLE = "study title"
_OUTCOMES: tuple[tuple[OutcomeRank, str], ...] = (
    ("primary", "primary outcome measures"),
    ("secondary", "secondary outcome measures"),
    ("other", "other outcome measures"),
)
_AGE = r"\d{1,3} (?:Year|Month|Week|Day|Hour|Minute)s?"
_AGES = re.compile(
    rf"(?:(?P<youngest>{_AGE}) (?:and older|to (?P<oldest>{_AGE}))|up to (?P<up_to>{_AGE}))", re.IGNORECASE
)
_POSTED = {"yes": True, "has results": True, "no": False, "no results available": False}
_LONGEST_QUOTE = 40
_OF_DATES = re.compile(r"\bdate\b|\bposted\b|\bupdated\b|\breceived\b")
# The parts that are absent if a table lacks these columns, or if a row ends before them.
_PARTS_BY_COLUMN = {
    "conditions": "conditions",
    "phases": "phase",
    "study status": "status",
    "interventions": "interventions",
    "locations": "sites",
    "start date": "dates.start",
    "enrollment": "enrollment",
    "funder type": "sponsors.sponsor_class",
}


@dataclass(frozen=True)
class TableHabits:
    """Hold how a table writes dates and numbers."""

    order: DateOrder
    decimal_comma: bool


def habits_of(text: str, table: Table) -> TableHabits:
    """Return how a table writes dates and numbers; a semicolon between cells means decimal commas."""
    semicolons = table.separator == ";"
    by_default = DateOrder.DAY_FIRST if semicolons else DateOrder.UNDECIDED
    rows = rows_of(text, table, NUMBER) if may_need_order(text) else iter(())
    columns = [column for column in table.columns if _OF_DATES.search(column)]
    cells = (row.cells.get(column, "") for row in rows if isinstance(row, Row) for column in columns)
    return TableHabits(date_order(cells, by_default=by_default), semicolons)


def trial_of(row: Row, habits: TableHabits, *, with_post_codes: bool) -> Trial | DocumentError:
    """Return the trial of a row; the keys of its cells are today's column names in lower case.

    Return an error for a row with neither number nor title.
    """
    cells = row.cells
    identifiers = identifiers_of(cells.get(NUMBER, ""), cells.get("other ids", ""))
    title = one_line(cells.get(TITLE, "")) or one_line(cells.get(NUMBER, ""))
    if not title:
        return DocumentError(f"{row.place}: it has neither a number nor a title; download the table again.")
    warnings = list(row.warnings)
    if not cells.get(TITLE):
        warnings.append(remark("no_title"))
    summary = prose(cells.get("brief summary", ""))
    return Trial(
        key=key_for(identifiers, f"{title}\n{summary}"),
        kind="registration",
        title=title,
        identifiers=identifiers,
        acronym=one_line(cells.get("acronym", "")),
        phase="|".join(parts_of(cells.get("phases", ""))),
        status=one_line(cells.get("study status", "")),
        study_type=one_line(cells.get("study type", "")),
        design=tuple(_design(cells)),
        enrollment=_enrollment(cells, habits, warnings),
        narrative=(Section("brief_summary", summary),) if summary else (),
        conditions=parts_of(cells.get("conditions", "")),
        interventions=interventions_of(cells.get("interventions", "")),
        outcomes=tuple(_outcomes(cells)),
        eligibility=_eligibility(cells),
        dates=_dates(cells, habits, warnings),
        sponsors=tuple(_sponsors(cells)),
        sites=tuple(sites_of(cells.get("locations", ""), with_post_codes=with_post_codes)),
        results_posted=_results_posted(cells),
        absent=tuple(part for column, part in _PARTS_BY_COLUMN.items() if column not in cells),
        references=tuple(documents_of(cells.get("study documents", ""))),
        warnings=tuple(warnings),
    )


def _dates(cells: dict[str, str], habits: TableHabits, warnings: list[Remark]) -> Dates:
    undecided: list[tuple[str, str]] = []

    def date(column: str) -> str:
        written = one_line(cells.get(column, ""))
        found, unsure = table_date(written, habits.order) if written else ("", False)
        if written and not found:
            warnings.append(remark("no_date", written=written[:_LONGEST_QUOTE], column=column))
        if unsure and found:
            undecided.append((written, column))
        return found

    dates = Dates(
        start=date("start date"),
        primary_completion=date("primary completion date"),
        completion=date("completion date"),
        first_posted=date("first posted"),
        last_updated=date("last update posted"),
    )
    if undecided:
        written, column = undecided[0]
        warnings.append(remark("date_order_undecided", written=written, column=column))
    return dates


def _design(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from design_of(cells.get("study design", ""))
    if groups := _AGES.sub("", one_line(cells.get("age", ""))).strip(" ()"):
        yield "Age Groups", groups


def _eligibility(cells: dict[str, str]) -> Eligibility:
    ages = _AGES.match(one_line(cells.get("age", "")))
    return Eligibility(
        sex=one_line(cells.get("sex", "")),
        minimum_age=(ages["youngest"] or "") if ages else "",
        maximum_age=(ages["oldest"] or ages["up_to"] or "") if ages else "",
    )


def _enrollment(cells: dict[str, str], habits: TableHabits, warnings: list[Remark]) -> int | None:
    written = one_line(cells.get("enrollment", ""))
    number = whole_number(written, decimal_comma=habits.decimal_comma)
    if written and number is None:
        warnings.append(remark("no_patients", written=written[:_LONGEST_QUOTE], column="enrollment"))
    return number


def _outcomes(cells: dict[str, str]) -> Iterator[Outcome]:
    for rank, column in _OUTCOMES:
        yield from outcomes_of(rank, cells.get(column, ""))


def _sponsors(cells: dict[str, str]) -> Iterator[Sponsor]:
    funders = parts_of(cells.get("funder type", ""))
    # Several types belong to all sponsors together, and nothing shows which belongs to which.
    funder = funders[0] if len(funders) == 1 else ""
    for name in parts_of(cells.get("sponsor", "")):
        yield Sponsor(name, funder)
    for name in parts_of(cells.get("collaborators", "")):
        yield Sponsor(name, lead=False)


def _results_posted(cells: dict[str, str]) -> bool | None:
    if cells.get("results first posted"):
        return True
    return _POSTED.get(one_line(cells.get("study results", "")).lower())
