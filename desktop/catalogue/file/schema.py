"""The id that marks a file as a catalogue, and the version of its schema."""

from functools import cache
from pathlib import Path

APPLICATION_ID = 0x54524341  # "TRCA": this program, and the command `file`, recognise a catalogue by it
MIGRATIONS = Path(__file__).parent / "migrations"


@cache
def newest() -> int:
    """Return the schema version that this program writes."""
    return max(int(file.name[:4]) for file in MIGRATIONS.iterdir() if file.name[0].isdigit())
