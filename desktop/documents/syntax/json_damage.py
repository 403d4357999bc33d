"""Report what could not be read in a JSON record."""

from collections.abc import Iterator

from desktop.documents.syntax.json_fields import JsonReading
from desktop.documents.syntax.json_records import JsonRecord
from desktop.trials.remarks import Remark, remark


def json_damage(record: JsonRecord, reading: JsonReading) -> Iterator[Remark]:
    """Yield a remark on the lost characters, then one on each omitted value."""
    if record.lost:
        yield remark("characters_lost", count=record.lost)
    yield from reading.warnings()
