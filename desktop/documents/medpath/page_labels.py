"""Find the labels of a MedPath page and the lines under each, though a copy may have lost characters."""

from dataclasses import dataclass, field

from desktop.trials.remarks import Remark, remark

HEAD = "(head)"
"""The place of the lines above the first label: title, phase, status."""

# In the order of the page; those in capitals here part it into chapters, within which labels come in any order.
_CHAPTERS = {
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
# Free text may hold lines that look like labels; only these end it, or the next chapter.
_ENDED_BY = {
    "Brief Summary": ("Detailed Description",),
    "Detailed Description": (),
    "Inclusion Criteria": ("Exclusion Criteria",),
    "Exclusion Criteria": (),
}
_SHORTEST_TO_MEND = 6
_ABSENT = ("not available", "not specified", "not provided", "not reported", "n/a", "none", "")
_FURNITURE = ("MedPath", "Related News", "Research & Publications", "Show more", "Load more", "View more", "Back")


@dataclass
class Page:
    """Hold the lines under each label as they stand; ``mended`` tells of labels that had lost a character."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    mended: list[Remark] = field(default_factory=list)

    def under(self, label: str) -> list[str]:
        """Return the lines under a label, those that say "Not available" and the like left out; empty ones stay."""
        return [line for line in self.lines.get(label, []) if not line.strip() or not is_absent(line)]

    def value(self, *labels: str) -> str:
        """Return what stands under the first of the labels that says anything, on one line."""
        return next((told for label in labels if (told := " ".join(" ".join(self.under(label)).split()))), "")


def is_absent(text: str) -> bool:
    """Return whether a value only says that there is none."""
    return text.strip().rstrip(".").casefold() in _ABSENT


def page_of(text: str) -> Page:
    """Return a MedPath page by its labels; a label that does not occur has no lines."""
    page = Page()
    chapter, label = HEAD, HEAD
    chapters = list(_CHAPTERS)
    for line in text.split("\n"):
        if line.strip() in _FURNITURE or _is_imprint(line):
            continue
        later = chapters[chapters.index(chapter) + 1 :]
        found = _label(line, later, page)
        if found:
            chapter = label = found
            page.lines.setdefault(label, [])
            continue
        allowed = _ENDED_BY.get(label, _CHAPTERS[chapter])
        found = _label(line, [each for each in allowed if each not in page.lines], page)
        if found:
            label = found
            page.lines[label] = []
        else:
            page.lines.setdefault(label, []).append(line)
    return page


def labels_in(text: str) -> set[str]:
    """Return the labels that occur in a text, each on a line of its own, whole."""
    lines = {line.strip() for line in text.split("\n")}
    return {label for chapter, labels in _CHAPTERS.items() for label in (chapter, *labels) if label in lines}


def lost_one(written: str, meant: str) -> bool:
    """Return whether a text is another with one character lost, or replaced by U+FFFD."""
    if len(meant) < _SHORTEST_TO_MEND or written == meant:
        return False
    if "\N{REPLACEMENT CHARACTER}" in written and len(written) == len(meant):
        return all(w in (m, "\N{REPLACEMENT CHARACTER}") for w, m in zip(written, meant, strict=True))
    if len(written) != len(meant) - 1:
        return False
    place = next((n for n, letter in enumerate(written) if letter != meant[n]), len(written))
    return written[place:] == meant[place + 1 :]


def _label(line: str, labels: list[str], page: Page) -> str:
    written = line.strip()
    if written in labels:
        return written
    for meant in labels:
        if lost_one(written, meant):
            page.mended.append(remark("heading_mended", written=written, meant=meant))
            return meant
    return ""


def _is_imprint(line: str) -> bool:
    return "All Rights Reserved by MedPath" in line
