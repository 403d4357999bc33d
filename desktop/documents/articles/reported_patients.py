"""Find the number of a trial's patients in the abstract of the article that reports it."""

import re
from collections.abc import Iterable, Iterator

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_ONES.split(), start=1)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_DIGITS = r"(?<![\w.,/=<>≤≥-])(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d{1,6})(?![\d.,]*\d|\s?%)"
_SMALL = rf"(?:{_WORD})(?:[\s-](?:{_WORD}))?"
_SPELLED = rf"\b(?:(?:a|{_WORD})[\s-]hundred(?:[\s-](?:and[\s-])?{_SMALL})?|{_SMALL})\b"
# "44", "1,944", "fifty-nine", "one hundred and twelve".
_NUMBER = rf"(?P<number>{_DIGITS}|{_SPELLED})"
_WHO = r"(?:patients?|women|woman|men|subjects|participants|individuals|persons|people|females)\b"
# "heavily pretreated", "HER2-positive metastatic breast cancer": words that may be between number and "patients".
_KIND = r"(?:[\w+/-]+\s+){0,6}?"
_ASIDE = r"(?:\s*\([^)]{0,120}\)|\s*\[[^\]]{0,120}\])?"
_BY_THEN = r"(?:were|was|are|have been|had been|has been)\s+(?:[a-z]+ly\s+|then\s+|initially\s+)?"
_TAKEN = (
    r"(?:enrol+ed|randomi[sz]ed|randomly assigned|assigned|allocated|accrued|recruited|entered|included|registered|"
    r"treated|studied|evaluated|analy[sz]ed)\b"
)
_ACTIVELY = (
    r"(?:enrol+ed|randomi[sz]ed|randomly assigned|recruited|accrued|included|registered|treated|studied|entered|"
    r"followed|surveyed|interviewed)"
)
_IN_ALL = r"(?:a total of|in total,?|in all,?|altogether,?|overall,?|there were|comprised|consisted of)"
_PEOPLE = rf"{_NUMBER}\s+{_KIND}{_WHO}"
_WITH = r"(?:\s+(?:with|from|who|at)\s[^.;]{0,120}?)?"
_SURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_PEOPLE}{_ASIDE}{_WITH},?\s+(?:{_BY_THEN})?{_TAKEN}",
        rf"\b{_ACTIVELY}\s+(?:a total of\s+|in total\s+)?{_PEOPLE}",
        rf"\b{_IN_ALL}\s+{_PEOPLE}",
    )
)
_LIKELY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}\s+(?:eligible\s+)?{_TAKEN}\s+{_WHO}",
        rf"\bof\s+(?:the\s+|these\s+|all\s+)?{_PEOPLE}",
        rf"{_NUMBER}\s+(?:{_BY_THEN}){_TAKEN}",
        rf"{_PEOPLE}{_ASIDE}{_WITH}\s+(?:received|participated|took part|completed|underwent|had)\b",
        rf"{_WHO}\s*\(\s*n\s*=\s*(?P<number>\d[\d,]*)\s*[);,]",
    )
)
# Patients who were asked or planned, or who belong to other trials, do not count.
_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|historical|pooled|meta-analys\w+|planned|target(?:ed)?|up to|will be|"
    r"would be|to be|sample size|power)\b",
    re.IGNORECASE,
)
_SCREENED = re.compile(r"\b(?:screened|approached|invited|identified|considered)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:]\s|\band\s")
_BEFORE_YEAR = re.compile(r"\b(?:in|and|to|since|until|between|from|of)\s+$|[-–]\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![A-Z]\.)(?<=[a-z0-9)%\]])[.;!?]\s+(?=[A-Z(\[0-9])|\n")
_LONGEST_SENTENCE = 1_000
_FEWEST, _YEARS = 2, range(1900, 2100)
_LOOK_BACK = 60
# Reviews, comments and letters report the trials of others.
_NO_TRIALS = re.compile(r"review|comment|editorial|letter|debate|note|survey|erratum|correction", re.IGNORECASE)


def reported_patients(texts: Iterable[str], publication_types: Iterable[str]) -> tuple[int, str] | None:
    """Return (number of patients, its sentence) of the trial that an article reports; None if not found.

    Args:
        texts: The parts of the abstract.
        publication_types: The types of the article; reviews and comments have no patients.
    """
    if any(_NO_TRIALS.search(each) for each in publication_types if "peer" not in each.casefold()):
        return None
    sentences = [each for text in texts for each in _sentences(text)]
    for patterns in (_SURE, _LIKELY):
        found = [(number, each) for each in sentences for number in _numbers(each, patterns)]
        if found:
            return max(found, key=lambda told: told[0])
    return None


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for end in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        sentence = text[begin:end].strip()
        begin = end
        if sentence and len(sentence) <= _LONGEST_SENTENCE:
            yield sentence


def _numbers(sentence: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[int]:
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            before = sentence[max(0, found.start("number") - _LOOK_BACK) : found.start("number")]
            number, said = _value(found["number"]), before + found.group()
            year = number in _YEARS and found["number"].isdigit() and _BEFORE_YEAR.search(before)
            screened = _SCREENED.search(_CLAUSE_END.split(before)[-1] + found.group())
            if number >= _FEWEST and not (year or screened or _OTHERS.search(said)):
                yield number


def _value(written: str) -> int:
    digits = re.sub(r"[,\s\u00a0\u202f]", "", written)
    if digits.isdigit():
        return int(digits)
    words = [word for word in re.split(r"[\s-]+", written.casefold()) if word not in ("and", "")]
    total = 0
    for word in words:
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _WORDS:
            total += _WORDS[word]
    return total
