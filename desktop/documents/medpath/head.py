"""Read title, phase and status at the top of a MedPath page, even if characters are lost."""

import re
from collections.abc import Iterable, Sequence

from desktop.documents.medpath.page_labels import bare_line, lost_one
from desktop.documents.medpath.registration import is_number
from desktop.trials.remarks import Remark, remark

_NUMBER = r"(?:[0-4]|I{1,3}|IV)(?:[abc](?![a-z]))?"
_PHASE = re.compile(
    rf"(?:Early\s*)?Phase\s*{_NUMBER}(?:\s*(?:[/,&–-]|and)\s*(?:Phase\s*)?{_NUMBER})?|Not\s*Applicable|N/A|NA",
    re.IGNORECASE,
)
# "Phase 3Completed", "Phase 3 | Recruiting": phase and status on one line.
_PHASE_AND_MORE = re.compile(rf"(?P<phase>{_PHASE.pattern})(?:\s*[|·•,]\s*|\s+|(?=[A-Z]))(?P<more>\S.*)", re.IGNORECASE)
PHASES = (
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
STATUSES = (
    "Not yet recruiting",
    "Not Recruiting",
    "Recruiting",
    "Active, not recruiting",
    "Active",
    "Completed",
    "Complete",
    "Terminated",
    "Withdrawn",
    "Suspended",
    "Enrolling by invitation",
    "Unknown",
    "Unknown status",
    "Authorised",
    "Authorised-recruitment may be ongoing or finished",
    "Ongoing",
    "Approved",
    "Prematurely ended",
    "No longer available",
    "No longer recruiting",
    "Approved for marketing",
    "Temporarily not available",
    "Temporarily closed",
    "Temporary halt",
    "Available",
    "Withheld",
    "Pending",
    "Stopped",
    "Stopped early",
    "Ended",
    "Halted",
    "Interrupted",
    "Preinitiation",
    "Open to recruitment",
    "Open public recruiting",
    "Closed to recruitment",
    "Closed to recruitment of participants",
    "Closed: follow-up continuing",
    "Closed: follow-up complete",
    "Main results already published",
    "Recruitment complete",
    "Recruitment completed",
    "Not authorised",
    "Not approved",
)
"""The words of registries for the status of a trial, as the site shows them."""
# A line at least this long may be a broken title that continues in the next line.
_BROKEN_AT = range(60, 131)


def phase_and_status(lines: Sequence[str]) -> tuple[str, str, str, list[Remark]]:
    """Return (title, phase, status, warnings) from the lines above the first label, including empty ones."""
    title, rest = _title(lines)
    phase, status = "", ""
    warnings: list[Remark] = []
    for line in rest:
        told, more = _split_phase(line)
        if not phase and _PHASE.fullmatch(told):
            phase, told = told, more
        elif not phase and (meant := _mended(line, PHASES)):
            phase, told = _told_as_mended("phase_mended", line, meant, warnings), ""
        else:
            told = line
        if not told:
            continue
        if not status and (meant := _mended(told, STATUSES)):
            status = _told_as_mended("status_mended", told, meant, warnings)
        else:
            warnings.append(remark("line_left_out", line=told))
    return title, phase, status, warnings


def is_phase_or_status(line: str) -> bool:
    """Return whether a line is a phase, a status or both, even if one character is lost."""
    told, more = _split_phase(bare_line(line))
    words = [told, more] if _PHASE.fullmatch(told) and more else [bare_line(line)]
    return all(_PHASE.fullmatch(each) or _mended(each, (*PHASES, *STATUSES)) for each in words)


def settled_status(written: str, shown: str, warnings: list[Remark]) -> str:
    """Return the registry's own status if the page has it, else the status at the top; add warnings to ``warnings``."""
    if not written:
        return shown
    meant = _mended(written, STATUSES)
    status = _told_as_mended("status_mended", written, meant, warnings) if meant else written
    if shown and _letters(shown) != _letters(status):
        warnings.append(remark("two_statuses", shown=shown, status=status))
    return status


def _title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return (title, other lines); a broken title continues in the lines directly after it."""
    words = [bare_line(line) for line in lines]
    begin = next((place for place, line in enumerate(words) if line and not _is_about(line)), len(words))
    end = begin + 1
    while end < len(words) and _goes_on(lines[end], words[end - 1]):
        end += 1
    others = (*words[:begin], *words[end:])
    return " ".join(words[begin:end]), [line for line in others if line and not is_number(line)]


def _goes_on(line: str, before: str) -> bool:
    return bool(line.strip()) and line[:1].isalnum() and len(before) in _BROKEN_AT and not _is_about(line)


def _is_about(line: str) -> bool:
    """Return whether a line is only a word or two about the trial, and no title."""
    return is_phase_or_status(line) or is_number(line)


def _split_phase(line: str) -> tuple[str, str]:
    """Return (phase, rest of the line); (line, "") if it does not begin with a phase."""
    if _PHASE.fullmatch(line):
        return line, ""
    found = _PHASE_AND_MORE.fullmatch(line)
    return (found["phase"], found["more"]) if found else (line, "")


def _mended(written: str, known: Iterable[str]) -> str:
    """Return a known word, also if one character of it was lost; "" if there is none."""
    plain = written.replace("_", " ").casefold()
    if plain in {each.casefold() for each in known}:
        return written
    # A lost digit ("Phase /Phase 2") cannot be repaired.
    return next((each for each in known if lost_one(plain, each.casefold()) and _digits(plain) == _digits(each)), "")


def _told_as_mended(code: str, written: str, meant: str, warnings: list[Remark]) -> str:
    if written != meant:
        warnings.append(remark(code, written=written, meant=meant))
    return meant


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
