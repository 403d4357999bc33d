"""Read search results of the EU's Clinical Trials Information System (CTIS): pages of JSON."""

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
# Only whole records have these keys, which hold what a search result lacks.
_WHOLE = ('"authorizedPartI"', '"authorizedApplication"')
_WRAPPERS = frozenset(("data", "trials", "records", "elements", "content"))


def recognises(text: str) -> bool:
    """Return whether a text is JSON with number and title of a search result, and without keys of whole records."""
    return begins_json(text) and f'"{_MARK}"' in text and _OWN in text and not any(key in text for key in _WHOLE)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of pages of the search; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
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
    """Return the first field with a value; older results have lists, newer ones texts."""
    return next((", ".join(told) for key in keys if (told := reading.texts(found, key))), "")


def _countries(reading: JsonReading, found: Fields) -> Iterator[tuple[str, str]]:
    for told in reading.texts(found, "trialCountries"):
        country, _, status = told.partition(":")
        if country.strip():
            yield country.strip(), status_words(status)
