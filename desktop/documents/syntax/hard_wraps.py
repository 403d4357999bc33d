"""Remove line ends that a program has put into texts: at a fixed width, as two characters, as "~" or "<br>"."""

import html
import re
from itertools import pairwise

from desktop.documents.syntax.markup import plain_text
from desktop.documents.syntax.wrapped_text import BULLET, unwrap

_INDENT = 6
# Programs break lines between these widths; people write longer lines, and lists with shorter ones.
_NARROWEST, _WIDEST = 60, 100
_FEWEST_BREAKS = 2
_SHORTEST_BROKEN = 30
_MOSTLY = 0.7
_ENDS = re.compile(r"[.;:!?。；：)\]]$")
# "receptor-" before "positive", but not "pre-" before "and post-menopausal".
_BROKEN_WORD = re.compile(r"\w-$")
_REST_OF_WORD = re.compile(r"(?!(?:and|or|to)\b)[a-z]")
_MARKS = re.compile(
    r"<(?:/?(?:p|div|ul|ol|li|b|i|u|em|strong|sup|sub)(?:\s+[\w:-]{1,40}\s{0,3}=[^<>]{0,200})?|[ /]{0,3}br[ /]{0,3})>",
    re.IGNORECASE,
)
_ESCAPED_MARKS = re.compile(r"&(?:amp;)?lt;\s{0,3}/?\s{0,3}(?:br|p|div|ul|ol|li|sup|sub|b|i)\b", re.IGNORECASE)
# A line end as two characters, or as the sign that tables of the registry's data have instead.
_WRITTEN_END = re.compile(r"(?:\\r)?\\n(?![a-z])|\\r(?![a-z])")
_TILDE_END = re.compile(r"~(?=\s{0,20}(?:[-*•~A-Z]|\d{1,2}[.)]|$))")
_FEWEST_ENDS = 2
# A second line that is far indented, and an indented one that may begin with a small letter: without them nothing is
# joined, so most texts need not be searched line by line.
_FAR_INDENTED = re.compile(rf"\n(?:[^\S\n]{{{_INDENT}}}|[^\S\n]*\t)")
_GOES_ON_INDENTED = re.compile(r"\n[^\S\n]+[^\x00-\x60\x7b-\x7f]")


def with_own_lines(text: str) -> str:
    """Return a text with only its author's line ends; indentation is kept if it shows nesting."""
    text = _with_line_ends(text)
    if "\n" not in text:
        return text
    if _is_block(text):
        return unwrap(text)
    return _with_whole_items(_rejoined(text))


def _with_line_ends(text: str) -> str:
    if "&" in text and _ESCAPED_MARKS.search(text):
        text = html.unescape(html.unescape(text))
    if "<" in text and _MARKS.search(text):
        text = plain_text(text)
    if "\n" in text:
        return text
    for sign, written in (("\\", _WRITTEN_END), ("~", _TILDE_END)):
        if sign in text and len(written.findall(text)) >= _FEWEST_ENDS:
            return written.sub("\n", text)
    return text


def _is_block(text: str) -> bool:
    """Return whether most lines are far indented, and not all of these begin with a list mark."""
    if not _FAR_INDENTED.search(text):
        return False
    lines = [line for line in text.expandtabs().split("\n") if line.strip()]
    indented = [line for line in lines if len(line) - len(line.lstrip()) >= _INDENT]
    if len(lines) < 2 or len(indented) * 2 <= len(lines):
        return False
    return any(not BULLET.match(line.strip()) for line in indented)


def _with_whole_items(text: str) -> str:
    """Return a text in which lines that continue the sentence of a list item above them are joined to it.

    After a line that introduces a list ("function:") such lines are separate items.
    """
    if not _GOES_ON_INDENTED.search(text):
        return text
    made: list[str] = []
    item = -1
    for line in text.split("\n"):
        words = line.lstrip()
        indent = len(line) - len(words)
        if BULLET.match(words):
            item = indent
        elif not (0 <= item < indent and words[:1].islower() and _is_open(made[-1])):
            item = -1
        else:
            made[-1] = f"{made[-1].rstrip()} {words}"
            continue
        made.append(line)
    return "\n".join(made)


def _is_open(line: str) -> bool:
    return len(line) >= _SHORTEST_BROKEN and line.rstrip()[-1:].isalnum()


def _rejoined(text: str) -> str:
    """Return a text in which a line is joined with the next if the next word would not have fitted the width."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    followed = [(line, after) for line, after in pairwise(lines) if _may_go_on(line, after)]
    broken = [after for line, after in followed if _is_full(line, after, width)]
    going_on = sum(after.lstrip()[:1].islower() for after in broken)
    if len(broken) < _FEWEST_BREAKS or len(broken) < len(followed) * _MOSTLY or going_on * 2 < len(broken):
        return text
    made: list[str] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else ""
        if made and _may_go_on(before, line) and _is_full(before, line, width) and _goes_on(before, line):
            joint = "" if _BROKEN_WORD.search(made[-1]) and _REST_OF_WORD.match(line.strip()) else " "
            made[-1] = f"{made[-1].rstrip()}{joint}{line.strip()}"
        else:
            made.append(line)
    return "\n".join(made)


def _may_go_on(line: str, after: str) -> bool:
    return bool(line.strip()) and bool(after.strip()) and not BULLET.match(after.strip())


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width


def _goes_on(line: str, after: str) -> bool:
    return after.lstrip()[:1].islower() or not _ENDS.search(line.rstrip())
