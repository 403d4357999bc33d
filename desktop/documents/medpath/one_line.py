"""Restore the lines of a MedPath page that a copy has joined to one: each label begins a line.

Labels of several words are found in the order of the page, and decide. Labels of one word also occur in titles and
prose, and count only together with words that only they have beside them. Text between two labels stays on one line.
"""

import re

from desktop.documents.medpath.head import PHASES, STATUSES

_MOST_LINE_ENDS = 3
_SHORTEST = 200
_FEWEST_LABELS = 4
_HEAD, _FIRST, _CHAPTER = "Conditions", "Registration Number", "Recruitment & Eligibility"
# In the order of the page. "Sex" is a label only before its values.
_IN_ORDER = (
    *(_FIRST, "Lead Sponsor", "Brief Summary", "Detailed Description", _CHAPTER, "Sex", "Target Recruitment"),
    *("Inclusion Criteria", "Exclusion Criteria", "Study & Design", "Study Type", "Study Design"),
    *("Arm && Interventions", "Primary Outcome Measures", "Secondary Outcome Measures", "Other Outcome Measures"),
    "Trial Locations",
)
_BEFORE = {"Sex": r"(?=\s+(?:-\s+)?(?:All|Female|Male|Both|Not specified)\b)"}
_SITE = "MedPath"
_STATUS = re.compile(r"(?<=Recruitment & Eligibility)\s+(?:-\s+)?Status\b:?\s*(?:-\s+)?")
# The mark of a list before the next label, in copies that keep such marks.
_MARK = re.compile(r"(?:(?<=\s)|^)-\s*$")
_INTERVENTIONS = re.compile(r"\sInterventions\s+(?=(?:Drug|Device|Biological|Procedure|Radiation|Behaviou?ral|Other):)")
_ABOVE = re.compile(
    rf"(?P<title>\S.*?)(?:\s+(?P<phase>{'|'.join(map(re.escape, sorted(PHASES, key=len, reverse=True)))}))?"
    rf"(?:\s+(?P<status>{'|'.join(map(re.escape, sorted(STATUSES, key=len, reverse=True)))}))?",
    re.DOTALL,
)
_LONGEST_HEAD = 2_000
_LEADING = re.compile(r"^[:\s]*(?:-\s+)?")
# In a page without headings for its criteria, they follow the number of patients.
_COUNT = re.compile(r"^(\d[\d,]*)\s+(?=\S)")
_ITEM = re.compile(r"(?<!\s)\s+(?=[•▪·]\s)")


def with_line_ends(text: str) -> str:
    """Return a page that is one line with a line for each label and value; any other text unchanged."""
    if text.strip().count("\n") > _MOST_LINE_ENDS or len(text) < _SHORTEST or _FIRST not in text:
        return text
    parts = _parts(text)
    if len(parts) < _FEWEST_LABELS or not (head := _head(text[: parts[0][1]])):
        return text
    lines = [head]
    for place, (label, begin) in enumerate(parts):
        end = parts[place + 1][1] if place + 1 < len(parts) else len(text)
        value = _value(text[begin + len(label) : end], is_last=end == len(text))
        lines.append(f"{label}\n{value}")
    return _STATUS.sub("\nStatus\n", "\n".join(lines))


def _value(text: str, *, is_last: bool) -> str:
    """Return the text after a label; the end of the page is unchanged, because its last word may be incomplete."""
    value = _LEADING.sub("", text)
    value = value if is_last else _MARK.sub("", value).rstrip()
    return _ITEM.sub("\n", _COUNT.sub(r"\1\n", value))


def _parts(text: str) -> list[tuple[str, int]]:
    """Return (label, offset) of the labels that follow each other in the order of the page."""
    found: list[tuple[str, int]] = []
    at = 0
    for label in _IN_ORDER:
        match = re.compile(rf"(?<!\S){re.escape(label)}(?=[\s:])" + _BEFORE.get(label, "")).search(text, at)
        if match and (found or label == _FIRST):
            found.append((label, match.start()))
            at = match.end()
    return found


def _head(above: str) -> str:
    """Return the lines above the registration number; "" if title and conditions cannot be separated."""
    words = _MARK.sub("", " ".join(above.replace(f" - {_HEAD} ", f" {_HEAD} ").split()).removeprefix(_SITE)).strip()
    place = words.rfind(f" {_HEAD} ")
    found = _ABOVE.fullmatch(words[:place].strip()) if 0 < place <= _LONGEST_HEAD else None
    if found is None:
        return ""
    conditions = _INTERVENTIONS.sub("\nInterventions\n", words[place + len(_HEAD) + 2 :])
    named = (found["title"], found["phase"], found["status"], _HEAD, conditions)
    return "\n".join((_SITE, "", *(each for each in named if each)))
