"""Countries and sites as the registries write them, and as they are shown."""

import json
from collections.abc import Callable

import pytest

from desktop.catalogue.storing.pairs import registered_pairs
from desktop.documents.clean_places import with_clean_places
from desktop.documents.clinicaltrials_gov.csv_cells import sites_of
from desktop.trials.trial import Site, Trial
from tests.documents.test_euctr_course import one, protocol
from tests.examples import a_trial
from tests.reading import read_document
from tests.worded import worded

ReadOne = Callable[[str], Trial]


def cleaned(*sites: Site) -> Trial:
    return with_clean_places(a_trial("NCT09990001", sites=sites))


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (Site("A", "Seoul", "", "Korea, Republic of", "OPEN"), Site("A", "Seoul", "", "South Korea", "OPEN")),
        (Site(country="Turkey (Türkiye)"), Site(country="Türkiye")),
        (Site("Infirmary", "Leeds", "", "England"), Site("Infirmary", "Leeds", "England", "United Kingdom")),
        (Site("Infirmary", "Leeds", "Yorkshire", "England"), Site("Infirmary", "Leeds", "Yorkshire", "United Kingdom")),
        (Site(country="Scotland"), Site(country="United Kingdom")),
        (Site(country="DE"), Site(country="Germany")),
        (Site(country="Seoul University Hospital, Korea"), Site("Seoul University Hospital", country="South Korea")),
        (Site(country="Ghent, Belgium"), Site(city="Ghent", country="Belgium")),
        (Site(country="Germany - Berlin"), Site(city="Berlin", country="Germany")),
        (Site(country="Italy: Milan"), Site(city="Milan", country="Italy")),
        (Site(), Site()),
        (Site("Hospital", "Lyon"), Site("Hospital", "Lyon")),
    ],
)  # fmt: skip
def test_a_country_gets_its_common_name(written: Site, clean: Site) -> None:
    trial = cleaned(written)
    assert (trial.sites, trial.warnings) == ((clean,), ())


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (Site(country="Example Hospital"), Site("Example Hospital")),
        (Site(country="Ghent"), Site(city="Ghent")),
        (Site("Clinic", country="Ghent"), Site("Clinic", "Ghent")),
        (Site("Clinic", "Ghent", country="Ghent"), Site("Clinic", "Ghent")),
        (Site("Clinic", "Gent", country="Flanders"), Site("Clinic", "Gent", "Flanders")),
        (Site(country="Europe"), Site(state="Europe")),
        (Site(country="Asia except Japan"), Site(state="Asia except Japan")),
    ],
)
def test_what_is_no_country_is_kept_as_a_place_and_told(written: Site, clean: Site) -> None:
    trial = cleaned(Site(country="France"), written)
    assert trial.sites == (Site(country="France"), clean)
    assert worded(trial.warnings) == (
        f"What stands in the place of a country is none and was kept as a place: {written.country}.",
    )


def test_a_list_in_one_field_is_several_countries() -> None:
    assert cleaned(Site(country="Argentina, Brazil and Chile")).sites == (
        *(Site(country="Argentina"), Site(country="Brazil"), Site(country="Chile")),
    )


def test_a_country_is_told_once_beside_its_places() -> None:
    place = Site("Infirmary", "Leeds", "", "England")
    trial = cleaned(
        place, Site(country="United Kingdom"), Site(country="England"), Site(country="UK"), Site(country="Italy")
    )
    assert [each.country for each in trial.sites] == ["United Kingdom", "Italy"]
    assert cleaned(Site(country="UK"), Site(country="Wales")).sites == (Site(country="United Kingdom"),)


def test_a_country_with_a_status_of_its_own_stays() -> None:
    sites = (Site("Clinic", "Graz", "", "Austria", "Ended"), Site(country="Austria", status="Ongoing, recruiting"))
    assert cleaned(*sites).sites == sites


def test_clean_places_stay_the_very_same() -> None:
    trial = a_trial("NCT09990001", sites=(Site("Hospital", "Lyon", "", "France", "COMPLETED"), Site(country="Italy")))
    assert with_clean_places(trial) is trial


@pytest.mark.parametrize("status", ["RECRUITING", "NOT_YET_RECRUITING", "WITHDRAWN", ""])
def test_the_status_of_a_site_is_kept(read_one: ReadOne, status: str) -> None:
    where = {"facility": "Clinic", "city": "Seoul", "country": "Korea, Republic of", "status": status}
    names = {"nctId": "NCT09990001", "briefTitle": "A"}
    protocol_ = {"identificationModule": names, "contactsLocationsModule": {"locations": [where]}}
    trial = read_one(json.dumps({"protocolSection": protocol_}))
    assert trial.sites == (Site("Clinic", "Seoul", "", "South Korea", status),)


def test_countries_are_filtered_by_one_name_also_in_trials_that_were_stored_before() -> None:
    old = a_trial("NCT09990001", sites=(Site(country="Korea, Republic of"), Site(country="Example Hospital")))
    assert [value for facet, value in registered_pairs(old) if facet == "country"] == ["South Korea"]


def test_each_member_state_of_the_whos_platform_keeps_the_status_of_its_own_record() -> None:
    record = (
        "<Trial><TrialID>EUCTR2021-000777-11-{0}</TrialID><Public_title>A</Public_title>"
        "<Recruitment_Status>{1}</Recruitment_Status><Countries>{2}</Countries></Trial>"
    )
    told = [("PT", "Authorised", "Portugal;Spain"), ("ES", "Not Recruiting", "Portugal;Spain"), ("GB", "Ended", "")]
    records = "".join(record.format(*each) for each in told)
    text = f"<Trials_downloaded_from_ICTRP>{records}</Trials_downloaded_from_ICTRP>"
    (trial,) = read_document(text.encode(), "x.xml").trials
    assert {(site.country, site.status) for site in trial.sites} == {
        *(("Portugal", "Authorised"), ("Spain", "Not Recruiting"), ("United Kingdom", "Ended")),
    }
    assert len(trial.sites) == 3


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("Example Hospital, Ghent", Site("Example Hospital", "Ghent")),
        ("Hospital, Houston, Texas, 77030", Site("Hospital", "Houston", "Texas")),
        ("Example Hospital", Site(country="Example Hospital")),
        ("Clinic, Seoul, South Korea", Site("Clinic", "Seoul", "", "South Korea")),
    ],
)
def test_a_place_of_a_table_that_lost_its_country_ends_with_the_town(written: str, site: Site) -> None:
    assert list(sites_of(written, with_post_codes=True)) == [site]


@pytest.mark.parametrize(
    ("planned", "countries"),
    [
        ("Argentina South Africa United States", ["Italy", "Argentina", "South Africa", "United States"]),
        ("Korea, Republic of\nRussian Federation", ["Italy", "South Korea", "Russia"]),
        ("Argentina\nExample Land", ["Italy", "Argentina", ""]),
        ("to be decided later", ["Italy"]),
    ],
)
def test_countries_beyond_europe_come_apart_in_one_line_too(planned: str, countries: list[str]) -> None:
    asked = "E.8.6.3 If E.8.6.1 or E.8.6.2 are Yes, specify the regions in which trial sites are planned: "
    text = protocol().replace("\nF. Population", f"\n{asked}{planned}\n\nF. Population", 1)
    trial = one(text)
    assert [each.country for each in trial.sites] == countries
    assert ("Trial sites planned in" in dict(trial.design)) == ("later" in planned)
