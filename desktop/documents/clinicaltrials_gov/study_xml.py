"""Read ClinicalTrials.gov's XML: one study, or several under one root. Posted results are not read."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.syntax.partial_xml import records_of
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines, unwrap
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import identifier
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

_STUDY = "clinical_study"
_ROOT = re.compile(rf"<{_STUDY}[\s>/]")
_ROOT_WITHIN = 20_000
_IDS = ("id_info/nct_id", "id_info/nct_alias", "id_info/org_study_id", "id_info/secondary_id")
_NARRATIVE = (
    ("brief_summary", "brief_summary/textblock"),
    ("detailed_description", "detailed_description/textblock"),
    ("study_population", "eligibility/study_pop/textblock"),
    ("why_stopped", "why_stopped"),
    ("biospecimen_description", "biospec_descr/textblock"),
)
_DESIGN = (
    ("Sampling Method", "eligibility/sampling_method"),
    ("Sex Eligibility Description", "eligibility/gender_description"),
    ("Number of Arms", "number_of_arms"),
    ("Number of Groups", "number_of_groups"),
    ("Target Duration", "target_duration"),
    ("Biospecimen Retention", "biospec_retention"),
    ("Last Known Status", "last_known_status"),
)
_OUTCOMES: tuple[tuple[OutcomeRank, str], ...] = (
    ("primary", "primary_outcome"),
    ("secondary", "secondary_outcome"),
    ("other", "other_outcome"),
)
_DATES = {
    "start": ("start_date",),
    "primary_completion": ("primary_completion_date",),
    "completion": ("completion_date",),
    "first_posted": ("study_first_posted",),
    "last_updated": ("last_update_posted", "last_update_submitted", "lastchanged_date"),
    "verified": ("verification_date",),
}
_NO_LIMIT = "N/A"
_LONGEST_QUOTE = 40


def recognises(text: str) -> bool:
    """Return whether a text is XML with a clinical_study element near its beginning."""
    start = text[:_ROOT_WITHIN]
    return start.lstrip().startswith("<") and _ROOT.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the studies of an XML document; of several, yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML is damaged or unsafe, or its only study has neither number nor title.
    """
    found = records_of(text, _STUDY)
    if not found.records:
        raise DocumentError("it holds no study; download the record again.")
    for place, study in enumerate(found.records, start=1):
        try:
            if isinstance(study, DocumentError):
                raise study
            trial = _trial(study)
        except DocumentError as fault:
            if len(found.records) == 1:
                raise
            yield DocumentError(f"study {place}: {fault}")
            continue
        unfinished = found.lacks_end and place == len(found.records)
        yield replace(trial, warnings=(*trial.warnings, remark("no_end"))) if unfinished else trial
    if found.fault:
        raise found.fault


def _trial(study: Element) -> Trial:
    identifiers = tuple(dict.fromkeys(identifier(each) for path in _IDS for each in _texts(study, path)))
    title = _text(study, "brief_title") or _text(study, "official_title")
    if not title:
        raise DocumentError("it has no title; download the record again.")
    return Trial(
        key=key_for(identifiers, _record(study)),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=_text(study, "official_title"),
        acronym=_text(study, "acronym"),
        phase=_text(study, "phase"),
        status=_text(study, "overall_status"),
        study_type=_text(study, "study_type"),
        design=tuple(_design(study)),
        enrollment=_whole_number(_text(study, "enrollment")),
        narrative=tuple(Section(name, told) for name, path in _NARRATIVE if (told := _prose(study, path))),
        conditions=tuple(_texts(study, "condition")),
        keywords=tuple(_texts(study, "keyword")),
        interventions=tuple(_interventions(study)),
        arms=tuple(_arms(study)),
        outcomes=tuple(_outcomes(study)),
        eligibility=_eligibility(study),
        dates=_dates(study),
        sponsors=tuple(_sponsors(study)),
        sites=tuple(_sites(study)),
        contacts=tuple(_contacts(study)),
        results_posted=study.find("clinical_results") is not None or study.find("results_first_posted") is not None,
        references=tuple(_references(study)),
        warnings=tuple(_warnings(study)),
    )


def _record(study: Element) -> str:
    return " ".join(study.itertext())


def _design(study: Element) -> Iterator[tuple[str, str]]:
    info = study.find("study_design_info")
    for part in info if info is not None else ():
        if value := one_line("".join(part.itertext())):
            yield part.tag.replace("_", " ").title(), value
    # Records before 2017 write everything in one field: "Allocation: Randomized, Masking: Open Label".
    for pair in re.split(r",\s+(?=[A-Z][A-Za-z ]*:\s)", _text(study, "study_design")):
        label, _, value = pair.partition(": ")
        if pair:
            yield (label, value) if value else ("Study Design", pair)
    for label, path in _DESIGN:
        if value := _text(study, path):
            yield label, value


def _interventions(study: Element) -> Iterator[Intervention]:
    for each in study.iterfind("intervention"):
        if name := _text(each, "intervention_name"):
            yield Intervention(
                name=name,
                kind=_text(each, "intervention_type"),
                description=_lines(each, "description"),
                other_names=tuple(_texts(each, "other_name")),
            )


def _arms(study: Element) -> Iterator[Arm]:
    given: dict[str, list[str]] = {}
    for each in study.iterfind("intervention"):
        for label in _texts(each, "arm_group_label"):
            given.setdefault(label, []).append(_text(each, "intervention_name"))
    for group in study.iterfind("arm_group"):
        label = _text(group, "arm_group_label")
        if label:
            names = dict.fromkeys(name for name in given.get(label, ()) if name)
            yield Arm(label, _text(group, "arm_group_type"), _lines(group, "description"), tuple(names))


def _outcomes(study: Element) -> Iterator[Outcome]:
    for rank, path in _OUTCOMES:
        for each in study.iterfind(path):
            measure, description = _text(each, "measure"), _lines(each, "description")
            if measure or description:
                yield Outcome(rank, measure or description, description if measure else "", _text(each, "time_frame"))


def _eligibility(study: Element) -> Eligibility:
    divided = split_eligibility(_prose(study, "eligibility/criteria/textblock"))
    return Eligibility(
        inclusion=divided.inclusion,
        exclusion=divided.exclusion,
        undivided=divided.undivided,
        sex=_text(study, "eligibility/gender"),
        minimum_age=_age(study, "eligibility/minimum_age"),
        maximum_age=_age(study, "eligibility/maximum_age"),
        healthy_volunteers=_text(study, "eligibility/healthy_volunteers"),
    )


def _age(study: Element, path: str) -> str:
    age = _text(study, path)
    return "" if age == _NO_LIMIT else age


def _dates(study: Element) -> Dates:
    def date(paths: tuple[str, ...]) -> str:
        return next((found for path in paths if (found := partial_date(_text(study, path)))), "")

    # "ClinicalTrials.gov processed this data on November 12, 2021"
    retrieved = partial_date(_text(study, "required_header/download_date").rpartition(" on ")[2])
    return Dates(**{name: date(paths) for name, paths in _DATES.items()}, retrieved=retrieved)


def _warnings(study: Element) -> Iterator[Remark]:
    for path in (path for paths in _DATES.values() for path in paths):
        if (written := _text(study, path)) and not partial_date(written):
            yield remark("no_date", written=written[:_LONGEST_QUOTE], column=path)


def _sponsors(study: Element) -> Iterator[Sponsor]:
    for path, lead in (("sponsors/lead_sponsor", True), ("sponsors/collaborator", False)):
        for each in study.iterfind(path):
            if name := _text(each, "agency"):
                yield Sponsor(name, _text(each, "agency_class"), lead=lead)


def _sites(study: Element) -> Iterator[Site]:
    countries = set()
    for each in study.iterfind("location"):
        address = "facility/address/"
        site = Site(
            facility=_text(each, "facility/name"),
            city=_text(each, address + "city"),
            state=_text(each, address + "state"),
            country=_text(each, address + "country"),
            status=_text(each, "status"),
        )
        countries.add(site.country)
        yield site
    # Some records name countries without any site.
    for country in _texts(study, "location_countries/country"):
        if country not in countries:
            yield Site(country=country)


def _contacts(study: Element) -> Iterator[Contact]:
    for path in ("overall_contact", "overall_contact_backup"):
        for each in study.iterfind(path):
            phone, extension = _text(each, "phone"), _text(each, "phone_ext")
            phone = f"{phone} ext. {extension}" if extension else phone
            yield Contact(_person(each), "Central Contact", phone, _text(each, "email"))
    for each in study.iterfind("overall_official"):
        yield Contact(_person(each), _text(each, "role"), affiliation=_text(each, "affiliation"))


def _person(element: Element) -> str:
    return " ".join(filter(None, (_text(element, f"{part}_name") for part in ("first", "middle", "last"))))


def _references(study: Element) -> Iterator[str]:
    for path in ("reference", "results_reference"):
        for each in study.iterfind(path):
            citation, number = _text(each, "citation"), _text(each, "PMID")
            if citation or number:
                yield f"{citation} PMID: {number}".strip() if number else citation


def _text(element: Element, path: str) -> str:
    return one_line(element.findtext(path) or "")


def _texts(element: Element, path: str) -> list[str]:
    return [told for each in element.iterfind(path) if (told := one_line(each.text or ""))]


def _lines(element: Element, path: str) -> str:
    return tidy_lines(element.findtext(path) or "")


def _prose(element: Element, path: str) -> str:
    return unwrap(element.findtext(path) or "")


def _whole_number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
