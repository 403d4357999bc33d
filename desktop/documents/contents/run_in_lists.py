"""Give criteria a line each that a table has run together on one: "Inclusion Criteria: * Age 18 * ECOG 0 …"."""

import re

from desktop.documents.contents.numbered_list import items_on_lines

_CRITERIA = r"criteri(?:a|on|um|as|ons)"
_QUALITY = r"(?:(?:key|main|major|general|principal)\s+)?"
# How a heading ends that stands within a line: by a colon, or by the mark of the first item.
_END = r"(?:\s{0,3}[:：]|(?=\s{1,3}(?:[*•]\s|\(?1[.)]\s|[-–—]\s)))"
_HEADING = re.compile(rf"[*•-]?\s{{0,3}}{_QUALITY}(?:in|ex)clusion(?:\s+{_CRITERIA})?\s{{0,3}}[:：]?", re.IGNORECASE)
_OPENING = re.compile(
    rf"\s{{0,9}}(?:[*•-]\s)?{_QUALITY}(?:in|ex)clusion(?:\s+{_CRITERIA}{_END}|\s{{0,3}}[:：])", re.IGNORECASE
)
# The second heading begins with a capital.
_EXCLUSION = re.compile(
    r"[ \t]{1,9}(?P<heading>(?:(?:Key|Main|Major|General|KEY|MAIN)\s+)?(?:Exclusion|EXCLUSION)"
    rf"(?:\s+(?i:{_CRITERIA}){_END}|\s{{0,3}}[:：]))"
)
# In "inclusion" and "exclusion"; no other letters are equal to these if the case is ignored.
_IN_EACH_HEADING = "clu"
# Words that make it part of a sentence: "meets any Exclusion Criteria: …".
_SENTENCE = frozenset(
    (
        *("the", "all", "any", "and", "or", "per", "for", "one", "of", "meet", "meets", "meeting"),
        "these",
        "following",
        "no",
    )
)
_STAR = re.compile(r"(?P<before>\S)[ \t]+(?=[*•]\s{1,3}(?P<after>\S{1,3}))")
_DASH = re.compile(r"(?<=\S)[ \t]+(?=[-–—]\s{1,3}(?!(?:I{1,3}|IV)[abcABC]?\b)[A-Z≥≤<>(])")  # no "stage II - III"
_FEWEST = 3  # items of what is a list
_SHORTEST = 60
_LONGEST_WORD = 20
_PRODUCT = re.compile(r"10|ULN|LLN|UNL")


def on_own_lines(text: str) -> str:
    """Return a text with the headings and the items of lists that stand within one line on lines of their own.

    A line that is one item of a longer list keeps the short list that it may hold.
    """
    made: list[str] = []
    before = ""
    divides = True  # as the first line may, one with a heading, and the one after that
    for line in text.split("\n"):
        told = _IN_EACH_HEADING in line.lower()
        if (divides or told) and len(line) >= _SHORTEST:
            made += _split_line(line, before)
        else:
            made.append(line)
        if bare := line.strip():
            before, divides = bare, told
    return "\n".join(made)


def _split_line(line: str, before: str) -> list[str]:
    first = _OPENING.match(line)
    if not first:
        return _items(line) if not before or _HEADING.fullmatch(before) else [line]
    second = next((each for each in _EXCLUSION.finditer(line, first.end()) if not _goes_on(line[: each.start()])), None)
    if second is None:
        return [first.group().strip(), *_items(line[first.end() :])]
    between, behind = line[first.end() : second.start()], line[second.end() :]
    return [first.group().strip(), *_items(between), second["heading"], *_items(behind)]


def _goes_on(before: str) -> bool:
    return before[-_LONGEST_WORD:].rpartition(" ")[2].lower() in _SENTENCE


def _items(text: str) -> list[str]:
    """Return the items of one list; what has no marks of a list comes back as it is."""
    bare = text.strip()
    if bare[:1] in ("*", "•"):
        items = _STAR.sub(_broken, bare).split("\n")
    elif bare[:2] in ("- ", "– ", "— "):
        items = _DASH.sub("\n", bare).split("\n")
    else:
        items = items_on_lines(bare.replace("\\.", ".", 1) if bare[:3] == "1\\." else bare).split("\n")
    if len(items) < _FEWEST:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    return [indent + each for each in items]


def _broken(found: re.Match[str]) -> str:
    return found.group() if _is_product(found) else f"{found['before']}\n"


def _is_product(found: re.Match[str]) -> bool:
    """Tell "1.5 * ULN" and "100 * 10^9" from the mark of an item."""
    return found["before"].isdigit() and bool(_PRODUCT.match(found["after"]))
