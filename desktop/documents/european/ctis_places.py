"""Read who runs a trial of the EU's Clinical Trials Information System, and where."""

from collections.abc import Iterator

from desktop.documents.contents.absences import stated
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.trials.trial import Contact, Site, Sponsor


def sponsors(reading: JsonReading, study: Fields, part: Fields, about: Fields) -> tuple[Sponsor, ...]:
    """Return the primary sponsor, the others, and who else pays, each once."""
    made: dict[str, Sponsor] = {}
    for each in _sponsors(reading, study, part):
        organisation = reading.object(each, "organisation")
        if name := stated(reading.text(organisation, "name")):
            lead = reading.flag(each, "primary") is not False and not made
            made.setdefault(name.casefold(), Sponsor(name, reading.text(organisation, "type"), lead=lead))
    for each in reading.objects(about, "sourceOfMonetarySupport"):
        if name := stated(reading.text(each, "organisationName")):
            made.setdefault(name.casefold(), Sponsor(name, lead=False))
    return tuple(made.values())


def contacts(reading: JsonReading, study: Fields, part: Fields) -> tuple[Contact, ...]:
    """Return the contact points of the sponsors, each once."""
    made: dict[Contact, None] = {}
    for each in _sponsors(reading, study, part):
        for key in ("publicContacts", "scientificContacts"):
            for told in reading.objects(each, key):
                contact = Contact(
                    name=stated(reading.text(told, "functionalName")),
                    role=reading.text(told, "type"),
                    phone=stated(reading.text(told, "telephone")),
                    email=stated(reading.text(told, "functionalEmailAddress")),
                    affiliation=stated(reading.text(reading.object(told, "organisation"), "name")),
                )
                if contact.name or contact.phone or contact.email:
                    made[contact] = None
    return tuple(made)


def sites(reading: JsonReading, parts: list[Fields]) -> Iterator[Site]:
    """Yield the places of each member state's part of the application."""
    for part in parts:
        status = _status(reading, part)
        for each in reading.objects(part, "trialSites"):
            place = reading.object(each, "organisationAddressInfo")
            address = reading.object(place, "address")
            site = Site(
                facility=stated(reading.text(reading.object(place, "organisation"), "name")),
                city=stated(reading.text(address, "city")),
                country=stated(reading.text(address, "countryName")),
                status=status,
            )
            if site.facility or site.city:
                yield site


def member_states(reading: JsonReading, application: Fields, part: Fields, parts: list[Fields]) -> Iterator[Site]:
    """Yield the countries of which no place is listed: member states, then those outside the EEA."""
    listed = {site.country for site in sites(reading, parts)}
    for each in reading.objects(application, "memberStatesConcerned"):
        country = reading.text(each, "countryName") or reading.text(each, "mscName")
        if country and country not in listed:
            listed.add(country)
            yield Site(country=country, status=reading.text(each, "trialStatus"))
    for each in reading.objects(part, "rowCountriesInfo"):
        country = reading.text(each, "name")
        if country and country not in listed:
            listed.add(country)
            yield Site(country=country)


def _sponsors(reading: JsonReading, study: Fields, part: Fields) -> list[Fields]:
    first = reading.object(study, "primarySponsor")
    return [*([first] if first else []), *reading.objects(part, "sponsors"), *reading.objects(study, "coSponsors")]


def _status(reading: JsonReading, part: Fields) -> str:
    state = reading.object(part, "mscInfo")
    return reading.text(state, "trialStatus") or reading.text(state, "reportingStatusCode")
