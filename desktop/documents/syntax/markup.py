"""Remove markup of web pages from registry texts: "<br>", "<p>", "&gt;"."""

import html
import re

from desktop.documents.syntax.raised_figures import as_power

# With the line feed that some registries write with it.
_BREAK = re.compile(r"\n?<[ /]{0,3}br[ /]{0,3}>|</(?:p|div|li|tr|h\d|ul|ol) {0,3}>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]{0,300}>", re.IGNORECASE)
# Only elements that pages use: "<18 years>" and "<LLN" are words.
_ELEMENT = re.compile(
    r"</?(?:p|div|span|b|i|u|em|strong|sup|sub|ul|ol|li|font|a|table|tbody|tr|td|th|h\d|pre|o:p)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
# A power after a number; without raising, "10<sup>9</sup>" would become 109.
_POWER = re.compile(r"(?<=[\w)\]%])<sup\b[^<>]{0,100}>\s{0,5}([+\-−–]?\d{1,3})\s{0,5}</sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31}\d?);", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain_text(marked: str) -> str:
    """Return a text with line feeds for line breaks, raised powers, characters for entities, and no other markup."""
    text = _BREAK.sub("\n", marked.replace("\r\n", "\n").replace("\r", "\n"))
    text = _POWER.sub(lambda power: as_power(power[1]), text)
    text = _ELEMENT.sub("", _ITEM.sub("- ", text))
    # A text that was escaped twice still has entities.
    text = _ENTITY.sub(_character, _ENTITY.sub(_character, text))
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\xa0", " "))


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity.group())
