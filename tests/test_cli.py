"""The command line as scripts use it, from arguments to output and exit code."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop import cli
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.faults import in_words
from tests.command_line import Run, run_alone
from tests.damaging import flip_in_trial
from tests.documents_of_ours import LINES, a_json, a_table, an_xml


def found(result: subprocess.CompletedProcess[str]) -> list[dict]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_import_reports_in_json(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague")
    result = run("import", str(project / "seeds"), str(tmp_path / "letter.txt"), "--json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert {name: report[name] for name in ("saved", "updated", "unchanged", "failed")} == {
        "saved": 5,
        "updated": 0,
        "unchanged": 0,
        "failed": 1,
    }
    assert set(report["documents"][0]) >= {"path", "format", "key", "outcome", "reason"}
    assert "letter.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_import_that_ends_early_prints_what_is_saved_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop.workflows.import_documents._BATCH", 10)
    files = [tmp_path / f"{number}.xml" for number in range(10, 40)]
    for number, file in enumerate(files):
        file.write_bytes(an_xml(f"NCT099900{number:02}"))
    save, saved = Catalogue.save, []

    def save_until_full(catalogue: Catalogue, *batch: object) -> object:
        if len(saved) == 2:
            raise in_words(catalogue.path, OSError(28, "No space left on device"))
        saved.append(batch)
        return save(catalogue, *batch)

    monkeypatch.setattr(Catalogue, "save", save_until_full)
    arguments = ["--database", str(tmp_path / "catalogue.db"), "--config", str(tmp_path), "import"]
    assert cli.run(cli.parse([*arguments, *map(str, files), "--json"]), print_pages=lambda: None) == 1
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert (report["saved"], report["failed"], len(report["documents"])) == (20, 11, 31)
    assert "is full" in report["fault"]
    assert "20 new and 0 updated trials are in the catalogue; 11 records or files failed" in printed.err
    assert "Nothing was changed" not in printed.err
    assert cli.run(cli.parse([*arguments, str(files[-1])]), print_pages=lambda: None) == 1
    assert "is full; make room and try again. Nothing was changed." in capsys.readouterr().err


def test_in_a_process_of_its_own_it_imports_finds_and_refuses_the_same(
    seeded: Run, project: Path, tmp_path: Path
) -> None:
    places = ["--database", str(tmp_path / "alone.db"), "--config", str(tmp_path)]
    assert run_alone([*places, "import", str(project / "seeds")], project).returncode == 0
    for arguments in (["find", "her2:positive trastuzumab"], ["find", "her2:blue"], ["fly"]):
        alone, here = run_alone([*places, *arguments], project), seeded(*arguments)
        assert (alone.returncode, alone.stdout, alone.stderr) == (here.returncode, here.stdout, here.stderr)


def test_a_second_import_changes_nothing(seeded: Run, project: Path) -> None:
    report = json.loads(seeded("import", str(project / "seeds"), "--json").stdout)
    assert (report["saved"], report["unchanged"]) == (0, 5)


def test_find_prints_the_agreed_keys(seeded: Run) -> None:
    row = found(seeded("find", "her2:positive", "phase:1", "--json"))[0]
    assert row | {"drugs": sorted(row["drugs"]), "drug_classes": sorted(row["drug_classes"])} == {
        "key": "NCT02843126",
        "ids": ["NCT02843126"],
        "title": "Combination of Trastuzumab and NK Immunotherapy for Recurrent Breast Cancer",
        "acronym": "",
        "kind": "registration",
        "phase": ["1"],
        "her2": ["positive"],
        "hr": ["not_stated"],
        "drug_classes": ["cell_or_gene_therapy", "her2_antibody"],
        "drugs": row["drugs"],
        "status": "completed",
        "setting": ["metastatic"],
        "sources": ["one"],
        "sponsor": "Fuda Cancer Hospital, Guangzhou",
        "enrollment": 30,
        "start": None,
        "registry_updated": None,
        "imported": row["imported"],
        "countries": ["China"],
        "cancer_site": ["breast"],
        "brain_metastases": "excluded",
        "ecog_max": None,
        "lines": ["not_stated"],
        "min_prior_lines": None,
        "max_prior_lines": None,
        "prior_cdk46": "not_stated",
        "prior_her2_adc": "not_stated",
        "earlier_treatment": [],
        "biomarkers": [],
        "age": ["not_stated"],
        "sex": ["female"],
        "documents": 1,
        "review": ["not_stated"],
        "size": ["under_50"],
        "sponsor_class": ["not_in_document"],
        "shortlists": [],
        "changed": ["new"],
        "cohorts": [],
        "countries_open": [],
        "freshness": "unknown",
        "recruitment": "finished",
        "retrieved": None,
        "file_date": row["file_date"],
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 5),
        ("her2:positive", 4),
        ("her2:positive phase:2", 2),
        ("her2:positive,negative", 5),
        ("-status:completed", 4),
        ("-her2:positive", 1),
        ("class:her2_tki", 2),
        ("phase:not_stated", 0),
        ("phase:not_in_document", 1),
        ("trastuz*", 3),
        ('"natural killer"', 1),
        ("-trastuzumab", 2),
        ('"her2', 3),
        ("((((", 0),
    ],
)
def test_find_understands_the_query_language(seeded: Run, query: str, count: int) -> None:
    assert len(found(seeded("find", query, "--json"))) == count


def test_find_takes_an_excluded_facet_without_quotes(seeded: Run) -> None:
    assert len(found(seeded("find", "-status:completed", "--json", "her2:positive"))) == 3


def test_find_limits_and_sorts(seeded: Run) -> None:
    rows = found(seeded("find", "--json", "--sort", "phase", "--limit", "2"))
    assert [row["phase"] for row in rows] == [["1"], ["2"]]


def test_find_names_the_sort_keys_when_asked_for_an_unknown_one(seeded: Run) -> None:
    result = seeded("find", "--sort", "colour")
    assert result.returncode == 1
    assert "title" in result.stderr


def test_find_refuses_an_unknown_value_in_words(seeded: Run) -> None:
    result = seeded("find", "her2:blue")
    assert (result.returncode, result.stderr) == (1, "HER2 status has no value “blue”.\n")


def test_facets_counts_every_value(seeded: Run) -> None:
    facets = json.loads(seeded("facets", "phase:2", "--json").stdout)
    her2 = {each["value"]: each["count"] for each in facets["her2"]}
    assert her2["positive"] == 2
    assert her2["low"] == 0
    phase = {each["value"]: (each["count"], each["selected"]) for each in facets["phase"]}
    assert phase["2"] == (3, True)
    assert phase["1"] == (1, False)
    assert set(facets) >= {"phase", "her2", "hr", "drug_classes", "setting", "status", "kind"}


def test_show_holds_quotes_that_stand_at_their_place(seeded: Run) -> None:
    whole = json.loads(seeded("show", "nct02843126", "--json").stdout)
    assert whole["findings"]
    for finding in whole["findings"]:
        evidence = finding["evidence"]
        assert whole["sections"][evidence["section"]][evidence["start"] : evidence["end"]] == evidence["quote"]
        assert set(finding) >= {"facet", "value", "role", "rule", "basis", "evidence"}
    assert len(whole["eligibility"]["inclusion"]) == 4
    assert len(whole["eligibility"]["exclusion"]) == 3
    assert [arm["label"] for arm in whole["arms"]] == ["Trastuzumab and NK immunotherapy", "Trastuzumab"]
    assert set(whole["sources"][0]) >= {"file", "format", "imported", "sha256"}


def test_find_and_show_tell_the_registrys_date_and_the_import_apart(seeded: Run, tmp_path: Path) -> None:
    dated = an_xml().replace(b"<phase>", b"<last_update_posted>November 3, 2021</last_update_posted><phase>")
    (tmp_path / "dated.xml").write_bytes(dated)
    assert seeded("import", str(tmp_path / "dated.xml")).returncode == 0
    for name, date in (("NCT09990001", "2021-11-03"), ("NCT02843126", None)):
        row = found(seeded("find", "--json", name))[0]
        whole = json.loads(seeded("show", name, "--json").stdout)
        assert row["registry_updated"] == whole["registry_updated"] == date
        assert row["imported"] == whole["imported"] == whole["sources"][0]["imported"]
        assert row["imported"]


def test_show_names_a_trial_that_is_not_there(seeded: Run) -> None:
    result = seeded("show", "NCT00000000")
    assert result.returncode == 1
    assert "no trial NCT00000000" in result.stderr


def test_show_is_readable_without_json(seeded: Run) -> None:
    text = seeded("show", "NCT02843126").stdout
    assert "her2: positive (stated" in text
    assert "INCLUSION_CRITERIA" in text


def test_export_writes_a_table_with_chosen_columns(seeded: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert seeded("export", str(target), "phase:2", "--columns", "key,title,her2").returncode == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Key", "Title", "HER2 status"]
    assert len(rows) == 4


def test_export_writes_named_trials_in_their_order(seeded: Run, tmp_path: Path) -> None:
    ids = [row["key"] for row in found(seeded("find", "--json", "--sort", "newest"))][:2]
    target = tmp_path / "out.csv"
    seeded("export", str(target), "--ids", ",".join(ids), "--columns", "key")
    assert target.read_text(encoding="utf-8-sig").split() == ["Key", *ids]


def test_export_prints_a_pdf_without_a_display(seeded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for pack, entries in (("board", 6), ("full", 5)):
        result = seeded("export", str(tmp_path / "out.pdf"), "her2:positive", "--pack", pack)
        assert (result.returncode, result.stderr) == (0, "")
        pdf = PdfReader(tmp_path / "out.pdf")
        assert len(pdf.outline) == entries
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Trials for the tumour board: 4 trials"


@pytest.mark.parametrize("name", ["out.docx", "out", "missing/out.csv"])
def test_export_says_what_it_cannot_write(seeded: Run, tmp_path: Path, name: str) -> None:
    result = seeded("export", str(tmp_path / name))
    assert result.returncode == 1
    assert name in result.stderr
    assert not (tmp_path / name).exists()


def test_export_of_an_unknown_column_names_the_known_ones(seeded: Run, tmp_path: Path) -> None:
    result = seeded("export", str(tmp_path / "out.csv"), "--columns", "colour")
    assert result.returncode == 1
    assert "drug_classes" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_check_finds_everything_sound(seeded: Run) -> None:
    result = seeded("check")
    assert (result.returncode, result.stdout, result.stderr) == (0, "Everything is sound.\n", "")


@pytest.mark.parametrize("arguments", [("--nonsense",), ("fly",), ("find", "--nonsense"), ("show",), ("import",)])
def test_wrong_usage_exits_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_damaged_catalogue_is_said_and_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").write_text("no database")
    result = run("find")
    assert result.returncode == 1
    assert "damaged" in result.stderr
    assert (tmp_path / "catalogue.db").read_text() == "no database"


def test_a_catalogue_that_is_gone_is_said_and_not_begun_anew(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(an_xml())
    (tmp_path / "two.xml").write_bytes(an_xml("NCT09990002"))
    for name in ("one.xml", "two.xml"):
        assert run("import", str(tmp_path / name)).returncode == 0
    (tmp_path / "catalogue.db").unlink()
    result = run("import", str(tmp_path / "one.xml"))
    assert result.returncode == 1
    assert "is missing" in result.stderr
    assert "Open the window to restore a copy" in result.stderr
    assert not (tmp_path / "catalogue.db").exists()


def test_a_copy_with_an_odd_date_stops_no_import(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(an_xml())
    assert run("import", str(tmp_path / "one.xml")).returncode == 0
    (tmp_path / "backups").mkdir(exist_ok=True)
    (tmp_path / "backups" / "catalogue-2026-99-99T999999.db").write_bytes(b"odd")
    (tmp_path / "two.xml").write_bytes(an_xml("NCT09990002"))
    result = run("import", str(tmp_path / "two.xml"))
    assert (result.returncode, result.stderr) == (0, "")


def test_an_import_sweeps_what_killed_ones_left(run: Run, tmp_path: Path) -> None:
    left = tmp_path / ".trial-catalogue-4711-0123456789abcdef.part"
    left.touch()
    os.utime(left, (0, 0))
    (tmp_path / "one.xml").write_bytes(an_xml())
    assert run("import", str(tmp_path / "one.xml")).returncode == 0
    assert not left.exists()


def test_a_bug_exits_with_seventy_and_names_its_log(tmp_path: Path, project: Path) -> None:
    code = (
        "import desktop.cli as cli, desktop.cli.find, sys\n"
        "def bug(*_): raise RuntimeError('boom')\n"
        "desktop.cli.find.run = bug\n"
        f"sys.exit(cli.run(cli.parse(['--database', {str(tmp_path / 'c.db')!r}, 'find']), None))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    assert result.returncode == 70
    assert "Traceback" not in result.stderr
    log = Path(result.stderr.rsplit(" in ", 1)[1].strip().rstrip("."))
    assert "RuntimeError: boom" in log.read_text()


def test_the_command_line_loads_no_qt(project: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['main.py']\nimport main\n"
        f"main.main(['--database', {str(tmp_path / 'c.db')!r}, 'find'])\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True)


def test_a_document_without_a_number_is_found_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text(LINES, encoding="utf-8")
    (tmp_path / "copy.txt").write_text(LINES.replace("\n", "\r\n"), encoding="utf-8", newline="")
    first = json.loads(run("import", str(tmp_path / "lines.txt"), "--json").stdout)
    again = json.loads(run("import", str(tmp_path / "copy.txt"), "--json").stdout)
    assert first["documents"][0]["key"] == again["documents"][0]["key"]
    assert len(found(run("find", "--json"))) == 1


def test_the_reader_of_the_output_may_leave_early(seeded: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "more.xml").write_bytes(an_xml())
    command = f"{sys.executable} main.py --database {tmp_path / 'catalogue.db'} find --json | head -c 10"
    result = subprocess.run(command, shell=True, cwd=project, capture_output=True, text=True, check=False)
    assert "Error" not in result.stderr


@pytest.mark.parametrize("size", ["1280x800", "1024x700"])
def test_a_screenshot_is_as_large_as_asked(run: Run, tmp_path: Path, size: str) -> None:
    result = run("--screenshot", str(tmp_path / "window.png"), "--size", size, "--query", "-status:completed")
    assert (result.returncode, result.stderr) == (0, "")
    header = (tmp_path / "window.png").read_bytes()[:24]
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == tuple(map(int, size.split("x")))


def test_a_program_that_ends_without_closing_its_window_ends_with_its_threads(tmp_path: Path, project: Path) -> None:
    code = (
        "import sys, threading, time, main, desktop.app as app\n"
        "from desktop.catalogue.file.integrity import WholeCheck\n"
        "look, begun = WholeCheck.fault, threading.Event()\n"
        "def slow(self):\n"
        "    begun.set()\n"
        "    time.sleep(0.5)\n"
        "    return look(self)\n"
        "def until_closed(application):\n"
        "    while not begun.is_set():\n"
        "        application.processEvents()\n"
        "    return 70\n"
        "app.until_closed = until_closed\n"
        f"main.main(['--database', {str(tmp_path / 'c.db')!r}, '--screenshot', {str(tmp_path / 'w.png')!r}])\n"
        "WholeCheck.fault = slow\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app.make_application = lambda **_: QApplication.instance()\n"
        f"sys.exit(main.main(['--database', {str(tmp_path / 'c.db')!r}]))"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=30)
    assert (result.returncode, result.stderr) == (70, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
@pytest.mark.parametrize("drawing", [[], ["--screenshot", "window.png"]])
def test_control_c_ends_the_window_from_its_first_moment(tmp_path: Path, project: Path, drawing: list[str]) -> None:
    code = (
        "import sys, time, main, desktop.app as app\n"
        "def opened(*_, **__):\n"
        "    print('opening', flush=True)\n"
        "    time.sleep(20)\n"
        "app.open_or_explain = opened\n"
        f"main.main(['--database', {str(tmp_path / 'c.db')!r}, *{drawing!r}])\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "opening\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == -signal.SIGINT


def test_a_bug_while_drawing_ends_at_once(tmp_path: Path, project: Path) -> None:
    code = (
        "import sys, desktop.cli as cli, desktop.app as app\n"
        "def bug(*_): raise RuntimeError('boom')\n"
        "app.MainWindow = bug\n"
        f"drawing = ['--database', {str(tmp_path / 'c.db')!r}, '--screenshot', {str(tmp_path / 'w.png')!r}]\n"
        "sys.exit(app.run(cli.parse(drawing)))"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=30)
    assert result.returncode == 70
    assert "RuntimeError" in result.stderr


def test_derive_again_changes_nothing_with_the_same_vocabulary(seeded: Run) -> None:
    result = seeded("derive", "--save", "--json")
    assert (result.returncode, json.loads(result.stdout)) == (0, [])


def test_names_lists_what_the_vocabulary_does_not_know(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(an_xml().replace(b"name>Trastuzumab<", b"name>ZYX-17<"))
    assert run("import", str(tmp_path / "one.xml")).returncode == 0
    assert json.loads(run("names", "--json").stdout) == [{"name": "ZYX-17", "trials": 1}]
    assert run("names").stdout == "      1  ZYX-17\n"


def test_a_faulty_own_vocabulary_is_told_by_an_import_and_by_check(seeded: Run, tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "drugs.csv").write_text("name,class\n", encoding="utf-8")
    (tmp_path / "one.xml").write_bytes(an_xml())
    importing, checking = seeded("import", str(tmp_path / "one.xml")), seeded("check")
    assert (importing.returncode, checking.returncode) == (1, 1)
    for result in (importing, checking):
        assert "drugs.csv, line 1: the column “level” is missing." in result.stderr


def test_the_second_reading_is_a_query_and_a_count(seeded: Run) -> None:
    accepting = found(seeded("find", "her2~low", "--json"))
    facets = json.loads(seeded("facets", "--json").stdout)
    (low,) = [each for each in facets["her2"] if each["value"] == "low"]
    assert low["second_count"] == len(accepting)
    assert low["count"] == len(found(seeded("find", "her2:low", "--json")))


@pytest.mark.parametrize("columns", [("record",), ("row",), ("record", "title")])
def test_a_damaged_trial_ends_no_command(seeded: Run, tmp_path: Path, project: Path, columns: tuple[str, ...]) -> None:
    key = "NCT02843126"
    for column in columns:
        flip_in_trial(tmp_path / "catalogue.db", column, key, 300)
    assert len(seeded("find").stdout.splitlines()) == 5
    assert len(found(seeded("find", "--json"))) == 5
    assert seeded("facets").returncode == 0
    shown = seeded("show", key)
    assert shown.returncode == ("record" in columns)
    assert shown.returncode == 0 or "import its documents again" in shown.stderr
    for name in ("trials.csv", "trials.pdf"):
        assert seeded("export", str(tmp_path / name)).returncode == 0
    assert seeded("names").returncode == 0
    derived = seeded("derive")
    assert derived.returncode == 0
    assert (key in derived.stderr) == ("record" in columns)
    checked = seeded("check")
    assert checked.returncode == 1
    assert key in checked.stderr
    assert seeded("check", "--repair").returncode == 0
    assert seeded("check").stdout == "Everything is sound.\n"
    assert seeded("show", key).returncode == 0


def test_what_a_table_cannot_tell_is_said_and_then_read_from_the_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(a_table())
    result = run("import", str(tmp_path / "table.csv"))
    assert result.stdout.count("1 trial came from a ClinicalTrials.gov table, which has no eligibility criteria") == 1
    (line,) = found(run("find", "her2:not_in_document brain:not_in_document", "--json"))
    assert line["her2"] == line["hr"] == ["not_in_document"]
    assert (line["brain_metastases"], line["ecog_max"], line["status"]) == ("not_in_document", None, "recruiting")
    assert found(run("find", "her2~low", "--json")) == []
    panel = json.loads(run("facets", "--json").stdout)
    assert [value["value"] for value in panel["her2"]][-3:] == ["needs_review", "not_in_document", "not_stated"]
    assert panel["her2"][-2]["label"] == "Not in this download"
    (tmp_path / "study.json").write_bytes(a_json())
    report = json.loads(run("import", str(tmp_path / "study.json"), "--json").stdout)
    assert (report["updated"], report["missing"]) == (1, [])
    (line,) = found(run("find", "--json"))
    assert (line["her2"], line["brain_metastases"], line["ecog_max"]) == (["positive"], "excluded", 1)
