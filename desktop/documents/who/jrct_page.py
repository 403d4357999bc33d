"""Read a page of the Japan Registry of Clinical Trials (jRCT) that was copied as text, also from the Japanese portal.

The registry holds the data set of the WHO, and its values are like those of the platform's export.
"""

import re
from collections.abc import Iterator

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.conditions import conditions_and_keywords
from desktop.documents.contents.grouped_values import group_sizes
from desktop.documents.contents.numbered_list import items_on_lines
from desktop.documents.contents.registry_criteria import cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.first_sign import begins_json, begins_xml
from desktop.documents.syntax.wrapped_text import one_line
from desktop.documents.who.interventions import interventions_and_arms
from desktop.documents.who.jrct_labels import Labelled, labelled
from desktop.documents.who.outcomes_and_conditions import outcomes
from desktop.documents.who.people import eligibility
from desktop.errors import DocumentError
from desktop.trials.dates import day_first_date
from desktop.trials.identifiers import Identifier, find_registry_ids
from desktop.trials.keys import key_for
from desktop.trials.sources import number_shape
from desktop.trials.trial import Contact, Dates, Eligibility, Outcome, Site, Sponsor, Trial

_NUMBER = re.compile(number_shape("jRCT"))
_NUMBER_WITHIN = 5_000
_PAGE_WITHIN = 300_000
_FEWEST_LANDMARKS = 3
# Each line separately, so that at an empty line the search does not read all lines after it.
_PORTAL = re.compile(r"^[^\w\n]*JRCT ID\s*:|^[^\w\n]*Key inclusion & exclusion criteria", re.IGNORECASE | re.MULTILINE)
# Words of the site around the page, which are no title.
_FRAME = re.compile(
    r"jRCT\b.*|NIPH Clinical Trials Search|JAPANESE|English|Japanese|Top|Print|国立保健医療科学院|"
    r"臨床研究等提出・公開システム",
    re.IGNORECASE,
)
_DATE = re.compile(r"[A-Z][a-z]{2,8}\. \d{1,2}, \d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}/\d{4}")
# "Arm A: surgery alone Arm B: S-1 after surgery", on one line in the portal.
_NEXT_GROUP = re.compile(r"(?<=\S) (?=(?:Arm|Group|Cohort) (?:[A-Z]|\d{1,2}) ?: )")
_DESIGN = (
    *(("Study Design", "design"), ("Allocation", "allocation"), ("Masking", "masking"), ("Control", "control")),
    *(("Assignment", "assignment"), ("Purpose", "purpose")),
)
_ROLES = {"scientific": "Contact for Scientific Queries", "public": "Contact for Public Queries"}
# The parts that are absent if a page lacks these labels.
_PARTS_BY_FIELD = {
    "inclusion": "eligibility",
    "conditions": "conditions",
    "phase": "phase",
    "status": "status",
    "interventions": "interventions",
    "start": "dates.start",
    "size": "enrollment",
}


def recognises(text: str) -> bool:
    """Return whether a text begins with a number of the registry and has labels that only its pages have."""
    if begins_xml(text) or begins_json(text) or not _NUMBER.search(text[:_NUMBER_WITHIN]):
        return False
    return _page(text[:_PAGE_WITHIN]).landmarks >= _FEWEST_LANDMARKS


def read(text: str) -> Iterator[Trial]:
    """Yield the one trial of a page.

    Raises:
        DocumentError: The page has no title.
    """
    page = _page(text)
    public, official = (one_line(page.text(name)) for name in ("public_title", "scientific_title"))
    title = public or _title(page) or official
    if not title:
        raise DocumentError("the page has no title; copy it whole.")
    identifiers = tuple(dict.fromkeys(_identifiers(text, page)))
    criteria = {f"{side} criteria": items_on_lines(page.text(side)) for side in ("inclusion", "exclusion")}
    interventions, arms = interventions_and_arms(_NEXT_GROUP.sub("\n", page.text("interventions")))
    conditions, keywords = conditions_and_keywords(page.text("conditions"))
    yield Trial(
        key=key_for(identifiers, text),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=official,
        acronym=stated(page.text("acronym")),
        phase=_phase(one_line(page.text("phase"))),
        status=stated(page.text("status")),
        study_type=stated(page.text("study_type")),
        design=tuple((label, told) for label, name in _DESIGN if (told := stated(page.text(name)))),
        enrollment=group_sizes(one_line(page.text("size"))),
        conditions=conditions,
        keywords=keywords,
        interventions=interventions,
        arms=arms,
        outcomes=_outcomes(page),
        eligibility=_eligibility(page, criteria),
        dates=_dates(page),
        sponsors=tuple(_sponsors(page)),
        sites=tuple(Site(country=country) for country in dict.fromkeys(_countries(page))),
        contacts=tuple(_contacts(page)),
        absent=tuple(dict.fromkeys((*cut_parts(criteria), *_missing(page)))),
        warnings=tuple(damage(criteria)),
    )


def _outcomes(page: Labelled) -> tuple[Outcome, ...]:
    return (
        *outcomes("primary", items_on_lines(page.text("primary"))),
        *outcomes("secondary", items_on_lines(page.text("secondary"))),
    )


def _eligibility(page: Labelled, criteria: dict[str, str]) -> Eligibility:
    return eligibility(
        criteria,
        sex=page.text("sex"),
        minimum_age=stated(page.text("minimum_age")),
        maximum_age=stated(page.text("maximum_age")),
    )


def _missing(page: Labelled) -> Iterator[str]:
    """Yield the parts of a trial whose fields are not on the page."""
    yield from (part for name, part in _PARTS_BY_FIELD.items() if name not in page.lines)
    if not {"countries", "countries_abroad"} & set(page.lines):
        yield "sites"


def _page(text: str) -> Labelled:
    return labelled(text, is_portal=_PORTAL.search(text[:_PAGE_WITHIN]) is not None)


def _title(page: Labelled) -> str:
    """Return the title of the portal's page, which is below the date of registration; "" if there is none."""
    above = (*page.lines.get("number", ())[1:], *page.lines.get("registered", ())[1:])
    head = map(one_line, above)
    candidates = (line for line in head if not _FRAME.fullmatch(line) and not _DATE.fullmatch(line))
    return next((line for line in candidates if line and not line.isdigit()), "")


def _identifiers(text: str, page: Labelled) -> Iterator[Identifier]:
    yield from (each for each in find_registry_ids(text[:_NUMBER_WITHIN]) if each.registry == "jRCT")
    yield from numbers_in(page.text("other_numbers"))


def _phase(written: str) -> str:
    return written if written.upper() in ("N/A", "NA", "NOT APPLICABLE") or not is_absent(written) else ""


def _dates(page: Labelled) -> Dates:
    def date(name: str) -> str:
        # Lines after a date belong to the next field.
        first = next(iter(page.lines.get(name, ())), "")
        return day_first_date(first) or day_first_date(first.replace("年", "-").replace("月", "-").rstrip("日"))

    return Dates(
        start=date("start"),
        completion=date("completion"),
        first_posted=date("registered"),
        last_updated=date("updated"),
    )


def _sponsors(page: Labelled) -> Iterator[Sponsor]:
    seen: set[str] = set()
    for name, lead in (("sponsor", True), ("second_sponsor", False)):
        for line in page.lines.get(name, ()):
            told = stated(line)
            if told and told.casefold() not in seen:
                seen.add(told.casefold())
                yield Sponsor(told, lead=lead)


def _countries(page: Labelled) -> Iterator[str]:
    if "countries_abroad" in page.lines:
        yield "Japan"
    for name in ("countries", "countries_abroad"):
        for line in page.lines.get(name, ()):
            yield from (country for part in re.split(r"[,;/、]", line) if (country := stated(part)))


def _contacts(page: Labelled) -> Iterator[Contact]:
    for role, told in page.contacts.items():
        name, phone, email, place = (stated(told.get(part)) for part in ("name", "phone", "email", "affiliation"))
        if name or phone or email:
            yield Contact(name, _ROLES[role], phone, email, place)
