"""Undo the hard wrapping of registry texts: one paragraph or list item per line, nesting as indentation."""

import re

# A decimal number ("1.5 x ULN") or a genus ("E. coli") is no list mark and must not be removed like one.
BULLET = re.compile(
    r"(?P<mark>"
    r"[-–—*](?=\s|[A-Za-z≥≤<>])|[•▪■◦●○‣⁃·✓➢]|o(?=\s+[A-Z])"
    r"|\(?\d{1,2}\)|\d{1,2}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){2,3}\.?(?=\s)"
    r"|\([a-z]\)|[a-zA-Z]\)|[a-z]\.(?=\s)|\(?[ivx]{1,4}\)|[ivx]{2,4}\.(?=\s)"
    r")\s*(?=\S)"
)
"""A list mark at the start of a stripped line: "-", "•", "1.", "1)", "(a)", "ii)", "2.1.3"."""


def unwrap(text: str) -> str:
    """Return hard-wrapped text with one paragraph or list item per line.

    Blank lines end a paragraph or item. A list item keeps its mark, and its indentation in spaces relative to the least
    indented line. Empty lines separate paragraphs, but not list items.
    """
    blocks = _blocks(text)
    if not blocks:
        return ""
    margin = min(indent for indent, _ in blocks)
    lines: list[str] = []
    after_item = False
    for indent, words in blocks:
        item = BULLET.match(words) is not None
        if lines and not (item and after_item):
            lines.append("")
        lines.append(" " * (indent - margin if item else 0) + words)
        after_item = item
    return "\n".join(lines)


def tidy_lines(text: str) -> str:
    """Return text that is not hard-wrapped, with single spaces and at most one empty line in a row."""
    if "\n" not in text and "\r" not in text:
        return one_line(text)
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return text in which every run of white space is one space."""
    # Most text is already so, and checking is many times faster than splitting.
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def _blocks(text: str) -> list[tuple[int, str]]:
    blocks: list[tuple[int, str]] = []
    open_block = False
    first_is_item = False
    for line in text.expandtabs().replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = one_line(line)
        if not words:
            open_block = False
            continue
        indent = len(line) - len(line.lstrip())
        is_item = BULLET.match(words) is not None
        # A line in a block that looks like an item is one only if it is not indented more than the item above it.
        begins = not open_block or (is_item and first_is_item and indent <= blocks[-1][0])
        if begins:
            blocks.append((indent, words))
            first_is_item = is_item
            open_block = True
        else:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {words}")
    return blocks
