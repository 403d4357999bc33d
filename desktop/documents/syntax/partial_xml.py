"""Read all records of an XML document that stand whole, and tell how the document ends."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from desktop.documents.syntax.safe_xml import parse_xml
from desktop.documents.syntax.xml_records import xml_records
from desktop.errors import DocumentError


@dataclass(frozen=True)
class XmlRecords:
    """Hold the records of a document in their order, a damaged one as its fault.

    ``fault`` tells of damage beyond these records, None if there is none. ``lacks_end`` means that nothing is missing
    but the closing tag of the whole, which some registries leave out.
    """

    records: tuple[Element | DocumentError, ...]
    fault: DocumentError | None = None
    lacks_end: bool = False


def records_of(text: str, *names: str) -> XmlRecords:
    """Return the elements of these names in an XML text, those of a damaged one as far as they are whole.

    Raises:
        DocumentError: The XML is unsafe, or damaged with no whole record in it.
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
