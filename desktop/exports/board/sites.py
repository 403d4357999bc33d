"""Write the sites of a trial for a board: those of the chosen countries first, and how many of them recruit."""

from collections import Counter
from collections.abc import Sequence

from desktop.exports.board.shortened import shortened
from desktop.sheet.registry_words import RegistryWords
from desktop.trials.countries import common_name
from desktop.trials.trial import Site

_LONGEST = 70  # letters for one site


def sites_in_brief(sites: Sequence[Site], countries: Sequence[str], codes: RegistryWords) -> tuple[str, ...]:
    """Return lines with the number of sites in some countries and elsewhere, in brackets how many recruit."""
    if not sites:
        return ("not stated",)
    parted, others = _parted(sites, countries)
    counted = [f"{country} {_open(here, codes)}" for country, here in parted.items()]
    if others:
        counted.append(f"elsewhere {_open(others, codes)}" if countries else _open(others, codes))
    return tuple(counted)


def sites_in_words(sites: Sequence[Site], countries: Sequence[str], most: int, codes: RegistryWords) -> str:
    """Return the sites of some countries by name, then the other countries with their numbers; ``most`` of each."""
    parted, others = _parted(sites, countries)
    parts = []
    for country, here in parted.items():
        named = sorted(here, key=lambda each: not codes.recruits(each.status))
        listed = "; ".join(filter(None, (_site(each, codes) for each in named[:most])))
        more = f"; and {len(here) - most:,} more" if len(here) > most else ""
        if here:
            parts.append(f"{country} ({_counted(here, codes)}){f': {listed}{more}' if listed else ''}")
        elif sites:
            parts.append(f"{country}: no site")
    elsewhere = Counter(each.country or "country not stated" for each in others)
    common = elsewhere.most_common(most)
    counted = ", ".join(f"{shortened(name, _LONGEST // 2)} {count:,}" for name, count in common)
    more = f" and {len(elsewhere) - len(common):,} more countries" if len(elsewhere) > len(common) else ""
    if counted:
        parts.append(f"{'Elsewhere: ' if parts else ''}{counted}{more}")
    return ". ".join(parts)


def _parted(sites: Sequence[Site], countries: Sequence[str]) -> tuple[dict[str, list[Site]], list[Site]]:
    """Return ({country: its sites} for some countries in any spelling, all other sites)."""
    names = {common_name(country).casefold(): country for country in countries}
    parted: dict[str, list[Site]] = {country: [] for country in countries}
    others: list[Site] = []
    for each in sites:
        country = names.get(common_name(each.country).casefold())
        (parted[country] if country else others).append(each)
    return parted, others


def _recruiting(sites: Sequence[Site], codes: RegistryWords) -> int:
    return sum(codes.recruits(each.status) for each in sites)


def _open(sites: Sequence[Site], codes: RegistryWords) -> str:
    return f"{len(sites):,} ({_recruiting(sites, codes):,})" if _tells_status(sites) else f"{len(sites):,}"


def _counted(sites: Sequence[Site], codes: RegistryWords) -> str:
    noun = "site" if len(sites) == 1 else "sites"
    recruiting = _recruiting(sites, codes)
    told = f", {f'{recruiting:,}' if recruiting else 'none'} recruiting" if _tells_status(sites) else ""
    return f"{len(sites):,} {noun}{told}"


def _tells_status(sites: Sequence[Site]) -> bool:
    return any(each.status for each in sites)


def _site(site: Site, codes: RegistryWords) -> str:
    place = shortened(", ".join(filter(None, (site.facility, site.city))), _LONGEST)
    return f"{place} ({codes.ordinary(site.status).lower()})" if site.status else place
