"""The sites of a trial for a board: those of one country first, and how many of them recruit."""

from collections import Counter
from collections.abc import Sequence

from desktop.exports.board.shortened import shortened
from desktop.trials.trial import Site

_LONGEST = 70  # letters of a site
_RECRUITING = ("recruiting", "authorised", "ongoing, recruiting")


def is_recruiting(site: Site) -> bool:
    """Tell whether the registry says that a site takes patients now."""
    return site.status.strip().casefold() in _RECRUITING


def sites_in_brief(sites: Sequence[Site], country: str) -> tuple[str, ...]:
    """Return a line each: the number of sites in a country, with those that recruit, and elsewhere."""
    if not sites:
        return ("not stated",)
    here = [each for each in sites if country and each.country.casefold() == country.casefold()]
    others = [each for each in sites if each not in here]
    counted = [f"{country}: {_open(here)}" if here else f"{country}: none"] if country else []
    if others:
        counted.append(f"elsewhere: {_open(others)}" if country else _open(others))
    return tuple(counted)


def sites_in_words(sites: Sequence[Site], country: str, most: int) -> str:
    """Return the sites of a country by name, then the other countries with their numbers; at most so many of each."""
    here = [each for each in sites if country and each.country.casefold() == country.casefold()]
    parts = []
    if here:
        named = sorted(here, key=lambda each: not is_recruiting(each))
        listed = "; ".join(filter(None, map(_site, named[:most])))
        more = f"; and {len(here) - most:,} more" if len(here) > most else ""
        parts.append(f"{country} ({_counted(here)}){f': {listed}{more}' if listed else ''}")
    elsewhere = Counter(each.country or "country not stated" for each in sites if each not in here)
    common = elsewhere.most_common(most)
    counted = ", ".join(f"{shortened(name, _LONGEST // 2)} {count:,}" for name, count in common)
    more = f" and {len(elsewhere) - len(common):,} more countries" if len(elsewhere) > len(common) else ""
    if counted:
        parts.append(f"{'Elsewhere: ' if here else ''}{counted}{more}")
    return ". ".join(parts)


def _open(sites: Sequence[Site]) -> str:
    recruiting = sum(map(is_recruiting, sites))
    return f"{len(sites):,} ({recruiting:,} open)" if recruiting else f"{len(sites):,}"


def _counted(sites: Sequence[Site]) -> str:
    recruiting = sum(map(is_recruiting, sites))
    noun = "site" if len(sites) == 1 else "sites"
    return f"{len(sites):,} {noun}, {recruiting:,} recruiting" if recruiting else f"{len(sites):,} {noun}"


def _site(site: Site) -> str:
    place = shortened(", ".join(filter(None, (site.facility, site.city))), _LONGEST)
    return f"{place} ({site.status.lower()})" if site.status else place
