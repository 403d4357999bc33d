"""Split a text at its labels: "Trade Name: A Product Name: B"."""

import re


def labelled_parts(label: re.Pattern[str], text: str) -> list[tuple[re.Match[str], str]]:
    """Return (match of a label, text up to the next label or the end); text before the first label is omitted."""
    matches = list(label.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [(match, text[match.end() : end]) for match, end in zip(matches, ends, strict=False)]
