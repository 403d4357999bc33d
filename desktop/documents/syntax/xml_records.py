"""Read the records of an XML document one by one; of a damaged or incomplete document, the complete records."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from desktop.documents.syntax.safe_xml import parse_xml
from desktop.errors import DocumentError


def xml_records(text: str, names: tuple[str, ...]) -> Iterator[Element | DocumentError]:
    """Yield the elements with these names, at any depth; if the XML is damaged, only the complete ones.

    Yield an error for a damaged record.

    Raises:
        DocumentError: The XML is unsafe; or, after the complete records, it is damaged outside its records.
    """
    try:
        root = parse_xml(text, doctype_allowed=True)
    except DocumentError as fault:
        if not isinstance(fault.__cause__, ParseError):
            raise
        yield from _whole_records(text, names, fault)
        return
    yield from [root] if root.tag in names else (each for each in root.iter() if each.tag in names)


def _whole_records(text: str, names: tuple[str, ...], fault: DocumentError) -> Iterator[Element | DocumentError]:
    told, line, end = False, 1, 0
    for name, begin, end_ in _spans(text, names):
        line, end = line + text.count("\n", end, begin), end_
        try:
            yield parse_xml(text[begin:end])
        except DocumentError as damage:
            told = True
            yield DocumentError(f"the <{name}> that begins at line {line} is damaged; download it again.")
            if not isinstance(damage.__cause__, ParseError):
                raise
        line += text.count("\n", begin, end)
    rest = text[end:].strip()
    # If the document has its end, only the damaged records are wrong.
    if not told or not rest.endswith(">") or "<" not in rest or any(f"<{name}" in rest for name in names):
        raise fault


def _spans(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield (name, start, end) of each record that has its closing tag before the next record."""
    marks = re.compile(rf"<(/?)({'|'.join(map(re.escape, names))})(?=[\s>/])[^<>]*>")
    open_: tuple[str, int] | None = None
    for mark in marks.finditer(text):
        if not mark[1]:
            open_ = open_ if open_ and open_[0] != mark[2] else (mark[2], mark.start())
        elif open_ and open_[0] == mark[2]:
            yield open_[0], open_[1], mark.end()
            open_ = None
