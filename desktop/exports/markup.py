"""Imported text as harmless markup, and the few elements a report is made of.

``Markup`` marks what may stand in a page as it is; it is made only here, from text that is escaped on the way. The
elements keep to what Qt's rich text knows (tables and lists, no flex, no grid), without links, images or scripts.
"""

import html
import re
from collections.abc import Iterable, Sequence
from typing import NewType

Markup = NewType("Markup", str)

NOTHING = Markup("")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
# Invisible characters that split a word for a search: soft hyphen, zero-width space, byte order mark; and explicit
# changes of writing direction, which can make one identifier look like another.
_INVISIBLE = re.compile(r"[\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
# Control characters and lone surrogates; U+FDD0.. and U+FFFC are marks of structure inside Qt's text documents.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")


def plain(value: str) -> str:
    """Return text as it can be printed: one kind of line end, nothing invisible, U+FFFD for what is forbidden."""
    return _FORBIDDEN.sub("\ufffd", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", value)))


def text(value: str) -> Markup:
    """Return text as markup that shows exactly it: escaped, line ends as white space."""
    return Markup(html.escape(plain(value)))


def joined(parts: Iterable[str], joint: str = "; ") -> Markup:
    """Return texts as one text, empty ones left out."""
    return text(joint.join(part for part in parts if part))


def block(*parts: Markup) -> Markup:
    """Return pieces of markup one below the other, empty ones left out."""
    return Markup("\n".join(part for part in parts if part))


def paragraphs(value: str, style: str = "") -> Markup:
    """Return text with one paragraph a line."""
    opening = f'<p class="{style}">' if style else "<p>"
    lines = (line.strip() for line in _LINE_ENDS.sub("\n", value).split("\n"))
    return Markup("\n".join(f"{opening}{text(line)}</p>" for line in lines if line))


def note(value: Markup) -> Markup:
    """Return a paragraph in small grey type, nothing for nothing."""
    return Markup(f'<p class="note">{value}</p>') if value else NOTHING


def strong(value: Markup) -> Markup:
    """Return markup in bold type."""
    return Markup(f"<b>{value}</b>") if value else NOTHING


def struck(value: Markup) -> Markup:
    """Return markup struck through: what no longer counts, and may still be read."""
    return Markup(f"<s>{value}</s>") if value else NOTHING


def chapter(heading: str, *parts: Markup) -> Markup:
    """Return a heading with what stands below it; nothing where nothing does."""
    body = block(*parts)
    return Markup(f"<h2>{text(heading)}</h2>\n{body}") if body else NOTHING


def subheading(heading: str) -> Markup:
    """Return a heading inside a chapter."""
    return Markup(f"<h3>{text(heading)}</h3>")


def nested_list(items: Iterable[tuple[int, str]]) -> Markup:
    """Return (level, text) items as a bulleted list; a level deeper than the item before it opens one list more."""
    lines: list[str] = []
    levels: list[int] = []
    for level, item in items:
        while len(levels) > 1 and level <= levels[-2]:
            lines.append("</li></ul>")
            levels.pop()
        if not levels or level > levels[-1]:
            lines.append("<ul>")
            levels.append(level)
        else:
            lines.append("</li>")
        lines.append(f"<li>{text(item)}")
    lines.extend("</li></ul>" for _ in levels)
    return Markup("\n".join(lines))


def table(head: Sequence[str], rows: Iterable[Sequence[Markup]], widths: Sequence[int], style: str = "") -> Markup:
    """Return a table whose head is repeated on every page; ``widths`` are percentages, nothing for no rows.

    A head of () leaves it out. A row shorter than ``widths`` lets its last cell reach to the right edge.
    """
    body = [_row(cells, widths) for cells in rows]
    if not body:
        return NOTHING
    titles = "".join(f'<th width="{width}%">{text(title)}</th>' for title, width in zip(head, widths, strict=False))
    opening = f'<table class="{style or "grid"}" width="100%" cellspacing="0">'
    first = [f"<thead><tr>{titles}</tr></thead>"] if titles else []
    return Markup("\n".join((opening, *first, "<tbody>", *body, "</tbody>", "</table>")))


def _row(cells: Sequence[Markup], widths: Sequence[int]) -> str:
    spare = len(widths) - len(cells) + 1
    marked = []
    for number, cell in enumerate(cells):
        last = number == len(cells) - 1
        size = f' colspan="{spare}"' if last and spare > 1 else f' width="{widths[number]}%"'
        marked.append(f"<td{size}>{cell}</td>")
    return f"<tr>{''.join(marked)}</tr>"
