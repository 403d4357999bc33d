"""Turn an XML element into the fields of the same record in JSON, so that one reader can read both."""

from typing import Any
from xml.etree.ElementTree import Element


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def fields_of(element: Element) -> dict[str, Any]:
    """Return {name: child} of an element: texts, objects, and a list for a name that occurs several times.

    Attributes and empty elements are omitted.
    """
    fields: dict[str, Any] = {}
    for child in element:
        value: Any = fields_of(child) if len(child) else (child.text or "").strip()
        if not value:
            continue
        name = local_name(child)
        known = fields.get(name)
        if known is None:
            fields[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            fields[name] = [known, value]
    return fields
