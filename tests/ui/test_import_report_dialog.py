from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget
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
    assert first.text(0) == "failed"
    assert more.text() == "More lines, not shown here: 98,000. The saved report has them all."
    assert dialog.summary().startswith("99,999 trial")
    assert dialog.as_text().count("\n") == 100_001


def test_a_report_that_is_shown_whole_says_nothing_of_more(qtbot: QtBot) -> None:
    dialog = ImportReportDialog(a_report(MOST_SHOWN))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QLabel, "more") is None


def test_long_sentences_of_what_documents_lack_leave_the_answers_and_the_table_their_room(qtbot: QtBot) -> None:
    answers = tuple(Answer("This import", f"Question {n}", n, TrialQuery()) for n in range(1, 15))
    lacking = tuple(
        MissingParts("ictrp", 81, ("eligibility",), (), "81 trials lack this and that. " * 20) for _ in range(4)
    )
    dialog = ImportReportDialog(ImportReport(a_report(40).documents, missing=lacking, answers=answers))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    links = [each for each in dialog.findChildren(QPushButton) if each.objectName() == "link"]
    assert len(links) == len(answers)
    assert all(each.height() >= each.sizeHint().height() for each in links)
    table = dialog.findChild(QTreeWidget, "report")
    assert isinstance(table, QTreeWidget)
    assert table.height() >= 5 * dialog.fontMetrics().lineSpacing()
