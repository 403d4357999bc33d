"""Keep the better copy of an abstract that a record holds twice, and remove the sentences about its rights."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from desktop.documents.articles.reference_words import content, is_nothing
from desktop.documents.syntax.wrapped_text import one_line

_LETTERS = re.compile(r"[^\W_]+")
# A damaged quotation mark or accented letter: "?Extended therapy?", "women?s", "\ufffd".
_DAMAGE = re.compile(r"(?<=\w)\?(?=\w)|(?<![\w?])\?(?=\w)|\ufffd|â€|Ã[\x80-\xbf]|Â[\xa0-\xbf]")
_NEARLY_SAME = 0.9
# A damaged record may have thousands of such fields, which would all be compared with each other.
_MOST_COMPARED = 12
_COST_OF_DAMAGE = 20
_BEGINNING = 40
_LONGEST_RIGHTS = 1_200
_RIGHTS_WITHIN = 2_000


def told_once(abstracts: Sequence[str]) -> list[str]:
    """Return abstracts without repetitions: keep the complete copy and, of two equals, the undamaged one."""
    abstracts = [_first_half(text) for text in abstracts]
    if len(abstracts) > _MOST_COMPARED:
        return list(dict.fromkeys(text for text in abstracts if text.strip()))
    kept: list[str] = []
    for text in abstracts:
        if is_nothing(text) or not text.strip():
            continue
        same = next((place for place, other in enumerate(kept) if _tell_the_same(text, other)), None)
        if same is None:
            kept.append(text)
        else:
            kept[same] = max(kept[same], text, key=_quality)
    return kept


def without_rights(text: str) -> tuple[str, str]:
    """Return (abstract without the sentences about rights at its beginning or end, these sentences)."""
    if first := _leading_rights().match(text):
        told, rest = one_line(first.group()), text[first.end() :].lstrip()
        text, rights = without_rights(rest) if not _leading_rights().match(rest) else (rest, "")
        return text, " ".join(filter(None, (told, rights)))
    tail = max(0, len(text) - _RIGHTS_WITHIN)
    for found in _rights().finditer(text, tail):
        if len(text) - found.start(1) <= _LONGEST_RIGHTS:
            return text[: found.start(1)].rstrip(), one_line(text[found.start(1) :])
    return text, ""


def _first_half(text: str) -> str:
    """Return a text only once if a field holds it twice."""
    begin = text.strip()[:_BEGINNING]
    second = text.find(begin, len(text) // 3) if len(begin) == _BEGINNING else -1
    if second > 0 and _letters(text[:second]) == _letters(text[second:]):
        return text[:second].rstrip()
    return text


def _tell_the_same(text: str, other: str) -> bool:
    letters, others = _letters(text), _letters(other)
    if letters in others or others in letters:
        return bool(letters and others)
    words, theirs = set(_LETTERS.findall(text.casefold())), set(_LETTERS.findall(other.casefold()))
    return len(words & theirs) > _NEARLY_SAME * max(len(words), len(theirs))


def _quality(text: str) -> tuple[int, int, int]:
    damaged = len(_DAMAGE.findall(text))
    # A shortened copy is worse than one with some damaged signs: each damaged sign counts as a few letters.
    return len(_letters(text)) - _COST_OF_DAMAGE * damaged, text.count("\n"), len(text)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


@cache
def _rights() -> re.Pattern[str]:
    begins = "|".join(f"(?:{each})" for each in content()["words"]["rights"])
    return re.compile(rf"(?:^|(?<=[.;:!?)\]\"”’*\s]))\s*({begins})")


@cache
def _leading_rights() -> re.Pattern[str]:
    """Return the pattern of sentences about rights at the beginning of an abstract in older exports."""
    year = r"(?:Crown\s+)?(?:Copyright\s*)?(?:©|\((?:c|C)\)|Copyright)\s*(?:Copyright\s*)?(?:\d{4}|The\s)"
    more = r"(?:Published\s+by|All\s+rights\s+reserved|On\s+behalf\s+of|Published\s+on\s+behalf\s+of)"
    # A name may hold initials and the signs of a firm: "S. Karger AG, Basel".
    sentence = r"(?:[^.\n]|(?<=\b[A-Z])\.|\.(?=[a-z\d]))"
    return re.compile(rf"\s*{year}{sentence}{{0,200}}\.(?:\s*{more}{sentence}{{0,200}}\.){{0,3}}")
