"""`export` writes every format of the table by the ending of the file; JSON is imported again."""

import csv
import json
from pathlib import Path

import pytest
import rispy
from openpyxl import load_workbook

from tests.command_line import Run

KEY = "NCT02843126"


@pytest.fixture
def seeded(seeded: Run) -> Run:
    for command in (("create", "Board"), ("add", "Board", KEY), ("decide", "Board", KEY, "exclude", "--reason", "far")):
        assert seeded("shortlist", *command).returncode == 0
    assert seeded("note", KEY, "Ask about the CNS").returncode == 0
    return seeded


def export(run: Run, file: Path, *options: str) -> Path:
    done = run("export", str(file), *options)
    assert done.returncode == 0, done.stderr
    return file


def test_a_workbook_has_the_columns_asked_for(seeded: Run, tmp_path: Path) -> None:
    file = export(seeded, tmp_path / "out.xlsx", "--shortlist", "Board", "--columns", "key,decision,reason")
    book = load_workbook(file)
    assert list(book["trials"].values) == [("Key", "Decision", "Reason"), (KEY, "Exclude", "far")]


def test_references_and_tables_are_written(seeded: Run, tmp_path: Path) -> None:
    references = rispy.loads(export(seeded, tmp_path / "out.ris").read_text(encoding="utf-8"))
    assert KEY in {each.get("accession_number") for each in references}
    assert len(references) == 5
    with export(seeded, tmp_path / "out.csv", "--notes").open(encoding="utf-8-sig", newline="") as file:
        notes = {row["Key"]: row["Notes"] for row in csv.DictReader(file)}
    assert notes[KEY].endswith(": Ask about the CNS")


def test_an_export_as_json_is_imported_again(seeded: Run, tmp_path: Path) -> None:
    file = export(seeded, tmp_path / "out.json", "--labels", "--notes")
    assert {json.loads(line)["trial_catalogue"] for line in file.read_text(encoding="utf-8").splitlines()} == {1}
    assert seeded("delete", KEY).returncode == 0
    report = json.loads(seeded("import", str(file), "--json").stdout)
    assert (report["failed"], report["saved"]) == (0, 1)
    (entry,) = map(json.loads, seeded("shortlist", "show", "Board", "--json").stdout.splitlines())
    assert (entry["key"], entry["decision"], entry["reason"]) == (KEY, "exclude", "far")


def test_an_unknown_ending_is_refused(seeded: Run, tmp_path: Path) -> None:
    done = seeded("export", str(tmp_path / "out.docx"))
    assert done.returncode == 1
    assert ".csv, .json, .pdf, .ris or .xlsx" in done.stderr
