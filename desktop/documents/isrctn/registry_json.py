"""Read records of the ISRCTN registry as JSON from ctrdata."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.contents.absences import stated
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.first_sign import begins_json
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord, json_records, trials_of
from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.wrapped_text import tidy_lines
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.trial import Dates, Eligibility, Intervention, Outcome, OutcomeRank, Section, Site, Sponsor, Trial

_MARK = "isrctn"
_FRAME = '"trialDescription"'
_WRAPPERS = frozenset(("trials", "records", "data"))
# The keys of the text beside attributes, in programs that turn XML into JSON.
_TEXT_KEYS = ("#text", "$", "_", "value", "content")
_DESIGN = (
    ("Study Design", "studyDesign"),
    ("Secondary Study Design", "secondaryStudyDesign"),
    ("Study Setting", "trialSetting"),
)
# Since 2026 these keys hold the answers of the form, and the texts above are empty.
_KINDS_OF_DESIGN = ("interventionalTrialDesign", "observationalTrialDesign")
_DESIGN_SINCE_2026 = (
    ("Allocation", "allocation"),
    ("Masking", "masking"),
    ("Control", "control"),
    ("Intervention Model", "assignment"),
    ("Observational Model", "observationalModel"),
    ("Time Perspective", "timePerspective"),
)
_NARRATIVE = (
    ("brief_summary", "plainEnglishSummary"),
    ("study_hypothesis", "studyHypothesis"),
    ("ethics_approval", "ethicsApproval"),
)
_RANKS: tuple[OutcomeRank, ...] = ("primary", "secondary")
_NUMBERS = ("eudraCTNumber", "clinicalTrialsGovNumber", "irasNumber", "protocolSerialNumber")


def recognises(text: str) -> bool:
    """Return whether a text is JSON with the keys of the registry's number and of its trial description."""
    return begins_json(text) and f'"{_MARK}"' in text and _FRAME in text


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a JSON document; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
    """
    return trials_of(json_records(text, frozenset({_MARK}), _WRAPPERS), trial_of)


def trial_of(record: JsonRecord) -> Trial:
    """Return the trial of a record.

    Raises:
        DocumentError: It has no title.
    """
    study = record.fields
    reading = JsonReading(study, refused=record.refused)
    described = reading.object(study, "trialDescription")
    official = reading.text(described, "scientificTitle")
    title = reading.text(described, "title") or official
    if not title:
        raise DocumentError("it has no title; download it again.")
    identifiers = tuple(dict.fromkeys(_identifiers(reading, study)))
    patients = reading.object(study, "participants")
    design = reading.object(study, "trialDesign")
    interventions = reading.objects(_held(reading, study, "interventions"), "intervention")
    trial = Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        official_title=official,
        acronym=stated(reading.text(described, "acronym")),
        phase=_phase(reading, interventions),
        status=reading.text(patients, "recruitmentStatusOverride") or reading.text(design, "overallStatusOverride"),
        study_type=reading.text(design, "primaryStudyDesign"),
        design=tuple(_design(reading, design)),
        enrollment=_enrollment(reading, patients),
        narrative=tuple(_narrative(reading, described, design)),
        conditions=tuple(dict.fromkeys(_conditions(reading, study, "description"))),
        keywords=tuple(dict.fromkeys(_conditions(reading, study, "diseaseClass1", "diseaseClass2"))),
        interventions=tuple(each for told in interventions for each in _interventions(reading, told)),
        outcomes=tuple(_outcomes(reading, described)),
        eligibility=_eligibility(reading, patients),
        dates=_dates(reading, study, patients, design),
        sponsors=tuple(_sponsors(reading, study)),
        sites=tuple(_sites(reading, patients)),
        references=tuple(_references(reading, study)),
        absent=cut_parts(_criteria(reading, patients)),
        warnings=tuple(damage(_criteria(reading, patients))),
    )
    return replace(trial, warnings=(*trial.warnings, *json_damage(record, reading)))


def _identifiers(reading: JsonReading, study: Fields) -> Iterator[Identifier]:
    number = reading.text(study, _MARK)
    yield from numbers_in(number if number.upper().startswith("ISRCTN") else f"ISRCTN{number}" if number else "")
    others = reading.object(study, "externalRefs")
    for key in _NUMBERS:
        yield from numbers_in(reading.text(others, key))
    held = _held(reading, others, "secondaryNumbers")
    for number in _valued(reading, held, "secondaryNumber"):
        yield from numbers_in(number)


def _phase(reading: JsonReading, interventions: list[Fields]) -> str:
    return next((phase for each in interventions if (phase := stated(reading.text(each, "phase")))), "")


def _design(reading: JsonReading, design: Fields) -> Iterator[tuple[str, str]]:
    for label, key in _DESIGN:
        if told := stated(reading.text(design, key)):
            yield label, told
    purposes = _listed(reading, design, "trialTypes", "trialType")
    for kind in _KINDS_OF_DESIGN:
        made = _held(reading, design, kind)
        for label, key in _DESIGN_SINCE_2026:
            if told := stated(reading.text(made, key)):
                yield label, told
        purposes += _listed(reading, made, "purposes", "purpose")
    if purposes := list(dict.fromkeys(purposes)):
        yield "Primary Purpose", ", ".join(purposes)


def _narrative(reading: JsonReading, described: Fields, design: Fields) -> Iterator[Section]:
    for name, key in _NARRATIVE:
        if told := tidy_lines(plain_text(reading.raw(described, key))):
            yield Section(name, told)
    if why := stated(reading.text(design, "reasonAbandoned")):
        yield Section("why_stopped", why)


def _conditions(reading: JsonReading, study: Fields, *keys: str) -> Iterator[str]:
    for each in reading.objects(_held(reading, study, "conditions"), "condition"):
        yield from (told for key in keys if (told := stated(reading.text(each, key))))


def _interventions(reading: JsonReading, told: Fields) -> Iterator[Intervention]:
    kind = reading.text(told, "interventionType")
    description = tidy_lines(plain_text(reading.raw(told, "description")))
    names = [name for part in re.split(r",\s*|;\s*", reading.text(told, "drugNames")) if (name := stated(part))]
    for name in names:
        yield Intervention(name, kind, description)
    if description and not names:
        first, _, rest = description.partition("\n")
        yield Intervention(first, kind, rest.strip())


def _outcomes(reading: JsonReading, described: Fields) -> Iterator[Outcome]:
    for rank in _RANKS:
        listed = reading.objects(_held(reading, described, f"{rank}Outcomes"), "outcomeMeasure")
        made = [outcome for each in listed if (outcome := _measure(reading, rank, each))]
        yield from made
        known = {_letters(part) for each in made for part in (each.measure, each.description)}
        text = tidy_lines(plain_text(reading.raw(described, f"{rank}Outcome")))
        for line in re.split(r"\n+(?=\d{1,2}[.)]\s)|\n{2,}", text):
            # Answers that do not fit the form are in the old field, together with those that do.
            if (measure := stated(re.sub(r"^\d{1,2}[.)]\s+", "", line))) and _letters(measure) not in known:
                yield Outcome(rank, measure)


def _measure(reading: JsonReading, rank: OutcomeRank, told: Fields) -> Outcome | None:
    """Return an outcome with separate parts, as the registry has them since 2026."""
    measure, method, times = (
        stated(plain_text(reading.raw(told, key))) for key in ("variable", "method", "timepoints")
    )
    if not measure and not method:
        return None
    return Outcome(rank, measure or method, method if measure else "", times)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _criteria(reading: JsonReading, patients: Fields) -> dict[str, str]:
    return {f"{side} criteria": plain_text(reading.raw(patients, side)) for side in ("inclusion", "exclusion")}


def _eligibility(reading: JsonReading, patients: Fields) -> Eligibility:
    criteria = _criteria(reading, patients)
    youngest, oldest = (stated(reading.text(patients, key)) for key in ("lowerAgeLimit", "upperAgeLimit"))
    return replace(
        criteria_lists(criteria["inclusion criteria"], criteria["exclusion criteria"]),
        sex=stated(reading.text(patients, "gender")),
        minimum_age=youngest or stated(reading.text(patients, "ageRange")),
        maximum_age=oldest,
        healthy_volunteers=stated(reading.text(patients, "healthyVolunteersAllowed")),
    )


def _enrollment(reading: JsonReading, patients: Fields) -> int | None:
    # An empty form holds a zero.
    return _count(reading, patients, "totalFinalEnrolment") or _count(reading, patients, "targetEnrolment") or None


def _count(reading: JsonReading, patients: Fields, key: str) -> int | None:
    """Return a number of patients; None if a word says that there is none."""
    value = patients.get(key)
    return None if isinstance(value, str) and not stated(value) else reading.count(patients, key)


def _dates(reading: JsonReading, study: Fields, patients: Fields, design: Fields) -> Dates:
    # An attribute in the registry's XML, which some programs do not write into JSON.
    return Dates(
        start=_day(reading, patients, "recruitmentStart"),
        completion=_day(reading, design, "overallEndDate"),
        last_updated=_day(reading, study, "lastUpdated"),
    )


def _day(reading: JsonReading, holder: Fields, key: str) -> str:
    # "2015-11-01T00:00:00.000Z"
    return partial_date(reading.text(holder, key)[:10])


def _sponsors(reading: JsonReading, study: Fields) -> Iterator[Sponsor]:
    for each in reading.objects(study, "sponsor"):
        if name := stated(reading.text(each, "organisation")):
            yield Sponsor(
                name, stated(reading.text(each, "sponsorType")) or stated(reading.text(each, "commercialStatus"))
            )
    for each in reading.objects(study, "funder"):
        if name := stated(reading.text(each, "name")):
            yield Sponsor(name, lead=False)


def _sites(reading: JsonReading, patients: Fields) -> Iterator[Site]:
    countries = set()
    for each in reading.objects(_held(reading, patients, "trialCentres"), "trialCentre"):
        name, city, state, country = (stated(reading.text(each, key)) for key in ("name", "city", "state", "country"))
        if name or city or country:
            countries.add(country)
            yield Site(name, city, state, country)
    for country in _listed(reading, patients, "recruitmentCountries", "country"):
        if country not in countries:
            yield Site(country=country)


def _references(reading: JsonReading, study: Fields) -> Iterator[str]:
    details = reading.raw(reading.object(study, "results"), "publicationDetails")
    yield from (line for line in tidy_lines(plain_text(details)).split("\n") if line)


def _listed(reading: JsonReading, holder: Fields, key: str, name: str) -> list[str]:
    """Return the texts of a list that the registry wraps in an object, {"country": [...]}."""
    return [told for each in _valued(reading, _held(reading, holder, key), name) if (told := stated(each))]


def _held(reading: JsonReading, holder: Fields, key: str) -> Fields:
    """Return the object under a key; empty if it is a text, as an empty XML element is in JSON."""
    value = holder.get(key)
    return {} if isinstance(value, str) and not stated(value) else reading.object(holder, key)


def _valued(reading: JsonReading, holder: Fields, key: str) -> list[str]:
    """Return texts that some programs write with their attributes, {"#text": "...", "id": "..."}."""
    value = holder.get(key)
    listed = value if isinstance(value, list) else [value]
    if not any(isinstance(each, dict) for each in listed):
        return reading.texts(holder, key)
    objects = [each for each in listed if isinstance(each, dict)]
    return [told for each in objects for name in _TEXT_KEYS if (told := reading.text(each, name))]
