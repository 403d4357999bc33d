"""Put the sites of the user's own countries first, and count them and the open ones among them."""

from collections.abc import Iterator, Sequence

from desktop.sheet.wording import Wording
from desktop.trials.countries import common_name
from desktop.trials.recruitment import OPEN, recruitment
from desktop.trials.trial import Site


def mine_first(sites: Sequence[Site], mine: Sequence[str]) -> list[Site]:
    """Return sites with those of the user's countries first, country by country; otherwise keep their order."""
    if not mine:
        return list(sites)
    ranks = {country: rank for rank, country in enumerate(mine)}
    return sorted(sites, key=lambda site: ranks.get(common_name(site.country), len(ranks)))


def sites_here(sites: Sequence[Site], words: Wording) -> Iterator[str]:
    """Yield a sentence for each of the user's countries: "Germany: 3 sites, none open"."""
    for country in words.mine:
        here = [site for site in sites if common_name(site.country) == country]
        yield f"{country}: {counted_open(here)}"


def counted_open(sites: Sequence[Site]) -> str:
    """Say how many sites there are and, if the record shows it, how many of them are open."""
    if not sites:
        return "no site"
    named = [site for site in sites if site.facility or site.city]
    stated = [site for site in sites if site.status]
    noun = "site" if len(named) == 1 else "sites"
    number = f"{len(named):,} {noun}" if named else "sites not listed"
    opened = sum(recruitment(site.status) == OPEN for site in stated)
    if not stated:
        return f"{number}, whether open is not stated"
    return f"{number}, {f'{opened:,} open' if opened else 'none open'}"
