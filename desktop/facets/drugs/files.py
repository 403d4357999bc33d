"""The files of the drug vocabulary read into rows, with the faults of their shape."""

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.drugs.rows import (
    NOT_CLASSIFIED,
    Aim,
    ClassRule,
    Drug,
    DrugClass,
    DrugVocabulary,
    Example,
    Regimen,
    TermRule,
    Wording,
)
from desktop.facets.entry.words import Words, words_in
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
_CLASS_COLUMNS = ("id", "label", "short", "group", "group_label", "ncit_code")
_DRUG_COLUMNS = ("name", "class", "level", "status", "synonyms", "whole_only", "ncit_code")
_REGIMEN_COLUMNS = ("name", "aliases", "components")


def read_drug_vocabulary(folder: Path, own: Path | None = None) -> tuple[DrugVocabulary | None, tuple[str, ...]]:
    """Return the vocabulary of a folder and the faults of its rows in words; with faults there is no vocabulary.

    ``own`` is a folder of copies that count instead of files of the same name.
    """
    files = _Files(folder, own)
    classes = tuple(
        DrugClass(*(row[column] for column in _CLASS_COLUMNS))
        for _, row in files.rows("drug_classes.csv", _CLASS_COLUMNS)
    )
    known = {each.id for each in classes} | {NOT_CLASSIFIED}
    drugs = tuple(_drug(files, line, row, known) for line, row in files.rows("drugs.csv", _DRUG_COLUMNS))
    drugs += tuple(_added(files, line, row, known) for line, row in files.added())
    names = {drug.name for drug in drugs}
    regimens = tuple(_regimen(files, line, row, names) for line, row in files.rows("regimens.csv", _REGIMEN_COLUMNS))
    term_rules = tuple(_term_rule(files, rule) for rule in files.tables("ambiguous_terms.toml", "term"))
    class_rules = tuple(_class_rule(files, rule, known) for rule in files.tables("class_words.toml", "rule"))
    wording = _wording(files)
    aims = tuple(_aim(files, rule, known, names) for rule in files.tables("aims.toml", "aim"))
    giving = _giving_words(files)
    if files.faults or giving is None:
        return None, tuple(files.faults)
    return DrugVocabulary(classes, drugs, regimens, term_rules, class_rules, wording, giving, aims, files.version()), ()


class _Files:
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


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _drug(files: _Files, line: int, row: dict[str, str], classes: set[str]) -> Drug:
    if row["class"] not in classes:
        files.faults.append(f"drugs.csv, line {line}: {row['name']} has the unknown class “{row['class']}”.")
    return Drug(
        name=row["name"],
        class_id=row["class"],
        specific=row["level"] == "drug",
        verified=row["status"] == "verified",
        synonyms=_parts(row["synonyms"]),
        whole_only=_parts(row["whole_only"]),
        ncit_code=row["ncit_code"],
    )


def _added(files: _Files, line: int, row: dict[str, str], classes: set[str]) -> Drug:
    if row["class"] not in classes:
        files.faults.append(f"{ADDED}, line {line}: {row['name']} has the unknown class “{row['class']}”.")
    return Drug(row["name"], row["class"], specific=True, verified=False, added=True)


def _regimen(files: _Files, line: int, row: dict[str, str], drugs: set[str]) -> Regimen:
    components = _parts(row["components"])
    unknown = [component for component in components if component not in drugs]
    if unknown:
        files.faults.append(f"regimens.csv, line {line}: {row['name']} has the unknown component “{unknown[0]}”.")
    if not components:
        files.faults.append(f"regimens.csv, line {line}: {row['name']} has no components.")
    return Regimen(row["name"], _parts(row["aliases"]), components)


def _term_rule(files: _Files, rule: dict[str, Any]) -> TermRule:
    name = "ambiguous_terms.toml"
    return TermRule(
        id=files.text_of(name, rule, "id"),
        terms=files.list_of(name, rule, "terms"),
        means=files.text_of(name, rule, "means"),
        needs=files.text_of(name, rule, "needs", ""),
        unless=files.text_of(name, rule, "unless", ""),
        unless_kinds=files.list_of(name, rule, "unless_kinds", []),
        otherwise=files.text_of(name, rule, "otherwise", "nothing"),
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )


def _class_rule(files: _Files, rule: dict[str, Any], classes: set[str]) -> ClassRule:
    name = "class_words.toml"
    class_id = files.text_of(name, rule, "class")
    if class_id and class_id not in classes:
        files.faults.append(f"{name}, “{rule.get('id')}”: the class “{class_id}” is unknown.")
    stage = files.text_of(name, rule, "stage")
    if stage not in ("", "early", "late"):
        files.faults.append(f"{name}, “{rule.get('id')}”: the stage is “{stage}”, not early or late.")
    return ClassRule(
        id=files.text_of(name, rule, "id"),
        class_id=class_id,
        pattern=files.text_of(name, rule, "pattern"),
        stage="early" if stage == "early" else "late",
        prose=rule.get("prose") is True,
        exceptions=files.list_of(name, rule, "exceptions", []),
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )


def _aim(files: _Files, rule: dict[str, Any], classes: set[str], drugs: set[str]) -> Aim:
    name = "aims.toml"
    aim = Aim(
        id=files.text_of(name, rule, "id"),
        classes=files.list_of(name, rule, "classes"),
        drugs=files.list_of(name, rule, "drugs", []),
        beside=files.list_of(name, rule, "beside", []),
        words=files.text_of(name, rule, "words", ""),
        becomes=files.text_of(name, rule, "becomes"),
        keeps=rule.get("keeps") is True,
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )
    for class_id in (*aim.classes, *aim.beside, aim.becomes):
        if class_id not in classes:
            files.faults.append(f"{name}, “{aim.id}”: the class “{class_id}” is unknown.")
    for drug in aim.drugs:
        if drug not in drugs:
            files.faults.append(f"{name}, “{aim.id}”: the drug “{drug}” does not stand in drugs.csv.")
    return aim


def _wording(files: _Files) -> Wording:
    data = files.toml("matching.toml")
    lists = (
        "filler_words",
        "protected",
        "behavioural_kinds",
        "regimens_not_in_text",
        "vehicles",
        "premedication",
        "ordinary_words",
        "umbrellas",
        "allocated_groups",
        "slot_hints",
        "kinds_without_drugs",
        "kinds_beside_treatment",
    )
    values: dict[str, Any] = {}
    for field in fields(Wording):
        if field.name in lists:
            values[field.name] = files.list_of("matching.toml", data, field.name)
        elif field.name not in ("kind_classes", "examples"):
            values[field.name] = files.text_of("matching.toml", data, field.name)
    kinds = data.get("kind_classes", {})
    if not isinstance(kinds, dict):
        files.faults.append("matching.toml: “kind_classes” is no table.")
        kinds = {}
    return Wording(**values, kind_classes=kinds, examples=_examples(files))


def _examples(files: _Files) -> tuple[Example, ...]:
    name = "matching.toml"
    return tuple(
        Example(
            files.text_of(name, table, "pattern"),
            files.list_of(name, table, "match"),
            files.list_of(name, table, "reject"),
        )
        for table in files.tables(name, "example")
    )


def _giving_words(files: _Files) -> Words | None:
    name = "giving_words.toml"
    for table in files.tables(name, "words"):
        files.text_of(name, table, "kind")
        for field in ("phrases", "match", "reject"):
            files.list_of(name, table, field)
    if files.faults:
        return None
    try:
        return words_in(files.toml(name), name)
    except VocabularyError as error:
        files.faults.append(str(error))
        return None
