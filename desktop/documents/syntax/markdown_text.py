"""Read the Markdown of ClinicalTrials.gov's API: remove escapes, keep lists and their nesting."""

import re

from desktop.documents.syntax.hard_wraps import with_own_lines
from desktop.documents.syntax.wrapped_text import one_line

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# "* 1\. Age": the registry put a list mark before the author's own number; the escape shows that.
_MARK_BEFORE_NUMBER = re.compile(r"^([ \t]*)(?:[*+-]|\d{1,2}[.)])[ \t]+(?=\d{1,2}\\[.)])", re.MULTILINE)
_LINK = re.compile(r"\[\s*([^\][]*?)\s*\]\((?:[^()\s]|\([^()\s]*\))*\)")
_LONGEST_WITH_LINKS = 2_000


def without_links(line: str) -> str:
    """Return a line with only the words of its links, "MedPath" for "[MedPath](https://…)"; skip very long lines."""
    return _LINK.sub(r"\1", line) if "](" in line and len(line) <= _LONGEST_WITH_LINKS else line


def unescaped(markdown: str) -> str:
    r"""Return a text without the backslashes before signs: "\>" becomes ">", "1\)" becomes "1)"."""
    return _ESCAPED.sub(r"\1", markdown) if "\\" in markdown else markdown


def prose(markdown: str) -> str:
    r"""Return Markdown as plain text: lines single-spaced, indentation kept, at most one empty line in a row.

    Lines that a program has broken are joined again, and markup of web pages is removed. An item with the author's own
    number ("* 1\. Age") keeps only this number as its mark.
    """
    if "\\" in markdown:
        markdown = _MARK_BEFORE_NUMBER.sub(r"\1", markdown)
    lines: list[str] = []
    for line in with_own_lines(unescaped(markdown)).expandtabs(4).split("\n"):
        bare = line.lstrip()
        if words := one_line(bare):
            lines.append(" " * (len(line) - len(bare)) + words)
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).rstrip()
