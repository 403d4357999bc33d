"""Read what stands at the top of a MedPath page, title, phase and status, though characters may be lost."""

import re
from collections.abc import Iterable

from desktop.documents.medpath.page_labels import Page, lost_one
from desktop.trials.remarks import Remark, remark

_PHASE = re.compile(
    r"(?:Early )?Phase [0-4IV]+[ab]?(?:\s*[/-]\s*(?:Phase )?[0-4IV]+[ab]?)?|Not Applicable|N/A|NA", re.IGNORECASE
)
_PHASES = (
    "Early Phase 1",
    "Phase 0",
    "Phase 1",
    "Phase 1/Phase 2",
    "Phase 2",
    "Phase 2/Phase 3",
    "Phase 3",
    "Phase 4",
    "Not Applicable",
)
_STATUSES = (
    "Not yet recruiting",
    "Not Recruiting",
    "Recruiting",
    "Active, not recruiting",
    "Active",
    "Completed",
    "Terminated",
    "Withdrawn",
    "Suspended",
    "Enrolling by invitation",
    "Unknown",
    "Unknown status",
    "Authorised",
    "Ongoing",
    "Approved",
    "Prematurely ended",
    "No longer available",
    "Approved for marketing",
    "Temporarily not available",
    "Available",
    "Withheld",
    "Pending",
    "Stopped",
    "Ended",
    "Halted",
)


def phase_and_status(lines: list[str]) -> tuple[str, str, str, list[Remark]]:
    """Return (title, phase, status, warnings) of the lines above the first label."""
    title, phase, status = lines[0] if lines else "", "", ""
    warnings: list[Remark] = []
    for line in lines[1:]:
        if not phase and _PHASE.fullmatch(line):
            phase = line
        elif not phase and (meant := _mended(line, _PHASES)):
            phase = _told_as_mended("phase_mended", line, meant, warnings)
        elif not status and (meant := _mended(line, _STATUSES)):
            status = _told_as_mended("status_mended", line, meant, warnings)
        else:
            warnings.append(remark("line_left_out", line=line))
    return title, phase, status, warnings


def settled_status(page: Page, shown: str, warnings: list[Remark]) -> str:
    """Return the registry's own word where the page has it, else the word shown at the top."""
    written = page.value("Status")
    if not written:
        return shown
    meant = _mended(written, _STATUSES)
    status = _told_as_mended("status_mended", written, meant, warnings) if meant else written
    if shown and _letters(shown) != _letters(status):
        warnings.append(remark("two_statuses", shown=shown, status=status))
    return status


def _mended(written: str, known: Iterable[str]) -> str:
    """Return a known word as it is written, or the one meant if a character was lost; "" if it is none."""
    plain = written.replace("_", " ").casefold()
    if plain in {each.casefold() for each in known}:
        return written
    # A lost digit ("Phase /Phase 2") is beyond mending.
    return next((each for each in known if lost_one(plain, each.casefold()) and _digits(plain) == _digits(each)), "")


def _told_as_mended(code: str, written: str, meant: str, warnings: list[Remark]) -> str:
    if written != meant:
        warnings.append(remark(code, written=written, meant=meant))
    return meant


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
