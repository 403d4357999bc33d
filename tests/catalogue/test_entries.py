"""Entries of several registries, or countries, are of one trial, but no later versions of each other."""

from dataclasses import replace

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.trials.change_kinds import COMPLETED
from desktop.trials.entries import entry_of
from desktop.trials.identifiers import identifier
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Dates, Site, Trial
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial, criteria

NUMBER, NCT = "2019-009999-11", "NCT09990001"
OPEN, CLOSED = "Ongoing", "Completed"


def an_entry(country: str, status: str, day: str, *, wants: str) -> Trial:
    """Return one country's entry, which names the others without their status."""
    sites = [Site(country=each, status=status if each == country else "") for each in ("Germany", "Spain")]
    dates, wanted = Dates(refreshed=day), criteria((wants,))
    numbers = (identifier(NUMBER),)
    told = {"status": status, "dates": dates, "sites": tuple(sites), "eligibility": wanted, "identifiers": numbers}
    return a_trial(nct="", key=NUMBER, title=f"Examplinib in {country}", **told)


SPAIN = an_entry("Spain", OPEN, "2020-01-05", wants="Women")
GERMANY = an_entry("Germany", CLOSED, "2021-01-05", wants="Frauen")
SPAIN_LATER = an_entry("Spain", CLOSED, "2022-01-05", wants="Women, ECOG 0 or 1")


def imported(catalogue: Catalogue, *trials: Trial, formats: tuple[str, ...] = ()) -> StoredTrial:
    for trial, format_ in zip(trials, formats or ("ictrp",) * len(trials), strict=True):
        save(catalogue, a_delivery((trial, ()), format_=format_))
    found = catalogue.trials.get(1)
    assert isinstance(found, StoredTrial)
    assert len(catalogue) == 1
    return found


def statuses(trial: Trial) -> dict[str, str]:
    assert len(trial.sites) == len({site.country for site in trial.sites})
    return {site.country: site.status for site in trial.sites}


@pytest.mark.parametrize("trials", [(SPAIN, GERMANY), (GERMANY, SPAIN)])
def test_one_countrys_entry_did_not_become_that_of_another(catalogue: Catalogue, trials: tuple[Trial, ...]) -> None:
    found = imported(catalogue, *trials)
    assert {change.kind for change in found.changes} == {COMPLETED}
    assert (found.trial.title, statuses(found.trial)) == (GERMANY.title, {"Germany": CLOSED, "Spain": OPEN})


def test_a_later_version_of_one_countrys_entry_is_compared_with_its_own_version_before(catalogue: Catalogue) -> None:
    imported(catalogue, SPAIN, GERMANY)
    known = len(imported(catalogue).changes)
    found = imported(catalogue, SPAIN_LATER)
    told = {change.field: change for change in found.changes[:-known] if change.kind != COMPLETED}
    assert set(told) == {"eligibility", "sites"}  # the trial's status was that of Germany already
    assert (told["eligibility"].before, told["eligibility"].after) == (SPAIN.eligibility, SPAIN_LATER.eligibility)
    assert statuses(found.trial) == {"Germany": CLOSED, "Spain": CLOSED}


def test_one_registrys_entry_did_not_become_that_of_another(catalogue: Catalogue) -> None:
    ours = a_trial(NCT, identifiers=(identifier(NCT), identifier(NUMBER)), status="RECRUITING", enrollment=40)
    theirs = replace(SPAIN, enrollment=30)
    found = imported(catalogue, theirs, ours, formats=("euctr_text", "ctgov_json"))
    assert {change.kind for change in found.changes} == {COMPLETED}


def test_a_copy_gives_the_entry_of_the_registry_that_it_copies() -> None:
    assert entry_of(SPAIN, "ictrp") == entry_of(SPAIN, "euctr_text")
    assert entry_of(a_trial(NCT), "ictrp").is_version_of(entry_of(a_trial(NCT), "ctgov_json"))
    assert not entry_of(SPAIN, "ictrp").is_version_of(entry_of(GERMANY, "ictrp"))
