"""Append objects to a finished PDF without changing its bytes: the incremental update of ISO 32000-1, 7.5.6.

The writer of pypdf reads every object into memory, about 25 kB per sheet; this reads only what changes.
"""

import io
import re
from collections.abc import Mapping
from typing import cast

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, NumberObject, PdfObject

from desktop.errors import ExportError

TAIL = 1024  # bytes at the end of a PDF in which readers search for its end mark
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")


def updated(pdf: bytes, reader: PdfReader, objects: Mapping[int, PdfObject]) -> bytes:
    """Return a PDF with ``objects`` replaced or added, as {object number: object}; ``reader`` has opened the PDF.

    Numbers from the trailer's /Size on are new objects. The PDF's own objects must have generation 0, as in every file
    that was written once.

    Raises:
        ExportError: the table of objects is not at the place that the end of the PDF gives.
    """
    ends = _END.findall(pdf[-TAIL:])
    if not ends or not pdf.startswith(b"xref", int(ends[-1])):
        raise ExportError("The PDF came out without a table of its objects and was not written; try again.")
    stream = io.BytesIO()  # holds only the appended bytes, because the PDF may be large
    stream.write(b"\n")
    table = [b"xref\n0 1\n0000000000 65535 f \n"]
    for number, content in sorted(objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, len(pdf) + stream.tell()))
        stream.write(b"%d 0 obj\n" % number)
        content.write_to_stream(stream)
        stream.write(b"\nendobj\n")
    beginning = len(pdf) + stream.tell()
    stream.write(b"".join(table) + b"trailer\n")
    trailer = DictionaryObject(reader.trailer)
    size = cast("int", reader.trailer["/Size"])
    trailer[NameObject("/Size")] = NumberObject(max(size, *(each + 1 for each in objects)))
    trailer[NameObject("/Prev")] = NumberObject(int(ends[-1]))
    trailer.write_to_stream(stream)
    stream.write(b"\nstartxref\n%d\n%%%%EOF\n" % beginning)
    return pdf + stream.getvalue()
