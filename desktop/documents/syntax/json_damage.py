"""Say what of a JSON record could not be read."""

from collections.abc import Iterator

from desktop.documents.syntax.json_fields import JsonReading
from desktop.documents.syntax.json_records import JsonRecord
from desktop.trials.remarks import Remark, remark


def json_damage(record: JsonRecord, reading: JsonReading) -> Iterator[Remark]:
    """Yield a remark for the characters that were lost, then one for each value left out."""
    if record.lost:
        yield remark("characters_lost", count=record.lost)
    yield from reading.warnings()
