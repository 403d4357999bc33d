"""A clinician's own copies of vocabulary and rule files, which count instead of the shipped ones."""

from pathlib import Path

FOLDER = "vocabulary"
"""The folder beside the catalogue file in which such copies lie, all of them side by side."""
ADDED = "added_drugs.csv"
"""Her own list of names with their classes: beside the drugs of ``drugs.csv``, shipped or her own."""


def chosen(shipped: Path, own: Path | None) -> Path:
    """Return the user's own copy of a shipped file if there is one, else the shipped file."""
    copy = own / shipped.name if own else shipped
    return copy if copy.is_file() else shipped


def is_own(file: Path) -> bool:
    """Tell whether a file is a user's own copy, not a shipped one."""
    return file.parent.name == FOLDER


def own_files(own: Path | None) -> tuple[Path, ...]:
    """Return the files of a folder of own copies, by name; none if there is no such folder."""
    return tuple(sorted(each for each in own.iterdir() if each.is_file())) if own and own.is_dir() else ()
