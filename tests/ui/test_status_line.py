"""What the line at the bottom says of dates, in whatever room there is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.shown_dates import DateSpan
from desktop.ui.tasks.status_line import StatusLine
from desktop.ui.tasks.undo_keys import way_back, way_forward
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.import_documents import import_documents
from tests.documents_of_ours import an_xml
from tests.ui.conftest import Hand

SPAN = DateSpan("2015-11", "2024-03", "2026-11-26T16:01:42+01:00")
WHOLE = "Registry dates Nov 2015 – Mar 2024 · last imported 26 Nov 2026 · offline"


@pytest.fixture
def line(dressed: QApplication, qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    return line


def variants(line: StatusLine) -> list[str]:
    return line.dates.text().split("\x9c")


def told(window: MainWindow) -> str:
    return window.status.dates.accessibleName()


def test_the_registry_dates_come_first_and_the_import_is_called_so(line: StatusLine) -> None:
    line.show_dates(SPAN, read_only=False)
    assert variants(line) == [
        WHOLE,
        "Registry dates Nov 2015 – Mar 2024 · last imported 26 Nov 2026",
        "Registry dates Nov 2015 – Mar 2024",
        "Nov 2015 – Mar 2024",
    ]
    assert line.dates.accessibleName() == WHOLE


def test_a_catalogue_that_is_only_read_says_so_in_every_length_but_the_last(line: StatusLine) -> None:
    line.show_dates(SPAN, read_only=True)
    assert ["read-only" in variant for variant in variants(line)] == [True, True, True, False]


def test_without_any_registry_date_only_the_import_is_told(line: StatusLine) -> None:
    line.show_dates(DateSpan("", "", SPAN.imported), read_only=False)
    assert variants(line)[0] == "last imported 26 Nov 2026 · offline"
    line.show_dates(DateSpan("", "", ""), read_only=False)
    assert variants(line) == ["offline"]


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_the_longest_variant_that_fits_is_painted(line: StatusLine, length: int) -> None:
    line.show_dates(SPAN, read_only=False)
    label, texts = line.dates, variants(line)
    around = label.sizeHint().width() - label.fontMetrics().horizontalAdvance(WHOLE)
    label.setFixedSize(label.fontMetrics().horizontalAdvance(texts[length]) + around + 4, 30)
    chosen = painted(label)
    label.setText(texts[length])
    assert chosen == painted(label)


def painted(label: QLabel) -> QImage:
    image = QImage(label.size(), QImage.Format.Format_RGB32)
    image.fill(0)
    label.render(image)
    return image


@pytest.mark.parametrize("way", [way_back(), way_forward()])
def test_what_was_done_is_shortened_before_the_way_to_undo_it(line: StatusLine, way: str) -> None:
    said = "Undone: exclude NCT09990001 (criterion not met: prior treatment with a drug of the class) — as decided"
    line.show_words(f"{said} · {way}")
    (label,) = line.findChildren(QLabel, "words")
    whole, *shorter = label.text().split("\x9c")
    assert whole == line.words() == f"{said} · {way}"
    assert len(shorter) == len({len(each) for each in shorter}) > 2
    for each in shorter:
        assert each.startswith("Undone: exclude")
        assert each.endswith(f"… · {way}")
    line.show_words(f"5 trials deleted · {way}")
    assert label.text() == f"5 trials deleted · {way}"


def test_the_words_are_cut_before_the_dates_and_their_first_words_never(line: StatusLine, qtbot: QtBot) -> None:
    line.show_words("9 of 416 trials — HER2 status: Positive and many more words " * 3)
    line.show_dates(SPAN, read_only=False)
    line.resize(900, line.sizeHint().height())
    line.show()
    qtbot.waitExposed(line)
    assert line.dates.width() >= line.dates.sizeHint().width()
    line.resize(300, line.height())
    QApplication.processEvents()
    assert line._words.width() >= line.fontMetrics().horizontalAdvance("9 of 416 trials")
    assert line.dates.width() < line.dates.sizeHint().width()


def a_dated(nct: str, date: str) -> bytes:
    posted = f"<last_update_posted>{date}</last_update_posted><phase>"
    return an_xml(nct, f"Trial {nct}").replace(b"<phase>", posted.encode())


def test_the_dates_are_of_what_is_shown_after_filters_imports_and_corrections(
    window: MainWindow, hand: Hand, tmp_path: Path
) -> None:
    assert "Registry dates" not in told(window)
    assert "last imported" in told(window)
    for nct, date in (("NCT09990001", "November 3, 2015"), ("NCT09990002", "March 2024")):
        (tmp_path / f"{nct}.xml").write_bytes(a_dated(nct, date))
    import_documents([*tmp_path.glob("*.xml")], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()
    assert told(window).startswith("Registry dates Nov 2015 – Mar 2024 · ")
    window.search("NCT09990002")
    assert told(window).startswith("Registry dates Mar 2024 · ")
    window.state.clear()
    assert told(window).startswith("Registry dates Nov 2015 – Mar 2024 · ")
    hand.click_value("phase", "1")
    assert "Registry dates" not in told(window)


def test_nothing_in_the_window_calls_the_import_the_date_of_the_data(open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    texts = [window.status.dates.text(), window.status.words(), window.detail.text.toPlainText()]
    assert not [text for text in texts if "data of" in text.lower()]


def test_the_pane_tells_the_registrys_date_or_that_none_is_stated(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(a_dated("NCT09990001", "November 3, 2015"))
    import_documents([tmp_path / "one.xml"], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()
    for name, date in (("NCT09990001", "3 Nov 2015"), ("NCT02843126", "date not stated")):
        assert window.open_trial(name)
        chips = [each.text() for each in window.detail.chips.children() if hasattr(each, "text")]
        assert any(each.endswith(f" · {date}") for each in chips), chips
        text = window.detail.text.toPlainText()
        assert f"Registry date\n{date.removeprefix('date ')}" in text
        assert f" · {date}" in text[text.index("Status as registered") :]
    assert "registry date" not in window.detail.identifiers.text()
    assert window.open_trial("NCT09990001")
    assert window.detail.identifiers.text().endswith("registry date 3 Nov 2015")


def test_an_article_has_no_date_beside_a_status_that_it_does_not_have(window: MainWindow) -> None:
    window.search("kind:publication")
    assert window.detail.trial is not None
    assert window.detail.trial.trial.kind == "publication"
    assert "date not stated" not in window.detail.text.toPlainText()


def test_a_chip_of_what_is_not_stated_looks_empty(window: MainWindow) -> None:
    assert window.open_trial("NCT02843126")
    chips = {each.text(): each for each in window.detail.chips.findChildren(QToolButton, "chip")}
    grounds = {
        name: chips[name].grab().toImage().pixelColor(chips[name].width() // 2, 3)
        for name in ("HR: not stated", "HER2: Positive", "Phase: 1")
    }
    assert grounds["HER2: Positive"] == grounds["Phase: 1"]
    assert grounds["HR: not stated"] != grounds["HER2: Positive"]
