"""Read the XML of the ISRCTN registry itself; its records have the fields of the JSON."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from desktop.documents.contents.absences import stated
from desktop.documents.isrctn.registry_json import trial_of
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.documents.syntax.json_records import JsonRecord
from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.xml_fields import fields_of, local_name
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.trial import Contact, Trial

_NAMESPACE = "http://www.67bricks.com/isrctn"
_NUMBER = re.compile(r"<isrctn\b[^<>]*>\s*(?:ISRCTN)?\d{8}")
_WITHIN = 20_000
# Elements that are beside the trial in the registry's XML, but inside it in JSON of other programs.
_BESIDE = ("sponsor", "funder")
# The day, before its time: "2026-05-26T15:09:37.845816062Z".
_DAY = 10


def recognises(text: str) -> bool:
    """Return whether a text is XML in the registry's namespace, or has its number and trial description."""
    start = text[:_WITHIN]
    if not begins_xml(start):
        return False
    return _NAMESPACE in start or (_NUMBER.search(start) is not None and "<trialDescription" in start)


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of the registry's XML; yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML is damaged or unsafe, or holds no trial.
    """
    elements = list(_trials(parse_xml(text)))
    if not elements:
        raise DocumentError("it holds no trial; download the record again.")
    for place, (element, parties) in enumerate(elements, start=1):
        try:
            yield _trial(element, parties, place)
        except DocumentError as fault:
            number = next((told for each in element if local_name(each) == "isrctn" and (told := each.text)), "")
            yield DocumentError(f"trial {place}{f' (ISRCTN{number})' if number else ''}: {fault}")


def _trials(root: Element) -> Iterator[tuple[Element, Fields]]:
    """Yield each trial with the fields beside it: contacts, sponsors, funders."""
    holders = [each for each in root.iter() if any(local_name(child) == "trial" for child in each)]
    if not holders and local_name(root) == "trial":
        yield root, {}
    for holder in holders:
        trials = [child for child in holder if local_name(child) == "trial"]
        # In a flat list nothing shows which sponsor belongs to which trial.
        parties = fields_of(holder) if len(trials) == 1 else {}
        yield from ((trial, parties) for trial in trials)


def _trial(element: Element, parties: Fields, place: int) -> Trial:
    beside = {key: each for key, each in parties.items() if key in _BESIDE}
    trial = trial_of(JsonRecord(place, beside | fields_of(element)))
    assigned = element.get("publicIdentifierDateAssigned", "") or _assigned(element)
    reading = JsonReading(parties)
    return replace(
        trial,
        dates=replace(
            trial.dates,
            first_posted=trial.dates.first_posted or partial_date(assigned[:_DAY]),
            last_updated=trial.dates.last_updated or partial_date(element.get("lastUpdated", "")[:_DAY]),
        ),
        contacts=trial.contacts or tuple(dict.fromkeys(_contacts(reading, parties))),
    )


def _assigned(element: Element) -> str:
    return next((each.get("dateAssigned", "") for each in element if local_name(each) == "isrctn"), "")


def _contacts(reading: JsonReading, parties: Fields) -> Iterator[Contact]:
    for each in reading.objects(parties, "contact"):
        details = reading.object(each, "contactDetails")
        parts = (stated(reading.text(each, key)) for key in ("title", "forename", "surname"))
        name = " ".join(part for part in parts if part)
        role = ", ".join(reading.texts(reading.object(each, "contactTypes"), "contactType"))
        phone, email = (stated(reading.text(details, key)) for key in ("telephone", "email"))
        if name or phone or email:
            yield Contact(name, role, phone, email)
