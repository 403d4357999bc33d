"""Return whether words are the time frame of an outcome: "2 years", "Baseline, week 6", "up to 12 months"."""

import re

_DIGIT_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|one|two|three|four|five|six|seven|eight|nine)"
)
# Numbers and their separators match possessively, so that "twenty-twenty-…" can match in only one way instead
# of millions; therefore the longer of two words with the same beginning comes first.
_NUMBER = (
    r"(?>\d+(?:[.,]\d+)?(?:st|nd|rd|th)?|first|second|third|one|two|three|fourteen|four|fifteen|five|sixty|six|seven|"
    rf"eighteen|eight|ninety|nine|ten|eleven|twelve|(?:twenty|thirty|forty)(?:[- ]{_DIGIT_WORD})?|hundred)"
)
_NO_LETTER = r"(?![A-Za-z])"
_WORD_END = r"\b"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|cycles?)"
_RANGE = r"(?>\s*(?:\(\d+\)|\+/-|-|–|~|to|or|and|&|/|±|\+))"
# "6 months", "8-16 weeks", "one (1) year", "3months", "3-, 6-, 12-month"
# The maximum of parts in a chain: a chain of thousands would take quadratic time.
_AMOUNT = rf"{_NUMBER}(?>(?:{_RANGE}{{1,4}}\s*{_NUMBER}){{0,40}})(?:\s*\(\d+\))?[\s-]*{_UNIT}(?![A-Za-z])"
# "week 6", "Day -1", "C1D1", "Visit 2", "T0"
_NUMBERED = r"(?:days?|weeks?|months?|years?|cycles?|visits?|D|W|M|C|T|V)\s*[-±]?\d+(?:D\d+)?(?![A-Za-z])"
_CALENDAR = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2}\s*[,，]?\s*)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*(?:-|–|to)\s*(?:19|20)\d\d)"
)
# An event from or to which a trial measures time.
_EVENT = (
    r"(?:baseline|screening|randomi[sz]ation|enrol+ment|inclusion|registration|recruit\w*|progression|recurrence|"
    r"relapse|death|completion|treatment|therapy|chemotherapy|radiotherapy|surgery|surgical|operation|operative|"
    r"anesthesia|anaesthesia|resection|procedure|intervention|biopsy|study|trial|follow[- ]?up|discharge|"
    r"admission|visit|dose|dosing|administration|infusion|injection|vaccination|birth|delivery|hospital\w*|stay|"
    r"diagnosis|assessment|evaluation|withdrawal|cycle)"
)
# Words at the beginning of a time frame, but rarely of a description.
_OPENING = (
    r"(?:base\s?line|screening|up\s*to|until|till|through(?:out)?|during|within|every|approximately|approx\.?|"
    r"about|around|(?:an |on )?average(?= of| \d)|at least|at most|(?:a )?(?:maximum|minimum|max|median)(?= of|"
    r" \d)|before|after|prior to|immediately|immediate|pre|post|intra|peri|at|end of|estimated|birth|once|daily|"
    r"weekly|monthly|yearly|annually|randomi[sz]ation|enrol+ment|inclusion|preoperative\w*|postoperative\w*|"
    r"intraoperative\w*|perioperative\w*|expected)\b"
)
# Words that begin a time frame only if a duration or an event follows.
_WEAK_OPENING = (
    r"(?:from|between|on|over|for|since|in|by|start|starting|beginning|begin|first|last|time(?! (?:from|to|until|"
    r"between))|date|the|each|day|days|week|weeks|month|months|year|years|cycle|cycles|visit|measured|collected|"
    r"evaluated|study|follow|completion|the first|the last|total|to|assessed|all|any|duration|anytime|change|"
    r"difference|if|and|or|then|treatment|procedure|discharge|surgery|intervention|admission|hospitalization)\b"
)
# The possible beginnings of a time frame: the patterns above without the condition on what follows.
_MAY_OPEN = re.compile(
    rf"[(\[~<>≤≥]?\s*(?:{_AMOUNT.removesuffix(_NO_LETTER)}|{_NUMBERED.removesuffix(_NO_LETTER)}|{_CALENDAR})"
    rf"|\(?(?:{_OPENING.removesuffix(_WORD_END)}|{_WEAK_OPENING.removesuffix(_WORD_END)})",
    re.IGNORECASE,
)
_DURATION = re.compile(rf"(?<![A-Za-z\d]){_AMOUNT}|\b{_NUMBERED}|\b{_CALENDAR}", re.IGNORECASE)
_STARTS_WITH_DURATION = re.compile(rf"[(\[~<>≤≥]?\s*(?:{_AMOUNT}|{_NUMBERED}|{_CALENDAR})", re.IGNORECASE)
_STARTS_STRONG = re.compile(rf"\(?(?:{_OPENING})", re.IGNORECASE)
_STARTS_WEAK = re.compile(rf"\(?(?:{_WEAK_OPENING})", re.IGNORECASE)
_HAS_EVENT = re.compile(rf"\b{_EVENT}", re.IGNORECASE)
_SERIES_MEMBER = re.compile(r"(?:and\s+|&\s*|or\s+)?[-+]?\d+(?:[.,]\d+)*-?(?:\s*(?:and|&|or|to)\s*\d+)?", re.IGNORECASE)
_CONTINUATION = re.compile(
    r"(?:whichever|which ever|an average|on average|average|assessed|and|or|then|with an?|for an?)\b",
    re.IGNORECASE,
)
_EVENT_ALONE = re.compile(_EVENT, re.IGNORECASE)
_LONGEST_IN_WORDS = 45
_LONGEST = 2_000  # characters, also of a script without spaces; a longer text is no time frame but a hostile one


def may_open_time_frame(text: str, place: int) -> bool:
    """Return whether a time frame may begin at an offset; false only if no text from there is one."""
    return bool(_MAY_OPEN.match(text, place))


def is_time_frame(words: str) -> bool:
    """Return whether words are a time frame without the words around them."""
    words = words.strip()
    if not words or _is_too_long(words):
        return False
    if _STARTS_WITH_DURATION.match(words):
        return True
    return _is_told(words) and bool(_STARTS_STRONG.match(words) or _STARTS_WEAK.match(words))


def opens_time_frame(words: str) -> bool:
    """Return whether words begin like a time frame and rarely like a description: a duration, "Baseline", "Up to"."""
    words = words.strip()
    if _is_too_long(words):
        return False
    return bool(_STARTS_WITH_DURATION.match(words)) or (_is_told(words) and bool(_STARTS_STRONG.match(words)))


def continues_time_frame(words: str) -> bool:
    """Return whether words ("whichever came first", "12", "and 18 months") continue a time before them."""
    words = words.strip()
    return bool(_SERIES_MEMBER.fullmatch(words) or _CONTINUATION.match(words) or _EVENT_ALONE.fullmatch(words))


def _is_too_long(words: str) -> bool:
    return len(words) > _LONGEST or len(words.split()) > _LONGEST_IN_WORDS


def _is_told(words: str) -> bool:
    return bool(_DURATION.search(words) or _HAS_EVENT.search(words))
