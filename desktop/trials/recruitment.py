"""Group the registries' words for recruitment in a doctor's terms: open, opening soon, closed, finished, stopped."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from desktop.paths import RESOURCES
from desktop.trials.countries import country_name

if TYPE_CHECKING:
    from desktop.trials.trial import Site, Trial

OPEN, OPENING, UNKNOWN = "open", "opening", "unknown"
RECRUITMENT_FACET = "recruitment"
_SIGNS = re.compile(r"[\W_]+")


@lru_cache(maxsize=256)  # asked for every site, always in a few words
def recruitment(status: str) -> str:
    """Return the group of a status, in the spelling of a registry or of the facet; ``unknown`` for an unknown word."""
    return _groups().get(_SIGNS.sub("_", status.lower()).strip("_"), UNKNOWN)


def countries_open(trial: Trial, group: str) -> tuple[str, ...]:
    """Return the countries with a site that recruits, in a trial whose status is of this group.

    A site without a status of its own recruits if the trial does, unless other sites of the trial have one.
    """
    found = map(country_name, dict.fromkeys(site.country for site in sites_open(trial, group)))
    return tuple(dict.fromkeys(filter(None, found)))


def sites_open(trial: Trial, group: str) -> tuple[Site, ...]:
    """Return the sites that recruit, in a trial whose status is of this group; see ``countries_open``."""
    told = any(site.status for site in trial.sites)
    if group != OPEN and not told:
        return ()
    return tuple(site for site in trial.sites if not told or recruitment(site.status) == OPEN)


@cache
def _groups() -> Mapping[str, str]:
    content = tomllib.loads((RESOURCES / "recruitment.toml").read_text(encoding="utf-8"))
    return {word: group for group, words in content.items() for word in words}
