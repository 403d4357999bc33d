"""The files of the drug vocabulary as they lie on the disk, read and taken apart, with the faults of their form."""

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop.facets.own_files import ADDED, chosen

FILES = (
    "drug_classes.csv",
    "drugs.csv",
    "regimens.csv",
    "ambiguous_terms.toml",
    "class_words.toml",
    "matching.toml",
    "giving_words.toml",
    "aims.toml",
)
ADDED_COLUMNS = ("name", "class")


class VocabularyFiles:
    """Hold the files of a vocabulary while they are read, and the faults found."""

    def __init__(self, folder: Path, own: Path | None) -> None:
        self.faults: list[str] = []
        self._contents: dict[str, bytes] = {}
        self._tables: dict[str, dict[str, Any]] = {}
        for name in FILES:
            try:
                self._contents[name] = chosen(folder / name, own).read_bytes()
            except OSError as error:
                self._contents[name] = b""
                self.faults.append(f"{name} cannot be read in {folder}: {error.strerror}. Install the program again.")
        if own and (own / ADDED).is_file():
            try:
                self._contents[ADDED] = (own / ADDED).read_bytes()
            except OSError as error:
                self.faults.append(f"{ADDED} cannot be read in {own}: {error.strerror}. Check its permissions.")

    def version(self) -> str:
        """Return a short hash of all content."""
        return hashlib.sha256(b"\0".join(self._contents.values())).hexdigest()[:12]

    def added(self) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of the user's own list with the numbers of their lines; none if she has no list."""
        return self.rows(ADDED, ADDED_COLUMNS) if ADDED in self._contents else []

    def rows(self, name: str, columns: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of a CSV file with the numbers of their lines."""
        reader = csv.DictReader(self._text(name).splitlines())
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            self.faults.append(f"{name}, line 1: the column “{missing[0]}” is missing.")
            return []
        found = []
        for row in reader:
            if None in row or None in row.values():
                self.faults.append(f"{name}, line {reader.line_num}: the row has too many or too few cells.")
            else:
                found.append((reader.line_num, row))
        return found

    def toml(self, name: str) -> dict[str, Any]:
        """Return the content of a TOML file, read once."""
        if name not in self._tables:
            try:
                self._tables[name] = tomllib.loads(self._text(name))
            except tomllib.TOMLDecodeError as error:
                self.faults.append(f"{name} is not valid TOML: {error}.")
                self._tables[name] = {}
        return self._tables[name]

    def tables(self, name: str, key: str) -> list[dict[str, Any]]:
        """Return the tables of a TOML file that stand under one key."""
        tables = self.toml(name).get(key, [])
        return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []

    def table(self, name: str, key: str) -> dict[str, Any]:
        """Return the one table of a TOML file that stands under a key."""
        table = self.toml(name).get(key, {})
        if not isinstance(table, dict):
            self.faults.append(f"{name}: “{key}” is no table.")
            return {}
        return table

    def text_of(self, name: str, table: Mapping[str, Any], field: str, default: str | None = None) -> str:
        """Return a text field of a table."""
        value = table.get(field, default)
        if not isinstance(value, str):
            self.faults.append(f"{name}, “{_id_of(table, field)}”: the text “{field}” is missing.")
            return ""
        return value

    def list_of(
        self, name: str, table: Mapping[str, Any], field: str, default: list[str] | None = None
    ) -> tuple[str, ...]:
        """Return a list of texts of a table."""
        value = table.get(field, default)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.faults.append(f"{name}, “{_id_of(table, field)}”: the list “{field}” is missing.")
            return ()
        return tuple(value)

    def _text(self, name: str) -> str:
        try:
            return self._contents[name].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.faults.append(f"{name} is not UTF-8 text at byte {error.start}; save it as UTF-8.")
            return ""


def _id_of(table: Mapping[str, Any], field: str) -> str:
    return str(table.get("id") or table.get("kind") or field)
