"""Read lines that begin with a tag and " - ", as MEDLINE and RIS write them, long values running over several lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.errors import DocumentError

_CONFLICT = re.compile(r"(?:<{7}|>{7}) \S|={7}$")


@dataclass(frozen=True)
class TaggedLine:
    """Hold a tag, its value with its lines joined by line feeds, and the number of its first line, from 1."""

    tag: str
    value: str
    line: int


def tagged_lines(text: str, shape: re.Pattern[str]) -> Iterator[TaggedLine | None]:
    """Yield the tagged values of a text in order and None for each run of empty lines.

    A line that has no tag continues the value above it; before the first tag it is left out.

    Args:
        text: Lines ending in line feeds.
        shape: Matches a line with a tag; its groups are the tag and the value.

    Raises:
        DocumentError: Two versions of the text stand in it, marked as version control marks a conflict.
    """
    here: tuple[str, list[str], int] | None = None
    gap = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _CONFLICT.match(line):
            raise DocumentError(f"line {number} is the mark of an unsettled merge; use the original download.")
        found = shape.fullmatch(line.rstrip())
        if found:
            if here:
                yield _tagged(*here)
            if gap:
                yield None
            here, gap = (found[1], [(found[2] or "").strip()], number), False
        elif not line.strip():
            gap = True
        elif here:
            # What follows an empty line without a tag is still the value: some abstracts hold empty lines.
            here[1].append(line.strip())
            gap = False
    if here:
        yield _tagged(*here)


def _tagged(tag: str, lines: list[str], line: int) -> TaggedLine:
    return TaggedLine(tag, "\n".join(lines), line)
