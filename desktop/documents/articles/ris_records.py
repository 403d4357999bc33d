"""Recognise RIS and divide it into records, even without the types and ends that the format requires."""

import re
from collections.abc import Iterable, Iterator

from desktop.documents.articles.reference_words import tags
from desktop.documents.articles.tag_likeness import likeness_of_ris
from desktop.documents.syntax.tagged_lines import TaggedLine, tagged_lines

# After two spaces or a tab no space is needed between dash and value.
_DASH = r"(?:(?:  |\t)[-–—‐](?=[^\s-])|[ \t]{0,4}[-–—‐](?:[ \t]+|$))(.*)"
_SHAPE = re.compile(rf"\ufeff?([A-Z][A-Z0-9]){_DASH}")
_SMALL_SHAPE = re.compile(rf"\ufeff?([A-Za-z][A-Za-z0-9]){_DASH}")
_INDENTED = re.compile(r"^[ \t]+(?:TY|ty)[ \t]{0,4}[-–—‐]", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+(?=[A-Za-z][A-Za-z0-9][ \t]{0,4}[-–—‐])", re.MULTILINE)
_TAGGED = re.compile(r"^\ufeff?([A-Za-z][A-Za-z0-9]{1,3})[ \t]{0,4}[-–—‐](?=[ \t]|$)", re.MULTILINE)
_TYPE = re.compile(r"^\ufeff?(?:TY|[Tt]y)[ \t]{0,4}[-–—‐][ \t]*[A-Za-z]", re.MULTILINE)
_SMALL_MARK = re.compile(r"^\ufeff?(?:[Tt]y|ti|t1|au|a1|er)[ \t]{1,4}[-–—‐](?:[ \t]|$)", re.MULTILINE)
_END = re.compile(r"^\ufeff?(?:ER|[Ee]r)[ \t]{0,4}[-–—‐][ \t]*$", re.MULTILINE)
_BARE_END = re.compile(r"^ER[ \t]*$", re.MULTILINE)
_BEGINS_WITHIN = 2_000
_LOOKED_AT = 20_000
_TITLES = frozenset({"TI", "T1", "CT", "BT"})
_AUTHORS = frozenset({"AU", "A1"})
# A record has only one of each of these, so a second one begins another record.
_STANDS_ONCE = frozenset({"TI", "T1", "PY", "Y1", "JF", "VL", "SP", "TY"})
_LEAST_TAGS = 3


def recognises_ris(text: str) -> bool:
    """Return whether a text holds the type of a reference with a title or author, or other tags of RIS."""
    start = _at_margin(text[:_LOOKED_AT])
    found = {tag.upper() for tag in _TAGGED.findall(start)}
    if _TYPE.match(start.lstrip()) or _TYPE.search(start[:_BEGINS_WITHIN]):
        return bool(found & (_TITLES | _AUTHORS)) or _TYPE.match(start.lstrip()) is not None
    begins = _TAGGED.match(start.lstrip()) is not None or _TAGGED.search(start[:_BEGINS_WITHIN]) is not None
    is_record = bool(found & _TITLES) and len(found & tags("ris")) >= _LEAST_TAGS
    return begins and is_record and is_rather_ris(found)


def is_rather_ris(found: Iterable[str]) -> bool:
    """Return whether a text has more tags that only RIS has than tags that only MEDLINE has."""
    seen = set(found)
    return len(seen & tags("ris_only")) > len(seen & tags("medline_only"))


def ris_records(text: str) -> Iterator[list[TaggedLine]]:
    """Yield the tagged lines of each record, tags in capitals.

    A record ends with "ER" or at the next type. The type may be late in a record. In a text without both, an empty line
    separates two records if the next tag may occur only once in a record and has already occurred.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    text = _with_ends(_at_margin(text))
    here: list[TaggedLine] = []
    seen: set[str] = set()
    lines = _lines(text)
    has_ends = _END.search(text) is not None
    after_gap = False
    for each in lines:
        if each is None:
            after_gap = True
            continue
        is_next = each.tag in seen & _STANDS_ONCE and after_gap and not has_ends
        if here and (is_next or (each.tag == "TY" and "TY" in seen)):
            yield here
            here, seen = [], set()
        if each.tag != "ER":
            here.append(each)
            seen.add(each.tag)
        elif here:
            yield here
            here, seen = [], set()
        after_gap = False
    if here:
        yield here


def _at_margin(text: str) -> str:
    """Return a text without the indentation that a copy of a page may have."""
    start = text[:_LOOKED_AT]
    return _INDENT.sub("", text) if _INDENTED.search(start) and not _TYPE.search(start) else text


def _with_ends(text: str) -> str:
    """Return a text in which "ER" lines have the dash that they have lost."""
    return text if _END.search(text) else _BARE_END.sub("ER  - ", text)


def _lines(text: str) -> Iterator[TaggedLine | None]:
    is_small = _SMALL_MARK.search(text[:_LOOKED_AT]) is not None
    for each in tagged_lines(text, _SMALL_SHAPE if is_small else _SHAPE, likeness_of_ris(text)):
        yield each if each is None or each.tag.isupper() else TaggedLine(each.tag.upper(), each.value, each.line)
