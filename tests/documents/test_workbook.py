"""Excel workbooks of the tables that are read, and those that are none or that would harm."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.styles.numbers import FORMAT_DATE_XLSX14

from desktop.documents import workbook
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.trial import Trial
from tests.reading import read_document

COLUMNS = ("NCT Number", "Study Title", "Study Status", "Start Date", "Enrollment", "Phases")
ROW = ("NCT09990001", "Trastuzumab for breast cancer", "RECRUITING", dt.datetime(2024, 3, 5), 120, "PHASE3")  # noqa: DTZ001 - as the library has it
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def a_workbook(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def with_shared_texts(*rows: Sequence[Any]) -> bytes:
    """Return a workbook that holds each text once, as Excel's own."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def with_parts(content: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook with some of its parts replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in {*before.namelist(), *parts}:
            after.writestr(name, parts[name] if name in parts else before.read(name))
    return changed.getvalue()


def with_sheet(rows: str) -> bytes:
    sheet = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"
    return with_parts(a_workbook(COLUMNS, ROW), {"xl/worksheets/sheet1.xml": sheet})


def only(content: bytes, name: str = "table.xlsx") -> Trial:
    (trial,) = read_document(content, name).trials
    return trial


def test_a_workbook_is_read_as_its_table_with_dates_as_dates_and_numbers_as_numbers() -> None:
    document = read_document(a_workbook(COLUMNS, ROW), "table.xlsx")
    assert (document.format, document.encoding) == ("ctgov_csv", "xlsx")
    (trial,) = document.trials
    assert (trial.key, trial.status, trial.phase) == ("NCT09990001", "RECRUITING", "PHASE3")
    assert (trial.dates.start, trial.enrollment, trial.warnings) == ("2024-03-05", 120, ())


@pytest.mark.parametrize("name", ["table.csv", "table_legacy.csv", "ictrp.csv", "ctis.csv"])
def test_every_table_may_be_a_workbook(sample: Callable[[str], str], name: str) -> None:
    text = sample(name)
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text.split("\n")[0] else ","))
    plain, packed = read_document(text.encode(), name), read_document(a_workbook(*rows), "a.xlsx")
    assert packed.format == plain.format
    assert packed.trials == plain.trials


def test_texts_that_cells_share_are_read() -> None:
    shared = ("NCT09990002", *ROW[1:3], "2024-03", 7, "PHASE3")
    first, second = read_document(with_shared_texts(COLUMNS, (*ROW[:3], "2024", 5, "NA"), shared), "a.xlsx").trials
    assert (first.title, first.status, first.enrollment) == (ROW[1], ROW[2], 5)
    assert (second.title, second.status, second.dates.start) == (ROW[1], ROW[2], "2024-03")


@pytest.mark.parametrize("name", ["a.csv", "a", "a.zip.txt"])
def test_a_workbook_is_known_by_content_not_by_name(name: str) -> None:
    assert only(a_workbook(COLUMNS, ROW), name).key == "NCT09990001"


def test_the_first_sheet_with_known_column_names_is_read() -> None:
    book = Workbook()
    book.active.append(("Notes", "of mine"))
    book.create_chartsheet("A diagram").add_chart(BarChart())
    book.create_sheet("Empty")
    trials = book.create_sheet("Trials")
    trials.append(COLUMNS)
    trials.append(ROW)
    other = book.create_sheet("Others")
    other.append(COLUMNS)
    other.append(("NCT09990002", *ROW[1:]))
    assert only(saved(book)).key == "NCT09990001"


def test_titles_may_stand_above_the_column_names() -> None:
    assert only(a_workbook(("Breast trials of March",), (), ("Found", 1), COLUMNS, ROW)).key == "NCT09990001"


@pytest.mark.parametrize(
    ("shown_as", "date"),
    [(FORMAT_DATE_XLSX14, "2024-03-05"), ("mmm-yy", "2024-03"), ("yyyy", "2024"), ('dd" of "mm yyyy', "2024-03-05")],
)
def test_a_date_is_as_exact_as_it_is_shown(shown_as: str, date: str) -> None:
    book = Workbook()
    book.active.append(COLUMNS)
    book.active.append(ROW)
    book.active["D2"].number_format = shown_as
    assert only(saved(book)).dates.start == date


def test_a_formula_gives_the_value_that_was_last_calculated() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in COLUMNS[:2])
    row = '<c t="str"><f>"NCT0999"&amp;"0001"</f><v>NCT09990001</v></c><c t="str"><f>A1</f><v>A title</v></c>'
    trial = only(with_sheet(f"<row>{cells}</row><row>{row}</row>"))
    assert (trial.key, trial.title) == ("NCT09990001", "A title")


def test_characters_that_xml_cannot_hold_are_read() -> None:
    assert only(a_workbook(COLUMNS, (ROW[0], "One_x000D_\nTwo_x0041_", *ROW[2:]))).title == "One TwoA"


def test_a_workbook_of_something_else_is_refused_in_one_sentence() -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(a_workbook(("Name", "Age"), ("Ann", 50)), "people.xlsx")
    told = str(caught.value)
    assert told.startswith("people.xlsx cannot be read: it is an Excel workbook, and none of the sheets begins with")


def test_other_archives_and_office_documents_stay_what_they_are() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", "<a/>")
    assert not workbook.is_workbook(content.getvalue())
    with pytest.raises(DocumentError, match="it is a Word document"):
        read_document(content.getvalue(), "a.docx")


def test_a_binary_workbook_is_told_how_to_be_saved() -> None:
    content = with_parts(a_workbook(COLUMNS, ROW), {"xl/workbook.bin": b"x"})
    with pytest.raises(DocumentError, match=r"binary workbook \(\.xlsb\); save it as"):
        read_document(content, "a.xlsb")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # Fifty times as much as the file: a bomb, whatever it holds.
        ("<row/>" * 1_000_000, "inflates to much more"),
        ("".join(f'<row><c r="ZZZ{n}"><v>1</v></c></row>' for n in range(2, 40)), "more than 1000 columns"),
        ('<row r="99999999999999"><c><v>1</v></c></row>', "none of the sheets"),
        ('<row r="x"><c><v>1</v></c></row>', "is damaged"),
        ('<row><c t="s"><v>99</v></c></row>', "is damaged"),
        ("<row>", "is damaged"),
    ],
)
def test_a_sheet_that_would_harm_is_refused(rows: str, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        read_document(with_sheet(rows), "a.xlsx")


def test_one_text_in_thousands_of_cells_is_refused() -> None:
    text = "".join(map(chr, range(0x4E00, 0x9000)))
    with pytest.raises(DocumentError, match="repeats its texts"):
        read_document(with_shared_texts(COLUMNS, *[(text,)] * 3000), "a.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("text", ["", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "\x00\xff"])
def test_a_part_that_is_damaged_is_refused(part: str, text: str) -> None:
    with pytest.raises(DocumentError):
        read_document(with_parts(a_workbook(COLUMNS, ROW), {part: text}), "a.xlsx")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=6),
    part=st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", ""]),
)
def test_a_mutated_workbook_reads_or_is_refused(changes: list[tuple[float, int, bytes]], part: str) -> None:
    whole = a_workbook(COLUMNS, ROW)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        content = archive.read(part) if part else whole
    for where, length, piece in changes:
        place = int(where * len(content))
        content = content[:place] + piece + content[place + length :]
    try:
        opened = open_document(with_parts(whole, {part: content}) if part else content, "a.xlsx")
    except DocumentError as fault:
        assert str(fault).startswith("a.xlsx")  # noqa: PT017 either outcome is right
        return
    for record in opened.records:
        assert isinstance(record, Trial | DocumentError)
