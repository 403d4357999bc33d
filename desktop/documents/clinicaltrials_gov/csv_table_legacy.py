"""Read the table that ClinicalTrials.gov's site gave for download before 2024, separated by commas or tabs."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.clinicaltrials_gov import csv_table
from desktop.documents.clinicaltrials_gov.csv_cells import parts_of
from desktop.documents.clinicaltrials_gov.csv_row import NUMBER, TITLE, TableHabits, habits_of, trial_of
from desktop.documents.syntax.csv_rows import Row, rows_of, table_of
from desktop.errors import DocumentError
from desktop.trials.remarks import remark
from desktop.trials.trial import Outcome, Trial

# {old name of a column: its name today}
_TODAY = {
    "title": TITLE,
    "status": "study status",
    "gender": "sex",
    "funded bys": "funder type",
    "study designs": "study design",
    "url": "study url",
    "last updated": "last update posted",
}
_SPONSORS = "sponsor/collaborators"
_OUTCOMES = "outcome measures"
# "Title", "Status" and "URL" also occur in tables of other sources.
_TELLING = frozenset((_SPONSORS, _OUTCOMES, "funded bys", "study designs"))
_KNOWN = frozenset((*_TODAY, *_TELLING, "rank", *csv_table.SHARED))


def recognises(text: str) -> bool:
    """Return whether the first line has column names of the old table, and none that only today's table has."""
    table = table_of(text, _KNOWN)
    columns = set(table.columns) if table else set()
    if columns & csv_table.OWN or not columns & {NUMBER, "title"}:
        return False
    return bool(columns & _TELLING) or {NUMBER, "title"} <= columns


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield each row of the table as a trial, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    table = table_of(text, _KNOWN)
    if table is None:
        raise DocumentError("its first line has no column names of ClinicalTrials.gov's table; download it again.")
    habits = habits_of(text, table)
    for row in rows_of(text, table, NUMBER):
        yield row if isinstance(row, DocumentError) else _record(row, habits)


def _record(row: Row, habits: TableHabits) -> Trial | DocumentError:
    cells = {_TODAY.get(column, column): cell for column, cell in row.cells.items()}
    lead, *others = parts_of(cells.get(_SPONSORS, "")) or ("",)
    cells |= {"sponsor": lead, "collaborators": "|".join(others)}
    trial = trial_of(replace(row, cells=cells), habits, with_post_codes=False)
    measures = parts_of(cells.get(_OUTCOMES, ""))
    if isinstance(trial, DocumentError) or not measures:
        return trial
    outcomes = tuple(Outcome("other", measure) for measure in measures)
    return replace(trial, outcomes=outcomes, warnings=(*trial.warnings, remark("outcomes_unranked")))
