"""The names of all drugs, without what is needed to recognise them in texts: for searching while somebody types."""

import csv
from collections.abc import Iterator
from pathlib import Path

from desktop.facets.own_files import ADDED, chosen

DRUG_FILE = "drugs.csv"


def drug_names(folder: Path, own: Path | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the names of each drug of a folder of vocabularies, the preferred one first; whole classes are left out.

    A user's ``own`` copy counts instead of the shipped file, and names that she gave a class count beside it. A file
    at fault gives none: `check` and the next import tell it.
    """
    rows = [*_rows(chosen(folder / DRUG_FILE, own)), *(_rows(own / ADDED) if own else ())]
    return tuple(
        tuple(filter(None, (row.get("name") or "", *(row.get("synonyms") or "").split("|"))))
        for row in rows
        if (row.get("level") or "drug") == "drug" and row.get("name")
    )


def _rows(file: Path) -> Iterator[dict[str, str | None]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            yield from csv.DictReader(opened)
    except (OSError, ValueError, csv.Error):
        return
