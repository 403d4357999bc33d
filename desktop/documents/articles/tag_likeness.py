"""Distinguish the tagged lines of RIS and MEDLINE from lines of text that look similar: "ER  - positive in 10 %"."""

import re
from collections.abc import Callable

from desktop.documents.articles.reference_words import tags
from desktop.documents.syntax.tagged_lines import TagLike

# Fields that hold sentences.
_TEXTS = frozenset({"AB", "N2", "N1", "OAB"})
_SENTENCE_END = re.compile(r"[.!?:;。][\"'”’)\]]*$")
_SMALL = re.compile(r"[a-z]")
_CODE = re.compile(r"[A-Za-z]{2,8}")
_TYPE = re.compile(r"[A-Za-z][\w /,()&-]{0,60}")
_MARK = re.compile(r"^\ufeff?(?:TY|ER|ty|er)([ \t]{0,4})[-–—‐](?:[ \t]|$)", re.MULTILINE)
_LOOKED_AT = 200_000
# One space or none before a dash also occurs in sentences.
_LOOSE = ("", " ")


def likeness_of_ris(text: str) -> Callable[[TagLike], bool]:
    """Return the function that recognises the tagged lines of a RIS text.

    "TY" begins and an empty "ER" ends a record. A line with an unknown tag, or with other spaces before its dash than
    the records of the text have, continues the sentence above it.
    """
    is_loose = any(gap in _LOOSE for gap in _MARK.findall(text[:_LOOKED_AT])) or not _MARK.search(text[:_LOOKED_AT])

    def is_tagged(line: TagLike) -> bool:
        tag = line.tag.upper()
        if tag == "ER":
            return not line.value.strip("\x1a -")
        if tag == "TY":
            return bool(_CODE.fullmatch(line.value) or (_TYPE.fullmatch(line.value) and not _goes_on(line)))
        if line.above.upper() not in _TEXTS or line.after_gap:
            # An unknown tag that does not continue a text is of an unknown producer.
            return tag in tags("ris") or line.gap not in _LOOSE
        if line.gap in _LOOSE and not is_loose:
            return tag in tags("ris") - tags("also_words") and not _is_unfinished(line)
        return _is_tagged_in_text(line, tags("ris"))

    return is_tagged


def is_tagged_in_medline(line: TagLike) -> bool:
    """Return whether a line of a MEDLINE text is tagged and does not continue the sentence above it."""
    return line.above not in _TEXTS or _is_tagged_in_text(line, tags("medline"))


def _is_tagged_in_text(line: TagLike, known: frozenset[str]) -> bool:
    tag = line.tag.upper()
    if tag not in known:
        return line.gap not in _LOOSE and not _goes_on(line)
    # An abstract may lack a full stop at its end: only words that continue a sentence show that it goes on.
    return tag not in tags("also_words") or not _SMALL.match(line.value)


def _goes_on(line: TagLike) -> bool:
    return bool(line.value) and (_is_unfinished(line) or _SMALL.match(line.value) is not None)


def _is_unfinished(line: TagLike) -> bool:
    return bool(line.text_above) and _SENTENCE_END.search(line.text_above) is None
