"""Text as it can be printed."""

import re

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Invisible characters that split a word for a search: soft hyphen, zero-width space, byte order mark; and explicit
# changes of writing direction, which can make one identifier look like another.
_INVISIBLE = re.compile(r"[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
# Control characters and lone surrogates; U+FDD0.. and U+FFFC are marks of structure inside Qt's text documents.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")


def printable(value: str) -> str:
    """Return text as it can be printed: one kind of line end, nothing invisible, U+FFFD for what is forbidden."""
    return _FORBIDDEN.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value)))
