"""Divide an eligibility text into inclusion criteria, exclusion criteria, and text that the source does not mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.documents.contents.run_in_lists import on_own_lines
from desktop.documents.syntax.wrapped_text import BULLET, one_line
from desktop.trials.trial import Criterion, Eligibility

_QUALITY = (
    r"(?:key|main|major|general|principal|core|primary|additional|specific|other|further|study|trial|overall|"
    r"common|selected|the|for|both|all)"
)
_SIDE = r"(?P<side>non[- ]?inclusion|inclusion|exclusion|ineligibility)s?"
_CRITERIA = r"criteri(?:a|on|um|as|ons)"
# Only the heading: "Key Inclusion Criteria:", "EXCLUSION", "5.2 Exclusion criteria", "Criteria for inclusion".
_PLAIN_HEADING = re.compile(
    rf"(?:[\d.]+\s+)?(?:{_QUALITY}\s+)*(?:{_SIDE}(?:\s+{_CRITERIA})?|{_CRITERIA}\s+for\s+(?P<side2>inclusion|exclusion))"
    r"(?:\s*\((?:summary|abbreviated|main|key)\))?\s*[:：;.\-–—]*",
    re.IGNORECASE,
)
# A heading with more words, which are kept: "Exclusion Criteria for cohort B:", "Physician inclusion criteria:".
_TELLING_HEADING = re.compile(
    rf"(?:[\d.]+\s+)?(?P<before>(?:[\w/,()-]+\s+){{0,6}}?){_SIDE}\s+{_CRITERIA}(?P<after>(?:\b[^.:：;]*)?)[:：;]?",
    re.IGNORECASE,
)
# "Inclusion Criteria: age over 18", "Exclusion criteria - pregnancy": the rest of the line is a criterion.
_HEADING_AND_MORE = re.compile(
    rf"(?:{_QUALITY}\s+)*{_SIDE}\s+{_CRITERIA}(?:\s*[:：]\s*|\s+[-–—]\s+)(?P<rest>\S.*)", re.IGNORECASE
)
# "exclusion criteria History of another cancer": a line that its heading ran into. A short line that goes on with one
# of some words tells of the criteria ("Exclusion criteria For part B").
_HEADING_RUN_INTO = re.compile(
    rf"(?i:(?:{_QUALITY}\s+)*{_SIDE}\s+{_CRITERIA})\s+(?P<rest>(?:[A-Z][a-z]+|[A-Z0-9]+)\s+(?:\(\w|[a-z]).*)"
)
_TELLS_OF_CRITERIA = re.compile(r"(?:For|Are|Is|As|In|On|Will|Must|May|Can|See|Apply|Include|Included|Of|Same|Only)\b")
# "Patients are excluded from the study if any of the following apply:"
_EXCLUDING_SENTENCE = re.compile(
    r"(?!.*\b(?:not|never)\b.{0,15}\bexclu)(?=.{0,160}[:：]$).*\b"
    r"(?:(?:are|be|is|were) (?:excluded|ineligible|not eligible)|"
    r"may not (?:enter|enrol)|result in exclusion|reasons? for exclusion)\b.*",
    re.IGNORECASE,
)
# "… informed consent. Exclusion Criteria: pregnancy": the second heading of a text without line ends. It may
# run into its first criterion: "… consent. Exclusion Criteria Earlier drugs".
# The blank comes first, and what must precede it second, because only then the search skips all other letters.
_RUN_IN_HEADING = re.compile(
    r"[ \t](?<=[.;:)\]][ \t])[ \t]*(?=(?:(?:Key|Main)\s+(?:inclusion|exclusion)|"
    r"(?:(?:Key|Main|KEY|MAIN)\s+)?(?:Inclusion|Exclusion|INCLUSION|EXCLUSION))\s+"
    rf"(?:(?i:{_CRITERIA})\s*[:：]|Criteria\s+[A-Z][a-z]+\s+[a-z]))"
    # "… study procedures Exclusion Criteria: 1. Pregnancy": the mark behind it tells that a list begins.
    r"|[ \t](?<=\w[ \t])[ \t]*(?=(?:Inclusion|Exclusion|INCLUSION|EXCLUSION)\s+"
    rf"(?i:{_CRITERIA})\s*[:：]\s*(?:[*•-]\s|\(?1[.)]))"
)
# One of these stands in every text that holds such a heading.
_RUN_IN_HINTS = ("Key", "Main", "KEY", "MAIN", " Inclusion", " Exclusion", " INCLUSION", " EXCLUSION")
_AFTER_TABS = ("\tInclusion", "\tExclusion", "\tINCLUSION", "\tEXCLUSION")
_LONGEST_HEADING = 110
_SMALL_WORD = re.compile(r"\b(?:and|or|of|for|to|in|the|a|with)\b")  # in lower case even in titles


@dataclass
class _Divided:
    inclusion: list[Criterion] = field(default_factory=list)
    exclusion: list[Criterion] = field(default_factory=list)
    undivided: list[str] = field(default_factory=list)


def split_eligibility(text: str) -> Eligibility:
    """Return the eligibility with its lists of criteria, from a text with one item per line (see ``unwrap``).

    Headings in many spellings begin the lists; list marks are removed and nesting becomes levels. Text without such a
    heading ("DISEASE CHARACTERISTICS:") stays undivided and unchanged. A heading with more words ("Exclusion criteria
    for cohort B:") is kept as a criterion of its list.
    """
    divided = _Divided()
    side = ""
    pending: list[str] = []
    if any(hint in text for hint in _RUN_IN_HINTS) or ("\t" in text and any(hint in text for hint in _AFTER_TABS)):
        text = _RUN_IN_HEADING.sub("\n", text)
    for line in on_own_lines(text).split("\n"):
        found, kept = _heading(line)
        if found:
            _flush(divided, side, pending)
            side, pending = found, [kept] if kept else []
        else:
            pending.append(line)
    _flush(divided, side, pending)
    return Eligibility(
        inclusion=tuple(divided.inclusion),
        exclusion=tuple(divided.exclusion),
        undivided="\n".join(divided.undivided),
    )


def criteria(lines: list[str]) -> Iterator[Criterion]:
    """Yield the criteria of one list, one for each line, without marks; indentation and marks give the level."""
    # Each open level is (indentation, kind of mark).
    levels: list[tuple[int, str]] = []
    before = ""
    for line in lines:
        bare = line.lstrip()
        words = one_line(bare)
        if not words:
            continue
        mark = BULLET.match(words)
        told = words[mark.end() :] if mark else words
        if not (told[:1].isalnum() or any(map(str.isalnum, told))):
            continue
        here = (len(line) - len(bare), _kind_of_mark(mark["mark"]) if mark else "")
        if not (levels and levels[-1] == here and levels[0][1]):  # most lines stand beside the one before
            levels = _levels_at(levels, here, opened=before.endswith((":", "：")))
        before = told
        yield Criterion(told, len(levels) - 1)


def _levels_at(levels: list[tuple[int, str]], here: tuple[int, str], *, opened: bool) -> list[tuple[int, str]]:
    indent, kind = here
    if not kind:
        return [here]
    levels = [each for each in levels if each[1]]
    while levels and levels[-1][0] > indent:
        levels = levels[:-1]
    if not levels or levels[-1][0] < indent:
        return [*levels, here]
    # With equal indentation the kind of mark decides: "1. … a) … 2. …".
    kinds = [each[1] for each in levels if each[0] == indent]
    if kind in kinds:
        while levels[-1][1] != kind:
            levels = levels[:-1]
        return levels
    first_of_kind = kind in ("a)", "a.", "(a)", "i)", "(i)", "i.")
    return [*levels, here] if opened or first_of_kind else [*levels[: -len(kinds)], here]


@lru_cache(maxsize=512)  # asked for every criterion, about few marks
def _kind_of_mark(mark: str) -> str:
    if mark[-1] in ".)" and len(mark) > 1:
        body = mark.strip("().")
        shape = "1" if body[0].isdigit() else "i" if re.fullmatch(r"[ivx]{2,}", body) else "a"
        return mark.replace(body, shape) if body.count(".") == 0 else "1.1"
    return "-" if mark in "-–—" else mark


def _heading(line: str) -> tuple[str, str]:
    """Return ("inclusion" or "exclusion", the part of the line to keep), or ("", "") if the line is no heading."""
    lowered = line.lower()
    # Every heading contains one of these; looking for them first avoids the slow expressions above for most lines.
    if not ("clusion" in lowered or "exclu" in lowered or "eligib" in lowered or "may not" in lowered):
        return "", ""
    words = one_line(line)
    mark = BULLET.match(words)
    bare = words[mark.end() :] if mark else words
    if found := _PLAIN_HEADING.fullmatch(bare):
        return _side(found["side"] or found["side2"]), ""
    is_long = len(bare) > _LONGEST_HEADING
    if found := _HEADING_AND_MORE.fullmatch(bare) or _run_into(bare, plainly=is_long, marked=bool(mark)):
        return _side(found["side"]), found["rest"]
    short = not is_long or bare.endswith((":", "："))
    if short and (found := _TELLING_HEADING.fullmatch(bare)) and _is_title(bare, found, marked=bool(mark)):
        return _side(found["side"]), words
    if short and not mark and line[:1] != " " and _EXCLUDING_SENTENCE.fullmatch(bare):
        return "exclusion", words
    return "", ""


def _run_into(bare: str, *, plainly: bool, marked: bool) -> re.Match[str] | None:
    """Return a heading that ran into its first criterion; a short one must tell no more of the criteria."""
    found = _HEADING_RUN_INTO.fullmatch(bare)
    return found if found and (plainly or not (marked or _TELLS_OF_CRITERIA.match(found["rest"]))) else None


def _is_title(bare: str, found: re.Match[str], *, marked: bool) -> bool:
    """Return whether words about criteria are a heading and not a criterion."""
    if re.search(
        r"\b(?:protocol|apply|applies|meets?|see|listed|according|fulfil\w*|other than|per|above|number)\b", bare
    ):
        return bare.endswith((":", "：")) and not marked and bare[:1].isupper()
    if bare.endswith((":", "：", ";")) or bare.isupper() or _SMALL_WORD.sub("", bare).istitle():
        return True
    return not marked and not found["before"].strip() and found["side"][:1].isupper()


def _side(written: str) -> str:
    return "inclusion" if written.lower() == "inclusion" else "exclusion"


def _flush(divided: _Divided, side: str, lines: list[str]) -> None:
    if side == "inclusion":
        divided.inclusion.extend(criteria(lines))
    elif side == "exclusion":
        divided.exclusion.extend(criteria(lines))
    elif text := "\n".join(lines).strip("\n"):
        divided.undivided.append(text)
