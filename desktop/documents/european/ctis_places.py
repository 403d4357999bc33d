"""Read sponsors, contacts and sites of a trial in the EU's Clinical Trials Information System."""

from collections.abc import Iterator

from desktop.documents.contents.absences import stated
from desktop.documents.european.ctis_codes import status_words
from desktop.documents.syntax.json_fields import Fields, JsonReading
from desktop.trials.trial import Contact, Site, Sponsor


def sponsors(reading: JsonReading, study: Fields, part: Fields, about: Fields) -> tuple[Sponsor, ...]:
    """Return the primary sponsor, the other sponsors, and the funders, each once."""
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


def sites(reading: JsonReading, application: Fields, parts: list[Fields]) -> Iterator[Site]:
    """Yield the sites of each member state's part of the application, with the state's status on the portal."""
    shown = {country: status for country, status in _states(reading, application) if status}
    for part in parts:
        told = _status(reading, reading.object(part, "mscInfo"))
        for each in reading.objects(part, "trialSites"):
            place = reading.object(each, "organisationAddressInfo")
            address = reading.object(place, "address")
            country = stated(reading.text(address, "countryName"))
            site = Site(
                facility=stated(reading.text(reading.object(place, "organisation"), "name")),
                city=stated(reading.text(address, "city")),
                country=country,
                status=shown.get(country, told),
            )
            if site.facility or site.city:
                yield site


def member_states(reading: JsonReading, application: Fields, part: Fields, parts: list[Fields]) -> Iterator[Site]:
    """Yield the countries without a listed site: member states, then countries outside the EEA."""
    listed = {site.country for site in sites(reading, application, parts)}
    for country, status in _states(reading, application):
        if country and country not in listed:
            listed.add(country)
            yield Site(country=country, status=status)
    for each in reading.objects(part, "rowCountriesInfo"):
        country = reading.text(each, "name")
        if country and country not in listed:
            listed.add(country)
            yield Site(country=country)


def _states(reading: JsonReading, application: Fields) -> Iterator[tuple[str, str]]:
    """Yield (member state, status): the status on the portal, else the decision on its application."""
    for each in reading.objects(application, "memberStatesConcerned"):
        country = reading.text(each, "countryName") or reading.text(each, "mscName")
        yield country, _status(reading, each)


def _sponsors(reading: JsonReading, study: Fields, part: Fields) -> list[Fields]:
    first = reading.object(study, "primarySponsor")
    return [*([first] if first else []), *reading.objects(part, "sponsors"), *reading.objects(study, "coSponsors")]


def _status(reading: JsonReading, state: Fields) -> str:
    keys = ("mscPublicStatusCode", "trialStatus", "reportingStatusCode")
    return next((told for key in keys if (told := status_words(reading.text(state, key)))), "")
