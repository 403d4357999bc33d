"""The pane of a trial: the box of who may enter, sentences behind a click, a head that leaves the text its room."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.trials.own_work import putting
from desktop.trials.shortlists import Note, ShortlistEntry
from desktop.ui.window.main_window import MainWindow

KEY = "NCT02843126"
MADE = "2026-11-20T10:00:00+00:00"


@pytest.fixture
def reading(window: MainWindow) -> MainWindow:
    assert window.open_trial(KEY)
    return window


def text(window: MainWindow) -> str:
    return window.detail.text.toPlainText()


def follow(window: MainWindow, link: str) -> None:
    window.detail.text.anchorClicked.emit(QUrl(link))


def test_the_text_begins_with_the_box_and_a_click_shows_and_hides_the_sentence_behind_an_answer(
    reading: MainWindow,
) -> None:
    assert text(reading).lstrip().startswith("Can my patient enter?\nEarlier lines\n")
    box = text(reading).partition("Key facts")[0]
    follow(reading, "fold:entry-her2")
    opened = text(reading).partition("Key facts")[0]
    stored = reading.detail.trial
    assert stored is not None
    quotes = [each.evidence.quote for each in stored.findings if each.facet == "her2"]
    assert any(quote in opened and quote not in box for quote in quotes)
    follow(reading, "fold:entry-her2")
    assert text(reading).partition("Key facts")[0] == box


def test_the_sites_of_the_box_are_those_of_the_country_that_is_filtered_by(reading: MainWindow) -> None:
    def sites() -> str:
        assert reading.open_trial(KEY)
        return text(reading).partition("Sites\n")[2].partition("\n")[0]

    assert sites() == "1 site in China"
    reading.state.toggle("country", "China")
    assert sites() == "China: 1 site"
    reading.state.clear()
    assert sites() == "1 site in China"


def test_a_value_has_one_sentence_and_the_others_behind_a_click(reading: MainWindow) -> None:
    html = reading.detail.text.toHtml()
    links = {part.partition('"')[0] for part in html.split('href="')[1:] if part.startswith("fold:more-")}
    assert links
    before = text(reading).count("“")
    follow(reading, min(links))
    assert before + 1 <= text(reading).count("“") <= before + 2


def test_the_title_stands_once_and_shows_its_evidence_only_when_it_is_asked_for(reading: MainWindow) -> None:
    stored = reading.detail.trial
    assert stored is not None
    title = stored.trial.title
    assert reading.detail.title.text() == title
    assert f"Title\n{title}" not in text(reading)
    found = next(each for each in stored.findings if each.evidence.section == "title")
    reading.detail.show_place(("title", found.evidence.start, found.evidence.end))
    assert f"Title\n{title}" in text(reading)
    assert reading.detail.text.lit is not None
    assert reading.detail.text.lit.selectedText() == found.evidence.quote


def test_the_head_of_a_trial_with_much_own_work_and_many_chips_needs_no_scrolling(
    reading: MainWindow, qtbot: QtBot
) -> None:
    entries = [
        ShortlistEntry(f"Tumour board of week {n}", float(n), MADE, "exclude", "Performance status") for n in (1, 2, 3)
    ]
    notes = [
        Note(str(n), "Asked the study nurse about disease of the central nervous system. " * 3, MADE) for n in (1, 2)
    ]
    reading.workspace.catalogue.change_own_work([putting(KEY, each) for each in (*entries, *notes)])
    reading.results.reload()
    for _ in range(5):
        QCoreApplication.processEvents()
    head, own = reading.detail.head, reading.detail.own_work
    assert reading.detail.chips.chips()[-1].isHidden()
    assert head.verticalScrollBar().maximum() == 0
    assert head.height() <= reading.detail.height() * 6 // 10
    folded = own.text()
    assert folded.endswith("…")
    qtbot.mouseClick(own.more, Qt.MouseButton.LeftButton)
    assert own.text() == own.whole() != folded
    (more,) = (each for each in reading.detail.chips.findChildren(QToolButton, "jump") if each.isVisible())
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not any(each.isHidden() for each in reading.detail.chips.chips())


def test_the_hits_of_a_search_are_counted_above_the_text_and_walked_through(window: MainWindow, qtbot: QtBot) -> None:
    window.search("trastuzumab")
    assert window.open_trial(KEY)
    steps = window.detail.hit_steps
    assert steps.words.text() == f"Hits in this trial: {len(window.detail.text.hits)}"
    window.actions_by_id["previous_hit"].trigger()
    assert steps.words.text() == f"Hit {len(window.detail.text.hits)} of {len(window.detail.text.hits)}"
    qtbot.mouseClick(steps.findChildren(QToolButton)[1], Qt.MouseButton.LeftButton)
    assert steps.words.text().startswith("Hit 1 of")
    window.state.clear()
    assert window.open_trial(KEY)
    assert steps.isHidden()


def test_the_sites_of_the_box_lead_to_the_list_of_sites(reading: MainWindow) -> None:
    assert 'href="part:sites"' in reading.detail.text.toHtml()
    bar = reading.detail.text.verticalScrollBar()
    bar.setValue(0)
    follow(reading, "part:sites")
    assert bar.value() > 0
