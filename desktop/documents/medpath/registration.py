"""Read the registry numbers of a MedPath page, and decide whether one is complete."""

import re
from collections.abc import Iterable

from desktop.trials.identifiers import Identifier, find_registry_ids, identifier
from desktop.trials.sources import number_shape

# EU records are listed once for each country: "EUCTR2010-012345-67-DE", "EUCTR2010-012345-67-Outside-EU/EEA".
_EUCTR = re.compile(
    rf"(?:EUCTR|CTIS)?\s*({number_shape('EudraCT')}|{number_shape('CTIS')})(?:-(?:[A-Z]{{2,3}}|Outside\S*|3rd))?"
)
# The number is complete before its country; that of the newer register continues with its version.
_EUCTR_BEGUN = re.compile(
    rf"((?:EUCTR|CTIS)?\s*(?:{number_shape('EudraCT')}|20\d{{2}}-5\d{{5}}-\d{{2}}-\d{{2}}))(?:-[A-Za-z/-]*)?"
)


def is_number(text: str) -> bool:
    """Return whether a text is only the number of a known registry."""
    known = [each.value.casefold() for each in find_registry_ids(text)]
    return _EUCTR.fullmatch(text) is not None or known == ["".join(text.split()).casefold()]


def identifiers_of(numbers: Iterable[str]) -> tuple[Identifier, ...]:
    """Return the identifiers in lines with one or several numbers; a number of no known registry is "other"."""
    found: dict[Identifier, None] = {}
    for number in numbers:
        listed = _EUCTR.fullmatch(number)
        if listed:
            found[identifier(listed[1])] = None
        known = find_registry_ids(number)
        found |= dict.fromkeys(known if known and not listed else (identifier(number),))
    return tuple(found)


def whole_number(written: str) -> str:
    """Return the certain part of a number at the end of a broken page; "" if it may be incomplete."""
    if begun := _EUCTR_BEGUN.fullmatch(written):
        return begun[1]
    found = find_registry_ids(written)
    goes_on = any(find_registry_ids(written + more) not in ((), found) for more in ("0", "-00"))
    return written if found and not goes_on else ""
