"""Read sponsors, contacts, sites and number of patients of the German Clinical Trials Register (DRKS)."""

from collections.abc import Iterator

from desktop.documents.contents.absences import stated
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.trials.countries import country_name
from desktop.trials.trial import Contact, Site, Sponsor

_LEAD, _SECOND = "PRIMARY_SPONSOR", "SECONDARY_SPONSOR"
_OTHER_SECOND = "OTHER_SECONDARY_SPONSOR"
# The roles of contacts; addresses of sponsors and ethics committees are not contacts.
_ASKED = {
    "PRINCIPAL_COORDINATING_INVESTIGATOR": "Principal Investigator",
    "SCIENTIFIC_QUERIES": "Contact for Scientific Queries",
    "PUBLIC_QUERIES": "Contact for Public Queries",
}


def enrollment(reading: JsonReading, patients: Fields) -> int | None:
    """Return the number of patients who took part; if there are none yet, the planned number."""
    return reading.count(patients, "totalParticipants") or reading.count(patients, "plannedParticipants")


def sponsors(reading: JsonReading, study: Fields) -> tuple[Sponsor, ...]:
    """Return the primary sponsor, the other sponsors, and the funders, each once."""
    made: dict[str, Sponsor] = {}
    for lead, kinds in ((True, (_LEAD,)), (False, (_SECOND, _OTHER_SECOND))):
        for each in reading.objects(study, "trialContacts"):
            if _kind(reading, each) in kinds and (name := _body(reading, each)):
                made.setdefault(name.casefold(), Sponsor(name, lead=lead))
    for each in reading.objects(study, "materialSupports"):
        if name := _body(reading, each):
            made.setdefault(name.casefold(), Sponsor(name, reading.text(each, "type"), lead=False))
    return tuple(made.values())


def contacts(reading: JsonReading, study: Fields) -> tuple[Contact, ...]:
    """Return the contacts, each once."""
    made: dict[Contact, None] = {}
    for each in reading.objects(study, "trialContacts"):
        role = _ASKED.get(_kind(reading, each))
        person = reading.object(each, "contact")
        parts = (stated(reading.text(person, key)) for key in ("title", "firstName", "lastName"))
        name = " ".join(part for part in parts if part)
        phone, email, body = (stated(reading.text(person, key)) for key in ("phone", "email", "affiliation"))
        if role and (name or phone or email):
            made[Contact(name, role, phone, email, body)] = None
    return tuple(made)


def sites(reading: JsonReading, patients: Fields) -> Iterator[Site]:
    """Yield the institutes (with their country if there is only one), then the countries without an institute."""
    countries = tuple(dict.fromkeys(_countries(reading, patients)))
    home = countries[0] if len(countries) == 1 else ""
    places = [
        (stated(reading.text(each, "name")), stated(reading.text(each, "city")))
        for each in reading.objects(patients, "institutes")
    ]
    found = [(name, city) for name, city in places if name or city]
    yield from (Site(facility=name, city=city, country=home) for name, city in found)
    yield from (Site(country=country) for country in countries if not (home and found))


def _countries(reading: JsonReading, patients: Fields) -> Iterator[str]:
    for each in reading.objects(patients, "countries"):
        code = reading.text(reading.object(each, "idCountry"), "code") or reading.text(each, "country")
        if code:
            yield country_name(code, alone=True) or code


def _kind(reading: JsonReading, each: Fields) -> str:
    kind = reading.text(reading.object(each, "idContactIdType"), "type")
    return reading.text(each, "otherType").removeprefix("OTHER_") if kind == "COLLABORATOR_OTHER_ADDRESS" else kind


def _body(reading: JsonReading, each: Fields) -> str:
    return stated(reading.text(reading.object(each, "contact"), "affiliation"))
