"""A workbook is read back with another library, and opened by a spreadsheet where one is installed."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from desktop.errors import ExportError
from desktop.exports import xlsx_workbook
from desktop.exports.board.options import BoardOptions
from desktop.exports.csv_columns import COLUMNS
from desktop.exports.csv_table import csv_chunks
from desktop.exports.xlsx_sheets import write_workbook
from desktop.exports.xlsx_workbook import MOST_LETTERS, SheetColumn, TextWorkbook, cell_text
from desktop.sheet.subject import Subject
from desktop.trials.shortlists import Note, ShortlistEntry
from tests.examples import a_trial
from tests.exports.exported import a_context, a_publication, a_registration, changed, exported

BOTH = (a_registration(), a_publication())
ENTRY = ShortlistEntry("Board 3 December", 1.0, "2026-11-20T10:00:00+01:00")
DECIDED = ENTRY.decide("maybe", "", "2026-11-21T10:00:00+01:00").decide(
    "exclude", "=Site too far", "2026-11-22T10:00:00+01:00"
)
NOTE = Note("1", "Ask about the CNS cohort", "2026-11-23T10:00:00+01:00", "Board 3 December")


def written(trials: tuple[Subject, ...], columns: tuple[str, ...] = (), **own: bool) -> bytes:
    stream = io.BytesIO()
    assert [*write_workbook(stream, trials, columns, a_context(own=BoardOptions(**own)))] == [*range(len(trials) + 1)]
    return stream.getvalue()


def rows(sheet: Worksheet) -> list[list[object]]:
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: rows(sheet) for sheet in book.worksheets}


def decided() -> Subject:
    return changed(a_registration(), own_work=(DECIDED, NOTE))


def test_there_are_sheets_of_trials_evidence_and_decisions_with_frozen_headings_and_filters() -> None:
    book = load_workbook(io.BytesIO(written(BOTH)))
    assert book.sheetnames == ["trials", "evidence", "decisions"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[letter].width > 8 for letter in "ABC")


def test_the_trials_have_the_same_cells_as_the_csv_table() -> None:
    ids = tuple(column.id for column in COLUMNS)
    table = b"".join(csv_chunks(BOTH, ids, a_context())).decode("utf-8-sig")
    wanted = [[cell.replace("'", "") for cell in row] for row in csv.reader(io.StringIO(table, newline=""))]
    found = [[str(cell).replace("'", "") for cell in row] for row in sheets(written(BOTH, ids))["trials"]]
    assert found == wanted


def test_numbers_are_numbers_and_dates_are_iso_texts() -> None:
    (_, row, *_) = sheets(written(BOTH, ("enrollment", "sites", "start", "key")))["trials"]
    assert row == [40, 2, "2024-03", "NCT09990001"]


def test_every_finding_has_a_row_with_its_evidence() -> None:
    head, *found = sheets(written(BOTH))["evidence"]
    assert head[:9] == ["Key", "Title", "Filter", "Value", "Section", "Quote", "Rule", "Basis", "Role"]
    assert len(found) == sum(len(each.stored.findings) for each in BOTH)
    assert [row[3:9] for row in found if row[2] == "Status"] == [
        ["Recruiting", "Status field", "RECRUITING", "status.test", "stated", ""]
    ]


def test_decisions_have_reasons_and_what_was_decided_before_but_no_label_unless_it_is_ticked() -> None:
    head, row = sheets(written((decided(),)))["decisions"]
    told = dict(zip(head, row, strict=True))
    assert (told["Decision"], told["Reason"], told["Decided"]) == ("Exclude", "=Site too far", "2026-11-22")
    assert told["Earlier decisions"] == "2026-11-21 Maybe"
    assert (told["Shortlist"], "Notes" in told) == ("Shortlist 1", False)
    assert b"Board 3" not in b"".join(parts(written((decided(),), tuple(each.id for each in COLUMNS))).values())


def test_labels_and_notes_are_written_when_they_are_ticked() -> None:
    head, row = sheets(written((decided(),), with_label=True, with_notes=True))["decisions"]
    told = dict(zip(head, row, strict=True))
    assert (told["Shortlist"], told["Notes"]) == ("Board 3 December", "2026-11-23: Ask about the CNS cohort")


def test_a_note_on_a_trial_without_a_decision_has_a_row() -> None:
    subject = changed(a_registration(), own_work=(NOTE,))
    (_, row) = sheets(written((subject,), with_notes=True))["decisions"]
    assert row[-1] == "2026-11-23: Ask about the CNS cohort"
    assert len(sheets(written((subject,)))["decisions"]) == 1


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


HOSTILE = (
    *("=1+1", "+1", "@SUM(A1)", '=HYPERLINK("//198.51.100.7")', "=cmd|' /C calc'!A0", "{=1+1}", "https://example.org/"),
    *("mailto:a@example.org", "internal:trials!A1", "external:c:\\x.xlsx", "\\\\198.51.100.7\\share", "_x0041_"),
    *("<r><t>a</t></r>", "<r></r></is></c><f>1+1</f><r></r>", "00123", "1E5", "TRUE", "a\x0bb\x00", "\ud800"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_a_number_or_xml(text: str) -> None:
    content = written((exported(a_trial(title=text)),), ("title",))
    (_, (cell,)) = sheets(content)["trials"]
    assert unescape(str(cell)).rstrip() == re.sub(r"[\x00\x0b\ud800]", "\ufffd", text)
    cells = {name: part for name, part in parts(content).items() if name.startswith("xl/worksheets/")}
    assert "xl/worksheets/sheet1.xml" in cells
    for name, part in cells.items():
        assert b"<f>" not in part, name
        assert b"<hyperlink" not in part, name
        assert b't="n"' not in part, name


@given(st.text(st.characters(codec=None)))
def test_any_text_comes_back_from_a_workbook(text: str) -> None:
    content = written((exported(a_trial(title=text)),), ("key", "title"))
    (_, (_, cell)) = sheets(content)["trials"]
    assert unescape(str(cell or "")) == cell_text(text)


@pytest.mark.parametrize("letter", ["a", "é", "\U0001f600"])
def test_a_text_is_cut_to_what_a_cell_holds(letter: str) -> None:
    cut = cell_text(letter * 40_000)
    assert MOST_LETTERS - 2 <= len(cut.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert cut.endswith("…")
    fits = letter * (MOST_LETTERS // len(letter.encode("utf-16-le")) * 2 // 2)
    assert cell_text(fits) == fits


def test_rows_that_a_sheet_cannot_hold_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_workbook, "_MOST_ROWS", 3)
    content = written(tuple(exported(a_trial(title=str(number))) for number in "abcde"), ("title",))
    found = sheets(content)
    assert [row for name in found if name.startswith("trials") for row in found[name][1:]] == [
        [each] for each in "abcde"
    ]
    assert {"trials", "trials 2", "trials 3"} <= set(found)


def test_an_unfinished_workbook_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    steps = write_workbook(io.BytesIO(), BOTH, (), a_context())
    next(steps)
    assert [*tmp_path.iterdir()]
    steps.close()
    assert [*tmp_path.iterdir()] == []


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ExportError, match="no column 'phse'"):
        written(BOTH, ("phse",))


def test_a_sheet_without_rows_has_its_heading() -> None:
    stream = io.BytesIO()
    with TextWorkbook(stream) as book:
        book.sheet("empty", [SheetColumn("Key", 10)])
    assert sheets(stream.getvalue()) == {"empty": [["Key"]]}


def test_a_spreadsheet_opens_the_workbook(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    (tmp_path / "trials.xlsx").write_bytes(written(BOTH))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), "trials.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=100)
    with (tmp_path / "trials.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file))
    assert [row[0] for row in found] == ["Key", "NCT09990001", "doi:10.1000/test.1"]
