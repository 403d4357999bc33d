"""Read the JSON of the German Clinical Trials Register (DRKS): one trial, or a search with many.

If a text is in English and German, the English one is read. Ethics reviews are not read.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from desktop.documents.contents.absences import stated
from desktop.documents.contents.listed_outcomes import listed_outcomes
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.national.drks_people import contacts, enrollment, sites, sponsors
from desktop.documents.syntax.first_sign import begins_json
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord, json_records, trials_of
from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.wrapped_text import tidy_lines
from desktop.errors import DocumentError
from desktop.paths import RESOURCES
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.trial import Arm, Dates, Eligibility, Intervention, Outcome, Section, Trial

_MARK = "drksId"
_FRAME = '"trialDescriptions"'
_WRAPPERS = frozenset(("trials", "records", "data", "content"))
_LOCALES = ("en", "de")
_DESIGN = (
    ("Allocation", "allocation"),
    ("Assignment", "assignment"),
    ("Blinding", "blindingType"),
    ("Purpose", "purpose"),
    ("Timing", "timing"),
    ("Duration", "duration"),
)
# "Control arm: placebo"
_NAMED_ARM = re.compile(r"(?P<label>[^:\n]{0,60}\b(?:arm|group|cohort)\b[^:\n]{0,20}):\s*(?=\S)", re.IGNORECASE)
_SIDES = ("inclusion", "exclusion")
_INTERVENTIONAL = "INTERVENTIONAL"


def recognises(text: str) -> bool:
    """Return whether a text is JSON with the keys of the register's number and trial descriptions."""
    return begins_json(text) and f'"{_MARK}"' in text and _FRAME in text


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a download; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
    """
    return trials_of(json_records(text, frozenset({_MARK}), _WRAPPERS), _trial)


def _trial(record: JsonRecord) -> Trial:
    study = record.fields
    reading = JsonReading(study, refused=record.refused)
    described = _spoken(reading, study, "trialDescriptions")
    title = reading.text(described, "title")
    if not title:
        raise DocumentError("it has no title; download it again.")
    design = reading.object(study, "studyCharacteristic")
    patients = reading.object(study, "recruitment")
    entry = _spoken(reading, patients, "recruitmentDescriptions")
    identifiers = tuple(dict.fromkeys(_identifiers(reading, study)))
    criteria = {f"{side} criteria": plain_text(reading.raw(entry, f"{side}Criteria")) for side in _SIDES}
    arms = tuple(_arms(reading, study, design))
    conditions, codes = _conditions(reading, study)
    trial = Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        acronym=stated(reading.text(described, "acronym")),
        phase=_word("phase", reading.text(design, "phase")),
        status=_word("status", reading.text(patients, "status")),
        study_type=reading.text(design, "type"),
        design=tuple(_design(reading, design, patients)),
        enrollment=enrollment(reading, patients),
        narrative=tuple(_narrative(reading, study, described, entry)),
        conditions=conditions,
        keywords=codes,
        interventions=tuple(_interventions(arms)),
        arms=arms,
        outcomes=tuple(_outcomes(reading, design)),
        eligibility=_eligibility(reading, patients, criteria),
        dates=_dates(reading, study, patients),
        sponsors=sponsors(reading, study),
        sites=tuple(sites(reading, patients)),
        contacts=contacts(reading, study),
        results_posted=_results_posted(reading, study),
        references=tuple(_references(reading, study)),
        absent=cut_parts(criteria),
        warnings=tuple(damage(criteria)),
    )
    return replace(trial, warnings=(*trial.warnings, *json_damage(record, reading)))


def _spoken(reading: JsonReading, holder: Fields, key: str) -> Fields:
    """Return a list of entries for each language as one object: each field from the first language that has it."""
    return _in_a_language(reading, reading.objects(holder, key))


def _in_a_language(reading: JsonReading, entries: list[Fields]) -> Fields:
    by_locale = {reading.text(reading.object(each, "idLocale"), "locale").lower(): each for each in reversed(entries)}
    chosen: Fields = {}
    for locale in (*_LOCALES, *by_locale):
        for key, value in by_locale.get(locale, {}).items():
            if value is not None and value != "":
                chosen.setdefault(key, value)
    return chosen


def _identifiers(reading: JsonReading, study: Fields) -> Iterator[Identifier]:
    yield from numbers_in(reading.text(study, _MARK))
    others = reading.object(study, "secondaryIds")
    for key in ("otherPrimaryRegisterId", "eudraCtNumber", "universalTrialNumber", "eudamedNumber"):
        yield from numbers_in(reading.text(others, key))
    for each in reading.objects(study, "otherSecondaryIds"):
        yield from numbers_in(reading.text(each, "value"))


def _word(kind: str, code: str) -> str:
    return _codes()[kind].get(code, code)


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((RESOURCES / "drks_codes.toml").read_text(encoding="utf-8"))


def _design(reading: JsonReading, design: Fields, patients: Fields) -> Iterator[tuple[str, str]]:
    for label, key in _DESIGN:
        if told := stated(reading.text(design, key)):
            yield label, told
    lists = (("Blinded", "blindingWhoList", "BlindingWho"), ("Control", "controlTypes", "ControlType"))
    for label, key, kind in lists:
        name = kind[0].lower() + kind[1:]
        holders = [each.get(f"id{kind}", each) for each in reading.objects(design, key)]
        told_ = [word for each in holders if isinstance(each, dict) and (word := reading.text(each, name))]
        if told_:
            yield label, ", ".join(told_)
    if told := stated(reading.text(patients, "centricType")):
        yield "Centres", told


def _narrative(reading: JsonReading, study: Fields, described: Fields, entry: Fields) -> Iterator[Section]:
    results = _spoken(reading, reading.object(study, "trialResults"), "trialResultsDescriptions")
    parts = (
        ("brief_summary", described, "summary"),
        ("detailed_description", described, "scientificSummary"),
        ("why_stopped", entry, "reasonDescription"),
        ("results_summary", results, "briefSummaryOfResultsDescription"),
        ("ipd_plan", results, "ipdSharingPlanDescription"),
    )
    for name, holder, key in parts:
        if told := tidy_lines(plain_text(reading.raw(holder, key))):
            yield Section(name, told)


def _conditions(reading: JsonReading, study: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (conditions in words, their codes from a catalogue of diseases)."""
    names, codes = dict[str, None](), dict[str, None]()
    for each in reading.objects(study, "studiedHealthConditions"):
        told = _spoken(reading, each, "studiedHealthConditionDescriptions")
        if name := stated(reading.text(told, "comment")):
            names[name] = None
        if code := stated(reading.text(each, "code")):
            codes[code] = None
    return tuple(names), tuple(codes)


def _arms(reading: JsonReading, study: Fields, design: Fields) -> Iterator[Arm]:
    """Yield the arms; the first line of an arm is its intervention, unless the study only observes groups."""
    by_arm: dict[str, list[Fields]] = {}
    for each in reading.objects(study, "observationalGroups"):
        frame = reading.object(each, "idArm")
        entry = {"idLocale": {"locale": reading.text(frame, "locale")}, "comment": reading.raw(each, "comment")}
        by_arm.setdefault(reading.text(frame, "arm"), []).append(entry)
    intervenes = reading.text(design, "type") in ("", _INTERVENTIONAL)
    for place, (number, entries) in enumerate(by_arm.items(), start=1):
        told = tidy_lines(plain_text(reading.raw(_in_a_language(reading, entries), "comment")))
        named = _NAMED_ARM.match(told)
        label = named["label"] if named else f"Arm {number or place}"
        name, _, rest = (told[named.end() :] if named else told).partition("\n")
        if told and intervenes:
            yield Arm(label, description=rest.strip(), interventions=(name,))
        elif told:
            yield Arm(label, description=told)


def _interventions(arms: tuple[Arm, ...]) -> Iterator[Intervention]:
    made = {name: Intervention(name, description=arm.description) for arm in arms for name in arm.interventions}
    yield from made.values()


def _outcomes(reading: JsonReading, design: Fields) -> Iterator[Outcome]:
    told = _spoken(reading, design, "characteristicDescriptions")
    yield from listed_outcomes("primary", plain_text(reading.raw(told, "primaryOutcome")))
    yield from listed_outcomes("secondary", plain_text(reading.raw(told, "secondaryOutcome")))


def _eligibility(reading: JsonReading, patients: Fields, criteria: dict[str, str]) -> Eligibility:
    healthy = reading.flag(patients, "healthyVolunteers")
    return replace(
        criteria_lists(criteria["inclusion criteria"], criteria["exclusion criteria"]),
        sex=stated(reading.text(patients, "gender")),
        minimum_age=_age(reading, reading.object(patients, "minimumAge")),
        maximum_age=_age(reading, reading.object(patients, "maximumAge")),
        healthy_volunteers="" if healthy is None else "Yes" if healthy else "No",
    )


def _age(reading: JsonReading, limit: Fields) -> str:
    age, unit = reading.text(limit, "amount") or reading.text(limit, "value"), reading.text(limit, "unit")
    # The units NO_MIN_AGE and NO_MAX_AGE have no number.
    return f"{age} {unit.replace('_', ' ').capitalize()}" if age and not unit.startswith("NO_") else ""


def _dates(reading: JsonReading, study: Fields, patients: Fields) -> Dates:
    return Dates(
        start=reading.date(patients, "actualStartDate") or reading.date(patients, "scheduledStartDate"),
        completion=reading.date(patients, "actualCompletionDate") or reading.date(patients, "scheduledCompletionDate"),
        first_posted=reading.date(study, "registrationDrks"),
        last_updated=reading.date(study, "lastUpdate"),
    )


def _results_posted(reading: JsonReading, study: Fields) -> bool | None:
    results = reading.object(study, "trialResults")
    kinds = {reading.text(each, "type") for each in reading.objects(results, "publications")}
    return True if reading.text(results, "firstResultPublication") or kinds & {"RESULT", "BASICREPORTING"} else None


def _references(reading: JsonReading, study: Fields) -> Iterator[str]:
    for each in reading.objects(reading.object(study, "trialResults"), "publications"):
        if told := " ".join(part for key in ("description", "link") if (part := stated(reading.text(each, key)))):
            yield told
