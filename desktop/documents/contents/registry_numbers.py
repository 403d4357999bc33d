"""Read the numbers of a trial from fields in which registries write one or several, in their own spelling."""

import re
from collections.abc import Iterator

from desktop.documents.contents.absences import stated
from desktop.trials.identifiers import Identifier, find_registry_ids
from desktop.trials.sources import number_shape

# The European register's number with what mirrors add to it: "EUCTR2019-001698-10-NL", "2021-000037-14-Outside-EU/EEA".
_EUROPEAN = re.compile(
    rf"(?:EUCTR|EudraCT:?\s*|CTIS|EU-?CT:?\s*)?({number_shape('EudraCT')}|{number_shape('CTIS')})"
    r"(?:-(?:[A-Z]{2,3}|Outside[\w/-]*|3rd))?(?![\w-])",
    re.IGNORECASE,
)


def numbers_in(text: str) -> Iterator[Identifier]:
    """Yield the numbers of a field, separated by semicolons or lines; a number of no known registry is "other"."""
    for token in re.split(r"[;\n]|,\s(?=[A-Z])", text):
        number = stated(token)
        found = find_registry_ids(_EUROPEAN.sub(_bare, number))
        if found:
            yield from found
        elif number:
            yield Identifier("other", number)


def _bare(european: re.Match[str]) -> str:
    return f" {european[1]} "
