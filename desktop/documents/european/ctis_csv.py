"""Read the table that the search of the EU's Clinical Trials Information System (CTIS) gives for download."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.contents.absences import stated
from desktop.documents.contents.registry_tables import date_in, order_of
from desktop.documents.contents.table_dates import DateOrder
from desktop.documents.european.ctis_codes import phase_words, status_words
from desktop.documents.european.ctis_overview import Overview, countries_in, trial_of
from desktop.documents.syntax.csv_rows import Row, Table, rows_of, table_of
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.sources import number_shape
from desktop.trials.trial import Trial

_NUMBER, _TITLE = "trial number", "title of the trial"
_OWN = frozenset((
    _TITLE, "location(s) and recruitment status", "overall trial status", "protocol code",
    "age range secondary identifier", "number of participants enrolled", "therapeutic area", "medical conditions",
    "primary endpoint", "secondary endpoints", "global end of the trial", "sponsor/co-sponsors", "sponsor type",
    "trial results", "decision date",
))  # fmt: skip
"""The column names that only this table has."""
_FEWEST_OWN = 2
_DATES = ("start date", "end date", "global end of the trial", "decision date", "last updated")
# The parts that are absent if a table lacks these columns, or if a row ends before them.
_PARTS_BY_COLUMN = {
    "medical conditions": "conditions",
    "trial phase": "phase",
    "overall trial status": "status",
    "product": "interventions",
    "location(s) and recruitment status": "sites",
    "start date": "dates.start",
    "number of participants enrolled": "enrollment",
    "sponsor type": "sponsors.sponsor_class",
}
# Areas may contain commas: "Diseases [C] - Cancer [C04], Diseases [C] - …". Usually they are a list in JSON.
_NEXT_AREA = re.compile(r"(?<=\]),\s*")
_QUOTED = re.compile(r'"([^"]+)"')


def recognises(text: str) -> bool:
    """Return whether the first line has column names of the system's table, including number and title."""
    return _table(text) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield each row of the table as a trial, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    table = _table(text)
    if table is None:
        raise DocumentError("its first line has no column names of the CTIS table; download it again.")
    numbers = number_shape("CTIS")
    order = order_of(text, rows_of(text, table, _NUMBER, numbers), _DATES)
    for row in rows_of(text, table, _NUMBER, numbers):
        yield row if isinstance(row, DocumentError) else _record(row, order)


def _table(text: str) -> Table | None:
    table = table_of(text, _OWN | frozenset((_NUMBER,)))
    columns = set(table.columns) if table else set()
    return table if {_NUMBER, _TITLE} <= columns and len(columns & _OWN) >= _FEWEST_OWN else None


def _record(row: Row, order: DateOrder) -> Trial | DocumentError:
    try:
        trial = trial_of(_overview(row.cells | {each: date_in(row.cells.get(each, ""), order) for each in _DATES}))
    except DocumentError as fault:
        return DocumentError(f"{row.place}: {fault}")
    missing = tuple(part for column, part in _PARTS_BY_COLUMN.items() if column not in row.cells)
    return replace(trial, absent=missing, warnings=(*row.warnings, *trial.warnings))


def _overview(cells: dict[str, str]) -> Overview:
    def told(*columns: str) -> str:
        return next((cell for column in columns if (cell := one_line(cells.get(column, "")))), "")

    return Overview(
        number=told(_NUMBER),
        title=told(_TITLE),
        short_title=told("protocol code"),
        status=status_words(told("overall trial status")),
        countries=tuple(
            (country, status_words(status))
            for country, status in countries_in(stated(told("location(s) and recruitment status")))
        ),
        phase=phase_words(told("trial phase")),
        conditions=told("medical conditions"),
        areas=_areas(told("therapeutic area", "therapeutic areas")),
        primary_end_point=told("primary endpoint", "primary endpoints", "primary end point"),
        secondary_end_point=told("secondary endpoints", "secondary endpoint", "secondary end point"),
        product=told("product", "products"),
        age_group=told("age group").replace('"', ""),
        age_range=told("age range secondary identifier").replace('"', ""),
        sex=told("gender"),
        patients=told("number of participants enrolled"),
        region=told("trial region"),
        start=told("start date"),
        end=told("end date"),
        global_end=told("global end of the trial"),
        decision=told("decision date"),
        last_updated=told("last updated"),
        results=told("trial results"),
        sponsor=told("sponsor/co-sponsors", "sponsor"),
        sponsor_type=told("sponsor type"),
    )


def _areas(written: str) -> tuple[str, ...]:
    quoted = _QUOTED.findall(written) if written.startswith("[") else []
    return tuple(quoted or _NEXT_AREA.split(written))
