"""Say what of a JSON record could not be read."""

from collections.abc import Iterator

from desktop.documents.syntax.json_fields import JsonReading
from desktop.documents.syntax.json_records import JsonRecord


def json_damage(record: JsonRecord, reading: JsonReading) -> Iterator[str]:
    """Yield a sentence for the characters that were lost, then one for each value left out."""
    if record.lost:
        told = "One character" if record.lost == 1 else f"{record.lost} characters"
        yield f"{told} of the record could not be read and became \N{REPLACEMENT CHARACTER}."
    yield from reading.warnings()
