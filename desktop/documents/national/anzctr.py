"""Read the XML of the Australian New Zealand Clinical Trials Registry (ANZCTR): downloads and search answers.

Studies that it mirrors are read too; ethics reviews and attachments are not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage, rejoined
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.national import anzctr_search
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.errors import DocumentError
from desktop.trials.dates import day_first_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import (
    Arm,
    Contact,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    OutcomeRank,
    Section,
    Site,
    Sponsor,
    Trial,
)

_RECORD = re.compile(r"<(?:actrnumber|actrn|nctid)\b")
_OWN = ("<trial_identification", "<ANZCTR_Trial", "<publictitle>")
_WITHIN = 20_000
_NUMBERS = ("actrnumber", "actrn", "nctid", "trial_identification/secondaryid", "secondaryid")
_UNIVERSAL = ("trial_identification/utrn", "utrn")
_DESIGN = (
    ("Purpose", "purpose"),
    ("Allocation", "allocation"),
    ("Masking", "masking"),
    ("Assignment", "assignment"),
    ("Design features", "designfeatures"),
    ("Endpoint", "endpoint"),
    ("Observational purpose", "purposeobs"),
    ("Duration", "duration"),
    ("Selection", "selection"),
    ("Timing", "timing"),
)
_HOME = "Australia"
_NOTHING_COMPARED = re.compile(r"(?:no|nil|none|not applicable|n/a)\b[\w /-]{0,40}\.?", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Return whether a text is XML with the elements of the registry's number and title."""
    start = text[:_WITHIN]
    is_xml = begins_xml(start)
    return is_xml and _RECORD.search(start) is not None and any(each in start for each in _OWN)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a download; yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML is damaged or unsafe, or holds no trial.
    """
    root = parse_xml(text)
    elements = [each for each in root.iter() if any(each.find(tag) is not None for tag in _NUMBERS[:3])]
    if root.tag == anzctr_search.ROOT:
        elements = [anzctr_search.as_downloaded(each, root) for each in elements]
    if not elements:
        raise DocumentError("it holds no trial; download the record again.")
    for place, element in enumerate(elements, start=1):
        try:
            yield _trial(element)
        except DocumentError as fault:
            number = next((told for tag in _NUMBERS[:3] if (told := _line(element, tag))), "")
            yield DocumentError(f"trial {place}{f' ({number})' if number else ''}: {fault}")


def _trial(element: Element) -> Trial:
    official = _line(element, "trial_identification/scientifictitle", "scientifictitle")
    title = _line(element, "trial_identification/studytitle", "publictitle", "studytitle") or official
    if not title:
        raise DocumentError("it has no title; download the record again.")
    identifiers = tuple(dict.fromkeys(_identifiers(element)))
    criteria = _criteria(element)
    return Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=official,
        acronym=_stated(element, "trial_identification/trialacronym", "trialacronym"),
        phase=_phase(_line(element, "recruitment/phase", "phase")),
        status=_stated(element, "recruitment/recruitmentstatus", "recruitmentstatus"),
        study_type=_stated(element, "trial_design/studytype", "studytype"),
        design=tuple(_design(element)),
        enrollment=_size(element),
        narrative=tuple(_narrative(element)),
        conditions=_each(element, "conditions/healthcondition", "conditions/condition/conditionname"),
        keywords=_each(element, "conditions/conditioncode/conditioncode1", "conditions/conditioncode/conditioncode2"),
        interventions=tuple(_interventions(element)),
        arms=tuple(_arms(element)),
        outcomes=(*_outcomes(element, "primary"), *_outcomes(element, "secondary")),
        eligibility=_eligibility(element, criteria),
        dates=_dates(element),
        sponsors=tuple(_sponsors(element)),
        sites=tuple(_sites(element)),
        contacts=tuple(dict.fromkeys(_contacts(element))),
        references=(*_each(element, "ethicsAndSummary/publication"), *_each(element, "ethicsAndSummary/trialwebsite")),
        absent=cut_parts(criteria),
        warnings=(*damage(criteria), *_warnings(element)),
    )


def _identifiers(element: Element) -> Iterator[Identifier]:
    for path in _NUMBERS:
        for told in _texts(element, path):
            yield from numbers_in(_without_provisional(told))
    for told in (each for path in _UNIVERSAL for each in _texts(element, path)):
        if number := stated(told):
            yield Identifier("other", number)


def _without_provisional(number: str) -> str:
    """Return a number without the "p" of a trial registered before its ethics approval."""
    return re.sub(r"(?<=\d)p$", "", number.strip())


def _phase(written: str) -> str:
    return written if written.upper() in ("N/A", "NA", "NOT APPLICABLE") or not is_absent(written) else ""


def _design(element: Element) -> Iterator[tuple[str, str]]:
    for label, tag in _DESIGN:
        if told := "; ".join(_each(element, f"trial_design/{tag}")):
            yield label, told


def _size(element: Element) -> int | None:
    for tag in ("actualsamplesize", "samplesize"):
        told = _line(element, f"recruitment/{tag}", tag)
        # A trial that has begun may still have no patients: then the planned number is used.
        if re.fullmatch(r"[0-9]{1,9}", told) and int(told):
            return int(told)
    return None


def _narrative(element: Element) -> Iterator[Section]:
    if told := tidy_lines(_text(element, "ethicsAndSummary/summary", "briefsummary")):
        yield Section("brief_summary", told)
    reasons = (f"recruitment/{tag}" for tag in ("withdrawnreason", "withdrawnreasonother"))
    if why := "; ".join(told for path in reasons if (told := _stated(element, path))):
        yield Section("why_stopped", why)


def _interventions(element: Element) -> Iterator[Intervention]:
    kind = "; ".join(_each(element, "interventions/interventioncode", "interventions/intervention/interventioncode"))
    path = "interventions/intervention/interventiondescription"
    told = rejoined(tidy_lines(_text(element, "interventions/interventions", path)))
    if told and not is_absent(told):
        yield _named(told, kind)
    if compared := _compared(element):
        yield _named(compared, "Comparator")


def _named(told: str, kind: str) -> Intervention:
    name, _, rest = told.partition("\n")
    return Intervention(name, kind, rest.strip())


def _compared(element: Element) -> str:
    told = tidy_lines(_text(element, "interventions/comparator", "comparator"))
    return "" if is_absent(told) or _NOTHING_COMPARED.fullmatch(told) else told


def _arms(element: Element) -> Iterator[Arm]:
    """Yield the arms: the intervention and the comparator, if the record has both."""
    names = [each.name for each in _interventions(element)]
    compared = _compared(element)
    if compared and len(names) > 1:
        yield Arm("Intervention", interventions=(names[0],))
        control = _stated(element, "interventions/control", "control")
        yield Arm("Comparator / control treatment", control, interventions=(names[1],))


def _outcomes(element: Element, rank: OutcomeRank) -> Iterator[Outcome]:
    for each in element.iterfind(f"outcomes/{rank}Outcome"):
        measure = stated(plain_text(each.findtext("outcome") or ""))
        if measure:
            yield Outcome(rank, measure, "", stated(plain_text(each.findtext("timepoint") or "")))


def _criteria(element: Element) -> dict[str, str]:
    return {
        "inclusion criteria": _text(element, "eligibility/inclusivecriteria", "inclusivecriteria"),
        "exclusion criteria": _text(element, "eligibility/exclusivecriteria", "exclusivecriteria"),
    }


def _eligibility(element: Element, criteria: dict[str, str]) -> Eligibility:
    return replace(
        criteria_lists(criteria["inclusion criteria"], criteria["exclusion criteria"]),
        sex=_stated(element, "eligibility/inclusivegender"),
        minimum_age=_age(element, "min"),
        maximum_age=_age(element, "max"),
        healthy_volunteers=_stated(element, "eligibility/healthyvolunteer"),
    )


def _age(element: Element, end: str) -> str:
    age, unit = (_stated(element, f"eligibility/inclusive{end}age{kind}") for kind in ("", "type"))
    # "No limit" is written in place of the unit.
    return f"{age} {unit}" if age and unit and age != "0" else ""


def _dates(element: Element) -> Dates:
    def first(*tags: str) -> str:
        return next((found for tag in tags if (found := day_first_date(_line(element, f"recruitment/{tag}", tag)))), "")

    return Dates(
        start=first("actualstartdate", "anticipatedstartdate"),
        completion=first("actuallastvisitdate", "anticipatedlastvisitdate"),
        first_posted=day_first_date(_line(element, "approvaldate")),
        last_updated=day_first_date(_line(element, "dateLastUpdated")),
        retrieved=day_first_date(_line(element, anzctr_search.ANSWERED).partition(" ")[0]),
    )


def _sponsors(element: Element) -> Iterator[Sponsor]:
    seen: set[str] = set()
    told = [
        (_stated(element, "sponsorship/primarysponsorname"), _stated(element, "sponsorship/primarysponsortype"), True)
    ]
    frames = (("secondarysponsor", "sponsor"), ("fundingsource", "funding"), ("othercollaborator", "othercollaborator"))
    for frame, start in frames:
        for each in element.iterfind(f"sponsorship/{frame}"):
            name, kind = (stated(plain_text(each.findtext(f"{start}{field}") or "")) for field in ("name", "type"))
            told.append((name, kind, False))
    for name, kind, lead in told:
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            yield Sponsor(name, kind, lead=lead)


def _sites(element: Element) -> Iterator[Site]:
    hospitals = _each(element, "recruitment/hospital")
    # Only hospitals in Australia and New Zealand are listed.
    yield from (Site(facility=name, country=_HOME) for name in hospitals)
    if not hospitals:
        countries = _each(element, "recruitment/recruitmentcountry") or _each(element, "recruitmentcountry")
        yield from (Site(country=country) for country in countries)
    for each in element.iterfind("recruitment/countryoutsideaustralia"):
        country, state = (stated(each.findtext(tag)) for tag in ("country", "state"))
        if country:
            yield Site(state=state, country=country)


def _contacts(element: Element) -> Iterator[Contact]:
    for each in element.iterfind("contacts/contact"):
        tags = ("title", "name", "type", "phone", "email", "affiliation")
        title, name, role, phone, email, place = (stated(plain_text(each.findtext(tag) or "")) for tag in tags)
        if name or phone or email:
            yield Contact(" ".join(part for part in (title, name) if part), role, phone, email, place)


def _warnings(element: Element) -> Iterator[Remark]:
    written = _stated(element, "recruitment/anticipatedstartdate")
    if written and not day_first_date(written):
        yield remark("enrolment_unreadable", written=written)
    written = _stated(element, "approvaldate")
    if written and not day_first_date(written):
        yield remark("registration_unreadable", written=written)


def _texts(element: Element, path: str) -> list[str]:
    return [told for each in element.iterfind(path) if (told := plain_text(each.text or "").strip("\n "))]


def _text(element: Element, *paths: str) -> str:
    """Return the text of the first path that has one."""
    return next((told for path in paths if (told := "\n".join(_texts(element, path)))), "")


def _line(element: Element, *paths: str) -> str:
    return one_line(_text(element, *paths))


def _stated(element: Element, *paths: str) -> str:
    return stated(_text(element, *paths))


def _each(element: Element, *paths: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for path in paths for told in _texts(element, path) if (name := stated(told))))
