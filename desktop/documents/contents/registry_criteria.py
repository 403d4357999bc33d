"""Read eligibility criteria as registers and their mirrors print them, and say what the printing damaged."""

import re
from collections.abc import Iterator, Mapping

from desktop.documents.contents.absences import is_absent
from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.contents.numbered_list import items_on_lines
from desktop.documents.syntax.wrapped_text import tidy_lines, unwrap
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Criterion, Eligibility

LONGEST = 4_000
"""Longer criteria are cut by some registers without a word, in characters."""

# "Age =18 years", "ALT ?2.0 × ULN": a sign before a number that follows nothing it could compare.
_DAMAGED = re.compile(r"(?:(?<=[\s(\[])|^)[=?]\s?(?:\d+(?:[.,]\d+)?|[IVX]+[abc]?\b)[ \t]?\S{0,12}", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.;:)\]!?。；]$")
# How a line ends that goes on in the next, and how one begins that goes on from the one before.
_UNFINISHED = re.compile(r"(?:[,(/-]|\b(?:and|or|of|the|a|an|to|in|by|with|for|from|on|at|her|his|their|be|is|are))$")
_GOES_ON = re.compile(r"[a-z]{2,}(?:[\s,;.)]|$)")
_LAST_WORD = 10
# "Inclusion criteria: 1. Signed consent 2. Age over 18"
_HEADING = re.compile(r"(?:inclusion|exclusion) criteria ?: ?\n?(?=\s{0,20}\(?1[.)])", re.IGNORECASE)
_WRAPPED_AT = 60
_NEARLY = 20
_WRAPPED_INDENT = 6
# Hard-wrapped lines end before this; longer ones are whole, however far the British registry indents them.
_LONGEST_WRAPPED = 120
_CUT = {
    "inclusion criteria": "inclusion_cut",
    "exclusion criteria": "exclusion_cut",
    "interventions": "interventions_cut",
    "outcomes": "outcomes_cut",
}


def criteria_lists(inclusion: str, exclusion: str) -> Eligibility:
    """Return both lists of two fields that may begin with their headings; one field may hold both lists.

    Args:
        inclusion: Text without marks of web pages, lines ending in line feeds. Hard-wrapped text is unwrapped, a
            numbered list that a registry has run together taken apart.
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
    """Yield remarks about signs that a register damaged and texts that it cut, by the name of the text."""
    for name, text in texts.items():
        if breaks_off(text, LONGEST):
            yield cut(name, len(text.strip()))
    found = [match.group().strip() for text in texts.values() for match in _DAMAGED.finditer(text)]
    if found:
        yield remark("signs_damaged", count=len(found), first=found[0])


def breaks_off(text: str, longest: int) -> bool:
    """Return whether a text ends where a register cuts it, ``longest`` being its limit in characters.

    A text that ends a little before the limit is cut only if its last sentence is not finished: spaces may have gone.
    """
    whole = text.strip()
    nearly = longest - _NEARLY <= len(whole) < longest
    return len(text) == longest or len(whole) == longest or (nearly and not _SENTENCE_END.search(whole))


def cut(name: str, length: int) -> Remark:
    """Return the remark that tells of a text that was cut."""
    return remark(_CUT[name], length=length)


def cut_parts(criteria: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a trial lacks (``Trial.absent``) if one of its lists of criteria breaks off."""
    return ("eligibility",) if any(breaks_off(text, LONGEST) for text in criteria.values()) else ()


def is_wrapped(text: str) -> bool:
    """Return whether most lines are indented as in the hard-wrapped texts of ClinicalTrials.gov."""
    lines = [line for line in text.split("\n") if line.strip()]
    indented = [line for line in lines if len(line) - len(line.lstrip()) >= _WRAPPED_INDENT]
    return len(lines) > 1 and len(indented) * 2 > len(lines) and max(map(len, lines)) <= _LONGEST_WRAPPED


def rejoined(text: str) -> str:
    """Return text with lines joined that were broken inside a sentence.

    A line in small letters goes on from a long one or from one that cannot end so. Short lines may be criteria
    without marks, and stay apart; so do all lines where the first criterion begins in small letters, as others may.
    """
    lines: list[str] = []
    small = next((line[:1].islower() for line in text.split("\n") if not line.endswith(":")), False)
    for line in text.split("\n"):
        before = lines[-1] if lines else ""
        # Looked for at the end only: a text of many joined lines would be read again at each of them.
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
