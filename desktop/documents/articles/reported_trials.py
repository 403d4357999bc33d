"""Find the registered trial that an article reports, among the registry numbers in its text."""

import re
from collections.abc import Iterable

from desktop.trials.identifiers import Identifier, find_registry_ids

# "Trial registration: ClinicalTrials.gov, NCT01234567": the label of the article's own number.
_REGISTRATION = re.compile(
    r"\bregist(?:ered|ration|ry)\b|\bidentifier\b|clinical\s*trials?\.gov|\btrial\s+(?:number|no\.?|id)\b|"
    r"\bfunded by\b",
    re.IGNORECASE,
)
# "… confirming the earlier trial (NCT01234567)": a number that the article mentions but does not report.
_OTHER_TRIAL = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|preceding|historical|another|other|future|planned|upcoming|forthcoming|"
    r"subsequent|further|companion|parent|separate|sister)\b"
    r"(?:\s+[\w/,()'-]+){0,8}?\s+(?:trials?|stud(?:y|ies)|experience|cohorts?)\b|"
    r"\b(?:is|are|being|will be)\s+(?:now\s+|currently\s+)?(?:being\s+)?(?:further\s+)?"
    r"(?:evaluated|investigated|studied|tested|explored|assessed|planned|under\s?way)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?]\s+(?=[A-Z(\[])|\n")


def reported_trials(structured: Iterable[str], texts: Iterable[str]) -> tuple[Identifier, ...]:
    """Return the registry numbers of the trial that an article reports, each once.

    Args:
        structured: The numbers in special fields of the library's record; if there are any, only these count.
        texts: Title and abstract. Numbers that a sentence gives to another trial ("in the earlier trial
            (NCT01234567)") do not count; if some are next to a word for registration, only these count.
    """
    own = dict.fromkeys(found for text in structured for found in find_registry_ids(text))
    if own:
        return tuple(own)
    named = [(found, context) for text in texts for found, context in _named(text)]
    registered = [found for found, context in named if _REGISTRATION.search(context)]
    return tuple(dict.fromkeys(registered or [found for found, _ in named]))


def _named(text: str) -> Iterable[tuple[Identifier, str]]:
    begin = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        sentence = text[begin:end]
        begin = end
        if not _OTHER_TRIAL.search(sentence) or _REGISTRATION.match(sentence.lstrip()):
            for found in find_registry_ids(sentence):
                yield found, sentence
