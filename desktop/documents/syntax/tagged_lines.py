"""Read lines that begin with a tag and " - ", as in MEDLINE and RIS; long values have several lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from desktop.errors import DocumentError

Read = TypeVar("Read")

_LINE = re.compile(r"[^\n]+")
_BLANKS = re.compile(r"[ \t]*")
_LONGEST_RECORD = 5_000_000
_CONFLICT = re.compile(r"(?:<{7}|>{7}) \S|={7}$")


@dataclass(frozen=True)
class TaggedLine:
    """Hold a tag, its value with its lines joined by line feeds, and the number of its first line, from 1."""

    tag: str
    value: str
    line: int


@dataclass(frozen=True)
class TagLike:
    """Hold a line in the form of a tagged line, and what is above it.

    ``gap`` is the text between the tag and its dash. ``above`` is the tag of the value above, "" if there is none,
    ``text_above`` the last line of that value. ``after_gap``: an empty line is between them.
    """

    tag: str
    gap: str
    value: str
    above: str
    text_above: str
    after_gap: bool


def tagged_lines(
    text: str, shape: re.Pattern[str], is_tagged: Callable[[TagLike], bool] | None = None
) -> Iterator[TaggedLine | None]:
    """Yield the tagged values of a text in order, and None for each run of empty lines.

    A line without a tag continues the value above it; before the first tag it is omitted.

    Args:
        text: Lines ending in line feeds.
        shape: Matches a line with a tag; its groups are the tag and the value.
        is_tagged: Returns whether a line of this form is tagged, or continues the text above it ("ER - positive"
            is in many abstracts); without it all such lines are tagged.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    here: tuple[str, list[str], int] | None = None
    gap = False
    for number, line, follows_empty in _numbered(text):
        gap = gap or follows_empty
        if _CONFLICT.match(line):
            raise DocumentError(f"line {number} is the mark of an unsettled merge; use the original download.")
        found = shape.fullmatch(line.rstrip())
        if found and (not is_tagged or is_tagged(_tag_like(found, here, after_gap=gap))):
            if here:
                yield _tagged(*here)
            if gap:
                yield None
            here, gap = (found[1], [(found[2] or "").strip()], number), False
        elif not line.strip():
            gap = True
        elif here:
            # Text without a tag after an empty line belongs to the value: some abstracts have empty lines.
            here[1].append(line.strip())
            gap = False
    if here:
        yield _tagged(*here)


def _numbered(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (number, line, whether an empty line is above it) for each line that is not empty."""
    number, end = 1, 0
    # Lines are read one by one, because a text of only line ends has very many.
    for found in _LINE.finditer(text):
        skipped = text.count("\n", end, found.start())
        follows_empty = skipped > bool(end)
        number, end = number + skipped, found.end()
        yield number, found.group(), follows_empty


def each_record(
    records: Iterable[list[TaggedLine]],
    read: Callable[[list[TaggedLine]], Read],
    named: Callable[[list[TaggedLine]], str] = lambda lines: f" (line {lines[0].line})",
) -> Iterator[Read | DocumentError]:
    """Yield what ``read`` makes of each record; yield an error for one that cannot be read.

    ``named`` returns the words that follow the number of a record in an error.
    """
    for place, lines in enumerate(records, start=1):
        try:
            _refuse_if_endless(lines)
            yield read(lines)
        except DocumentError as fault:
            yield DocumentError(f"record {place}{named(lines)}: {fault}")


def _refuse_if_endless(lines: list[TaggedLine]) -> None:
    """Refuse a record that is too long, because the line that ends it is missing.

    Raises:
        DocumentError: It has more than five million characters; one sentence with the line it begins at.
    """
    if sum(len(each.tag) + len(each.value) for each in lines) > _LONGEST_RECORD:
        raise DocumentError(
            f"the record that begins at line {lines[0].line} has more than {_LONGEST_RECORD // 1_000_000} million "
            "characters, as no record has; the marks between records are lost: download it again."
        )


def _tag_like(found: re.Match[str], here: tuple[str, list[str], int] | None, *, after_gap: bool) -> TagLike:
    above, lines = (here[0], here[1]) if here else ("", [""])
    gap = _BLANKS.match(found.string, found.end(1))
    return TagLike(found[1], gap.group() if gap else "", (found[2] or "").strip(), above, lines[-1], after_gap)


def _tagged(tag: str, lines: list[str], line: int) -> TaggedLine:
    return TaggedLine(tag, "\n".join(lines), line)
