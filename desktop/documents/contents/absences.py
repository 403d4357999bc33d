"""Recognise the words by which registries say that there is no value ("Not available", "-")."""

import re

from desktop.documents.syntax.wrapped_text import one_line

_ABSENT = re.compile(
    r"[-–—./\\;,:_*\s]*|n\s*/?\s*a\.?|n\.\s*a\.?|n[./]?d\.?|nil(?: known)?|nothing|none(?: known| stated| declared)?|"
    r"null|undefined|unspecified|unknown|"
    r"(?:information\s+)?not\s+(?:available|applicable|applied|provided|specified|stated|selected|known|given|yet\s+known|"
    r"present\s+in\s+eudract|listed|entered|reported|decided|set)|no\s+(?:data|information|entry)(?:\s+available)?|"
    r"information\s+not\s+present\s+in\s+eudract|to\s+be\s+(?:advised|confirmed|determined)|json_error_here|"
    r"(?:please\s+)?(?:refer\s+to|see)\s.{0,60}\bprotocol|"
    r"no\s+(?:(?:age\s+)?limits?|(?:minimum|maximum)\s+age)|not\s+limited|无|暂无|不适用",
    re.IGNORECASE,
)


def stated(written: str | None) -> str:
    """Return a registry's value on one line; "" if it is one of the words for no value.

    Do not use this for fields in which "N/A" is an answer, such as the phase.
    """
    told = one_line(written or "")
    return "" if is_absent(told) else told


def is_absent(told: str) -> bool:
    """Return whether a text is empty or a word for no value; a full stop at its end is ignored."""
    return _ABSENT.fullmatch(told.strip()) is not None or _ABSENT.fullmatch(told.strip().rstrip(".")) is not None
