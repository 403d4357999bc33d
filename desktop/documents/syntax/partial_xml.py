"""Read all complete records of an XML document, and report how the document ends."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.xml_records import xml_records
from desktop.errors import DocumentError


@dataclass(frozen=True)
class XmlRecords:
    """Hold the records of a document in order; a damaged one is an error.

    ``fault`` is the error for damage outside these records, None if there is none. ``lacks_end``: only the last closing
    tag is missing, which some registries omit.
    """

    records: tuple[Element | DocumentError, ...]
    fault: DocumentError | None = None
    lacks_end: bool = False


def records_of(text: str, *names: str) -> XmlRecords:
    """Return the elements with these names in an XML text; if it is damaged, only the complete ones.

    Raises:
        DocumentError: The XML is unsafe, or damaged without a complete record.
    """
    try:
        root = parse_xml(text)
    except DocumentError as damage:
        if not isinstance(damage.__cause__, ParseError):
            raise
        return _partly(text, names, damage)
    return XmlRecords((root,) if root.tag in names else tuple(each for each in root.iter() if each.tag in names))


def _partly(text: str, names: tuple[str, ...], damage: DocumentError) -> XmlRecords:
    records: list[Element | DocumentError] = []
    fault = None
    try:
        records.extend(xml_records(text, names))
    except DocumentError as rest:
        fault = rest
    if not any(isinstance(each, Element) for each in records):
        raise damage
    lacks_end = text.rstrip().endswith(tuple(f"</{name}>" for name in names))
    return XmlRecords(tuple(records), None if lacks_end else fault, lacks_end)
