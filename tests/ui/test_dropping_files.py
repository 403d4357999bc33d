"""Files that are dragged over the window and dropped on it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import window_on
from desktop.ui.start.opening import open_or_explain
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import an_xml

_PLACE = QPoint(300, 300)
_COPY = Qt.DropAction.CopyAction
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dragged(tmp_path: Path) -> QMimeData:
    """Return a document of one trial as a file manager hands it over."""
    file = tmp_path / "one.xml"
    file.write_bytes(an_xml("NCT00000077"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    return data


def enter(window: MainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(_PLACE, _COPY, data, _LEFT, _NO_KEY)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def test_the_status_line_says_what_dropping_does_until_the_files_leave(window: MainWindow, dragged: QMimeData) -> None:
    before = window.status.words()
    assert enter(window, dragged)
    assert window.status.words() == "Drop the files anywhere here to import them"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.status.words() == before


def test_dropped_files_are_imported(
    window: MainWindow, dragged: QMimeData, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportReportDialog, "exec", lambda _dialog: 0)
    enter(window, dragged)
    QApplication.sendEvent(window, QDropEvent(_PLACE, _COPY, dragged, _LEFT, _NO_KEY))
    qtbot.waitUntil(lambda: window.workspace.catalogue.trials.id_of("NCT00000077") is not None)
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy())
    assert "Drop the files" not in window.status.words()


def test_words_and_web_addresses_are_not_taken(window: MainWindow) -> None:
    before = window.status.words()
    data = QMimeData()
    data.setText("a trial")
    data.setUrls([QUrl("https://example.org/one.xml")])
    assert not enter(window, data)
    assert window.status.words() == before


def test_a_trial_to_select_that_is_not_in_the_list_is_told(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, starter: Path
) -> None:
    workspace = open_or_explain(starter, tmp_path / "config", talk=False)
    assert workspace is not None
    window = window_on(dressed, workspace, trial="NCT09999999")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.completed):
        window.show()
    assert window.status.words() == "NCT09999999 is not in the list; import it, or end the filters"
    window.close()
    workspace.catalogue.close()
