"""Read the CSV export of the WHO's platform: its columns are the fields of the XML export with similar names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from desktop.documents.contents.registry_tables import date_in, order_of
from desktop.documents.contents.table_dates import DateOrder
from desktop.documents.syntax.csv_rows import Row, Table, rows_of, table_of
from desktop.documents.who.ictrp import TAGS, joined, record_of
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_NUMBER = "trialid"
# Columns with another name than their field, also of the full export, and one that corrects the
# platform's spelling.
_OTHER_NAMES = {
    "source_name": "Source_Support",
    "date_enrollment": "Date_enrollement",
    "secondaryids": "Secondary_ID",
    "conditions": "Condition",
    "interventions": "Intervention",
    "secondary_outcomes": "Secondary_outcome",
    "secondary_sponsors": "Secondary_Sponsor",
    "agemin": "Inclusion_agemin",
    "agemax": "Inclusion_agemax",
    "gender": "Inclusion_gender",
    **{
        f"public_contact_{name}": f"Contact_{name.capitalize()}"
        for name in ("firstname", "lastname", "tel", "email", "affiliation")
    },
}
_TAGS = {tag.casefold(): tag for tag in TAGS} | _OTHER_NAMES
_DATES = frozenset(tag for tag in TAGS if "Date_" in tag or "_date_" in tag) | {"Last_Refreshed_on"}
# Tables of other registries share some column names; only the platform has these few.
_OWN = frozenset(
    ("trialid", "last refreshed on", "date registration3", "source register", "date enrollement", "other records")
)
_FEWEST_KNOWN = 3
# This number of shared names is enough without one that only the platform has.
_MANY_KNOWN = 5
# A table that was reduced to a few columns, or written by a program, has dots or underscores between the words.
_BETWEEN_WORDS = re.compile(r"[\W_]+")
# The beginnings of the registers' numbers, by which the next row is found if quotation marks do not match.
_NUMBERS = (
    r"(?:NCT|EUCTR|CTIS|ISRCTN|ChiCTR|ITMCTR|JPRN-|CTRI/|ACTRN|DRKS|IRCT|KCT|NTR|NL|TCTR|PACTR|RBR-|RPCEC|PER-|SLCTR|"
    r"LBCTR)[\w/.-]{3,40}"
)
# The parts that are absent if a table lacks these columns.
_PARTS_BY_TAG = {
    "Inclusion_Criteria": "eligibility",
    "Condition": "conditions",
    "Phase": "phase",
    "Recruitment_Status": "status",
    "Intervention": "interventions",
    "Countries": "sites",
    "Date_enrollement": "dates.start",
    "Target_size": "enrollment",
}


def recognises(text: str) -> bool:
    """Return whether the first line has column names of the platform's export, including the trial's number."""
    return _table(text) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of an export; yield an error for a row that cannot be read.

    Raises:
        DocumentError: The first line has no column names of the platform.
    """
    table = _table(text)
    if table is None:
        raise DocumentError("its first line has no column names of the WHO ICTRP export; export the search again.")
    dates = [column for column in table.columns if _tag(column) in _DATES]
    order = order_of(text, rows_of(text, table, _NUMBER, _NUMBERS), dates)
    rows = rows_of(text, table, _NUMBER, _NUMBERS)
    yield from joined(row if isinstance(row, DocumentError) else _record(row, order) for row in rows)


def _table(text: str) -> Table | None:
    table = table_of(text, _OWN | frozenset(("public title", "public_title", "public.title")))
    if table is None:
        return None
    tags = {tag for column in table.columns if (tag := _tag(column))}
    own = {_BETWEEN_WORDS.sub(" ", column) for column in table.columns} & _OWN
    named = _NUMBER in table.columns and bool(tags & {"Public_title", "Scientific_title"})
    is_own = len(own) > 1 or len(tags) >= _MANY_KNOWN
    return table if named and is_own and len(tags) >= _FEWEST_KNOWN else None


def _tag(column: str) -> str:
    return _TAGS.get(_BETWEEN_WORDS.sub("_", column).strip("_"), "")


def _record(row: Row, order: DateOrder) -> Trial | DocumentError:
    element = Element("Trial")
    for column, cell in row.cells.items():
        if tag := _tag(column):
            SubElement(element, tag).text = date_in(cell, order) if tag in _DATES else cell
    trial = record_of(element, row.place)
    if isinstance(trial, DocumentError):
        return trial
    tags = {child.tag for child in element}
    missing = (part for tag, part in _PARTS_BY_TAG.items() if tag not in tags)
    return replace(
        trial,
        absent=tuple(dict.fromkeys((*trial.absent, *missing))),
        warnings=(*row.warnings, *trial.warnings),
    )
