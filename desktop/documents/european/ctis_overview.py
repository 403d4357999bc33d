"""Make a trial from a search result of the EU's Clinical Trials Information System (CTIS), in JSON or CSV.

A result has no criteria, only age groups, and one text each for end points, products and conditions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.contents.absences import stated
from desktop.documents.contents.european_answers import joined_phases
from desktop.documents.contents.listed_outcomes import listed_outcomes
from desktop.documents.contents.numbered_list import items_on_lines
from desktop.documents.contents.outcomes import comma_groups
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.dates import day_first_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Dates, Eligibility, Intervention, Outcome, OutcomeRank, Site, Sponsor, Trial

_LONGEST_ACRONYM = 30
# "Spain:Ongoing, recruiting, France:Authorised, recruitment pending"
_NEXT_COUNTRY = re.compile(r"(?:^|, ?)([^,:]+):")
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Overview:
    """Hold the search result on a trial in its own words; a field that its format lacks is empty.

    ``countries`` are (country, status). ``dates`` are (start, end in the EU, end everywhere, decision, last update).
    """

    number: str
    title: str
    short_title: str = ""
    status: str = ""
    countries: tuple[tuple[str, str], ...] = ()
    phase: str = ""
    conditions: str = ""
    areas: tuple[str, ...] = ()
    primary_end_point: str = ""
    secondary_end_point: str = ""
    product: str = ""
    age_group: str = ""
    age_range: str = ""
    sex: str = ""
    patients: str = ""
    region: str = ""
    start: str = ""
    end: str = ""
    global_end: str = ""
    decision: str = ""
    last_updated: str = ""
    results: str = ""
    sponsor: str = ""
    sponsor_type: str = ""


def trial_of(told: Overview) -> Trial:
    """Return the trial of a search result.

    Raises:
        DocumentError: It has no title.
    """
    short = stated(told.short_title)
    title = stated(told.title) or short
    if not title:
        raise DocumentError("it has no title; download it again.")
    identifiers = tuple(dict.fromkeys(_identifiers(told)))
    warnings: list[Remark] = []
    condition = stated(_once(told.conditions))
    sex = stated(told.sex)
    return Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        acronym=short if len(short) <= _LONGEST_ACRONYM and short != title else "",
        phase=joined_phases([told.phase]),
        status=stated(told.status),
        design=tuple(_design(told)),
        enrollment=_patients(told, warnings),
        conditions=(condition,) if condition else (),
        keywords=tuple(dict.fromkeys(area for each in told.areas if (area := stated(each)))),
        interventions=tuple(_interventions(told)),
        outcomes=tuple(_outcomes(told)),
        eligibility=Eligibility(sex=sex),
        dates=_dates(told, warnings),
        sponsors=tuple(_sponsors(told)),
        sites=tuple(Site(country=country, status=status) for country, status in dict(told.countries).items()),
        results_posted={"yes": True, "no": False}.get(one_line(told.results).lower()),
        warnings=tuple(warnings),
    )


def countries_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield (country, status) from "Spain:Ongoing, recruiting, France:Ended"; without a colon the status is ""."""
    found = labelled_parts(_NEXT_COUNTRY, text)
    if not found:
        yield from ((country, "") for part in text.split(",") if (country := stated(part)))
    for match, status in found:
        if country := stated(match[1]):
            yield country, stated(status)


def _identifiers(told: Overview) -> Iterator[Identifier]:
    yield from numbers_in(told.number)
    # The sponsor's code, if it is a number of another registry.
    yield from (each for each in numbers_in(told.short_title) if each.registry != "other")


def _design(told: Overview) -> Iterator[tuple[str, str]]:
    answers = (
        ("Trial phase", told.phase),
        ("Age group", told.age_group),
        ("Age range", told.age_range),
        ("Trial region", told.region),
    )
    yield from ((label, answer) for label, each in answers if (answer := stated(each)))


def _patients(told: Overview, warnings: list[Remark]) -> int | None:
    written = stated(told.patients)
    digits = written.removesuffix(".0").replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS:
        return int(digits)
    if written:
        warnings.append(remark("no_patients", written=written[:40], column="number of participants"))
    return None


def _interventions(told: Overview) -> Iterator[Intervention]:
    names: list[list[str]] = []
    begun: set[str] = set()
    for part in filter(None, map(stated, comma_groups(one_line(told.product)))):
        # "Ocrevus, Ocrelizumab" and "Ocrevus, ocrevus" are two names, perhaps repeated; "powder, 5 mg" is one.
        if names and not part[:1].isupper() and part.casefold() not in begun:
            names[-1].append(part)
        else:
            begun.add(part.casefold())
            names.append([part])
    products: dict[str, str] = {}
    for name in map(", ".join, names):
        products.setdefault(name.casefold(), name)
    yield from map(Intervention, products.values())


def _outcomes(told: Overview) -> Iterator[Outcome]:
    ranks: tuple[tuple[OutcomeRank, str], ...] = (
        ("primary", told.primary_end_point),
        ("secondary", told.secondary_end_point),
    )
    # "1. Survival, 2. Response" are two.
    for rank, text in ranks:
        yield from listed_outcomes(rank, items_on_lines(one_line(text)))


def _dates(told: Overview, warnings: list[Remark]) -> Dates:
    def date(written: str, name: str) -> str:
        found = day_first_date(one_line(written))
        if stated(written) and not found:
            warnings.append(remark("no_date", written=one_line(written)[:40], column=name))
        return found

    return Dates(
        start=date(told.start, "start date"),
        completion=date(told.global_end, "global end of the trial") or date(told.end, "end date"),
        first_posted=date(told.decision, "decision date"),
        last_updated=date(told.last_updated, "last updated"),
    )


def _sponsors(told: Overview) -> Iterator[Sponsor]:
    if name := stated(_once(told.sponsor)):
        yield Sponsor(name, stated(_once(told.sponsor_type)))


def _once(text: str) -> str:
    """Return "Hospital A, Hospital A" as "Hospital A": the search joins values from parts of an application."""
    parts = text.split(", ")
    half, rest = divmod(len(parts), 2)
    return ", ".join(parts[:half]) if not rest and parts[:half] == parts[half:] else text
