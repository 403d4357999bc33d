"""`main.py correct`: the clinician's journey on the command line, as she makes it in the window."""

import contextlib
import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import cli
from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial
from desktop.workflows import annotating
from desktop.workflows.import_documents import import_documents
from tests.command_line import Run
from tests.damaging import flip_bit, flip_in_trial
from tests.documents_of_ours import a_table, an_xml

KEY = "NCT02843126"


def shown(run: Run, facet: str, key: str = KEY) -> list[str]:
    """Return the values of a facet that count, as `find` prints them."""
    (row,) = [json.loads(line) for line in run("find", "--json", key).stdout.splitlines()]
    return list(row[facet])


def corrections(run: Run, key: str = KEY) -> list[dict]:
    return list(json.loads(run("show", key, "--json").stdout)["corrections"])


def said(run: Run, *arguments: str) -> str:
    result = run("correct", *arguments)
    assert (result.returncode, result.stderr) == (0, ""), result
    return result.stdout


def refused(run: Run, *arguments: str) -> str:
    result = run("correct", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_a_correction_counts_everywhere_is_kept_with_its_reason_and_can_be_taken_back(
    seeded: Run, tmp_path: Path
) -> None:
    assert said(seeded, KEY.lower(), "her2", "low,positive", "--reason", "Read in the protocol") == (
        f"{KEY}: her2 corrected to positive, low.\n"
    )
    assert shown(seeded, "her2") == ["positive", "low"]
    assert len(seeded("find", "her2:low").stdout.splitlines()) == 1
    (kept,) = corrections(seeded)
    assert (kept["values"], kept["derived"], kept["reason"]) == (
        ["positive", "low"],
        ["positive"],
        "Read in the protocol",
    )
    assert kept["made"][:2] == "20"
    assert seeded("export", str(tmp_path / "out.csv"), "--columns", "key,her2").returncode == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "low" in dict(csv.reader(file))[KEY].lower()
    assert said(seeded, KEY, "her2", "--take-back") == (
        f"{KEY}: her2 correction taken back: positive, as in the documents.\n"
    )
    assert (shown(seeded, "her2"), corrections(seeded)) == (["positive"], [])
    assert seeded("check").returncode == 0


def test_the_latest_correction_of_a_facet_counts(seeded: Run) -> None:
    said(seeded, KEY, "phase", "2", "--reason", "First")
    said(seeded, KEY, "phase", "3", "--reason", "Second")
    assert shown(seeded, "phase") == ["3"]
    assert [each["reason"] for each in corrections(seeded)] == ["Second"]


def test_confirming_keeps_the_values_and_gives_a_reason_by_itself(seeded: Run) -> None:
    assert said(seeded, KEY, "class", "--confirm").startswith(f"{KEY}: drug_classes confirmed as ")
    (kept,) = corrections(seeded)
    assert sorted(kept["values"]) == sorted(kept["derived"]) == ["cell_or_gene_therapy", "her2_antibody"]
    assert kept["reason"] == "Read and agreed"
    said(seeded, KEY, "hr", "--confirm", "--reason", "Asked the study team")
    assert [(each["values"], each["reason"]) for each in corrections(seeded) if each["facet"] == "hr"] == [
        ([], "Asked the study team")
    ]


def test_not_stated_is_a_reading_too(seeded: Run, tmp_path: Path) -> None:
    assert said(seeded, KEY, "her2", "not_stated", "--reason", "Another trial's") == (
        f"{KEY}: her2 corrected to not_stated.\n"
    )
    assert shown(seeded, "her2") == ["not_stated"]
    (tmp_path / "table.csv").write_bytes(a_table())
    report = json.loads(seeded("import", str(tmp_path / "table.csv"), "--json").stdout)
    key = report["documents"][0]["key"]
    assert shown(seeded, "her2", key) == ["not_in_document"]
    said(seeded, key, "her2", "positive", "--reason", "Known from the protocol")
    assert corrections(seeded, key)[0]["derived"] == ["not_in_document"]
    assert said(seeded, key, "her2", "--take-back").endswith("not_in_document, as in the documents.\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("NCT00000000", "her2", "low"), ["no trial NCT00000000", "`find` lists"]),
        ((KEY, "colour", "low"), ["no filter “colour”", "her2"]),
        ((KEY, "her2~low", "low"), ["no filter “her2~low”"]),
        ((KEY, "country", "Austria"), ["Country is a field of the record", "her2"]),
        ((KEY, "her2", "blue"), ["HER2 status has no value “blue”", "positive"]),
        ((KEY, "her2", "low,"), ["HER2 status has no value “”"]),
        ((KEY, "her2", "not_in_document"), ["no value “not_in_document”"]),
        ((KEY, "her2", "low,not_stated"), ["not_stated and have a value"]),
        ((KEY, "phase", "1,2"), ["Phase takes one value"]),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence_and_nothing_is_kept(
    seeded: Run, arguments: tuple[str, ...], words: list[str]
) -> None:
    error = refused(seeded, *arguments, "--reason", "why")
    assert [each in error for each in words] == [True] * len(words), error
    assert corrections(seeded) == []


def test_there_must_be_something_to_take_back(seeded: Run) -> None:
    assert "HER2 status of NCT02843126 was not corrected" in refused(seeded, KEY, "her2", "--take-back")


def test_a_damaged_correction_can_be_taken_back(seeded: Run, tmp_path: Path) -> None:
    said(seeded, KEY, "her2", "low", "--reason", "why")
    flip_bit(tmp_path / "catalogue.db", "SELECT content FROM own_work", "UPDATE own_work SET content = ?", 3)
    assert seeded("check").returncode == 1
    said(seeded, KEY, "her2", "--take-back")
    assert seeded("check").returncode == 0


def test_a_damaged_trial_is_named_and_not_corrected(seeded: Run, tmp_path: Path) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", KEY)
    assert "import its documents again" in refused(seeded, KEY, "her2", "low", "--reason", "why")


def test_a_correction_outlives_a_newer_document_and_is_flagged(seeded: Run, tmp_path: Path) -> None:
    key = "NCT09990001"
    (tmp_path / "one.xml").write_bytes(an_xml(key))
    assert seeded("import", str(tmp_path / "one.xml")).returncode == 0
    said(seeded, key, "her2", "low", "--reason", "Read in the protocol")
    (tmp_path / "two.xml").write_bytes(an_xml(key).replace(b"HER2-positive", b"HER2-negative"))
    assert seeded("import", str(tmp_path / "two.xml")).returncode == 0
    assert shown(seeded, "her2", key) == ["low"]
    assert corrections(seeded, key)[0]["source_changed"]


def test_corrections_made_by_the_command_line_during_an_import_all_succeed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No clock: a writer that does not wait at all gets in whenever a trial is annotated."""
    vocabularies = load_vocabularies(RESOURCES)
    facets = vocabularies.facets
    path = tmp_path / "catalogue.db"
    with contextlib.closing(Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads)) as catalogue:
        files = [tmp_path / f"{number:02}.xml" for number in range(16)]
        for number, file in enumerate(files):
            file.write_bytes(an_xml(f"NCT099900{number:02}"))
        import_documents(files[:4], catalogue, vocabularies)
        codes: list[int] = []
        monkeypatch.setattr(annotating, "annotate", meanwhile(annotating.annotate, path, codes))
        monkeypatch.setattr("desktop.catalogue.file.writes._PATIENCE_S", 0)
        import_documents(files[4:], catalogue, vocabularies)
        assert codes == [0] * 12
        for number in range(4):
            stored = catalogue.trials.get(catalogue.trials.id_of(f"NCT099900{number:02}") or 0)
            assert stored is not None
            assert [each.reason for each in stored.corrections] == [f"Reason {number + 8}"]  # type: ignore[union-attr]
    assert capsys.readouterr().out.count("corrected to low") == 12


def meanwhile(
    annotate: Callable[[Trial, Vocabularies], tuple[Finding, ...]], path: Path, codes: list[int]
) -> Callable[[Trial, Vocabularies], tuple[Finding, ...]]:
    """Return what annotates a trial after a correction of one of four others."""

    def correct_and_annotate(trial: Trial, vocabularies: Vocabularies) -> tuple[Finding, ...]:
        number = len(codes)
        correction = ["correct", f"NCT099900{number % 4:02}", "her2", "low", "--reason", f"Reason {number}"]
        places = ["--database", str(path), "--config", str(path.parent)]
        codes.append(cli.run(cli.parse([*places, *correction]), print_pages=lambda: None))
        return annotate(trial, vocabularies)

    return correct_and_annotate
