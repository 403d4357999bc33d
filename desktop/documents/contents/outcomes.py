"""Split outcomes that a page writes as one text: "measure, description, time frame"."""

import re

from desktop.documents.contents.time_frames import continues_time_frame, is_time_frame, opens_time_frame
from desktop.trials.trial import Outcome, OutcomeRank

_SEPARATOR = ", "
# A part after the time that is too short to be something else: "Up to six weeks, first evaluation".
_ADDITION_IN_WORDS = 4
# After a description that ends a sentence, a short part is the time frame, in any words.
_TIME_IN_OTHER_WORDS = 15
_TIME_AFTER_SENTENCE = 45
_LIST_MEMBER_IN_WORDS = 3
_LAST_OF_LIST = re.compile(r"(?:and|or|&) ")
_QUALIFIER = re.compile(
    r"(?:on|in|as|by|with|for|including|of|from|per|after|considering|using|measured|assessed|vs\.?) "
)
_SENTENCE_START = re.compile(r"[A-Z][a-z]*\s")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "al.", "approx.")


def split_outcome(rank: OutcomeRank, text: str) -> Outcome:
    """Return an outcome from "measure, description, time frame"; description and time frame are optional.

    The measure ends at the first comma outside brackets. The time frame is the longest end, in whole comma groups, that
    is a time frame. The rest is the description. Only the separators are lost.
    """
    groups = comma_groups(text.strip())
    start = _time_frame_start(groups)
    told = _measure_end(groups, start)
    return Outcome(
        rank=rank,
        measure=_SEPARATOR.join(groups[:told]).strip(),
        description=_SEPARATOR.join(groups[told:start]).strip(),
        time_frame=_SEPARATOR.join(groups[start:]).strip(),
    )


def comma_groups(text: str) -> list[str]:
    """Return the parts of a text between ", " outside brackets; at least one part."""
    if _unbalanced(text):
        return text.split(_SEPARATOR)
    groups, depth, begin = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "([{（") - (letter in ")]}）")
        if depth == 0 and text.startswith(_SEPARATOR, position):
            groups.append(text[begin:position])
            begin = position + len(_SEPARATOR)
    return [*groups, text[begin:]]


def _unbalanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in "([{（") - (letter in ")]}）")
        if depth < 0:
            return True
    return depth != 0


def _measure_end(groups: list[str], start: int) -> int:
    """Return the index after the measure's last comma group: 1, unless a comma certainly belongs to the measure."""
    # "clinical, radiologic, and microbiologic assessments"
    for index in range(1, start):
        if _LAST_OF_LIST.match(groups[index]):
            return index + 1
        if len(groups[index].split()) > _LIST_MEMBER_IN_WORDS or groups[index][:1].isupper():
            break
    # "Change in functioning score, on the QLQ-C30, The QLQ-C30 is a questionnaire"
    if start > 2 and _QUALIFIER.match(groups[1]) and _SENTENCE_START.match(groups[2]):
        return 2
    return 1


def _time_frame_start(groups: list[str]) -> int:
    """Return the index of the time frame's first comma group; the number of groups if there is no time frame."""
    end = len(groups)
    last = end - 1
    if last < 1:
        return end
    after_sentence = max((index + 1 for index in range(1, last) if _ends_sentence(groups[index])), default=last)
    if after_sentence < last and is_time_frame(groups[last]) and _reads_as_one(groups[after_sentence:]):
        return after_sentence
    if not is_time_frame(groups[last]) and not continues_time_frame(groups[last]):
        if last > 1 and _ends_sentence(groups[last - 1]) and len(groups[last].split()) <= _TIME_IN_OTHER_WORDS:
            return last
        # The time may be followed by a word or two: "Up to six weeks, first evaluation".
        if last < 2 or len(groups[last].split()) > _ADDITION_IN_WORDS or not is_time_frame(groups[last - 1]):
            return end
        last -= 1
    return _stretched_back(groups, last)


def _reads_as_one(groups: list[str]) -> bool:
    return len(" ".join(groups).split()) <= _TIME_AFTER_SENTENCE and groups[0][:1].isupper()


def _stretched_back(groups: list[str], start: int) -> int:
    # "…, whichever came first, assessed up to 66 months" continues the words before it; so does "12" after "4, 8".
    while start > 1 and _continues(groups[start], groups[start - 1]):
        start -= 1
    # "Baseline, 3 months, 6 months": a group before a time that begins like a time frame belongs to it.
    begin = start
    while begin > 1 and _is_part(groups[begin - 1]):
        begin -= 1
        if opens_time_frame(groups[begin]):
            start = begin
    return start


def _is_part(group: str) -> bool:
    return (is_time_frame(group) or continues_time_frame(group)) and not _ends_sentence(group) and ". " not in group


def _continues(group: str, before: str) -> bool:
    if _ends_sentence(before):
        return False
    if continues_time_frame(group) and not before.lower().startswith("assessed"):
        return _is_part(before)
    return group.strip()[:1].isdigit() and before.strip().replace(",", "").isdigit()


def _ends_sentence(group: str) -> bool:
    return group.rstrip().endswith(".") and not group.rstrip().endswith(_ABBREVIATIONS)
