"""Deleting from scripts: by any identifier or by import, after a copy, and never half."""

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.documents_of_ours import an_xml


@pytest.fixture(autouse=True)
def two_imports(run: Run, tmp_path: Path) -> None:
    """Fill the catalogue by two imports: one brought two trials, one a third."""
    for number in (1, 2, 3):
        (tmp_path / f"{number}.xml").write_bytes(an_xml(f"NCT{number:08}"))
    run("import", str(tmp_path / "1.xml"), str(tmp_path / "2.xml"))
    run("import", str(tmp_path / "3.xml"))


def keys(run: Run) -> list[str]:
    return [json.loads(line)["key"] for line in run("find", "--sort", "key", "--json").stdout.splitlines()]


def test_trials_are_deleted_by_name_after_a_copy_was_made(run: Run, tmp_path: Path) -> None:
    result = run("delete", "NCT00000001", "nct00000003")
    copy = max((tmp_path / "backups").glob("catalogue-*.db"), key=lambda file: file.stat().st_mtime_ns)
    assert result.stdout == f"2 trials deleted; the catalogue as it was is in {copy}.\n"
    assert result.returncode == 0
    assert keys(run) == ["NCT00000002"]
    assert run("check").stdout == "Everything is sound.\n"
    moved = tmp_path / "copy.db"
    copy.rename(moved)
    found = run("--database", str(moved), "find", "--json").stdout
    assert len(found.splitlines()) == 3


def test_all_that_one_import_brought_is_deleted_by_its_number(run: Run) -> None:
    latest, first = (json.loads(line) for line in run("imports", "--json").stdout.splitlines())
    assert (latest["trials"], first["trials"], first["documents"], first["first"]) == (1, 2, 2, "1.xml")
    assert f"{first['number']:6}  {first['began'][:10]}" in run("imports").stdout
    assert json.loads(run("delete", "--import", str(first["number"]), "--json").stdout)["deleted"] == [
        "NCT00000001",
        "NCT00000002",
    ]
    assert keys(run) == ["NCT00000003"]


def test_a_trial_that_another_import_knows_too_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "again.xml").write_bytes(an_xml("NCT00000001", title="Told anew"))
    run("import", str(tmp_path / "again.xml"))
    number = json.loads(run("imports", "--json").stdout.splitlines()[-1])["number"]
    result = run("delete", "--import", str(number))
    assert "1 trial deleted" in result.stdout
    assert "1 trial stayed, for another import knows of it too." in result.stdout
    assert keys(run) == ["NCT00000001", "NCT00000003"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["NCT00000001", "NCT99999999"], "There is no trial NCT99999999"),
        (["--import", "77"], "There is no import 77"),
        ([], "Name the trials to delete, or an import"),
        (["NCT00000001", "--import", "1"], "Name the trials to delete, or an import"),
    ],
)
def test_what_cannot_be_deleted_is_one_sentence_and_deletes_nothing(run: Run, arguments: list[str], said: str) -> None:
    result = run("delete", *arguments)
    assert result.returncode == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert len(keys(run)) == 3
