"""Make text printable."""

import re

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Invisible characters that would split a word for a search (soft hyphen, zero-width space, byte order mark), and
# explicit changes of writing direction, which can make one identifier look like another.
_INVISIBLE = re.compile(r"[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
# Control characters and lone surrogates; Qt's text documents use U+FDD0.. and U+FFFC for their structure.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")


def printable(value: str) -> str:
    """Return printable text: one kind of line end, nothing invisible, U+FFFD for forbidden characters."""
    return _FORBIDDEN.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value)))
