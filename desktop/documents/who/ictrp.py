"""Read the XML export of the WHO's International Clinical Trials Registry Platform: many trials in one file.

Ethics reviews, the platform's own numbers and its flags are not read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from xml.etree.ElementTree import Element

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.age_groups import age_group_answers, without_age_groups
from desktop.documents.contents.conditions import conditions_and_keywords
from desktop.documents.contents.european_answers import design_answers, phases_said_yes
from desktop.documents.contents.grouped_values import group_sizes
from desktop.documents.contents.registry_criteria import breaks_off, cut, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.partial_xml import XmlRecords, records_of
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.documents.who.interventions import interventions_and_arms
from desktop.documents.who.member_states import sites_of
from desktop.documents.who.merged_states import merged
from desktop.documents.who.outcomes_and_conditions import objectives, outcomes
from desktop.documents.who.people import eligibility
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Contact, Dates, Sponsor, Trial

TAGS = (
    *("TrialID", "Secondary_ID", "Public_title", "Scientific_title", "Acronym", "Phase", "Recruitment_Status"),
    *("Study_type", "Study_design", "Target_size", "Source_Register", "Countries", "Condition", "Intervention"),
    *("Primary_outcome", "Secondary_outcome", "Inclusion_Criteria", "Exclusion_Criteria", "Inclusion_gender"),
    *("Inclusion_agemin", "Inclusion_agemax", "Date_enrollement", "Date_registration", "Date_registration3"),
    *("Last_Refreshed_on", "Primary_sponsor", "Secondary_Sponsor", "Source_Support", "Contact_Firstname"),
    *("Contact_Lastname", "Contact_Tel", "Contact_Email", "Contact_Affiliation", "results_yes_no"),
    *("results_date_posted", "results_date_completed", "Export_date"),
)
"""The fields of a record that are read, in the platform's spelling."""

_ROOT = re.compile(r"<Trials_downloaded_from_ICTRP\b|<Trial>\s*(?:<[^<>]*>[^<>]*</[^<>]*>\s*){0,4}<TrialID>")
_ROOT_WITHIN = 5_000
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LABELLED = re.compile(r"(?:^|(?<=[.;,\n]))[ \t\n]{0,20}(?P<label>[A-Z][A-Za-z/ -]{2,40}?):(?!\S{0,40}\d)")
_NO_SPONSOR = re.compile(r"please refer to primary and secondary sponsors?", re.IGNORECASE)
_NOTHING_POSTED = "01/01/1900"
_HEADING = re.compile(r"(?:In|Ex)clusion criteria: ?")
_BREAK = "<br>"
# The platform cuts a text to so many characters without a note; newer exports keep more of
# ClinicalTrials.gov. Measured on exports: a break counts as one character if the platform made it, else as four.
_CUT_AT = {
    "Inclusion_Criteria": ("eligibility", "inclusion criteria", (3_500, 8_000)),
    "Exclusion_Criteria": ("eligibility", "exclusion criteria", (3_500, 8_000)),
    "Intervention": ("interventions", "interventions", (1_800,)),
}


def recognises(text: str) -> bool:
    """Return whether a text is XML with the platform's root, or begins with its elements for trials."""
    start = text[:_ROOT_WITHIN]
    return begins_xml(start) and _ROOT.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of an export; yield an error for one that cannot be read.

    The platform has a European trial once for each member state: those with one number become one trial.

    Raises:
        DocumentError: The XML is damaged or unsafe, or holds no trial.
    """
    found = records_of(text, "Trial")
    if not found.records:
        raise DocumentError("it holds no trial; export the search again.")
    yield from joined(_read(found))
    if found.fault:
        raise found.fault


def _read(found: XmlRecords) -> Iterator[Trial | DocumentError]:
    for place, element in enumerate(found.records, start=1):
        told = f"trial {place}"
        record = DocumentError(f"{told}: {element}") if isinstance(element, DocumentError) else record_of(element, told)
        # Exports of many trials end like this; it is unknown whether more should follow.
        unfinished = found.lacks_end and place == len(found.records)
        yield _unfinished(record) if unfinished and isinstance(record, Trial) else record


def _unfinished(trial: Trial) -> Trial:
    return replace(trial, warnings=(*trial.warnings, remark("no_end")))


def record_of(element: Element, place: str) -> Trial | DocumentError:
    """Return the trial of an element, or an error that begins with its place and number."""
    try:
        return _trial(element)
    except DocumentError as fault:
        number = _line(element, "TrialID")
        return DocumentError(f"{place}{f' ({number})' if number and number not in place else ''}: {fault}")


def joined(records: Iterable[Trial | DocumentError]) -> Iterator[Trial | DocumentError]:
    """Yield records in order; those with the same European number as one trial."""
    together: dict[str, list[Trial]] = {}
    order: list[str | DocumentError] = []
    for place, record in enumerate(records, start=1):
        if isinstance(record, DocumentError):
            order.append(record)
            continue
        first = next(iter(record.identifiers), None)
        group = first.value if first and first.registry == "EudraCT" else f"trial {place}"
        if group not in together:
            order.append(group)
        together.setdefault(group, []).append(record)
    for each in order:
        yield each if isinstance(each, DocumentError) else merged(together[each])


def _trial(element: Element) -> Trial:
    official = stated(_line(element, "Scientific_title"))
    title = stated(_line(element, "Public_title")) or official
    if not title:
        raise DocumentError("it has no title; export the search again.")
    number = _line(element, "TrialID")
    identifiers = tuple(dict.fromkeys((*numbers_in(number), *numbers_in(_text(element, "Secondary_ID")))))
    interventions, arms = interventions_and_arms(_text(element, "Intervention"))
    conditions, keywords = conditions_and_keywords(_text(element, "Condition"))
    status = _stated(element, "Recruitment_Status")
    criteria = {
        "inclusion criteria": _text(element, "Inclusion_Criteria"),
        "exclusion criteria": _text(element, "Exclusion_Criteria"),
    }
    cuts = tuple(_cuts(element))
    people = eligibility(
        criteria,
        sex=_text(element, "Inclusion_gender"),
        minimum_age=_stated(element, "Inclusion_agemin"),
        maximum_age=_stated(element, "Inclusion_agemax"),
    )
    # Every registration has criteria: if they are missing, the export has lost them.
    lost = () if people.inclusion or people.undivided else ("eligibility",)
    return Trial(
        key=key_for(identifiers, number or title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=official,
        acronym=_stated(element, "Acronym"),
        phase=_phase(_line(element, "Phase"), _text(element, "Phase")),
        status=status,
        study_type=_stated(element, "Study_type"),
        design=tuple(_design(element, criteria["inclusion criteria"])),
        enrollment=group_sizes(_line(element, "Target_size")),
        narrative=tuple(objectives(_text(element, "Primary_outcome"))),
        conditions=conditions,
        keywords=keywords,
        interventions=interventions,
        arms=arms,
        outcomes=(
            *outcomes("primary", _text(element, "Primary_outcome")),
            *outcomes("secondary", _text(element, "Secondary_outcome")),
        ),
        eligibility=people,
        dates=_dates(element),
        sponsors=tuple(_sponsors(element)),
        sites=tuple(sites_of(_each(element, "Countries"), number, status)),
        contacts=tuple(dict.fromkeys(_contacts(element))),
        results_posted=_results_posted(element),
        absent=tuple(dict.fromkeys((*lost, *(part for part, _, _ in cuts)))),
        warnings=(*(cut(name, length) for _, name, length in cuts), *_warnings(element, criteria)),
    )


def _cuts(element: Element) -> Iterator[tuple[str, str, int]]:
    """Yield (part, name, length) of each text that the platform cut."""
    for tag, (part, name, limits) in _CUT_AT.items():
        written = (element.findtext(tag) or "").strip("\n ")
        if heading := _HEADING.match(written):
            written = written[heading.end() :]
        lines = written.replace(_BREAK, "\n")
        if len(told := without_age_groups(lines)) < len(lines) and lines.startswith(told):
            continue  # the text ends in the answers on age groups, so the criteria before them are complete
        shapes = (written, lines)
        limit = next((limit for limit in limits for shape in shapes if breaks_off(shape, limit)), None)
        if limit:
            yield part, name, limit


def _phase(line: str, block: str) -> str:
    said = phases_said_yes(block)
    if said is not None:
        return said
    # "N/A" is an answer for the phase; "Not selected" is not.
    return line if line.upper() in ("N/A", "NA", "NOT APPLICABLE") or not is_absent(line) else ""


def _design(element: Element, inclusion: str) -> Iterator[tuple[str, str]]:
    text = _text(element, "Study_design")
    answers = design_answers(text)
    if not answers:
        # The Dutch registry has each label on its own line, far indented.
        parts = labelled_parts(_LABELLED, tidy_lines(text))
        if parts and parts[0][0].start() == 0:
            for match, part in parts:
                if told := one_line(part).rstrip(".;, "):
                    yield one_line(match["label"]), told
        elif told := stated(text):
            yield "Study Design", told
    yield from answers
    size = _line(element, "Target_size")
    if size and not size.isdigit():
        yield "Target Size", size
    yield from age_group_answers(inclusion)
    if register := _line(element, "Source_Register"):
        yield "Source Register", register


def _dates(element: Element) -> Dates:
    return Dates(
        start=_date(element, "Date_enrollement"),
        completion=_date(element, "results_date_completed"),
        first_posted=_date(element, "Date_registration3") or _date(element, "Date_registration"),
        refreshed=_date(element, "Last_Refreshed_on"),
        # Unlike the platform's other dates, that of the export has the month first: "07/16/2024 11:41:06".
        retrieved=partial_date(_line(element, "Export_date").partition(" ")[0]),
    )


def _date(element: Element, tag: str) -> str:
    """Return a date; the platform writes the day first ("08/04/2024" is 8 April)."""
    written = _line(element, tag)
    if written == _NOTHING_POSTED:
        return ""
    if found := _DAY_FIRST.fullmatch(written):
        return partial_date(f"{found[3]}-{found[2]}-{found[1]}")
    if found := _MONTH_AND_YEAR.fullmatch(written):
        return partial_date(f"{found[2]}-{found[1]}")
    if found := _COMPACT.fullmatch(written):
        return partial_date("-".join(found.groups()))
    return partial_date(written)


def _sponsors(element: Element) -> Iterator[Sponsor]:
    seen = set()
    for tag, lead in (("Primary_sponsor", True), ("Secondary_Sponsor", False), ("Source_Support", False)):
        names = [_stated(element, tag)] if lead else _each(element, tag)
        for name in names:
            # "Invented Pharma, Inc" and "Invented Pharma Inc." are the same.
            letters = re.sub(r"\W", "", name).casefold()
            if letters and letters not in seen and not _NO_SPONSOR.fullmatch(name):
                seen.add(letters)
                yield Sponsor(name, lead=lead)


def _contacts(element: Element) -> Iterator[Contact]:
    tags = ("Firstname", "Lastname", "Tel", "Email", "Affiliation")
    columns = [[stated(part) for part in _line(element, f"Contact_{tag}").split(";")] for tag in tags]
    for first, last, phone, email, affiliation in zip_longest(*columns, fillvalue=""):
        name = " ".join(part for part in (first, last) if part)
        if name or phone or email:
            yield Contact(name, phone=phone, email=email, affiliation=affiliation)


def _results_posted(element: Element) -> bool | None:
    answer = _line(element, "results_yes_no").lower()
    if answer == "yes" or _date(element, "results_date_posted"):
        return True
    return False if answer == "no" else None


def _warnings(element: Element, criteria: dict[str, str]) -> Iterator[Remark]:
    texts = {"outcomes": "\n".join(_text(element, tag) for tag in ("Primary_outcome", "Secondary_outcome"))}
    yield from damage(criteria | texts)
    dates = (("Date_enrollement", "enrolment_unreadable"), ("Date_registration", "registration_unreadable"))
    for tag, code in dates:
        if (written := _stated(element, tag)) and not _date(element, tag) and written != _NOTHING_POSTED:
            yield remark(code, written=written)


def _text(element: Element, tag: str) -> str:
    return plain_text(element.findtext(tag) or "").strip("\n ")


def _line(element: Element, tag: str) -> str:
    return one_line(_text(element, tag))


def _stated(element: Element, tag: str) -> str:
    return stated(_text(element, tag))


def _each(element: Element, tag: str) -> list[str]:
    return list(dict.fromkeys(told for part in _text(element, tag).split(";") if (told := stated(part))))
