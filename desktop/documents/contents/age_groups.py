"""Separate the answers on age groups, which European records append to their inclusion criteria, from the criteria."""

import re
from collections.abc import Iterator

from desktop.documents.syntax.wrapped_text import one_line

_BEGIN = re.compile(r"\bAre the trial subjects under 18\?")
_LINE = re.compile(
    r"(?:F\.[\d.]+\s+)?(?P<label>Are the trial subjects under 18|Number of subjects for this age range|"
    r"Adults[^\n)]{0,60}\)|Elderly[^\n)]{0,60}\))(?:\s*[?:])?\s*(?P<answer>yes|no|\d+)?",
    re.IGNORECASE,
)
# A line of the answers, also one that continues a broken line.
_ANSWERS = re.compile(rf"{_LINE.pattern}|F\.\d|(?:\d+|yes|no)$", re.IGNORECASE)
_FIRST_WORDS = "Are the trial subjects under 18?"
# "Are" as the last word of a text may belong to any sentence.
_FEWEST_LETTERS = 5


def age_group_answers(inclusion: str) -> Iterator[tuple[str, str]]:
    """Yield the (label, answer) pairs on age groups in a text of inclusion criteria."""
    begin = _BEGIN.search(inclusion)
    if not begin:
        return
    group = "Under 18"
    for found in _LINE.finditer(inclusion, begin.start()):
        label, answer = one_line(found["label"]), found["answer"]
        counted = label.lower().startswith("number")
        if not counted:
            group = "Under 18" if label.lower().startswith("are") else label
        if answer:
            yield f"{group}: number of subjects" if counted else group, answer


def without_age_groups(inclusion: str) -> str:
    """Return a text of inclusion criteria without the answers on age groups, even if it breaks off in the first one."""
    if begin := _BEGIN.search(inclusion):
        below = inclusion[begin.start() :].split("\n")
        kept = [line for line in below if line.strip() and not _ANSWERS.match(line.strip())]
        return "\n".join((inclusion[: begin.start()], *kept)) if kept else inclusion[: begin.start()]
    before, _, last = inclusion.rpartition("\n")
    begun = len(last.strip()) >= _FEWEST_LETTERS and _FIRST_WORDS.startswith(last.strip())
    return before if begun else inclusion
