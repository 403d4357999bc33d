"""The marks of a catalogue file: that it is ours, and which version of the schema it has."""

from functools import cache
from pathlib import Path

APPLICATION_ID = 0x54524341  # "TRCA", so that `file` and we know our own
MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def newest() -> int:
    """Return the schema version that this program writes."""
    return max(int(file.name[:4]) for file in MIGRATIONS.glob("[0-9]*.py"))
