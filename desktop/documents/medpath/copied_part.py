"""Find out what is missing in a MedPath page that was copied in part: in its last line, and after it.

A copy may end anywhere: between lines, in a label, in a word or a number. A value that may be incomplete is omitted,
because "85" instead of "850 patients" would be false; of prose only the last word is omitted.
"""

import re
from collections.abc import Iterable, Iterator

from desktop.documents.contents.broken_ends import whole_words
from desktop.documents.medpath.head import STATUSES
from desktop.documents.medpath.page import Page, is_absent
from desktop.documents.medpath.page_labels import CHAPTERS, bare_line, is_text
from desktop.documents.medpath.registration import whole_number
from desktop.trials.absence import is_empty
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Trial

_LOCATIONS = "Trial Locations"
_COUNT = re.compile(r"Locations\s*\((\d+)\)")
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE_WORDS = {
    "Status": STATUSES,
    "Sex": ("All", "Female", "Male", "Both"),
}
# For each part of a trial its labels, any of which may be used.
_UNDER = {
    "conditions": ("Conditions",),
    "status": ("Status",),
    "interventions": ("Interventions", "Arm && Interventions"),
    "enrollment": ("Target Recruitment", "Target Recruit Count"),
    "sites": (_LOCATIONS,),
    "dates.start": ("Start Date",),
}
_LISTS = ("conditions", "interventions", "sites")
_CRITERIA = ("Inclusion Criteria", "Exclusion Criteria")
_CHAPTER = "Recruitment & Eligibility"
_BEFORE_CRITERIA = (_CHAPTER, *CHAPTERS[_CHAPTER])
_OBSERVED = "observational"


def without_broken_end(page: Page, text: str) -> Page:
    """Return a page without a last line or word that may be incomplete; a complete page is unchanged."""
    lines = page.lines.get(page.last, [])
    if page.ended or page.lost or text.endswith(("\n", "\r")) or not lines or not lines[-1].strip():
        return page
    left = _left(page, lines[-1])
    if left == lines[-1]:
        return page
    page.lost = True
    page.lines[page.last] = [*lines[:-1], *([left] if left else [])]
    return page


def is_whole(page: Page, sites: int) -> bool:
    """Return whether a page is complete: up to the site's last line, or up to the last of the announced places."""
    if page.ended or page.lost:
        return page.ended
    counted = next((match for line in page.values(_LOCATIONS) if (match := _COUNT.fullmatch(line))), None)
    return counted is not None and sites >= int(counted[1])


def copied_in_part(page: Page) -> Remark:
    """Return the remark that says where a page ends."""
    return remark("copied_in_part", place=page.last)


def absent_parts(page: Page, trial: Trial, *, whole: bool) -> Iterator[str]:
    """Yield the absent parts of a trial (``Trial.absent``): those without a label, or in which the page breaks off."""
    for part, labels in _UNDER.items():
        observed = part == "interventions" and trial.study_type.casefold().startswith(_OBSERVED)
        if (part in _LISTS and not whole and page.last == labels[0]) or (
            is_empty(trial, part) and not _is_said(page, labels) and not (whole and observed)
        ):
            yield part
    last_is_criteria = not whole and page.last in _BEFORE_CRITERIA and not _says_nothing(page, page.last)
    if last_is_criteria or (is_empty(trial, "eligibility") and not _is_said(page, _CRITERIA)):
        yield "eligibility"


def _is_said(page: Page, labels: Iterable[str]) -> bool:
    """Return whether one of these labels has any line, even one that says that there is no value."""
    return any(line.strip() for label in labels for line in page.lines.get(label, ()))


def _says_nothing(page: Page, label: str) -> bool:
    said = [line for line in page.lines.get(label, ()) if line.strip()]
    return bool(said) and all(map(is_absent, said))


def _left(page: Page, line: str) -> str:
    """Return the complete part of the last line of a page."""
    if page.last == "Registration Number":
        return whole_number(bare_line(line))
    if not is_text(page.last) and page.last != "Conditions":
        return line if _cannot_go_on(page.last, bare_line(line)) else ""
    words = whole_words(line)
    return words if bare_line(words) else ""


def _cannot_go_on(label: str, value: str) -> bool:
    """Return whether a value is complete because no longer value begins with it."""
    if _WHOLE_DATE.fullmatch(value):
        return True
    plain, known = value.replace("_", " ").casefold(), [each.casefold() for each in _WHOLE_WORDS.get(label, ())]
    return plain in known and not any(each.startswith(plain) and each != plain for each in known)
