"""The board pack as a PDF: sheets, sizes, links and codes, read by programs that are not ours."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.exports.board.options import BoardOptions, DecisionLog
from desktop.exports.board.pack import board_pack
from desktop.exports.pdf_outline import add_outline
from desktop.paths import RESOURCES
from desktop.sheet.subject import Subject
from desktop.trials.facets import NOT_IN_DOCUMENT
from desktop.trials.shortlists import Note, ShortlistEntry
from desktop.trials.trial import Arm, Criterion, Eligibility, Outcome, Site
from desktop.ui.printing.pdf_marks import paint_code
from desktop.ui.printing.pdf_printer import print_pages
from tests.exports.exported import a_context, a_publication, a_registration

WHEN = "2026-11-20T10:00:00+01:00"
OPTIONS = BoardOptions("Board", "Germany", with_label=True, with_notes=True)

pytestmark = pytest.mark.usefixtures("qapp")


def printed(*subjects: Subject, options: BoardOptions = OPTIONS) -> PdfReader:
    pack = board_pack(subjects, a_context(), options, DecisionLog(), RESOURCES)
    found = print_pages(pack.title, pack.css, pack.pages, running_heads=pack.running_heads, footer=pack.footer)
    assert found is not None
    links = [(each.sheet, each.box, each.target) for each in found.links]
    pdf = add_outline(found.pdf, pack.title, pack.outline(found.first_pages), links=links)
    return PdfReader(io.BytesIO(pdf))


def stuffed(text: str) -> Subject:
    """Return a trial with too much of everything, made of one text."""
    subject = a_registration()
    long = " ".join([text] * 60)
    trial = replace(
        subject.trial,
        title=long,
        acronym=text * 10,
        arms=tuple(Arm(f"{text} {n}", "EXPERIMENTAL", long, (text,) * 9) for n in range(40)),
        outcomes=tuple(Outcome("primary", long, "", "") for _ in range(9)),
        sites=tuple(
            Site(f"{text} {n}", text, "", "Germany" if n % 2 else f"{text}{n}", "Recruiting") for n in range(300)
        ),
        eligibility=Eligibility(
            tuple(Criterion(f"{n} {long}") for n in range(90)), tuple(Criterion(f"{n} {long}") for n in range(90))
        ),
    )
    own = (
        ShortlistEntry("Board", 1.0, WHEN, "exclude", long, WHEN),
        *(Note(str(n), long, WHEN, "") for n in range(9)),
    )
    return replace(subject, stored=replace(subject.stored, trial=trial, own_work=own))


def test_the_overview_lies_and_the_other_sheets_stand() -> None:
    pages = printed(a_registration(), a_publication()).pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    assert lying == [True, False, False, False]


@pytest.mark.parametrize(
    "text",
    ["eligible", "Donaudampfschifffahrtsgesellschaft", "转移性乳腺癌患者", "مرضى سرطان الثدي", "W" * 300, "²⁰–"],
    ids=["words", "long words", "Chinese", "Arabic", "no spaces", "signs"],
)
def test_a_trial_with_too_much_of_everything_has_one_sheet_and_no_text_is_lost_at_the_edge(text: str) -> None:
    reader = printed(stuffed(text))
    assert len(reader.pages) == 3
    assert "see the registry" in reader.pages[1].extract_text()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 90))
def test_whatever_the_criteria_a_trial_has_one_sheet(inclusion: int, exclusion: int, words: int) -> None:
    subject = a_registration()
    criteria = [Criterion(" ".join(["criterion"] * words)) for _ in range(60)]
    eligibility = Eligibility(tuple(criteria[:inclusion]), tuple(criteria[:exclusion]))
    trial = replace(subject.trial, eligibility=eligibility)
    assert len(printed(replace(subject, stored=replace(subject.stored, trial=trial))).pages) == 3


def test_twelve_ordinary_trials_have_one_sheet_of_overview() -> None:
    assert len(printed(*[a_registration()] * 12).pages) == 14


def test_twelve_trials_of_many_sites_and_drugs_have_one_sheet_of_overview() -> None:
    subject = a_registration()
    sites = tuple(
        Site(f"Hospital {n}", "City", "", "Germany" if n < 35 else "United States", "Recruiting") for n in range(800)
    )
    title = "A Randomised, Open-Label Phase 3 Study of Giredestrant Compared With Fulvestrant in ER-positive Disease"
    drugs = [replace(each, value=f"Long drug name {n}") for n in range(9) for each in subject.stored.findings[:1]]
    stored = replace(
        subject.stored,
        trial=replace(subject.trial, sites=sites, title=title, acronym=""),
        findings=(*subject.stored.findings, *(replace(each, facet="drugs") for each in drugs)),
    )
    reader = printed(*[replace(subject, stored=stored)] * 12)
    assert len(reader.pages) == 14
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Giredestrant Compared" in text
    assert "Phase 3 Study of" not in text
    assert "Germany 35 (35)" in text


def test_no_column_of_the_overview_breaks_a_word_of_what_the_download_lacks() -> None:
    subject = a_registration()
    absent = dict.fromkeys(
        ("phase", "lines", "her2", "hr", "brain_metastases", "ecog_max", "status"), (NOT_IN_DOCUMENT,)
    )
    text = printed(replace(subject, values={**subject.values, **absent})).pages[0].extract_text()
    assert len(re.findall(r"\bdownload\b", text)) == len(absent)


def test_the_overview_leads_to_the_page_and_to_the_registry() -> None:
    reader = printed(a_registration(), a_publication())
    annotations = [each.get_object() for each in reader.pages[0]["/Annots"]]
    destinations = {
        next(n for n, page in enumerate(reader.pages) if page.indirect_reference == each["/Dest"][0])
        for each in annotations
        if "/Dest" in each
    }
    addresses = {each["/A"]["/URI"] for each in annotations if "/A" in each}
    assert destinations == {1, 2}
    assert addresses == {"https://clinicaltrials.gov/study/NCT09990001", "https://doi.org/10.1000/test.1"}
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    for each in annotations:
        left, bottom, right, top = (float(edge) for edge in each["/Rect"])
        assert 0 < left < right < width
        assert 0 < bottom < top < height


def test_a_page_names_its_number_in_the_overview() -> None:
    text = printed(a_registration(), a_publication()).pages[0].extract_text()
    assert "NCT09990001" in text
    assert "page 1 of 4" in text


def test_the_code_of_a_page_decodes_to_the_address_that_is_written_beside_it(qapp: QApplication) -> None:
    pack = board_pack([a_registration()], a_context(), OPTIONS, DecisionLog(), RESOURCES)
    page = pack.pages[1]
    assert not isinstance(page, str)
    picture = QImage(QSize(600, 600), QImage.Format.Format_Grayscale8)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_code(painter, page.code(), picture.rect().topRight().toPointF())
    painter.end()
    data = memoryview(picture.constBits()).cast("B", (600, picture.bytesPerLine()))
    (code,) = zxingcpp.read_barcodes(data)
    assert code.text == "https://clinicaltrials.gov/study/NCT09990001"
    assert code.text in page.html(0)


def test_a_trial_without_a_number_has_neither_code_nor_address(tmp_path: Path) -> None:
    subject = a_registration()
    trial = replace(subject.trial, identifiers=())
    reader = printed(replace(subject, stored=replace(subject.stored, trial=trial)))
    assert list(reader.pages[1]["/Annots"].get_object()) == []


def test_neither_label_nor_notes_are_in_the_file_unless_asked_for() -> None:
    quiet = replace(OPTIONS, with_label=False, with_notes=False)
    text = " ".join(page.extract_text() for page in printed(stuffed("secret"), options=quiet).pages)
    assert "Note of" not in text
    assert ": Board" not in text
