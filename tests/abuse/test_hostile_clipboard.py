"""What is copied may land in a spreadsheet, which must run none of it."""

import re
from html.parser import HTMLParser

import pytest
from PySide6.QtGui import QGuiApplication, QTextDocument
from pytestqt.qtbot import QtBot

from desktop.ui.trial_detail.sealed_browser import SealedBrowser
from desktop.ui.trial_list.copied_rows import as_html, as_tsv
from desktop.ui.window.copying import copy_identifier
from tests.abuse.conftest import Shelf
from tests.abuse.test_hostile_text import FORMULAS, detail_html, imported

FORMULA = re.compile(r"[\s\ufeff\u200b\"]*[=+\-@＝＋－＠]")


class Cells(HTMLParser):
    """Gather the texts that a spreadsheet makes cells of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells = [""]
        self.feed(html)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "td", "th", "br", "div", "h1", "h2", "h3"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.cells[-1] += data


def pieces(text: str) -> list[str]:
    return re.split(r"[\t\n;|]", text)


@pytest.mark.parametrize("text", [*FORMULAS, "a;=1+1", "a\n=1+1", "a\t=1+1", '"=1+1', "  =1"])
def test_no_cell_of_copied_rows_is_a_formula(text: str) -> None:
    plain, html = (
        as_tsv(["=Trial", "Phase"], [[text, "2"], ["x", text]]),
        as_html(["=Trial", "Phase"], [[text, "2"], ["x", text]]),
    )
    assert len(plain.split("\n")) == 3
    assert all(line.count("\t") == 1 for line in plain.split("\n"))
    assert not [each for each in (*pieces(plain), *Cells(html).cells) if FORMULA.match(each)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", FORMULAS)
def test_no_line_copied_from_a_trial_is_a_formula_and_its_identifier_is_none(
    shelf: Shelf, qtbot: QtBot, text: str
) -> None:
    number = imported(shelf, text)
    browser = SealedBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(detail_html(shelf, number))
    browser.selectAll()
    browser.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert "".join(text.split()) in "".join(data.text().split())
    assert not [each for each in (*pieces(data.text()), *Cells(data.html()).cells) if FORMULA.match(each)]
    stored = shelf.catalogue.trials.get(number)
    copy_identifier(stored)
    assert not FORMULA.match(QGuiApplication.clipboard().text())


@pytest.mark.usefixtures("qapp")
def test_ordinary_words_are_copied_as_they_stand(qtbot: QtBot) -> None:
    browser = SealedBrowser()
    qtbot.addWidget(browser)
    browser.setHtml("<h2>HER2<b>-positive</b> disease</h2><p>5 - 6 weeks, a=b; two</p><ul><li>one</li></ul>")
    browser.selectAll()
    browser.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().split("\n")[:2] == ["HER2-positive disease", "5 - 6 weeks, a=b; two"]
    pasted = QTextDocument()
    pasted.setHtml(data.html())
    assert pasted.toPlainText().split("\n")[:2] == ["HER2-positive disease", "5 - 6 weeks, a=b; two"]
