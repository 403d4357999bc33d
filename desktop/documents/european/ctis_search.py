"""Read the answers of the search of the EU's Clinical Trials Information System (CTIS): pages of JSON."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.european.ctis_codes import phase_words, region_words, status_words
from desktop.documents.european.ctis_overview import Overview, trial_of
from desktop.documents.syntax.first_sign import begins_json
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord, json_records, trials_of
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_MARK = "ctNumber"
_OWN = '"ctTitle"'
# Whole records have these, under one of which all is told that a search leaves out.
_WHOLE = ('"authorizedPartI"', '"authorizedApplication"')
_WRAPPERS = frozenset(("data", "trials", "records", "elements", "content"))


def recognises(text: str) -> bool:
    """Return whether a text is JSON with the number and title of the search, and none of whole records."""
    return begins_json(text) and f'"{_MARK}"' in text and _OWN in text and not any(key in text for key in _WHOLE)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Return the trials of pages of the search; one that cannot be read comes as its fault.

    Raises:
        DocumentError: The JSON cannot be followed to its end.
    """
    return trials_of(json_records(text, frozenset({_MARK}), _WRAPPERS), _trial)


def _trial(record: JsonRecord) -> Trial:
    found = record.fields
    reading = JsonReading(found, refused=record.refused)
    trial = trial_of(
        Overview(
            number=reading.text(found, _MARK),
            title=reading.text(found, "ctTitle"),
            short_title=reading.text(found, "shortTitle"),
            status=status_words(reading.text(found, "ctStatus")),
            countries=tuple(_countries(reading, found)),
            phase=phase_words(_joined(reading, found, "trialPhase")),
            conditions=_joined(reading, found, "conditions"),
            areas=tuple(reading.texts(found, "therapeuticAreas")),
            primary_end_point=_joined(reading, found, "primaryEndPoint"),
            secondary_end_point=_joined(reading, found, "endPoint", "secondaryEndPoint"),
            product=_joined(reading, found, "product"),
            age_group=_joined(reading, found, "ageGroup"),
            age_range=_joined(reading, found, "ageRangeSecondary"),
            sex=_joined(reading, found, "gender"),
            patients=reading.text(found, "totalNumberEnrolled"),
            region=region_words(reading.text(found, "trialRegion")),
            start=reading.text(found, "startDateEU") or reading.text(found, "startDate"),
            end=reading.text(found, "endDateEU") or reading.text(found, "endDate"),
            global_end=reading.text(found, "globalEndDate"),
            decision=reading.text(found, "decisionDateOverall"),
            last_updated=reading.text(found, "lastUpdated"),
            results=reading.text(found, "resultsFirstReceived"),
            sponsor=_joined(reading, found, "sponsor"),
            sponsor_type=_joined(reading, found, "sponsorType"),
        )
    )
    return replace(trial, warnings=(*trial.warnings, *json_damage(record, reading)))


def _joined(reading: JsonReading, found: Fields, *keys: str) -> str:
    """Return the first of several fields that tells something; older answers have lists where newer ones have texts."""
    return next((", ".join(told) for key in keys if (told := reading.texts(found, key))), "")


def _countries(reading: JsonReading, found: Fields) -> Iterator[tuple[str, str]]:
    for told in reading.texts(found, "trialCountries"):
        country, _, status = told.partition(":")
        if country.strip():
            yield country.strip(), status_words(status)
