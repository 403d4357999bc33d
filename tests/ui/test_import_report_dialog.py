from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFont, QScreen
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.tasks.outcome_table import MOST_SHOWN
from desktop.workflows.import_answers import Answer
from desktop.workflows.import_report import ImportReport, RecordOutcome
from desktop.workflows.missing_parts import MissingParts


def a_report(lines: int) -> ImportReport:
    saved = [RecordOutcome("a.json", "saved", "ctgov_json", f"NCT{n:08}", f"Study {n}") for n in range(lines - 1)]
    return ImportReport((*saved, RecordOutcome("b.xml", "failed", reason="b.xml cannot be read: it is empty.")))


def test_of_a_hundred_thousand_lines_the_first_are_shown_and_all_are_saved(qtbot: QtBot) -> None:
    dialog = ImportReportDialog(a_report(100_000))
    qtbot.addWidget(dialog)
    table, more = dialog.findChild(QTreeWidget, "report"), dialog.findChild(QLabel, "more")
    assert isinstance(table, QTreeWidget)
    assert isinstance(more, QLabel)
    assert table.topLevelItemCount() == MOST_SHOWN
    first = table.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "refused"
    assert more.text() == "More lines, not shown here: 98,000. The saved report has them all."
    assert dialog.summary().startswith("99,999 trial")
    assert dialog.as_text().count("\n") == 100_001


def test_a_report_that_is_shown_whole_says_nothing_of_more(qtbot: QtBot) -> None:
    dialog = ImportReportDialog(a_report(MOST_SHOWN))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QLabel, "more") is None


def test_the_head_says_what_the_numbers_below_leave_out(qtbot: QtBot) -> None:
    unchanged = RecordOutcome("a.json", "unchanged", "ctgov_json", "NCT00000001", "Study")
    answers = (Answer("This import", "New trials", 0, TrialQuery()),)
    dialog = ImportReportDialog(ImportReport((unchanged,) * 3, answers=answers, known=2))
    qtbot.addWidget(dialog)
    assert dialog.summary().endswith(
        " 3 unchanged, 0 refused. Of the unchanged, 2 stood in documents that were here already; "
        "the numbers below leave them out."
    )


def test_with_large_text_the_report_is_no_larger_than_a_small_screen(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, screen = qapp.font(), QSize(1024, 700)
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: screen)
    large = QFont(usual)
    large.setPointSizeF(2 * usual.pointSizeF())
    qapp.setFont(large)
    try:
        answers = tuple(
            Answer(str(number), f"Question number {number} of many", 3, TrialQuery()) for number in range(14)
        )
        dialog = ImportReportDialog(replace(a_report(20), answers=answers))
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.size() == dialog.size().boundedTo(screen)
        for link in dialog.findChildren(QPushButton, "link"):
            assert link.visibleRegion().isEmpty() or link.visibleRegion().boundingRect().height() == link.height()
        (close,) = (each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == "Close")
        assert dialog.rect().contains(close.rect().translated(close.mapTo(dialog, QPoint())))
    finally:
        qapp.setFont(usual)


def test_what_many_kinds_of_documents_do_not_tell_leaves_room_for_the_answers_and_the_outcomes(qtbot: QtBot) -> None:
    sentence = "So many trials came from tables, which have no criteria. " * 6
    missing = tuple(MissingParts(str(number), 8, ("eligibility",), (("her2", 8),), sentence) for number in range(5))
    answers = tuple(Answer(str(number), f"Question {number}", 3, TrialQuery()) for number in range(14))
    dialog = ImportReportDialog(ImportReport((RecordOutcome("a.json", "saved"),), answers=answers, missing=missing))
    qtbot.addWidget(dialog)
    dialog.resize(900, 560)
    dialog.show()
    for button in dialog.findChildren(QPushButton, "link"):
        assert button.height() >= button.fontMetrics().lineSpacing()
    table = dialog.findChild(QTreeWidget, "report")
    assert isinstance(table, QTreeWidget)
    assert table.height() > 4 * table.fontMetrics().lineSpacing()
    (told,) = (each for each in dialog.findChildren(QLabel, "warning"))
    assert told.height() >= told.heightForWidth(told.width())


@pytest.mark.parametrize(
    ("reason", "remark"),
    [
        ("cut.zip is not a zip archive or is damaged; download it again.",) * 2,
        ("x/cut.zip: it is empty.", "It is empty."),
    ],
)
def test_a_remark_keeps_the_letters_of_a_file_name(reason: str, remark: str) -> None:
    assert RecordOutcome("x/cut.zip", "failed", reason=reason).remark == remark
