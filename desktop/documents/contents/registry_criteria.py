"""Read eligibility criteria as registers and their mirrors print them, and report what was damaged in that."""

import re
from collections.abc import Iterator, Mapping

from desktop.documents.contents.absences import is_absent
from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.contents.numbered_list import items_on_lines
from desktop.documents.syntax.wrapped_text import tidy_lines, unwrap
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Criterion, Eligibility

LONGEST = 4_000
"""The length in characters to which some registers cut criteria without a note."""

# "Age =18 years", "ALT ?2.0 × ULN": a sign before a number that compares nothing.
_DAMAGED = re.compile(r"(?:(?<=[\s(\[])|^)[=?]\s?(?:\d+(?:[.,]\d+)?|[IVX]+[abc]?\b)[ \t]?\S{0,12}", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.;:)\]!?。；]$")
# The end of a line that continues in the next, and the beginning of a line that continues the one before.
_UNFINISHED = re.compile(r"(?:[,(/-]|\b(?:and|or|of|the|a|an|to|in|by|with|for|from|on|at|her|his|their|be|is|are))$")
_GOES_ON = re.compile(r"[a-z]{2,}(?:[\s,;.)]|$)")
_LAST_WORD = 10
# "Inclusion criteria: 1. Signed consent 2. Age over 18"
_HEADING = re.compile(r"(?:inclusion|exclusion) criteria ?: ?\n?(?=\s{0,20}\(?1[.)])", re.IGNORECASE)
_WRAPPED_AT = 60
_NEARLY = 20
_WRAPPED_INDENT = 6
# Hard-wrapped lines are shorter than this; longer ones are complete, even if the British registry indents them.
_LONGEST_WRAPPED = 120
_CUT = {
    "inclusion criteria": "inclusion_cut",
    "exclusion criteria": "exclusion_cut",
    "interventions": "interventions_cut",
    "outcomes": "outcomes_cut",
}


def criteria_lists(inclusion: str, exclusion: str) -> Eligibility:
    """Return the eligibility from two fields, which may begin with headings; one field may hold both lists.

    Args:
        inclusion: Text without markup of web pages, lines ending in line feeds. Hard-wrapped text is unwrapped, a
            numbered list in one line is split.
        exclusion: The same.
    """
    first = split_eligibility(_under_heading("Inclusion", inclusion))
    second = split_eligibility(_under_heading("Exclusion", exclusion))
    return Eligibility(
        inclusion=_told((*first.inclusion, *second.inclusion)),
        exclusion=_told((*first.exclusion, *second.exclusion)),
        undivided="\n".join(part for part in (first.undivided, second.undivided) if part),
    )


def damage(texts: dict[str, str]) -> Iterator[Remark]:
    """Yield remarks on signs that a register damaged and on texts that it cut; ``texts`` is {name: text}."""
    for name, text in texts.items():
        if breaks_off(text, LONGEST):
            yield cut(name, len(text.strip()))
    found = [match.group().strip() for text in texts.values() for match in _DAMAGED.finditer(text)]
    if found:
        yield remark("signs_damaged", count=len(found), first=found[0])


def breaks_off(text: str, longest: int) -> bool:
    """Return whether a text ends where a register cuts it; ``longest`` is the register's limit in characters.

    A text that ends a little before the limit (spaces may be lost) is cut only if its last sentence is incomplete.
    """
    whole = text.strip()
    nearly = longest - _NEARLY <= len(whole) < longest
    return len(text) == longest or len(whole) == longest or (nearly and not _SENTENCE_END.search(whole))


def cut(name: str, length: int) -> Remark:
    """Return the remark that a text was cut."""
    return remark(_CUT[name], length=length)


def cut_parts(criteria: Mapping[str, str]) -> tuple[str, ...]:
    """Return the absent parts of a trial (``Trial.absent``) if one of its lists of criteria breaks off."""
    return ("eligibility",) if any(breaks_off(text, LONGEST) for text in criteria.values()) else ()


def is_wrapped(text: str) -> bool:
    """Return whether most lines are indented as in the hard-wrapped texts of ClinicalTrials.gov."""
    lines = [line for line in text.split("\n") if line.strip()]
    indented = [line for line in lines if len(line) - len(line.lstrip()) >= _WRAPPED_INDENT]
    return len(lines) > 1 and len(indented) * 2 > len(lines) and max(map(len, lines)) <= _LONGEST_WRAPPED


def rejoined(text: str) -> str:
    """Return a text in which lines broken inside a sentence are joined.

    A line in lower case continues a long line, or a line that cannot be an end. Short lines may be criteria without
    marks, and stay separate; so do all lines if the first criterion begins in lower case, because others may too.
    """
    lines: list[str] = []
    small = next((line[:1].islower() for line in text.split("\n") if not line.endswith(":")), False)
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        # Searched only at the end, because a text of many joined lines would be read again at each line.
        broken = _UNFINISHED.search(before[-_LAST_WORD:]) or (
            not small and len(before) >= _WRAPPED_AT and before[-1].isalnum()
        )
        if broken and _GOES_ON.match(line):
            lines[-1] = f"{before} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _under_heading(side: str, text: str) -> str:
    lines = unwrap(text) if is_wrapped(text) else rejoined(tidy_lines(text))
    if heading := _HEADING.match(lines):
        lines = f"{heading.group().strip()}\n{items_on_lines(lines[heading.end() :])}"
    else:
        lines = items_on_lines(lines)
    return f"{side} criteria:\n{lines}" if lines else ""


def _told(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(each for each in criteria if not is_absent(each.text))
