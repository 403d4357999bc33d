"""An intervention's name taken apart: components of a combination, words in brackets, fields of EU text."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|（([^（）]*)）|\(([^()]*)$")
_SEPARATORS = re.compile(
    r"(?:(?<!\s)\s+)?(?:<br ?/?>|[+＋;；,，、:：|\n/&→⇒]|->|=>|\s[-–—]\s)\s*"
    r"|\b(?:with(?: or | and |/)without|and/or|and|plus|or|versus|vs\.?|then|followed by"
    r"|in (?:combination|association) with|(?:combined|together|along|concurrent(?:ly)?|concomitant(?:ly)?) with"
    r"|combined|with|w/|added to|both|either"
    r"|consisting of|such as|e\.g\.|using"
    # French, German, Spanish; "ET" is endocrine therapy.
    r"|(?-i:und|et|y))\b",
    re.IGNORECASE,
)
# What follows tells when or for whom, not what is given.
_CIRCUMSTANCE = re.compile(
    r"\b(?:after|following|during|before|prior to|for|undergoing|among|without|until"
    r"|in (?:patients|women|participants|the|case)|induced|(?<!HER2[ -])(?<!HER-2[ -])directed|guided)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?P<label>Product Name|Trade Name|Product Code|INN(?: or Proposed INN| - Proposed INN)?|Current Sponsor code"
    r"|Other descriptive name|Pharmaceutical Form(?: of the placebo)?|CAS Number|Concentration \w+|Strength"
    r"|EV Substance Code|Route of administration(?: of the placebo)?|Other Name)\s*:\s*",
    re.IGNORECASE,
)
_NAMING_FIELDS = ("product name", "trade name", "product code", "inn", "current sponsor code", "other descriptive name")
# "Chemotherapy with EC-T", "Chemotherapy: docetaxel": the words after these name what stands before them.
_EXPLAINING = (":", "：", "with", "consisting of", "such as", "e.g.", "using")
_ENDS = " \t\r\n.,;:-–—®™*'\"“”<>br/"


@dataclass(frozen=True)
class Part:
    """Hold one component of a name: where it stands, its words with brackets blanked out, and its brackets.

    ``explains`` tells that it names what stands before it ("chemotherapy: docetaxel").
    """

    start: int
    end: int
    words: str
    brackets: tuple[tuple[int, int], ...] = ()
    explains: bool = False


def parts_of(name: str, *whole: re.Pattern[str]) -> list[Part]:
    """Split a name at the words and signs that join components; what ``whole`` matches is never split."""
    kept = [match.span() for each in whole for match in each.finditer(name)]
    brackets = [
        (match.start(group), match.end(group))
        for match in _BRACKETS.finditer(name)
        for group in (match.lastindex or 1,)
        if not _overlaps(match.span(), kept)
    ]
    words = name
    for start, end in brackets:
        words = words[: start - 1] + " " * (min(end + 1, len(name)) - start + 1) + words[min(end + 1, len(name)) :]
    bounds = [0]
    explaining = set()
    for match in _SEPARATORS.finditer(words):
        if not _overlaps(match.span(), kept) and match.end() > match.start():
            bounds += [match.start(), match.end()]
            if match.group().strip().lower() in _EXPLAINING:
                explaining.add(match.end())
    bounds.append(len(name))
    spans = [span for span in zip(bounds[::2], bounds[1::2], strict=True) if words[span[0] : span[1]].strip(_ENDS)]
    return [_part(words, span, brackets, spans, explaining) for span in spans]


def without_circumstance(part: Part) -> Part:
    """Return a component without the words that tell when or for whom it is given."""
    match = _CIRCUMSTANCE.search(part.words)
    if match is None or not part.words[: match.start()].strip(_ENDS):
        return part
    end = part.start + match.start()
    brackets = tuple(bracket for bracket in part.brackets if bracket[1] <= end)
    return Part(part.start, end, part.words[: match.start()], brackets, part.explains)


def fields_of(name: str) -> list[tuple[int, int]]:
    """Return the spans of names in EU text ("Product Name: … INN: …"), none if the name is no such text."""
    labels = list(_FIELD.finditer(name))
    if not labels:
        return []
    spans = []
    ends = [label.start() for label in labels[1:]] + [len(name)]
    for label, end in zip(labels, ends, strict=True):
        value = name[label.end() : end].split("<br>", maxsplit=1)[0].rstrip(" ,\n")
        if label["label"].lower().startswith(_NAMING_FIELDS) and value.strip():
            spans.append((label.end(), label.end() + len(value)))
    return spans


def trimmed(name: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space at its ends."""
    text = name[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _part(
    words: str,
    span: tuple[int, int],
    brackets: list[tuple[int, int]],
    spans: list[tuple[int, int]],
    explaining: set[int],
) -> Part:
    start, end = span
    following = bisect_right(spans, start, key=lambda each: each[0])
    later = spans[following][0] if following < len(spans) else len(words) + 1
    first = spans[0][0] == start
    own = tuple(each for each in brackets if (start <= each[0] or first) and each[0] < later)
    return Part(start, end, words[start:end], own, explains=start in explaining)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
