"""Make the cell of the sites of a trial: how many there are in a country, and how many of them recruit."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.comparison.cells import Compared, silent_cell
from desktop.comparison.parts import Cell, Line
from desktop.sheet.my_sites import mine_first
from desktop.sheet.parts import Items
from desktop.sheet.registry_words import RegistryWords
from desktop.trials.countries import common_name
from desktop.trials.trial import Site

_MOST_NOTES = 6
_NOWHERE = "Country not stated"


def sites_cell(trial: Compared) -> Cell:
    """Return the cell of the sites in the chosen country; without one, of all sites, country by country."""
    sites = trial.subject.trial.sites
    if not sites:
        return silent_cell(trial, ("sites",), partly=True)
    codes = trial.words.codes
    if not trial.country:
        return Cell((_everywhere(sites, codes),), behind=_listed(trial, sites), part="sites")
    wanted = common_name(trial.country).casefold()
    chosen = [site for site in sites if common_name(site.country).casefold() == wanted]
    if not chosen:
        elsewhere = _everywhere(sites, codes)
        line = Line("None listed here", (f"elsewhere {elsewhere.in_full}",))
        return Cell((line,), behind=_listed(trial, sites), part="sites")
    places = [", ".join(filter(None, (site.facility, site.city))) for site in chosen]
    known = [_with_status(place, site, codes) for place, site in zip(places, chosen, strict=True) if place]
    counted = _counted(chosen, codes)
    line = Line(counted[:1].upper() + counted[1:], tuple(_shortened(known)))
    return Cell((line,), behind=_listed(trial, chosen), part="sites")


def countries_of(sites: Iterable[Site]) -> dict[str, int]:
    """Return {country: number of its sites}."""
    return {country: len(each) for country, each in _by_country(sites) if country != _NOWHERE}


def _everywhere(sites: Sequence[Site], codes: RegistryWords) -> Line:
    countries = _by_country(sites)
    if not any(site.facility or site.city or site.status for site in sites):
        named = ", ".join(_shortened([country for country, _ in countries]))
        return Line(f"{named}, sites not listed")
    notes = tuple(_shortened([f"{country}: {_counted(each, codes)}" for country, each in countries]))
    where = f" in {len(countries):,} countries" if len(countries) > 1 else ""
    counted = _counted(sites, codes, where)
    return Line(counted, notes if len(countries) > 1 else tuple(country for country, _ in countries))


def _counted(sites: Sequence[Site], codes: RegistryWords, where: str = "") -> str:
    """Say how many sites there are and how many of them recruit; some records name only countries."""
    places = [site for site in sites if site.facility or site.city]
    number = len(places)
    counted = f"{number:,} site{'' if number == 1 else 's'}{where}" if places else f"named{where}, sites not listed"
    stated = [site for site in sites if site.status]
    recruiting = sum(codes.recruits(site.status) for site in stated)
    if not stated:
        said = "recruitment of each not stated" if number > 1 else "its recruitment not stated" if number else ""
    elif not places:
        said = "; ".join(dict.fromkeys(codes.ordinary(site.status) for site in stated))
    else:
        said = f"{recruiting:,} recruiting" if recruiting else "none recruiting"
    return ", ".join(filter(None, (counted, said)))


def _with_status(place: str, site: Site, codes: RegistryWords) -> str:
    return " · ".join(filter(None, (place, codes.ordinary(site.status))))


def _by_country(sites: Iterable[Site]) -> list[tuple[str, list[Site]]]:
    found: dict[str, list[Site]] = {}
    for site in sites:
        found.setdefault(common_name(site.country) or _NOWHERE, []).append(site)
    return list(found.items())


def _shortened(texts: Sequence[str]) -> Iterator[str]:
    yield from texts[:_MOST_NOTES]
    more = len(texts) - _MOST_NOTES
    if more > 0:
        yield f"and {more:,} more"


def _listed(trial: Compared, sites: Sequence[Site]) -> tuple[Items, ...]:
    """Return the sheet's lists of sites, reduced to these sites."""
    block = trial.block("sites", "sites")
    if not isinstance(block, Items):
        return ()
    wanted = {id(site) for site in sites}
    pairs = zip(mine_first(trial.subject.trial.sites, trial.words.mine), block.items, strict=True)
    return (Items("sites", "", tuple(item for site, item in pairs if id(site) in wanted)),)
