"""Give the countries of a trial their common English names; keep other texts as places, with a remark."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from desktop.paths import RESOURCES
from desktop.trials.countries import countries_in, country_name, is_larger, part_of_country
from desktop.trials.remarks import remark
from desktop.trials.trial import Site, Trial

_MOST_TOLD = 5
# "Germany - BfArM", "Seoul, Korea", "Italy: Milan"
_LAST_PART = re.compile(r"(?P<place>.*\S)\s*[,;/]\s+(?P<country>[^,;/]+)", re.DOTALL)
_FIRST_PART = re.compile(r"(?P<country>[^,;:(–-]+?)\s*(?:[,;:]\s|\s[–-]\s|\()\s*(?P<place>\S.*?)\)?\s*", re.DOTALL)


def with_clean_places(trial: Trial) -> Trial:
    """Return a trial whose sites have only names of countries as their country."""
    if all(not site.country or country_name(site.country) == site.country for site in trial.sites):
        sites = _without_repeated(trial.sites)
        return trial if len(sites) == len(trial.sites) else replace(trial, sites=sites)
    made: list[Site] = []
    strange: dict[str, None] = {}
    for site in trial.sites:
        cleaned = tuple(_cleaned(site))
        made.extend(cleaned)
        if site.country and not any(each.country for each in cleaned):
            strange[site.country] = None
    told = "; ".join([*strange][:_MOST_TOLD]) + ("; …" if len(strange) > _MOST_TOLD else "")
    remarks = (remark("no_country", said=told),) if strange else ()
    return replace(trial, sites=_without_repeated(tuple(made)), warnings=(*trial.warnings, *remarks))


def _cleaned(site: Site) -> Iterator[Site]:
    """Yield a site with the name of its country; several sites if the field held a list."""
    written = site.country
    alone = not _has_place(site)
    if not written:
        yield site
    elif name := country_name(written, alone=alone):
        part = "" if alone else part_of_country(written)
        yield replace(site, country=name, state=site.state or part)
    elif alone and (names := countries_in(written)):
        yield from (replace(site, country=each) for each in names)
    elif found := _divided(written):
        yield _placed(replace(site, country=found[0]), found[1])
    elif is_larger(written):
        yield replace(site, country="", state=site.state or written)
    else:
        yield _placed(replace(site, country=""), written)


def _divided(written: str) -> tuple[str, str] | None:
    """Return (country, rest) of a text that begins or ends with a country; else None."""
    for shape in (_LAST_PART, _FIRST_PART):
        found = shape.fullmatch(written)
        if found and (name := country_name(found["country"])):
            return name, found["place"].strip()
    return None


def _placed(site: Site, place: str) -> Site:
    """Return a site with a place in the first empty field that fits."""
    if not place or place in (site.facility, site.city, site.state):
        return site
    if not site.facility and _is_facility(place):
        return replace(site, facility=place)
    if not site.city and not _is_facility(place):
        return replace(site, city=place)
    return replace(site, state=", ".join(filter(None, (site.state, place))))


def _without_repeated(sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Return sites without those that only repeat the country of another."""
    if all(map(_has_place, sites)):
        return sites
    told_better = {site.country for site in sites if _has_place(site) or site.status}
    known: set[Site] = set()
    kept = []
    for site in sites:
        told = site in known or (site.country in told_better and not site.status)
        if not site.country or _has_place(site) or not told:
            kept.append(site)
        known.add(site)
    return tuple(kept)


def _has_place(site: Site) -> bool:
    return bool(site.facility or site.city or site.state)


def _is_facility(place: str) -> bool:
    words = place.casefold()
    return any(part in words for part in _facility_words())


@cache
def _facility_words() -> tuple[str, ...]:
    return tuple(tomllib.loads((RESOURCES / "places.toml").read_text(encoding="utf-8"))["facility"]["words"])
