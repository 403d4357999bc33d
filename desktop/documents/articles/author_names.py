"""Read the names of authors, one or several in a field."""

import re

from desktop.documents.articles.reference_words import is_nothing
from desktop.documents.syntax.raised_text import without_marks
from desktop.documents.syntax.wrapped_text import one_line

_SUFFIX = re.compile(r"(?P<given>.*?),?\s+(?P<suffix>Jr\.?|Sr\.?|2nd|3rd|4th|II|III|IV)")
_AFTER_NAMES = re.compile(
    r"Jr\.?|Sr\.?|2nd|3rd|4th|II|III|IV|M\.?D\.?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?S\.?|MPH|RN|PharmD|DO|FRCP",
    re.IGNORECASE,
)
# "M", "M.", "MK", "M. K.", "J.-P."
_INITIALS = r"(?:[^\W\d_a-z]\.?[ -]?){1,4}"
# "Roe J.-P.", as Scopus writes without a comma.
_FAMILY_FIRST = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,3}) (?P<initials>(?:[^\W\d_a-z]\.[ -]?){1,4})"
)
_INITIALS_ALONE = re.compile(_INITIALS)
_FAMILY_AND_INITIALS = re.compile(rf"[^\W\d_][\w'’. -]*?\s{_INITIALS}(?:\s+(?:Jr|Sr|2nd|3rd|II|III))?")
_LISTED = re.compile(r"'([^']{2,200})'|\"([^\"]{2,200})\"")
# A name may be broken after its comma.
_WRAPPED = re.compile(r",[ \t]*\n\s*")
# Words of a group or an institution, in which commas do not separate names.
_GROUP = re.compile(
    r"\b(?:of|for|and|the|on|group|university|universit\w+|hospital|institute?|department|dept|center|centre|committee|"
    r"investigators|collaborat\w+|consortium|society|foundation|inc|ltd|llc|gmbh|corp\w*|pharma\w*|therapeutics|biotech\w*|"
    r"oncology|network|trust|centro|centre|klinik\w*|hôpital|hopital|cancer)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 3
_LEAST_PAIRED = 4


def plain_author(written: str) -> str:
    """Return "Family, Given" as "Given Family"; the name of a group is unchanged."""
    family, comma, given = (part.strip() for part in one_line(written).partition(","))
    if not comma or not given or not family:
        found = _FAMILY_FIRST.fullmatch(family)
        return f"{found['initials']} {found['family']}" if found and not _GROUP.search(family) else family or given
    if found := _SUFFIX.fullmatch(given):
        return f"{found['given']} {family} {found['suffix']}"
    return f"{given} {family}"


def plain_authors(written: str) -> list[str]:
    """Return the authors of a field, given names first; some programs write several into one field.

    Several are separated by semicolons, line ends or "and", or by commas if initials show that.
    """
    if not written:
        return []
    text = _WRAPPED.sub(", ", without_marks(written).strip())
    # A program may have written its own list: ['Doe, Jane', 'Roe, Richard'].
    listed = _LISTED.findall(text) if text[:1] == "[" and text[-1:] == "]" else []
    parts = [one or other for one, other in listed] or re.split(r";|\n|\|", text)
    names = [name for part in parts for name in _split_names(one_line(part))]
    return [name for each in names if (name := plain_author(each)) and not is_nothing(name)]


def is_group(name: str) -> bool:
    """Return whether a name is clearly that of a group or a firm: it is one word, or contains a word of such names."""
    return _GROUP.search(name) is not None or " " not in name.strip()


def _split_names(text: str) -> list[str]:
    halves = re.split(r"(?<!\s)\s+(?:and|&)\s+", text)
    if len(halves) > 1 and all("," in half for half in halves) and not _GROUP.search(" ".join(halves)):
        return [name for half in halves for name in _split_names(half)]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and all(_FAMILY_AND_INITIALS.fullmatch(part) for part in parts):
        return parts
    if _is_in_pairs(parts):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text]


def _is_in_pairs(parts: list[str]) -> bool:
    """Return whether parts are alternately family and given names: "Doe", "J.", "Roe", "R. A."."""
    if len(parts) < _LEAST_PAIRED or len(parts) % 2 or any(map(_AFTER_NAMES.fullmatch, parts)):
        return False
    if all(map(_INITIALS_ALONE.fullmatch, parts[1::2])):
        return True
    return not _GROUP.search(" ".join(parts)) and all(len(part.split()) <= _MOST_WORDS for part in parts)
