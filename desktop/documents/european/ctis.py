"""Read records of the EU's Clinical Trials Information System (CTIS) as JSON: the portal's own and ctrdata's.

Since 2024 the application is one level deeper; both forms are read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.contents.absences import stated
from desktop.documents.contents.european_answers import joined_phases, sexes_said_yes
from desktop.documents.contents.medicinal_products import product
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.european.ctis_codes import phase_words, status_words
from desktop.documents.european.ctis_places import contacts, member_states, sites, sponsors
from desktop.documents.syntax.first_sign import begins_json
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord, json_records, trials_of
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.errors import DocumentError
from desktop.trials.dates import day_first_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.trial import Dates, Eligibility, Intervention, Outcome, OutcomeRank, Section, Trial

_MARK = "ctNumber"
_FRAME = ('"authorizedPartI"', '"authorizedApplication"')
_WRAPPERS = frozenset(("trials", "records", "data"))
_LONGEST_ACRONYM = 30
_DECISION = re.compile(r"\b[A-Z]{2}\s?:\s?(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})")


def recognises(text: str) -> bool:
    """Return whether a text is JSON with the system's trial number and an authorised application as keys."""
    return begins_json(text) and f'"{_MARK}"' in text and any(frame in text for frame in _FRAME)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a JSON document; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
    """
    return trials_of(json_records(text, frozenset({_MARK}), _WRAPPERS), _trial)


def _trial(record: JsonRecord) -> Trial:
    study = record.fields
    reading = JsonReading(study, refused=record.refused)
    application = reading.object(study, "authorizedApplication") or study
    part = reading.object(application, "authorizedPartI")
    parts = reading.objects(application, "authorizedPartsII")
    details = reading.object(part, "trialDetails")
    names = reading.object(details, "clinicalTrialIdentifiers")
    about = reading.object(details, "trialInformation")
    title = _first(reading, names, "fullTitle") or _first(reading, study, "title", "ctTitle", "shortTitle")
    if not title:
        raise DocumentError("it has no title; download it again.")
    identifiers = tuple(dict.fromkeys(_identifiers(reading, study, application, names)))
    short = stated(reading.text(names, "shortTitle"))
    criteria = _criteria(reading, about)
    trial = Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        acronym=short if len(short) <= _LONGEST_ACRONYM and short != title else "",
        phase=joined_phases([_phase(reading, study, about)]),
        status=_status(reading, study),
        design=tuple(_design(reading, study, about, part, parts)),
        enrollment=_enrollment(reading, study, part, parts),
        narrative=tuple(_narrative(reading, names, about, title)),
        conditions=_conditions(reading, about),
        keywords=_keywords(reading, study, about),
        interventions=tuple(dict.fromkeys(_interventions(reading, part))),
        outcomes=tuple(_outcomes(reading, about)),
        eligibility=_eligibility(reading, about, criteria),
        dates=_dates(reading, study, application, about),
        sponsors=sponsors(reading, study, part, about),
        sites=(*sites(reading, application, parts), *member_states(reading, application, part, parts)),
        contacts=contacts(reading, study, part),
        absent=cut_parts(criteria),
        warnings=tuple(damage(criteria)),
    )
    return replace(trial, warnings=(*trial.warnings, *json_damage(record, reading)))


def _identifiers(reading: JsonReading, study: Fields, application: Fields, names: Fields) -> Iterator[Identifier]:
    yield from numbers_in(reading.text(study, _MARK))
    for holder in (application, study):
        yield from numbers_in(reading.text(reading.object(holder, "eudraCt"), "eudraCtCode"))
        yield from numbers_in(reading.text(reading.object(holder, "eudraCtInfo"), "eudraCtCode"))
    others = reading.object(names, "secondaryIdentifyingNumbers")
    registries = [each for each in others.values() if isinstance(each, dict)]
    for each in (*registries, *reading.objects(others, "additionalRegistries")):
        yield from numbers_in(reading.text(each, "number"))


def _status(reading: JsonReading, study: Fields) -> str:
    """Return the status of the trial on the portal; without it, the status of its application."""
    for key in ("ctPublicStatusCode", "ctPublicStatus", "ctStatus"):
        written = reading.text(study, key)
        if told := status_words(written):
            return told
    return ""


def _phase(reading: JsonReading, study: Fields, about: Fields) -> str:
    category = reading.object(about, "trialCategory")
    return phase_words(reading.text(study, "trialPhase")) or phase_words(reading.text(category, "trialPhase"))


def _design(
    reading: JsonReading, study: Fields, about: Fields, part: Fields, parts: list[Fields]
) -> Iterator[tuple[str, str]]:
    for label, told in (
        ("Trial phase", _phase(reading, study, about)),
        ("Age group", stated(reading.text(study, "ageGroup"))),
    ):
        if told:
            yield label, told
    inside, outside = _planned(reading, part, parts)
    if inside is not None:
        yield "Planned in the EEA", str(inside)
    if outside is not None:
        yield "Planned outside the EEA", str(outside)


def _enrollment(reading: JsonReading, study: Fields, part: Fields, parts: list[Fields]) -> int | None:
    planned = [size for size in _planned(reading, part, parts) if size is not None]
    return sum(planned) if planned else reading.count(study, "totalNumberEnrolled")


def _planned(reading: JsonReading, part: Fields, parts: list[Fields]) -> tuple[int | None, int | None]:
    counts = [count for each in parts if (count := reading.count(each, "recruitmentSubjectCount")) is not None]
    return sum(counts) if counts else None, reading.count(part, "rowSubjectCount")


def _narrative(reading: JsonReading, names: Fields, about: Fields, title: str) -> Iterator[Section]:
    lay = reading.text(names, "publicTitle")
    if lay and lay != title:
        yield Section("lay_title", lay)
    aims = reading.object(about, "trialObjective")
    if main := tidy_lines(reading.raw(aims, "mainObjective")):
        yield Section("main_objective", main)
    if secondary := _numbered(reading, aims, "secondaryObjectives", "secondaryObjective"):
        yield Section("secondary_objectives", "\n".join(secondary))


def _conditions(reading: JsonReading, about: Fields) -> tuple[str, ...]:
    listed = reading.objects(reading.object(about, "medicalCondition"), "partIMedicalConditions")
    return tuple(dict.fromkeys(name for each in listed if (name := stated(reading.text(each, "medicalCondition")))))


def _keywords(reading: JsonReading, study: Fields, about: Fields) -> tuple[str, ...]:
    terms = reading.objects(reading.object(about, "medicalCondition"), "meddraConditionTerms")
    areas = reading.texts(study, "therapeuticAreas") if not _listed(study, "therapeuticAreas") else []
    names = [*(reading.text(term, "termName") for term in terms), *areas]
    return tuple(dict.fromkeys(name for name in names if name))


def _listed(holder: Fields, key: str) -> bool:
    value = holder.get(key)
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _interventions(reading: JsonReading, part: Fields) -> Iterator[Intervention]:
    for each in reading.objects(part, "products"):
        entry = reading.object(each, "productDictionaryInfo")
        told = {
            "inn": [stated(reading.text(entry, "activeSubstanceName"))],
            "product": [_first(reading, each, "productName") or _first(reading, entry, "prodName", "shortName")],
            "code": [_first(reading, entry, "sponsorProductCode") or _first(reading, each, "sponsorProductCodeEdit")],
            "descriptive": [_first(reading, entry, "activeSubstanceOtherDescriptiveName", "productOtherName")],
            "form": [stated(reading.text(each, "pharmaceuticalFormDisplay")) or _first(reading, entry, "pharmForm")],
            "strength": [stated(reading.text(entry, "strength"))],
            "route": reading.texts(each, "routes"),
        }
        if made := product(told):
            yield made


def _outcomes(reading: JsonReading, about: Fields) -> Iterator[Outcome]:
    ends = reading.object(about, "endPoint")
    ranks: tuple[tuple[OutcomeRank, str], ...] = (("primary", "primaryEndPoints"), ("secondary", "secondaryEndPoints"))
    for rank, key in ranks:
        for measure in _numbered(reading, ends, key, "endPoint"):
            if stated(measure):
                yield Outcome(rank, measure)


def _criteria(reading: JsonReading, about: Fields) -> dict[str, str]:
    holder = reading.object(about, "eligibilityCriteria")
    return {
        f"{side.lower()} criteria": "\n".join(
            _numbered(reading, holder, f"principal{side}Criteria", f"principal{side}Criteria")
        )
        for side in ("Inclusion", "Exclusion")
    }


def _eligibility(reading: JsonReading, about: Fields, criteria: dict[str, str]) -> Eligibility:
    people = reading.object(about, "populationOfTrialSubjects")
    female, male = (str(reading.flag(people, key)) for key in ("isFemaleSubjects", "isMaleSubjects"))
    groups = [reading.text(each, "name") for each in reading.objects(people, "clinicalTrialGroups")]
    healthy = any(re.search(r"healthy", name, re.IGNORECASE) for name in groups)
    return replace(
        criteria_lists(criteria["inclusion criteria"], criteria["exclusion criteria"]),
        sex=sexes_said_yes(female, male),
        healthy_volunteers="Yes" if healthy else "No" if any(groups) else "",
    )


def _dates(reading: JsonReading, study: Fields, application: Fields, about: Fields) -> Dates:
    planned = reading.object(about, "trialDuration")
    # A list while the trial is ongoing, one object after its end.
    ended = [each for each in reading.objects(application, "trialGlobalEnd") if each]

    def date(holder: Fields, *keys: str) -> str:
        written = (reading.raw(holder, key) for key in keys if isinstance(holder.get(key), str))
        return next((found for each in written if (found := day_first_date(each[:10]))), "")

    return Dates(
        start=date(study, "startDateEU") or date(planned, "estimatedRecruitmentStartDate"),
        completion=date(study, "endDate", "globalEndDate", "endDateEU")
        or next((found for each in ended if (found := date(each, "globalEndDate"))), "")
        or date(planned, "estimatedGlobalEndDate", "estimatedEndDate"),
        first_posted=date(study, "authorizationDate", "decisionDateOverall", "decisionDate") or _first_decision(study),
        last_updated=date(study, "lastUpdated", "publishDate"),
    )


def _first_decision(study: Fields) -> str:
    """Return the earliest date of "BE: 15/04/2024, PL: 12/04/2024", the decisions of the member states."""
    written = study.get("decisionDate")
    decisions = _DECISION.findall(written) if isinstance(written, str) else []
    return min((date for each in decisions if (date := day_first_date(each))), default="")


def _numbered(reading: JsonReading, holder: Fields, key: str, name: str) -> list[str]:
    return [told for each in reading.objects(holder, key) if (told := one_line(reading.raw(each, name)))]


def _first(reading: JsonReading, holder: Fields, *keys: str) -> str:
    return next((told for key in keys if (told := stated(reading.text(holder, key)))), "")
