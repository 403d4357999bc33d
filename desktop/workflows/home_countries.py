"""Store the user's own countries, and list those in the catalogue."""

from collections.abc import Iterable

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import QueryError
from desktop.trials.countries import country_name
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED

_COUNTRY = "country"
_NAMING = TrialQuery(excluded=frozenset({(_COUNTRY, NOT_STATED), (_COUNTRY, NOT_IN_DOCUMENT)}))


def names_countries(catalogue: Catalogue) -> bool:
    """Return whether any trial names a country."""
    return catalogue.index.matching(_NAMING) != 0


def countries_by_trials(catalogue: Catalogue) -> list[str]:
    """Return the countries in which trials have sites, the one with most trials first."""
    counted = catalogue.index.crossed(TrialQuery(), _COUNTRY)
    numbers = zip(counted.row_totals, counted.rows, strict=True)
    named = [(count, name) for count, name in numbers if count and name not in (NOT_STATED, NOT_IN_DOCUMENT)]
    return [name for _, name in sorted(named, key=lambda pair: (-pair[0], pair[1]))]


def keep_home_countries(catalogue: Catalogue, names: Iterable[str]) -> tuple[str, ...]:
    """Store the user's own countries, given in any spelling, and return their common names.

    Raises:
        QueryError: a name is not a country; nothing was changed.
        StorageError: nothing was changed.
    """
    names = tuple(names)
    countries = {name: country_name(name, alone=True) for name in names}
    if unknown := next((name for name, known in countries.items() if not known), ""):
        raise QueryError(f"“{unknown}” is no country; write its English name or its code, such as Germany or DE.")
    catalogue.call_mine(tuple(dict.fromkeys(countries.values())))
    return catalogue.index.my_countries
