"""Show a finding in its sentence: a reader trusts a value that was read from "HER2+" when she sees the sentence."""

import re
from dataclasses import dataclass

from desktop.trials.finding import Evidence

_SENTENCE_END = re.compile(r"(?<=[.!?;。])\s+(?=[A-Z0-9(])|\n+")
_LONGEST_SIDE = 220  # characters shown on either side of the quote
_EXCLUSION = "exclusion_criteria"
_SECTION_NAMES = {"phase": "Phase field", "status": "Status field", "study_type": "Study type field"}


@dataclass(frozen=True)
class Sentence:
    """Hold a quote with the words of its sentence on either side."""

    before: str
    quote: str
    after: str


def evidence_sentence(evidence: Evidence, sections: dict[str, str]) -> Sentence:
    """Return the quote in its sentence; only the quote if its section has changed since."""
    section = sections.get(evidence.section, "")
    if section[evidence.start : evidence.end] != evidence.quote:
        return Sentence("", evidence.quote, "")
    start = max((end.end() for end in _SENTENCE_END.finditer(section, 0, evidence.start)), default=0)
    following = _SENTENCE_END.search(section, evidence.end)
    end = following.start() if following else len(section)
    before, after = section[start : evidence.start].lstrip(), section[evidence.end : end].rstrip()
    return Sentence(_last_words(before), evidence.quote, _first_words(after))


def section_name(section: str) -> str:
    """Return the name of a section in words: "brief_summary" becomes "Brief summary"."""
    words = section.removeprefix("abstract_").replace("_", " ").capitalize()
    return f"Abstract, {words.lower()}" if section.startswith("abstract_") else _SECTION_NAMES.get(section, words)


def exclusion_words(section: str) -> str:
    """Return what must stand beside a sentence whose section is not named, or "" if it needs nothing.

    Without these words "active brain metastases" would read as a condition for entry, and not as its opposite.
    """
    return "from the exclusion criteria" if section == _EXCLUSION else ""


def _last_words(before: str) -> str:
    if len(before) <= _LONGEST_SIDE:
        return before
    return "… " + before[-_LONGEST_SIDE:].partition(" ")[2]


def _first_words(after: str) -> str:
    if len(after) <= _LONGEST_SIDE:
        return after
    return after[:_LONGEST_SIDE].rpartition(" ")[0] + " …"
