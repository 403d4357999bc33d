"""The window on a large catalogue: how soon it stands, how fast a click is painted, what memory it takes."""

import random
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.benchmark.asking import SEED
from desktop.benchmark.measure import Figure, timed
from desktop.catalogue.query import TrialQuery
from desktop.paths import PROJECT
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.opening import open_or_explain
from desktop.ui.settings import Settings

_STARTS = 5
_CLICKS = 60
_SESSION = 3  # clicks, one on top of the other
_LARGE = 100_000
_FRAME_MS = 16
_LARGE_FRAME_MS = 50
_MOST_MEMORY_MB = 400

_BARE = """
import sys, time
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTableView, QTextBrowser, QTreeWidget
application = QApplication(sys.argv[:1])
window = QMainWindow()
splitter = QSplitter(Qt.Orientation.Horizontal)
for pane in (QTreeWidget(), QTableView(), QTextBrowser()):
    splitter.addWidget(pane)
window.setCentralWidget(splitter)
window.resize(1280, 800)
window.show()
application.processEvents()
print(time.time() - float(sys.argv[1]), flush=True)
"""
_OURS = """
import sys, time
from pathlib import Path
from desktop import app
application = app.make_application(needs_display=False)
workspace = app.open_or_explain(Path(sys.argv[2]), Path(sys.argv[3]), talk=False)
window = app.window_on(application, workspace)
window.resize(1280, 800)
window.show()
application.processEvents()
print(time.time() - float(sys.argv[1]), flush=True)
"""

_CLICKED = """
from desktop.benchmark.measure import highest_resident
for facet, value in window.facet_panel.values()[:40]:
    window.facet_panel.toggled.emit(facet, value)
    application.processEvents()
    window.state.clear()
print(highest_resident())
"""


def measure_start(catalogue: Path, config: Path) -> Figure:
    """Return how soon the window stands, from the start of the process, against a bare window of three panes."""
    ours, bare = [], []
    for _ in range(_STARTS):
        ours.append(_started(_OURS, str(catalogue), str(config)))
        bare.append(_started(_BARE))
    return Figure("start to shown window", "a bare PySide6 window of three panes", min(ours), min(bare), 1.4)


def measure_growth(large: Path, usual: Path, config: Path) -> Figure:
    """Return how soon the window shows the list of a very large catalogue, against the usual one."""
    took: dict[Path, list[float]] = {large: [], usual: []}
    for _ in range(_STARTS):
        for path, times in took.items():
            times.append(_started(_OURS, str(path), str(config)))
    floor = "the list of the usual catalogue"
    return Figure("start to shown list", floor, min(took[large]), min(took[usual]), 2)


def _started(code: str, *arguments: str) -> float:
    command = [sys.executable, "-c", code, str(time.time()), *arguments]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    return float(done.stdout.split()[-1])


def measure_clicks(application: QApplication, catalogue: Path, config: Path) -> list[Figure]:
    """Return the figures of the real window, drawn offscreen: whole clicks, showing the list, memory."""
    workspace = open_or_explain(catalogue, config, talk=False)
    if workspace is None:
        raise RuntimeError("the benchmark's catalogue cannot be opened")
    settings = Settings(workspace.config)
    window = MainWindow(workspace, settings, Appearance(application, settings))
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    large = len(workspace.catalogue) > _LARGE
    took = []
    for number, click in enumerate(_values(window)):
        if number % _SESSION == 0:
            window.state.clear()
            application.processEvents()
        took.append(timed(partial(_click, application, window, click)))
    ids = workspace.catalogue.search(TrialQuery())
    shown = min(timed(lambda: window.trial_list.show_trials(ids, None)) for _ in range(_STARTS))
    window.close()
    workspace.catalogue.close()
    return [
        Figure("whole click with paint, median", "–", statistics.median(took) * 1000, 0, _frame(large=large), "ms"),
        Figure("showing the list", "–", shown * 1000, 0, _frame(large=large), "ms"),
        Figure("resident memory of the window", "–", _memory(catalogue, config), 0, _MOST_MEMORY_MB, "MB"),
    ]


def _memory(catalogue: Path, config: Path) -> float:
    """Return the peak of resident memory, in MB, of a window in a process of its own that is clicked in."""
    return _started(f"{_OURS}{_CLICKED}", str(catalogue), str(config))


def _frame(*, large: bool) -> int:
    return _LARGE_FRAME_MS if large else _FRAME_MS


def _values(window: MainWindow) -> list[tuple[str, str]]:
    chance = random.Random(SEED)  # noqa: S311 - no secret, but the same clicks in every run
    shown = window.facet_panel.values()
    return [chance.choice(shown) for _ in range(_CLICKS)]


def _click(application: QApplication, window: MainWindow, value: tuple[str, str]) -> None:
    window.facet_panel.toggled.emit(*value)
    application.processEvents()
