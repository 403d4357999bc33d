"""The web address at which a registry shows a record."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from desktop.trials.identifiers import Identifier

_ANY = ""


def address_of(identifiers: Iterable[Identifier], resources: Path) -> str:
    """Return the address at the first registry of the list for which the record has a number; "" if there is none."""
    numbers = {each.registry: each.value for each in reversed(tuple(identifiers))}
    pages = _pages(resources)
    for registry, page in pages:
        if registry in numbers:
            return page.format(quote(numbers[registry], safe="/"))
    others = [value for value in numbers.values() if value]
    return dict(pages)[_ANY].format(quote(others[-1], safe="/")) if others else ""


@cache
def _pages(resources: Path) -> tuple[tuple[str, str], ...]:
    content = tomllib.loads((resources / "registry_addresses.toml").read_text(encoding="utf-8"))
    return tuple((each["registry"], each["page"]) for each in content["address"])
