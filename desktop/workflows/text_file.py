"""Write a text file completely or not at all."""

from pathlib import Path

from desktop.exports.atomic_write import atomic_write


def write_text(target: Path, text: str, *, private: bool = False) -> None:
    """Write a text file in UTF-8, completely or not at all; a ``private`` one can be read only by the user.

    Raises:
        ExportError: the file cannot be written; it is unchanged.
    """
    with atomic_write(target, private=private) as stream:
        stream.write(text.encode("utf-8"))
