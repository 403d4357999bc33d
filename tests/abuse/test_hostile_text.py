"""Abuse cases 14, 15 and 16: what imported text is made of is shown and exported as text, and obeyed nowhere."""

import csv
import io
import json
import re

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery
from desktop.documents.plain_record import plain_words
from desktop.paths import RESOURCES
from desktop.ui.printing.pdf_printer import print_pages
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.trial_list.trial_table_model import COLUMNS, TrialTableModel
from desktop.workflows.export_trials import Exporter, Selection, column_choices
from tests import pages
from tests.abuse.conftest import Shelf

PICTURE = '<img src="file:///etc/hostname">'
HOSTILE = (
    PICTURE,
    "<img src=file:///etc/hostname onerror=alert(1)>",
    "<img src=//198.51.100.7/share/x.png>",
    "<style>@import url(file:///etc/hostname);</style>",
    '<link type="text/css" rel="stylesheet" href="//198.51.100.7/x.css">',
    "<script>alert(1)</script> &lt;b&gt; ]]> </td></table>",
)
LINKS = (
    "javascript:alert(1)", "file:///etc/hostname", "smb://198.51.100.7/share", "ms-msdt:/id x", "//198.51.100.7/share",
    "https://example.org/", "data:text/html,x", "vbscript:x", "mailto:a@example.org", "\\\\198.51.100.7\\share",
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("//198.51.100.7")', "=cmd|' /C calc'!A0")


class Recording(QTextDocument):
    """Remember what a text asks for from outside, and give nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, _kind: int, name: QUrl | str) -> object:  # noqa: N802 Qt's own name
        self.asked.append(str(name))
        return b""


def a_study(text: str) -> bytes:
    """Return a study that says the same text in every field."""
    person = {"name": text, "affiliation": text, "role": text}
    return json.dumps(
        {
            "protocolSection": {
                "identificationModule": {
                    "nctId": "NCT09990009", "briefTitle": text, "officialTitle": text, "acronym": text,
                    "orgStudyIdInfo": {"id": text},
                },
                "statusModule": {"overallStatus": text, "whyStopped": text, "startDateStruct": {"date": text}},
                "sponsorCollaboratorsModule": {"leadSponsor": {"name": text}, "collaborators": [{"name": text}]},
                "descriptionModule": {"briefSummary": text, "detailedDescription": text},
                "conditionsModule": {"conditions": [text], "keywords": [text]},
                "designModule": {"phases": [text], "studyType": text, "targetDuration": text},
                "armsInterventionsModule": {
                    "interventions": [{"name": text, "type": text, "description": text, "otherNames": [text]}],
                    "armGroups": [{"label": text, "type": text, "description": text, "interventionNames": [text]}],
                },
                "outcomesModule": {"primaryOutcomes": [{"measure": text, "description": text, "timeFrame": text}]},
                "eligibilityModule": {
                    "eligibilityCriteria": f"Inclusion Criteria:\n* {text}\n\nExclusion Criteria:\n* {text}",
                    "sex": text, "minimumAge": text,
                },
                "contactsLocationsModule": {
                    "overallOfficials": [person],
                    "locations": [{"facility": text, "city": text, "country": text, "status": text}],
                },
                "referencesModule": {"references": [{"citation": text, "pmid": text}]},
            }
        }
    ).encode()  # fmt: skip


def imported(shelf: Shelf, text: str, name: str = "hostile.json") -> int:
    assert shelf.bring(a_study(text), name).count("saved") == 1
    (number,) = set(shelf.everything()) - set(shelf._held)
    return number


def detail_html(shelf: Shelf, number: int) -> str:
    stored = shelf.catalogue.trials.get(number)
    assert stored is not None
    return pages.page(stored, shelf.vocabularies.facets).html


def exporter(shelf: Shelf) -> Exporter:
    return Exporter(shelf.catalogue, shelf.vocabularies, RESOURCES, "0.1.0", print_pages)


def shown(html: str) -> Recording:
    document = Recording()
    document.setHtml(html)
    document.setTextWidth(800)
    document.size()
    return document


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("html", [PICTURE, '<link type="text/css" rel="stylesheet" href="file:///etc/hostname">'])
def test_what_a_text_asks_for_from_outside_is_noticed_here(html: str) -> None:
    assert shown(f"<html><head>{html}</head><body>{html}</body></html>").asked


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_in_the_detail_pane(shelf: Shelf, text: str) -> None:
    document = shown(detail_html(shelf, imported(shelf, text)))
    assert document.asked == []
    assert document.toPlainText().replace("\u00a0", " ").count(plain_words(text)) >= 10


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_in_list_and_tooltips(shelf: Shelf, text: str) -> None:
    number = imported(shelf, text)
    model = TrialTableModel(shelf.catalogue.index.rows, shelf.vocabularies.facets)
    model.show([number])
    assert model.index(0, 0).data() == plain_words(text)
    for column in range(len(COLUMNS)):
        tooltip = model.index(0, column).data(Qt.ItemDataRole.ToolTipRole)
        assert isinstance(tooltip, str)
        # Qt takes a tooltip for rich text by its beginning; what is inside must then be escaped.
        assert tooltip.startswith("<qt>")
        assert shown(tooltip).asked == []
    assert shown(str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))).toPlainText() == plain_words(text)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_in_the_report_for_the_board(shelf: Shelf, text: str) -> None:
    number = imported(shelf, text)
    report = exporter(shelf).report(Selection((number,), "1 trial"))
    whole = ""
    for page in report.pages:
        document = shown(page)
        assert document.asked == []
        whole += document.toPlainText().replace("\u00a0", " ")
    assert whole.count(plain_words(text)) >= 5


@pytest.mark.usefixtures("qapp")
def test_the_printed_report_holds_the_hostile_title_and_neither_picture_nor_link(shelf: Shelf) -> None:
    number = imported(shelf, PICTURE, f"hostile {PICTURE.replace('/', '')}.json")
    target = shelf.folder / "board.pdf"
    assert exporter(shelf).export(target, Selection((number,), "1 trial"))
    reader = PdfReader(target)
    words = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "".join(PICTURE.split()) in words
    for page in reader.pages:
        for each in page.get("/Annots", ()):
            said = str(each.get_object())
            assert "/Launch" not in said
            # The only address is that of the registry's page, which the program makes of the number.
            assert "/URI" not in said or "https://clinicaltrials.gov/study/NCT" in said
        assert not page.images


@pytest.mark.parametrize("text", [*FORMULAS, *HOSTILE])
def test_no_cell_of_an_exported_table_is_a_formula(shelf: Shelf, text: str) -> None:
    number = imported(shelf, text)
    columns = tuple(each.id for each in column_choices())
    target = shelf.folder / "out.csv"
    assert exporter(shelf).export(target, Selection((number,), text, TrialQuery(text=text), columns))
    head, row = csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    assert len(head) == len(row)
    for cell in row:
        # A spreadsheet that splits at semicolons makes cells of the parts.
        for part in (cell, *cell.split("; ")):
            assert not re.match(r"[\t\r]|\s*[=+\-@]", part)
    title = row[columns.index("title")]
    assert title.removeprefix("'") == " ".join(plain_words(text).split())


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("link", LINKS)
def test_no_imported_link_can_be_clicked(shelf: Shelf, link: str) -> None:
    html = detail_html(shelf, imported(shelf, f'<a href="{link}">see</a> {link}'))
    document = shown(html)
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            target = fragments.fragment().charFormat().anchorHref()
            assert target == "" or target.startswith(("#", "trial:"))
            fragments += 1
        block = block.next()
    assert link in document.toPlainText().replace("\u00a0", " ")


@pytest.mark.parametrize("link", LINKS)
def test_a_click_on_a_foreign_link_leads_nowhere(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    number = imported(shelf, link)
    pane = DetailPane(shelf.vocabularies.facets)
    qtbot.addWidget(pane)
    pane.show_trial(shelf.catalogue.trials.get(number))
    before = pane.text.toPlainText()
    told: list[object] = []
    for signal in (pane.trial_asked, pane.filter_asked, pane.exclude_asked):
        signal.connect(lambda *what: told.append(what))
    pane.text.anchorClicked.emit(QUrl(link))
    assert (told, opened, pane.text.toPlainText()) == ([], [], before)
    assert pane.text.source().isEmpty()
    assert not pane.text.openLinks()
    assert not pane.text.openExternalLinks()


def test_a_link_to_a_related_article_keeps_its_key_whatever_it_holds(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.bring(a_study("Letrozole"), "study.json")
    doi = '10.1/"><img src=x>&#38;'
    shelf.bring(
        f"PMID- 9\nTI  - Results of letrozole.\nLID - {doi} [doi]\nSI  - ClinicalTrials.gov/NCT09990009\n", "a.nbib"
    )
    study = shelf.catalogue.trials.get(shelf.catalogue.trials.id_of("NCT09990009") or 0)
    assert study is not None
    ((key, _title),) = study.publications
    pane = DetailPane(shelf.vocabularies.facets)
    qtbot.addWidget(pane)
    pane.show_trial(study)
    (link,) = re.findall(r'href="(trial:[^"]*)"', detail_html(shelf, shelf.catalogue.trials.id_of("NCT09990009") or 0))
    asked: list[str] = []
    pane.trial_asked.connect(asked.append)
    pane.text.anchorClicked.emit(QUrl(link))
    assert asked == [key]
    assert shelf.catalogue.trials.id_of(asked[0])
