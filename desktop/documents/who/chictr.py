"""Read the XML of the Chinese Clinical Trial Registry; values that exist only in Chinese stay Chinese.

Ethics reviews and the empty frames of results are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.grouped_values import group_sizes
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.partial_xml import records_of
from desktop.documents.syntax.wrapped_text import one_line
from desktop.documents.who.interventions import interventions_and_arms
from desktop.documents.who.outcomes_and_conditions import outcomes
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Contact, Dates, Eligibility, Outcome, Section, Site, Sponsor, Trial

# The registry misspells its element; the second spelling is for the case that it corrects it.
_TRIALS = ("Triall", "trial", "Trial")
_ROOT = re.compile(r"<trials\b[^<>]*>\s*<(?:Triall|[Tt]rial)>\s*<main>|<Triall>\s*<main>")
_ROOT_WITHIN = 5_000


def recognises(text: str) -> bool:
    """Return whether a text is XML with the registry's outer elements."""
    start = text[:_ROOT_WITHIN]
    return begins_xml(start) and _ROOT.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a document; of several, yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML is damaged or unsafe, or holds no trial.
    """
    found = records_of(text, *_TRIALS)
    if not found.records:
        raise DocumentError("it holds no trial; download the record again.")
    for place, element in enumerate(found.records, start=1):
        if isinstance(element, DocumentError):
            yield DocumentError(f"trial {place}: {element}")
            continue
        try:
            trial = _trial(element)
        except DocumentError as fault:
            number = _line(element, "main/trial_id")
            yield DocumentError(f"trial {place}{f' ({number})' if number else ''}: {fault}")
            continue
        unfinished = found.lacks_end and place == len(found.records)
        yield replace(trial, warnings=(*trial.warnings, remark("no_end"))) if unfinished else trial
    if found.fault:
        raise found.fault


def _trial(element: Element) -> Trial:
    title = _stated(element, "main/public_title") or _stated(element, "main/scientific_title")
    if not title:
        raise DocumentError("it has no title; download the record again.")
    number = _line(element, "main/trial_id")
    identifiers = tuple(dict.fromkeys(_identifiers(element)))
    interventions, arms = interventions_and_arms(_text(element, "main/i_freetext"))
    size = _line(element, "main/target_size")
    return Trial(
        key=key_for(identifiers, number or title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=_stated(element, "main/scientific_title"),
        acronym=_stated(element, "main/acronym") or _stated(element, "main/Scientific_acronym"),
        phase=_phase(_line(element, "main/phase")),
        status=_stated(element, "main/recruitment_status"),
        study_type=_stated(element, "main/study_type"),
        design=tuple(_design(element, size)),
        enrollment=group_sizes(size),
        narrative=tuple(_narrative(element)),
        conditions=tuple(_each(element, "main/hc_freetext")),
        keywords=tuple(_keywords(element)),
        interventions=interventions,
        arms=arms,
        outcomes=tuple(_outcomes(element)),
        eligibility=_eligibility(element),
        dates=_dates(element),
        sponsors=tuple(_sponsors(element)),
        sites=tuple(Site(country=country) for country in _each(element, "countries/country2")),
        contacts=tuple(dict.fromkeys(_contacts(element))),
        results_posted=True if _stated(element, "main/results_date_posted") else None,
        absent=cut_parts(_criteria(element)),
        warnings=tuple(_warnings(element)),
    )


def _identifiers(element: Element) -> Iterator[Identifier]:
    for path in ("main/trial_id", "main/utrn", "main/UTRN", "secondary_ids/secondary_id/sec_id"):
        for told in _texts(element, path):
            yield from numbers_in(told)


def _outcomes(element: Element) -> Iterator[Outcome]:
    for told in _texts(element, "primary_outcome/prim_outcome"):
        yield from outcomes("primary", told)
    for told in _texts(element, "secondary_outcome/sec_outcome"):
        yield from outcomes("secondary", told)


def _phase(written: str) -> str:
    return written if written.upper() in ("N/A", "NA", "NOT APPLICABLE") or not is_absent(written) else ""


def _design(element: Element, size: str) -> Iterator[tuple[str, str]]:
    if told := _stated(element, "main/study_design"):
        yield "Study Design", told
    if size and not size.isdigit():
        yield "Target Size", size
    if enrolment := _stated(element, "main/type_enrolment"):
        yield "Type of Enrolment", enrolment


def _narrative(element: Element) -> Iterator[Section]:
    for name, path in (("results_summary", "main/results_summary"), ("ipd_plan", "main/results_IPD_plan")):
        if told := _stated(element, path):
            yield Section(name, told)


def _keywords(element: Element) -> Iterator[str]:
    for path in (
        "health_condition_keyword/hc_keyword",
        "intervention_keyword/i_keyword",
        "health_condition_code/hc_code",
    ):
        yield from _each(element, path)


def _eligibility(element: Element) -> Eligibility:
    inclusion, exclusion = _criteria(element).values()
    return replace(
        criteria_lists(inclusion, exclusion),
        sex=_stated(element, "criteria/gender"),
        minimum_age=_stated(element, "criteria/agemin"),
        maximum_age=_stated(element, "criteria/agemax"),
    )


def _criteria(element: Element) -> dict[str, str]:
    return {
        "inclusion criteria": _text(element, "criteria/inclusion_criteria"),
        "exclusion criteria": _text(element, "criteria/exclusion_criteria"),
    }


def _dates(element: Element) -> Dates:
    return Dates(
        start=partial_date(_line(element, "main/date_enrolment")),
        completion=partial_date(_line(element, "main/results_date_completed")),
        first_posted=partial_date(_line(element, "main/date_registration")),
    )


def _sponsors(element: Element) -> Iterator[Sponsor]:
    seen = set()
    for path, lead in (
        ("main/primary_sponsor", True),
        ("secondary_sponsor/sponsor_name", False),
        ("source_support/source_name", False),
    ):
        for told in _texts(element, path):
            name = stated(told)
            if name and name.casefold() not in seen:
                seen.add(name.casefold())
                yield Sponsor(name, lead=lead)


def _contacts(element: Element) -> Iterator[Contact]:
    for each in element.iterfind("contacts/contact"):
        name = " ".join(part for tag in ("firstname", "middlename", "lastname") if (part := _stated(each, tag)))
        phone, email, affiliation = (_stated(each, tag) for tag in ("telephone", "email", "affiliation"))
        if name or phone or email:
            yield Contact(name, _stated(each, "type"), phone, email, affiliation)


def _warnings(element: Element) -> Iterator[Remark]:
    yield from damage(_criteria(element))
    dates = (("main/date_enrolment", "enrolment_unreadable"), ("main/date_registration", "registration_unreadable"))
    for path, code in dates:
        if (written := _stated(element, path)) and not partial_date(written):
            yield remark(code, written=written)


def _texts(element: Element, path: str) -> list[str]:
    return [told for each in element.iterfind(path) if (told := plain_text(each.text or "").strip("\n "))]


def _text(element: Element, path: str) -> str:
    return "\n".join(_texts(element, path))


def _line(element: Element, path: str) -> str:
    return one_line(_text(element, path))


def _stated(element: Element, path: str) -> str:
    return stated(_text(element, path))


def _each(element: Element, path: str) -> list[str]:
    parts = (part for told in _texts(element, path) for part in re.split(r"[;；\n]", told))
    return list(dict.fromkeys(name for part in parts if (name := stated(part))))
