"""Recognise the labels of a MedPath page in any spelling of a copy, and distinguish them from other lines."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from desktop.documents.medpath.registration import is_number
from desktop.documents.syntax.markdown_text import without_links
from desktop.documents.syntax.wrapped_text import one_line

HEAD = "(head)"
"""The label for the lines above the first label: title, phase, status."""

# In the order of the page; those in capitals begin a chapter.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    HEAD: (
        "Conditions",
        "Interventions",
        "Registration Number",
        "Lead Sponsor",
        "Sponsor",
        "Collaborators",
        "First Posted Date",
        "Last Posted Date",
        "Last Updated",
        "Start Date",
        "Completion Date",
        "Target Recruit Count",
        "Brief Summary",
        "Detailed Description",
    ),
    "Recruitment & Eligibility": (
        "Status",
        "Sex",
        "Target Recruitment",
        "Minimum Age",
        "Maximum Age",
        "Age",
        "Healthy Volunteers",
        "Inclusion Criteria",
        "Exclusion Criteria",
    ),
    "Study & Design": (
        "Study Type",
        "Study Design",
        "Arm && Interventions",
        "Primary Outcome Measures",
        "Secondary Outcome Measures",
        "Other Outcome Measures",
    ),
    "Trial Locations": (),
}
"""{chapter: its labels}, in the order of the page."""
LABELS = tuple(dict.fromkeys(each for name, labels in CHAPTERS.items() for each in (name, *labels) if each != HEAD))
"""All labels of a page, including those of chapters."""
# Free text may contain lines that look like labels; only these labels, or another chapter, end it.
_ENDED_BY: Mapping[str, tuple[str, ...]] = {
    "Brief Summary": ("Detailed Description",),
    "Detailed Description": (),
    "Inclusion Criteria": ("Exclusion Criteria",),
    "Exclusion Criteria": (),
}
_SHORTEST_TO_MEND = 6
# Marks of lists and headings that some copies have before a label, and signs that may follow it.
_MARK = re.compile(r"(?:#{1,6}\s+|[-–*•·▪]\s+|\*\*|__)*")
_AFTER = "*_:： "
_COUNT = r"\d[\d,. ]*|not (?:specified|available|provided)"
_STATUS = (
    r"(?:not[ _]yet[ _]|active[,_ ]+not[ _]|n?ot[ _]|open to )?recruit(?:ing|ment.*)|completed?|terminated|withdrawn|"
    r"suspended|unknown(?:[ _]status)?|active|authori[sz]ed.*|ongoing|enrolling[ _]by[ _]invitation|prematurely ended|"
    r"closed to .*|pending|stopped.*|not (?:specified|available)"
)
_ONE_LINE_VALUES: Mapping[str, re.Pattern[str]] = {
    label: re.compile(pattern, re.IGNORECASE)
    for label, pattern in (
        ("Target Recruitment", _COUNT),
        ("Target Recruit Count", _COUNT),
        ("Sex", r"all|female|male|both|not specified"),
        ("Study Type", r"(?:interventional|observational|expanded.access|basic science|not specified)\b.*"),
        ("Status", _STATUS),
    )
}
_TEXTS = (*_ENDED_BY, "Arm && Interventions", *(each for each in LABELS if each.endswith("Outcome Measures")))
# Lines joined by a copy: "…Breast CancerRegistration NumberNCT01234567Lead Sponsor…".
_LONG_LABELS = "|".join(re.escape(each) for each in sorted(LABELS, key=len, reverse=True) if " " in each)
_SEAM = re.compile(
    rf"(?<=\S)(?=(?:{_LONG_LABELS})(?:[A-Z0-9:•]|$))"
    r"|(?<=[a-z0-9)\].®])(?=(?:Conditions|Interventions)[A-Z])"
    r"|(?<=[\w)\].])(?=(?:Sex)(?:All|Female|Male|Both|Not specified)(?![a-z]))"
    r"|(?<=Eligibility)(?=Status[A-Z])"
)


@dataclass(frozen=True)
class FoundLabel:
    """Hold the label at the beginning of a line, its spelling in the line, and the rest of the line."""

    label: str
    written: str
    rest: str = ""

    @property
    def is_mended(self) -> bool:
        """Return whether the line has lost a character of the label."""
        return lost_one(self.written, self.label)


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a page; lines that a copy has joined, with or without a tab, are split at their labels."""
    for line in text.split("\n"):
        label, tab, value = line.partition("\t")
        is_labelled = bool(tab) and bare_line(label) in LABELS
        if is_labelled:
            yield label
        yield from _SEAM.split(without_links(value if is_labelled else line))


def found_label(line: str, labels: Iterable[str], *, in_text: bool = False) -> FoundLabel | None:
    """Return the label that a line is, or begins with; None if it is none of ``labels``.

    A label may have lost one character. Its value may follow after a colon, a tab or directly ("SexFemale"); after a
    space only if the value is certain ("Target Recruitment 30"). In free text a label must be alone on its line.
    """
    bare = bare_line(line)
    if not bare:
        return None
    words = bare.rstrip(_AFTER)
    known = _by_plain_words(tuple(labels))
    if exact := known.get(_plain(words)):
        return FoundLabel(exact, exact)
    is_long = len(words) + 1 >= _SHORTEST_TO_MEND
    if is_long and (mended := next((each for each in known.values() if lost_one(words, each)), "")):
        return FoundLabel(mended, words)
    begin = _plain(line.strip()) if in_text else ""
    first = bare[0].casefold()
    for plain, label in known.items():
        if plain[0] != first or (in_text and not begin.startswith(plain)):
            continue
        if (rest := _rest(bare, label)) is not None:
            return FoundLabel(label, label, rest)
    return None


@cache
def _by_plain_words(labels: tuple[str, ...]) -> Mapping[str, str]:
    """Return {plain words: label}, the longest first."""
    return {_plain(each): each for each in sorted(labels, key=len, reverse=True)}


def expected_labels(label: str, seen: Collection[str]) -> tuple[str, ...]:
    """Return the labels that may follow the lines under ``label``."""
    chapters = [each for each in CHAPTERS if each != HEAD]
    next_ = (*chapters, *_ENDED_BY[label]) if label in _ENDED_BY else LABELS
    return tuple(each for each in next_ if each not in seen)


def is_text(label: str) -> bool:
    """Return whether a label has prose, criteria or a table, and not a value or a list of values."""
    return label in _TEXTS


def is_free_text(label: str) -> bool:
    """Return whether a label may have any line under it."""
    return label in _ENDED_BY


def has_known_value(label: str, line: str) -> bool:
    """Return whether a line is a value that only this label can have: "RECRUITING" under "Status"."""
    pattern = _ONE_LINE_VALUES.get(label)
    return pattern is not None and pattern.fullmatch(bare_line(line)) is not None


def bare_line(line: str) -> str:
    """Return a line single-spaced, without marks of headings, lists and emphasis."""
    words = one_line(line)
    mark = _MARK.match(words)
    return words[mark.end() if mark else 0 :].strip("*_ ")


def labels_in(lines: Iterable[str]) -> Iterator[str]:
    """Yield the labels at the beginning of lines, in order, each as often as it occurs."""
    for line in lines:
        if found := found_label(line, LABELS):
            yield found.label


def lost_one(written: str, meant: str) -> bool:
    """Return whether ``written`` is ``meant`` with one character lost, or replaced by U+FFFD."""
    if len(meant) < _SHORTEST_TO_MEND or written == meant:
        return False
    if "\N{REPLACEMENT CHARACTER}" in written and len(written) == len(meant):
        return all(w in (m, "\N{REPLACEMENT CHARACTER}") for w, m in zip(written, meant, strict=True))
    if len(written) != len(meant) - 1:
        return False
    place = next((n for n, letter in enumerate(written) if letter != meant[n]), len(written))
    return written[place:] == meant[place + 1 :]


def _plain(text: str) -> str:
    """Return a label in a form for comparison: "Arm && Interventions" equals "Arms and Interventions"."""
    words = text.casefold().replace("&amp;", "&").replace("&&", "&").replace(" and ", " & ")
    return words.replace("arms &", "arm &")


def _rest(bare: str, label: str) -> str | None:
    """Return the text after a label on its line; None if the line does not begin with it as a label."""
    if bare[: len(label)].casefold() != label.casefold():
        return None
    after, rest = bare[len(label) : len(label) + 1], bare[len(label) :].strip(_AFTER)
    if after in (":", "："):
        begins = True
    elif label in _ONE_LINE_VALUES:
        begins = has_known_value(label, rest)
    elif label == "Registration Number":
        begins = any(map(is_number, re.split(r"[\s;,]+", rest))) or (after.isupper() and " " not in rest)
    else:
        glued = after.isupper() or after.isdigit() or after == "•"
        named = label == "Lead Sponsor" and after == " " and rest[:1].isupper()
        begins = bare.startswith(label) and label != "Age" and (glued or named)
    return rest if begins else None
