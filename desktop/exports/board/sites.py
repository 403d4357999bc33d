"""The sites of a trial for a board: those of one country first, and how many of them recruit."""

from collections import Counter
from collections.abc import Sequence

from desktop.exports.board.shortened import shortened
from desktop.sheet.registry_words import RegistryWords
from desktop.trials.countries import common_name
from desktop.trials.trial import Site

_LONGEST = 70  # letters of a site


def sites_in_brief(sites: Sequence[Site], country: str, codes: RegistryWords) -> tuple[str, ...]:
    """Return a line each: the number of sites in a country, with those that recruit, and elsewhere."""
    if not sites:
        return ("not stated",)
    here, others = _parted(sites, country)
    counted = [f"{country}: {_open(here, codes)}" if here else f"{country}: none"] if country else []
    if others:
        counted.append(f"elsewhere: {_open(others, codes)}" if country else _open(others, codes))
    return tuple(counted)


def sites_in_words(sites: Sequence[Site], country: str, most: int, codes: RegistryWords) -> str:
    """Return the sites of a country by name, then the other countries with their numbers; at most so many of each."""
    here, others = _parted(sites, country)
    parts = []
    if here:
        named = sorted(here, key=lambda each: not codes.recruits(each.status))
        listed = "; ".join(filter(None, map(_site, named[:most])))
        more = f"; and {len(here) - most:,} more" if len(here) > most else ""
        parts.append(f"{country} ({_counted(here, codes)}){f': {listed}{more}' if listed else ''}")
    elsewhere = Counter(each.country or "country not stated" for each in others)
    common = elsewhere.most_common(most)
    counted = ", ".join(f"{shortened(name, _LONGEST // 2)} {count:,}" for name, count in common)
    more = f" and {len(elsewhere) - len(common):,} more countries" if len(elsewhere) > len(common) else ""
    if counted:
        parts.append(f"{'Elsewhere: ' if here else ''}{counted}{more}")
    return ". ".join(parts)


def _parted(sites: Sequence[Site], country: str) -> tuple[list[Site], list[Site]]:
    """Return the sites in a country, whatever its spelling, and all others."""
    wanted = common_name(country).casefold()
    parted: tuple[list[Site], list[Site]] = [], []
    for each in sites:
        parted[not country or common_name(each.country).casefold() != wanted].append(each)
    return parted


def _recruiting(sites: Sequence[Site], codes: RegistryWords) -> int:
    return sum(codes.recruits(each.status) for each in sites)


def _open(sites: Sequence[Site], codes: RegistryWords) -> str:
    recruiting = _recruiting(sites, codes)
    return f"{len(sites):,} ({recruiting:,} open)" if recruiting else f"{len(sites):,}"


def _counted(sites: Sequence[Site], codes: RegistryWords) -> str:
    recruiting = _recruiting(sites, codes)
    noun = "site" if len(sites) == 1 else "sites"
    return f"{len(sites):,} {noun}, {recruiting:,} recruiting" if recruiting else f"{len(sites):,} {noun}"


def _site(site: Site) -> str:
    place = shortened(", ".join(filter(None, (site.facility, site.city))), _LONGEST)
    return f"{place} ({site.status.lower()})" if site.status else place
