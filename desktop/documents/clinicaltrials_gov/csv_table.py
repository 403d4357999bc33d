"""Read the table that ClinicalTrials.gov's site gives for download, with any columns in any order."""

from collections.abc import Iterator

from desktop.documents.clinicaltrials_gov.csv_row import NUMBER, TITLE, habits_of, trial_of
from desktop.documents.syntax.csv_rows import rows_of, table_of
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

# Column names of the site since 2023, and names that older tables and other tables have too.
OWN = frozenset((
    TITLE, "study url", "study status", "primary outcome measures", "secondary outcome measures",
    "other outcome measures", "funder type", "study design",
))  # fmt: skip
"""The column names that only this table of the site has."""
SHARED = frozenset((
    NUMBER, "acronym", "brief summary", "study results", "conditions", "interventions", "sponsor", "collaborators",
    "sex", "age", "phases", "enrollment", "study type", "other ids", "start date", "primary completion date",
    "completion date", "first posted", "results first posted", "last update posted", "locations", "study documents",
))  # fmt: skip
"""The column names that other tables may have as well."""


def recognises(text: str) -> bool:
    """Return whether the first line has column names of the site's table, including number or title."""
    table = table_of(text, OWN | SHARED)
    columns = {column for column in table.columns if column} if table else set()
    known = columns & (OWN | SHARED)
    return bool(columns & {NUMBER, TITLE}) and len(known) > 1 and (bool(columns & OWN) or known == columns)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield each row of the table as a trial, or its error.

    Raises:
        DocumentError: The first line has no such column names.
    """
    table = table_of(text, OWN | SHARED)
    if table is None:
        raise DocumentError("its first line has no column names of ClinicalTrials.gov's table; download it again.")
    habits = habits_of(text, table)
    for row in rows_of(text, table, NUMBER):
        yield row if isinstance(row, DocumentError) else trial_of(row, habits, with_post_codes=True)
