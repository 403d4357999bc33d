"""Read ClinicalTrials.gov's JSON: the API's studies, pages and arrays, and those of the API before 2024."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.clinicaltrials_gov import api_json_classic
from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.syntax.hard_wraps import with_own_lines
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord, json_records, trials_of
from desktop.documents.syntax.markdown_text import prose, unescaped
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier, identifier
from desktop.trials.keys import key_for
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

_MARK = "protocolSection"
_BEGINNING = 10_000  # letters
_MARKS = frozenset((_MARK, api_json_classic.MARK))
# Keys with which a study, or the object around it, begins; after damage, reading continues at the next of them.
_FIRST_KEYS = frozenset((*_MARKS, "Rank", "derivedSection"))
_WRAPPERS = frozenset(("studies", *api_json_classic.WRAPPERS))
_OUTCOMES: tuple[tuple[OutcomeRank, str], ...] = (
    ("primary", "primaryOutcomes"),
    ("secondary", "secondaryOutcomes"),
    ("other", "otherOutcomes"),
)
# The labels of the same values in the registry's XML.
_DESIGN = (
    ("Allocation", "allocation"),
    ("Intervention Model", "interventionModel"),
    ("Intervention Model Description", "interventionModelDescription"),
    ("Observational Model", "observationalModel"),
    ("Time Perspective", "timePerspective"),
    ("Primary Purpose", "primaryPurpose"),
)
_NO_LIMIT = "N/A"
# "<" begins a file with git's conflict markers.
_BEGINS = re.compile(r"\s*[{\[<]")


def recognises(text: str) -> bool:
    """Return whether a text is JSON, perhaps damaged, with a protocolSection."""
    if _BEGINS.match(text) is None:
        return False
    # At the beginning first: looking for each of them in a whole large text takes long.
    return any(f'"{mark}"' in part for part in (text[:_BEGINNING], text) for mark in _MARKS)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the studies of a JSON document, each parsed on demand; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
    """
    return trials_of(json_records(text, _MARKS, _WRAPPERS, _FIRST_KEYS), _trial)


def _trial(record: JsonRecord) -> Trial:
    study = record.fields
    if api_json_classic.MARK in study:
        study = api_json_classic.as_current(study)
    reading = JsonReading(study, refused=record.refused)
    protocol = reading.object(study, _MARK)
    names = reading.object(protocol, "identificationModule")
    status = reading.object(protocol, "statusModule")
    design = reading.object(protocol, "designModule")
    described = reading.object(protocol, "conditionsModule")
    official_title = reading.text(names, "officialTitle")
    title = reading.text(names, "briefTitle") or official_title
    if not title:
        raise DocumentError("it has no title; download the record again.")
    identifiers = tuple(dict.fromkeys(_identifiers(reading, names)))
    narrative = tuple(_narrative(reading, protocol))
    trial = Trial(
        key=key_for(identifiers, "\n".join((title, official_title, *(section.text for section in narrative)))),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=official_title,
        acronym=reading.text(names, "acronym"),
        phase="|".join(reading.texts(design, "phases")),
        status=reading.text(status, "overallStatus"),
        study_type=reading.text(design, "studyType"),
        design=tuple(_design(reading, protocol)),
        enrollment=reading.count(reading.object(design, "enrollmentInfo"), "count"),
        narrative=narrative,
        conditions=tuple(reading.texts(described, "conditions")),
        keywords=tuple(reading.texts(described, "keywords")),
        interventions=tuple(_interventions(reading, protocol)),
        arms=tuple(_arms(reading, protocol)),
        outcomes=tuple(_outcomes(reading, protocol)),
        eligibility=_eligibility(reading, protocol),
        dates=_dates(reading, study, status),
        sponsors=tuple(_sponsors(reading, protocol)),
        sites=tuple(_sites(reading, protocol)),
        contacts=tuple(_contacts(reading, protocol)),
        results_posted=_results_posted(reading, study),
        references=tuple(_references(reading, protocol)),
    )
    # The warnings are complete only after the last field was read.
    warnings = tuple(json_damage(record, reading))
    return replace(trial, warnings=warnings) if warnings else trial


def _identifiers(reading: JsonReading, names: Fields) -> Iterator[Identifier]:
    listed = [
        reading.text(names, "nctId"),
        *reading.texts(names, "nctIdAliases"),
        reading.text(reading.object(names, "orgStudyIdInfo"), "id"),
        *(reading.text(each, "id") for each in reading.objects(names, "secondaryIdInfos")),
    ]
    yield from (identifier(number) for number in listed if number)


def _narrative(reading: JsonReading, protocol: Fields) -> Iterator[Section]:
    described = reading.object(protocol, "descriptionModule")
    parts = (
        ("brief_summary", described, "briefSummary"),
        ("detailed_description", described, "detailedDescription"),
        ("study_population", reading.object(protocol, "eligibilityModule"), "studyPopulation"),
        ("why_stopped", reading.object(protocol, "statusModule"), "whyStopped"),
        ("biospecimen_description", reading.object(protocol, "designModule", "bioSpec"), "description"),
    )
    for name, holder, key in parts:
        if told := prose(reading.raw(holder, key)):
            yield Section(name, told)


def _design(reading: JsonReading, protocol: Fields) -> Iterator[tuple[str, str]]:
    design = reading.object(protocol, "designModule")
    info = reading.object(design, "designInfo")
    masking = reading.object(info, "maskingInfo")
    eligibility = reading.object(protocol, "eligibilityModule")
    masked = reading.text(masking, "masking")
    if who := reading.texts(masking, "whoMasked"):
        masked = f"{masked} ({', '.join(who)})".strip()
    pairs = (
        *((label, reading.raw(info, key)) for label, key in _DESIGN),
        ("Masking", masked),
        ("Masking Description", reading.raw(masking, "maskingDescription")),
        ("Sampling Method", reading.raw(eligibility, "samplingMethod")),
        ("Sex Eligibility Description", reading.raw(eligibility, "genderDescription")),
        ("Target Duration", reading.raw(design, "targetDuration")),
        ("Patient Registry", "Yes" if reading.flag(design, "patientRegistry") else ""),
        ("Biospecimen Retention", reading.raw(reading.object(design, "bioSpec"), "retention")),
        ("Last Known Status", reading.raw(reading.object(protocol, "statusModule"), "lastKnownStatus")),
    )
    yield from ((label, told) for label, written in pairs if (told := one_line(unescaped(written))))


def _interventions(reading: JsonReading, protocol: Fields) -> Iterator[Intervention]:
    for each in reading.objects(reading.object(protocol, "armsInterventionsModule"), "interventions"):
        if name := reading.text(each, "name"):
            yield Intervention(
                name=name,
                kind=reading.text(each, "type"),
                description=_lines(reading, each, "description"),
                other_names=tuple(reading.texts(each, "otherNames")),
            )


def _arms(reading: JsonReading, protocol: Fields) -> Iterator[Arm]:
    module = reading.object(protocol, "armsInterventionsModule")
    known: set[str] = set()
    given: dict[str, list[str]] = {}
    for each in reading.objects(module, "interventions"):
        name = reading.text(each, "name")
        known.add(name)
        for label in reading.texts(each, "armGroupLabels"):
            given.setdefault(label, []).append(name)
    for group in reading.objects(module, "armGroups"):
        label, description = reading.text(group, "label"), _lines(reading, group, "description")
        written = [_untyped(name, known) for name in reading.texts(group, "interventionNames")]
        names = dict.fromkeys(name for name in written or given.get(label, []) if name)
        if label or description or names:
            yield Arm(label, reading.text(group, "type"), description, tuple(names))


def _untyped(name: str, known: set[str]) -> str:
    """Return "Drug: Letrozole" as the intervention's own name."""
    bare = name.partition(": ")[2]
    return bare if bare in known else name


def _outcomes(reading: JsonReading, protocol: Fields) -> Iterator[Outcome]:
    module = reading.object(protocol, "outcomesModule")
    for rank, key in _OUTCOMES:
        for each in reading.objects(module, key):
            measure, description = reading.text(each, "measure"), _lines(reading, each, "description")
            if measure or description:
                time_frame = reading.text(each, "timeFrame")
                yield Outcome(rank, measure or description, description if measure else "", time_frame)


def _eligibility(reading: JsonReading, protocol: Fields) -> Eligibility:
    module = reading.object(protocol, "eligibilityModule")
    divided = split_eligibility(prose(reading.raw(module, "eligibilityCriteria")))
    healthy = reading.flag(module, "healthyVolunteers")
    return Eligibility(
        inclusion=divided.inclusion,
        exclusion=divided.exclusion,
        undivided=divided.undivided,
        sex=reading.text(module, "sex"),
        minimum_age=_age(reading, module, "minimumAge"),
        maximum_age=_age(reading, module, "maximumAge"),
        # In the words of the registry's XML.
        healthy_volunteers="" if healthy is None else "Accepts Healthy Volunteers" if healthy else "No",
    )


def _age(reading: JsonReading, module: Fields, key: str) -> str:
    age = reading.text(module, key)
    return "" if age == _NO_LIMIT else age


def _dates(reading: JsonReading, study: Fields, status: Fields) -> Dates:
    def date(key: str) -> str:
        return reading.date(reading.object(status, key), "date")

    return Dates(
        start=date("startDateStruct"),
        primary_completion=date("primaryCompletionDateStruct"),
        completion=date("completionDateStruct"),
        first_posted=date("studyFirstPostDateStruct"),
        last_updated=date("lastUpdatePostDateStruct") or reading.date(status, "lastUpdateSubmitDate"),
        verified=reading.date(status, "statusVerifiedDate"),
        # The day of the registry's data in the download; the registry's XML calls it the day of processing.
        retrieved=reading.date(reading.object(study, "derivedSection", "miscInfoModule"), "versionHolder"),
    )


def _sponsors(reading: JsonReading, protocol: Fields) -> Iterator[Sponsor]:
    module = reading.object(protocol, "sponsorCollaboratorsModule")
    for key, lead in (("leadSponsor", True), ("collaborators", False)):
        for each in reading.objects(module, key):
            if name := reading.text(each, "name"):
                yield Sponsor(name, reading.text(each, "class"), lead=lead)


def _sites(reading: JsonReading, protocol: Fields) -> Iterator[Site]:
    for each in reading.objects(reading.object(protocol, "contactsLocationsModule"), "locations"):
        told = [reading.text(each, key) for key in ("facility", "city", "state", "country", "status")]
        yield Site(*told)


def _contacts(reading: JsonReading, protocol: Fields) -> Iterator[Contact]:
    module = reading.object(protocol, "contactsLocationsModule")
    for each in reading.objects(module, "centralContacts"):
        phone, extension = reading.text(each, "phone"), reading.text(each, "phoneExt")
        yield Contact(
            name=reading.text(each, "name"),
            role="Central Contact",
            phone=f"{phone} ext. {extension}" if extension else phone,
            email=reading.text(each, "email"),
        )
    for each in reading.objects(module, "overallOfficials"):
        role = reading.text(each, "role").replace("_", " ").title()
        yield Contact(reading.text(each, "name"), role, affiliation=reading.text(each, "affiliation"))


def _results_posted(reading: JsonReading, study: Fields) -> bool | None:
    if "resultsSection" in study or reading.object(study, _MARK, "statusModule", "resultsFirstPostDateStruct"):
        return True
    return reading.flag(study, "hasResults")


def _references(reading: JsonReading, protocol: Fields) -> Iterator[str]:
    for each in reading.objects(reading.object(protocol, "referencesModule"), "references"):
        citation, number = reading.text(each, "citation"), reading.text(each, "pmid")
        if citation or number:
            yield f"{citation} PMID: {number}".strip() if number else citation


def _lines(reading: JsonReading, holder: Fields, key: str) -> str:
    return tidy_lines(with_own_lines(unescaped(reading.raw(holder, key))))
