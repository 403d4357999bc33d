"""Read the cells of ClinicalTrials.gov's tables: values separated by "|", places separated by commas."""

import re
from collections.abc import Iterator

from desktop.documents.contents.outcomes import split_outcome
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.countries import country_name
from desktop.trials.identifiers import Identifier, identifier
from desktop.trials.trial import Intervention, Outcome, OutcomeRank, Site

_TYPES = (
    "drug|device|biological|procedure|radiation|behavioral|genetic|dietary[_ ]supplement|combination[_ ]product|"
    "diagnostic[_ ]test|other"
)
_INTERVENTION = re.compile(rf"({_TYPES}):\s*(.*)", re.IGNORECASE | re.DOTALL)
_NEXT_INTERVENTION = re.compile(rf"\|(?=\s*(?:{_TYPES}):)", re.IGNORECASE)
# Countries and regions that contain a comma.
_COUNTRY_AFTER_COMMA = re.compile(
    r"(?:Islamic |United |Democratic People's |The former Yugoslav )?Republic of|"
    r"The Democratic Republic of the|Province of China|Federated States of|Plurinational State of|"
    r"Bolivarian Republic of|State of|British|U\.S\.|occupied",
    re.IGNORECASE,
)
_REGION_AFTER_COMMA = re.compile(r"City of|Region de|Comunitat|Comunidad de|Provincia de", re.IGNORECASE)
# Post codes have digits and almost no lower-case letters: "03722", "CO4 5JL", "D-30449 Hannover".
_POST_CODE = re.compile(r"(?=.*\d)[^a-z]{2,14}|[A-Z]{1,2}-?\d.*|\d{4,6} \w.*")
# Words of facilities and never of towns: the parts before such a word are no town either.
_FACILITY = re.compile(
    r"hospi|hosp\b|univers|institut|clini|klini|cent[er]{2}|centro|depart|dept|facult|college|school|medic|medizin|"
    r"research|oncolog|onkolog|cancer|ltd|inc\b|llc|health|site|division|unit\b|associa|foundation|group|ospedal|"
    r"charit|laborator|academy|service|road\b|street|avenue|building|office|surg|study|trial|campus|irccs|[#&]|\bdr\.",
    re.IGNORECASE,
)
# Spreadsheets group digits by a comma, full stop, apostrophe or space, and use another sign before decimals.
_WHOLE_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?P<group>[,.'’\s])\d{3}(?:(?P=group)\d{3})*|\d{1,9})(?:[.,]0+)?")
_NO_DECIMALS = re.compile(r"(\d{1,9})\.0+")


def parts_of(cell: str) -> tuple[str, ...]:
    """Return the values of a cell, each on one line."""
    return tuple(told for part in cell.split("|") if (told := one_line(part))) if cell else ()


def identifiers_of(number: str, others: str) -> tuple[Identifier, ...]:
    """Return the identifiers of a row, each once: the registry number, then the other numbers."""
    return tuple(dict.fromkeys(identifier(each) for each in (*parts_of(number), *parts_of(others))))


def interventions_of(cell: str) -> tuple[Intervention, ...]:
    """Return the interventions of "DRUG: x|DEVICE: y"; a "|" that no type follows belongs to the name."""
    found = []
    for part in _NEXT_INTERVENTION.split(cell):
        typed = _INTERVENTION.fullmatch(part.strip())
        name = one_line(typed[2] if typed else part)
        if name:
            found.append(Intervention(name, typed[1] if typed else ""))
    return tuple(found)


def outcomes_of(rank: OutcomeRank, cell: str) -> Iterator[Outcome]:
    """Yield the outcomes of "measure, description, time frame|…"."""
    yield from (split_outcome(rank, part) for part in parts_of(cell))


def design_of(cell: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of "Allocation: RANDOMIZED|Masking: NONE"."""
    for part in parts_of(cell):
        label, _, value = part.partition(":")
        # The site also writes pairs without a value: "Observational Model: |Time Perspective: p".
        if len(value.strip()) > 1:
            yield label.strip(), value.strip()


def sites_of(cell: str, *, with_post_codes: bool) -> Iterator[Site]:
    """Yield the sites of "Facility, City, State, Zip, Country|…"; facilities may contain commas.

    State and post code may be missing without an empty part, so a part of the facility may be taken as the town (1 or 2
    of 100 sites); the country is always right, or "" if missing.
    """
    for written in parts_of(cell):
        parts = [part for part in written.split(", ") if part]
        _join_last(parts, _COUNTRY_AFTER_COMMA)
        # A site without a country ends with its town; only a site of a single word may be an unknown country.
        country = parts.pop() if parts and (len(parts) == 1 or country_name(parts[-1])) else ""
        if with_post_codes and len(parts) > 1 and _POST_CODE.fullmatch(parts[-1]):
            parts.pop()
        _join_last(parts, _REGION_AFTER_COMMA)
        state = ""
        if len(parts) > 2 and not _FACILITY.search(parts[-2]) and not _FACILITY.search(parts[-1]):
            state = parts.pop()
        city = parts.pop() if parts else ""
        yield Site(facility=", ".join(parts), city=city, state=state, country=country)


def documents_of(cell: str) -> Iterator[str]:
    """Yield the documents of 'Study Protocol, https://…|"Statistical Analysis Plan", https://…' without quotes."""
    yield from (part.replace('"', "") for part in parts_of(cell))


def whole_number(cell: str, *, decimal_comma: bool = False) -> int | None:
    """Return a whole number as a spreadsheet writes it ("1,022", "1.022", "48.0"); None if it is not a whole number.

    A full stop before three zeros is a decimal point ("48.000"), unless the table has decimal commas.
    """
    written = cell.strip()
    if not decimal_comma and (plain := _NO_DECIMALS.fullmatch(written)):
        return int(plain[1])
    found = _WHOLE_NUMBER.fullmatch(written)
    digits = re.sub(r"\D", "", found["whole"]) if found else ""
    return int(digits) if digits and len(digits) <= 9 else None


def _join_last(parts: list[str], after_comma: re.Pattern[str]) -> None:
    if len(parts) > 1 and after_comma.fullmatch(parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
