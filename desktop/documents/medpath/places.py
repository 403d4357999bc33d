"""Read the sites of a MedPath page: facility, flag, then "City, Region, Country"."""

import re
from collections.abc import Iterator

from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.trial import Site

_COUNT = re.compile(r"Locations\s*\(\d+\)")
# A flag is two regional indicator letters; a copy may have lost one of them, or made the flag unreadable.
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff\ufffd\s]+")
# Countries that contain a comma.
_COUNTRY_AFTER_COMMA = re.compile(
    r"(?:Republic of|Islamic Republic of|The Democratic Republic of the|Democratic People's Republic of|"
    r"Province of China|The Former Yugoslav Republic of|Federated States of|Plurinational State of|"
    r"Bolivarian Republic of|United Republic of|State of|British|U\.S\.|occupied)",
    re.IGNORECASE,
)


def sites_of(lines: list[str]) -> tuple[Site, ...]:
    """Return the sites under "Trial Locations", in order; the flag separates a facility from its place."""
    told = [words for line in lines if (words := one_line(line)) and not _COUNT.fullmatch(words)]
    flagged = any(_FLAG.fullmatch(words) for words in told)
    return tuple(_flagged(told) if flagged else _paired(told))


def _flagged(lines: list[str]) -> Iterator[Site]:
    facility: list[str] = []
    place_follows = False
    for words in lines:
        if _FLAG.fullmatch(words):
            place_follows = True
        elif place_follows:
            yield _site(" ".join(facility), words)
            facility, place_follows = [], False
        else:
            facility.append(words)
    if facility:
        yield Site(facility=" ".join(facility))


def _paired(lines: list[str]) -> Iterator[Site]:
    """Yield the sites of a page that lost its flags: facility and place alternate."""
    for facility, place in zip(lines[::2], lines[1::2], strict=False):
        yield _site(facility, place)
    if len(lines) % 2:
        yield Site(facility=lines[-1])


def _site(facility: str, place: str) -> Site:
    parts = [part for each in place.split(",") if (part := each.strip())]
    if len(parts) > 1 and _COUNTRY_AFTER_COMMA.fullmatch(parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    country = parts.pop() if parts else ""
    city = parts.pop(0) if parts else ""
    return Site(facility=facility, city=city, state=", ".join(parts), country=country)
