import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.app import window_on
from desktop.ui.search.facet_item import LINE_ROLE
from desktop.ui.start.application import prepare
from desktop.ui.start.opening import open_or_explain
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.window.main_window import MainWindow
from tests.documents_of_ours import an_xml

_PATIENCE = 60_000
"""Milliseconds for what is sure to come."""


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["pytest", "-style", "Fusion"]


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Return a bot that waits until a slow machine is ready, too: what comes is not waited for any longer."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=_PATIENCE)
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=_PATIENCE)
    return qtbot


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    # The window of the test before is deleted by the next event loop only: until then new colours are given to it, too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    prepare(qapp)
    return qapp


@pytest.fixture(scope="session")
def starter_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a catalogue as the first start of the program makes it; it is made once, and only copied."""
    folder = tmp_path_factory.mktemp("starter")
    workspace = open_or_explain(folder / "catalogue.db", folder / "config", talk=False)
    assert workspace is not None
    workspace.catalogue.close()
    return folder


@pytest.fixture
def starter(starter_catalogue: Path, tmp_path: Path) -> Path:
    """Return a catalogue of the five starter documents in tmp_path."""
    shutil.copytree(starter_catalogue, tmp_path, dirs_exist_ok=True)
    return tmp_path / "catalogue.db"


@pytest.fixture
def open_window(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, starter: Path
) -> Iterator[Callable[[], MainWindow]]:
    """Open windows on one catalogue in tmp_path, as often as the test starts the program."""
    opened: list[MainWindow] = []

    def start() -> MainWindow:
        workspace = open_or_explain(starter, tmp_path / "config", talk=False)
        assert workspace is not None
        window = window_on(dressed, workspace)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitSignal(window.completed, timeout=30_000):  # the machine may be busy
            window.show()
        opened.append(window)
        return window

    yield start
    for window in opened:
        window.close()
        window.workspace.catalogue.close()


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def import_trials(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Import trials with these numbers into a window, all at once; the report is not shown."""
    monkeypatch.setattr(ImportReportDialog, "exec", lambda _dialog: 0)

    def work(window: MainWindow, *numbers: str) -> None:
        files = [tmp_path / f"{number}.xml" for number in numbers]
        for number, file in zip(numbers, files, strict=True):
            file.write_bytes(an_xml(number))
        wanted = window.model.rowCount() + len(numbers)
        window.tasks.importing.start(files)
        qtbot.waitUntil(
            lambda: window.model.rowCount() == wanted and not window.tasks.background.is_busy(), timeout=60_000
        )

    return work


def answer_file_dialog(monkeypatch: pytest.MonkeyPatch, target: Path, kind: str = "") -> None:
    """Answer every dialog for files by this one, and this kind of file."""
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(target)])
    monkeypatch.setattr(QFileDialog, "selectedNameFilter", lambda _dialog: kind)


class Hand:
    """Click and look as a user does."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def item(self, facet: str, value: str) -> QTreeWidgetItem:
        return self._window.facet_panel.item(facet, value)

    def click_value(self, facet: str, value: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.click_item(self.item(facet, value), keys)

    def click_item(
        self, item: QTreeWidgetItem, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, x: int | None = None
    ) -> None:
        panel = self._window.facet_panel
        above = item.parent()
        while above is not None:
            above.setExpanded(True)
            above = above.parent()
        panel.scrollToItem(item)
        box = panel.visualItemRect(item)
        place = QPoint(box.left() + (60 if x is None else x), box.center().y())
        self._qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, keys, place)

    def count(self, facet: str, value: str) -> int:
        return self.item(facet, value).data(0, LINE_ROLE).count

    def titles(self) -> list[str]:
        model = self._window.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def hand(qtbot: QtBot, window: MainWindow) -> Hand:
    return Hand(qtbot, window)
