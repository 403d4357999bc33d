import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from desktop.exports.html_report import report_pages
from desktop.exports.page import FULL_TEXT, Page, style_of
from desktop.exports.pdf_outline import add_outline
from desktop.paths import RESOURCES
from desktop.ui.printing.pdf_printer import print_pages
from desktop.workflows.printed_pages import PrintedPages
from tests.exports.exported import a_context, a_publication, a_registration

pytestmark = pytest.mark.usefixtures("qapp")


def sheets(printed: PrintedPages | None) -> list[str]:
    """Return the text of each sheet, after the PDF went the way every export goes."""
    assert printed is not None
    reader = PdfReader(io.BytesIO(add_outline(printed.pdf, "T", ())))
    return [page.extract_text() for page in reader.pages]


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_text_can_be_searched_in_the_pdf() -> None:
    words = "HER2-positive, age ≥ 18, 80×10⁹/L, 5 µg, first efficacy affluent, NCT02843126, Ärzte"
    assert words in on_one_line(sheets(print_pages("T", "", [f"<p>{words}</p><p><b>{words}</b></p>"]))[0])


def test_every_page_begins_on_a_sheet_of_its_own_and_sheets_are_counted() -> None:
    long = "".join(f"<p>line {number}</p>" for number in range(150))
    printed = print_pages("T", "", ["<p>cover</p>", long, "<p>last</p>"])
    texts = sheets(printed)
    assert printed is not None
    assert printed.first_pages == (0, 1, len(texts) - 1)
    assert len(texts) > 3
    for number, text in enumerate(texts, start=1):
        assert f"page {number} of {len(texts)}" in text
    assert "last" in texts[-1]
    assert "cover" in texts[0]


def test_a_page_that_does_not_fit_a_sheet_however_it_is_cut_takes_as_many_as_it_needs() -> None:
    long = "".join(f"<p>line {number}</p>" for number in range(150))
    told: list[tuple[int, int]] = []
    cut = Page(lambda _: long, steps=3)
    printed = print_pages(
        "T", "", [Page(lambda _: "<p>cover, see page <!--page-of:2--></p>", steps=1), cut, "<p>last</p>"],
        lambda *done: told.append(done),
    )  # fmt: skip
    texts = sheets(printed)
    assert printed is not None
    assert printed.first_pages == (0, 1, len(texts) - 1)
    assert len(texts) > 3
    assert f"see page {len(texts)}" in texts[0]
    assert f"page {len(texts)} of {len(texts)}" in texts[-1]
    assert told[-1] == (6, 6)


def test_sheets_can_be_turned_and_use_their_whole_width() -> None:
    wide = "<p>" + "one line of words " * 9 + "end</p>"
    upright, turned = print_pages("T", "", [wide]), print_pages("T", "", [Page(lambda _: wide, is_landscape=True)])
    assert upright is not None
    assert turned is not None
    boxes = [PdfReader(io.BytesIO(each.pdf)).pages[0].mediabox for each in (upright, turned)]
    assert (boxes[0].width, boxes[0].height) == (boxes[1].height, boxes[1].width)
    lines = [sheets(each)[0].count("\n") for each in (upright, turned)]
    assert lines[1] < lines[0]


def test_sheets_are_a4() -> None:
    printed = print_pages("T", "", ["<p>x</p>"])
    assert printed is not None
    box = PdfReader(io.BytesIO(printed.pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_running_heads_and_footer_stand_on_each_sheet_of_their_page() -> None:
    long = "<p>x</p>" * 150
    texts = sheets(
        print_pages("T", "", ["<p>x</p>", long], running_heads=("", "NCT1 – <Title>"), footer="Data of 2026")
    )
    assert "NCT1 – <Title>" not in texts[0]
    assert all("NCT1 – <Title>" in text for text in texts[1:])
    assert all("Data of 2026" in text for text in texts)


def test_a_reference_becomes_the_number_of_a_sheet() -> None:
    pages = ["<p>see sheets <!--page-of:1--> and <!--page-of:2-->.</p>", "<p>x</p>" * 150, "<p>y</p>"]
    printed = print_pages("T", "", pages)
    assert printed is not None
    assert f"see sheets 2 and {printed.first_pages[2] + 1}." in on_one_line(sheets(printed)[0])


def test_progress_is_told_and_ends_full() -> None:
    told: list[tuple[int, int]] = []
    print_pages("T", "", ["<p>a</p>", "<p>b</p>"], lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("calls_before_stop", [0, 1, 3, 5])
def test_stopping_leaves_nothing(calls_before_stop: int) -> None:
    calls = iter(range(100))
    stopped = print_pages("T", "", ["<p>x</p>"] * 3, should_stop=lambda: next(calls) >= calls_before_stop)
    assert stopped is None


def test_stopping_is_heeded_while_pages_that_refer_are_counted_again() -> None:
    told: list[int] = []
    pages = ["<p><!--page-of:1--></p>", "<p>x</p>"]
    assert print_pages("T", "", pages, lambda done, _: told.append(done), lambda: told == [1, 2]) is None
    assert told == [1, 2]


def images(printed: PrintedPages | None) -> int:
    assert printed is not None
    objects = PdfReader(io.BytesIO(printed.pdf)).pages[0]["/Resources"].get("/XObject", {}).values()
    return sum(each.get_object()["/Subtype"] == "/Image" for each in objects)


@pytest.mark.parametrize("scheme", ["file://", ""])
def test_a_picture_named_in_a_page_is_not_opened(scheme: str, tmp_path: Path) -> None:
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    assert picture.save(str(tmp_path / "red.png"))
    printed = print_pages("T", "", [f'<p>x<img src="{scheme}{tmp_path}/red.png" width="20" height="20"></p>'])
    assert images(printed) == 0


def test_a_style_sheet_named_in_a_page_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("p { font-size: 40pt }")
    linked = f'<html><head><link rel="stylesheet" href="{tmp_path}/x.css"></head><body><p>x</p></body></html>'
    contents = [print_pages("T", "", [html]) for html in (linked, "<p>x</p>")]
    streams = [PdfReader(io.BytesIO(p.pdf)).pages[0].get_contents().get_data() for p in contents if p]
    assert streams[0] == streams[1]


def test_the_print_does_not_depend_on_the_colours_of_the_window(qapp: QApplication) -> None:
    light = print_pages("T", "", ["<p>text</p>"])
    usual = qapp.palette()
    dark = QPalette(QColor("black"))
    dark.setColor(QPalette.ColorRole.Text, QColor("white"))
    qapp.setPalette(dark)
    try:
        in_dark = print_pages("T", "", ["<p>text</p>"])
    finally:
        qapp.setPalette(usual)
    contents = [PdfReader(io.BytesIO(p.pdf)).pages[0].get_contents().get_data() for p in (light, in_dark) if p]
    assert contents[0] == contents[1]


def test_printing_works_in_a_thread_of_qt() -> None:
    results: list[PrintedPages | None] = []
    pool = QThreadPool()
    pool.start(lambda: results.append(print_pages("T", "", ["<p>from a thread</p>" * 200, "<h2>End</h2>"])))
    assert pool.waitForDone(20_000)
    assert "from a thread" in sheets(results[0])[0]


@pytest.mark.parametrize("lines", range(26, 38))
def test_a_heading_stands_on_the_sheet_of_its_text(lines: int) -> None:
    html = "<p>line</p>" * lines + "<h2>Heading</h2><h3>Below</h3><p>its text</p>"
    (sheet,) = [text for text in sheets(print_pages("T", "", [html])) if "Heading" in text]
    assert "its text" in sheet


@pytest.mark.parametrize("lines", range(26, 38))
def test_a_table_head_stands_on_the_sheet_of_its_first_row(lines: int) -> None:
    table = "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>row</td></tr></tbody></table>"
    (sheet,) = [text for text in sheets(print_pages("T", "", ["<p>line</p>" * lines + table])) if "Head" in text]
    assert "row" in sheet


def test_rows_of_a_table_are_kept_whole_and_its_head_is_repeated() -> None:
    middle = "".join(f"<p>line {line}</p>" for line in range(7))
    rows = "".join(f"<tr><td><p>{n}a</p>{middle}<p>{n}z</p></td><td>{n}d</td></tr>" for n in range(1000, 1100))
    css = style_of(RESOURCES, FULL_TEXT)
    head = "<thead><tr><th>Head</th><th>Two</th></tr></thead>"
    html = f"<table class='summary' width='100%'>{head}<tbody>{rows}</tbody></table>"
    after = "<h2>Heading after</h2><p>Words after.</p>" + "".join(f"<p>end {n}.</p>" for n in range(60))
    texts = sheets(print_pages("T", css, [html + after]))
    assert "Heading after Words after." in on_one_line(" ".join(texts))
    assert all(f"end {n}." in " ".join(texts) for n in range(60))
    assert len(texts) > 8
    assert all("Head" in text for text in texts if re.search(r"\d{4}a", text))
    for number in range(1000, 1100):
        assert sum(f"{number}a" in text and f"{number}z" in text for text in texts) == 1


def test_a_row_longer_than_a_sheet_is_printed_whole() -> None:
    long = "<br>".join(f"word{number}." for number in range(200))
    html = (
        f"<table><thead><tr><th>H</th></tr></thead><tbody><tr><td>a</td></tr><tr><td>{long}</td></tr></tbody></table>"
    )
    text = " ".join(sheets(print_pages("T", "", [html])))
    assert set(re.findall(r"word\d+\.", text)) == {f"word{number}." for number in range(200)}


def test_a_string_without_spaces_is_wrapped_not_cut() -> None:
    html = f"<table width='100%'><tr><td width='20%'>{'X' * 300}</td><td width='80%'>{'Y' * 900}</td></tr></table>"
    text = "".join(sheets(print_pages("T", "", [html])))
    assert (text.count("X"), text.count("Y")) == (300, 900)


def test_the_report_comes_out_with_cover_outline_and_every_trial() -> None:
    made = report_pages([a_registration(), a_publication()], a_context(), RESOURCES)
    printed = print_pages(made.title, made.css, made.pages, running_heads=made.running_heads, footer=made.footer)
    assert printed is not None
    pdf = add_outline(printed.pdf, made.title, made.outline(printed.first_pages), subject="HER2 status: Positive")
    reader = PdfReader(io.BytesIO(pdf))
    texts = [on_one_line(page.extract_text()) for page in reader.pages]
    assert "Filter HER2 status: Positive" in texts[0]
    assert f"page 1 of {len(texts)}" in texts[0]
    for expected in ("NCT09990001", "2015-001234-56", "platelets ≥ 100×10⁹/L", "Overall survival", "trial one.json"):
        assert any(expected in text for text in texts[1:])
    assert "<b>first</b>" in texts[printed.first_pages[1]]
    assert [item.title[:11] for item in reader.outline] == ["Overview", "NCT09990001", "10.1000/tes"]
    assert [reader.get_destination_page_number(item) for item in reader.outline] == list(printed.first_pages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Trials for the tumour board: 2 selected trials"


@pytest.mark.parametrize("count", [99, 101, 1_240])
def test_no_number_of_the_summary_is_broken_in_two(count: int) -> None:
    made = report_pages([a_publication()] * count, a_context(), RESOURCES)
    parts = len(made.pages) - count
    last = re.sub(r"<!--page-of:(\d+)-->", lambda number: str(8 * int(number[1])), made.pages[parts - 1])
    head, *rows = last[last.index('<table class="summary"') :].split("\n<tr>")
    last = "\n<tr>".join((head, *rows[-30:]))  # all of them would take long
    words = set(" ".join(sheets(print_pages("T", made.css, [last]))).split())
    numbers = range(count - 29, count + 1)
    assert {size for number in numbers for size in (f"{number:,}", str(8 * (number + parts - 1)))} <= words
