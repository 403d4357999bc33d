"""Writing a text file whole or not at all."""

from pathlib import Path

from desktop.exports.atomic_write import atomic_write


def write_text(target: Path, text: str, *, private: bool = False) -> None:
    """Write a text file whole or not at all, in UTF-8; a ``private`` one is the user's alone.

    Raises:
        ExportError: the file cannot be written; it is as it was.
    """
    with atomic_write(target, private=private) as stream:
        stream.write(text.encode("utf-8"))
