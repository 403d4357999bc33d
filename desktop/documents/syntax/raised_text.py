"""Remove markup of web pages and publishers from references, but keep superscripts raised.

"10<sup>9</sup>/L" is 10⁹/L, not 109/L; "<sup>177</sup>Lu" is 177Lu, and "HER2<sup>+</sup>" is HER2+.
"""

import html
import re

from desktop.documents.syntax.raised_figures import as_power, can_have_power

_MOST_ESCAPES = 5
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
_RAISED = re.compile(
    r"<(?:jats:)?sup\b[^<>]{0,200}>((?:[^<>]|<(?!/?(?:jats:)?sup\b)[^<>]{0,60}>){0,60})</(?:jats:)?sup\s{0,3}>",
    re.IGNORECASE,
)
# The same in MathML: <mml:msup><mml:mn>10</mml:mn><mml:mn>9</mml:mn></mml:msup>.
_POWER = re.compile(
    r"<(?:mml:)?msup>\s{0,9}<(?:mml:)?m[ino]>([^<>]{1,60})</(?:mml:)?m[ino]>\s{0,9}"
    r"(?:<(?:mml:)?mrow>\s{0,9})?((?:<(?:mml:)?m[ino]>[^<>]{1,20}</(?:mml:)?m[ino]>\s{0,9}){1,3})"
    r"(?:</(?:mml:)?mrow>\s{0,9})?</(?:mml:)?msup>",
    re.IGNORECASE,
)
_SCORE = re.compile(r"[0-3]\+")
_TEN = re.compile(r"\b10\s$")
_EXPONENT = re.compile(r"[+\-−–‐‑]?\d{1,3}")
_BREAK = re.compile(
    r"<[ /]{0,3}br[ /]{0,3}>|</(?:jats:)?(?:p|div|li|tr|h\d|ul|ol|sec|title|list-item) {0,3}>", re.IGNORECASE
)
# A heading begins a line of its own.
_HEADING = re.compile(r"<(?:jats:)?(?:title|sec|h\d)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:li|jats:list-item)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"<!--.{0,1000}?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
# Only elements of web pages and publishers, with or without attributes: "<18 years>" and "a <b and c> d" are words.
_ELEMENT = re.compile(
    r"</?(?:(?:jats|mml|ce|sb|xlink):[a-z][\w.-]{0,40}|p|div|span|b|i|u|em|strong|sup|sub|inf|ul|ol|li|font|a|abstract|sec|"
    r"title|italic|bold|scp?|small|roman|underline|overline|strike|monospace|tt|table|tbody|tr|td|th|h\d|pre|br|math|m[irno]|mrow|msup|msub|inline-formula|o:p)"
    r"(?:\s+[\w:.-]{1,40}\s{0,3}=[^<>]{0,300})?\s{0,3}/?>",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def without_marks(text: str) -> str:
    """Return a text with characters for entities, line feeds for line breaks, and no markup.

    The text may have been escaped several times. Text that is not an element is kept: "age <65 years".
    """
    if "&" not in text and "<" not in text:
        return text
    text = _unescaped(text)
    if "<" not in text:
        return text
    text = _RAISED.sub(_raised, _POWER.sub(r"\1<sup>\2</sup>", _NOT_SHOWN.sub("", text)))
    text = _BREAK.sub("\n", _HEADING.sub("\n", _ITEM.sub("\n- ", text)))
    return _ELEMENT.sub("", text).strip()


def _unescaped(text: str) -> str:
    for _ in range(_MOST_ESCAPES):
        plain = _ENTITY.sub(_character, text) if "&" in text else text
        if plain == text:
            break
        text = plain
    return text


def _character(entity: re.Match[str]) -> str:
    # A character reference to a line end must not add a line end to the text.
    return _CONTROL.sub(" ", html.unescape(entity.group()).replace("\xa0", " "))


def _raised(found: re.Match[str]) -> str:
    figure = _ELEMENT.sub("", found[1]).strip()
    passed = _ELEMENT.sub("", found.string[max(0, found.start() - 40) : found.start()])
    if _SCORE.fullmatch(figure) and passed[-1:].isdigit():
        return f" {figure}"
    is_power = can_have_power(passed) or _TEN.search(passed) is not None
    return as_power(figure) if _EXPONENT.fullmatch(figure) and is_power else _ELEMENT.sub("", found[1])
