"""Find the member state of a record of the WHO's platform, which has a trial once for each member state."""

import re
from collections.abc import Iterator, Sequence

from desktop.trials.countries import country_name
from desktop.trials.trial import Site

# "EUCTR2011-009999-11-IT"
_MEMBER_STATE = re.compile(r"EUCTR[\d-]+-([A-Z]{2})\s*$", re.IGNORECASE)


def sites_of(countries: Sequence[str], number: str, status: str) -> Iterator[Site]:
    """Yield the countries of a record; only the member state of the record has the status."""
    found = _MEMBER_STATE.search(number)
    own = country_name(found[1].upper(), alone=True) if found else ""
    yield from (Site(country=each, status=status if own and country_name(each) == own else "") for each in countries)
    if own and own not in map(country_name, countries):
        yield Site(country=own, status=status)
