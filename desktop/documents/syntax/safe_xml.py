"""Parse untrusted XML: no entity is expanded, nothing external is opened, depth is limited."""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import DefusedXMLParser

from desktop.errors import DocumentError

_DEEPEST = 100
_UNSAFE = "which is not safe to read; download the record again from its registry."
# All repetitions are limited, because in a text of only spaces or "<?xml" the search would start at every place.
_DECLARATION = re.compile(r"<\?xml\b[^>]{0,1000}\?>")
# Control characters that XML 1.0 forbids; some registries write them.
_NOT_IN_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_xml(text: str, *, doctype_allowed: bool = False) -> Element:
    """Return the root element of a decoded XML text; its declared encoding is ignored.

    A document type is refused unless allowed, and even then nothing is fetched and no entity defined.

    Raises:
        DocumentError: Not well-formed, nested too deeply, or with a document type, entities or outside references.
    """
    body = _NOT_IN_XML.sub(" ", _DECLARATION.sub("", text, count=1).lstrip())
    parser = DefusedXMLParser(target=_ShallowTree(), forbid_dtd=not doctype_allowed)
    try:
        parser.feed(body)
        root: Element = parser.close()
    except ParseError as fault:
        raise DocumentError(_told(fault, text, body)) from fault
    except DTDForbidden as fault:
        raise DocumentError(f"it has a document type definition (DOCTYPE), {_UNSAFE}") from fault
    except (EntitiesForbidden, ExternalReferenceForbidden) as fault:
        raise DocumentError(f"it defines entities or refers to other files, {_UNSAFE}") from fault
    return root


def _told(fault: ParseError, text: str, body: str) -> str:
    line, column = fault.position
    # The parser got the text without its declaration.
    line += text[: len(text) - len(body)].count("\n")
    what = str(fault).split(":", 1)[0]
    if what in ("no element found", "unclosed token", "unclosed CDATA section"):
        return f"the XML breaks off at line {line}; it was cut short: download it again."
    return f"the XML is damaged at line {line}, column {column + 1} ({what}); download it again."


class _ShallowTree(TreeBuilder):
    """Build the tree, and refuse too deep nesting."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise DocumentError(
                f"its XML elements are nested more than {_DEEPEST} deep, as in no trial record; download it again."
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)
