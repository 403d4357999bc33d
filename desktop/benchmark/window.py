"""The window on a large catalogue: how soon it is ready, how fast a click is painted, how much memory it takes."""

import os
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
from desktop.benchmark.real_window import real_window
from desktop.catalogue.finding.query import TrialQuery
from desktop.paths import PROJECT
from desktop.ui.window.main_window import MainWindow

_STARTS = 12  # the quickest counts: what else the machine does only ever slows a start down
_CLICKS = 60
_SESSION = 3  # clicks, one on top of the other
_LARGE = 100_000
_FRAME_MS = 16
_LARGE_FRAME_MS = 50
_TURNS = 3  # of the event loop, until a trial of other length is laid out and painted
_COMPARED = 6
_COMPARING_MS = 100
_READING_MS = 50
_MOST_MEMORY_MB = 400
_FINISHED_BUDGET = 4
_LONGEST_S = 300

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
# The program itself, as `python3 main.py` starts it, up to where it would wait for the user.
_OURS = """
import sys, time
import main
from desktop import app
def until_closed(application):
    application.processEvents()
    print(time.time() - float(sys.argv[1]), flush=True)
    window = next(each for each in application.topLevelWidgets() if each.inherits("QMainWindow"))
    {then}
    return 0
app.until_closed = until_closed
sys.exit(main.main(["--database", sys.argv[2], "--config", sys.argv[3]]))
"""
_SHOWN = _OURS.format(then="")
_FINISHED = _OURS.format(
    then="""
    ended = []
    window.completed.connect(lambda: ended.append(None))
    while not ended:
        application.processEvents()
    print(time.time() - float(sys.argv[1]), flush=True)
"""
)
_CLICKED = _OURS.format(
    then="""
    from desktop.benchmark.measure import highest_resident
    for facet, value in window.facet_panel.values()[:40]:
        window.facet_panel.toggled.emit(facet, value)
        application.processEvents()
        window.state.clear()
    print(highest_resident())
"""
)


def measure_start(catalogue: Path, config: Path) -> list[Figure]:
    """Return how soon the window is shown and finished, compared with a bare window of three panes.

    The time begins with the process. The window is shown when its list of trials is painted, and finished when facets,
    trial and icons are there too.
    """
    shown, finished, bare = [], [], []
    for _ in range(_STARTS):
        shown.append(_started(_SHOWN, str(catalogue), str(config)))
        finished.append(_started(_FINISHED, str(catalogue), str(config)))
        bare.append(_started(_BARE))
    floor = "a bare PySide6 window of three panes"
    return [
        Figure("start to shown window", floor, min(shown), min(bare), 1.8),
        Figure("start to finished window", floor, min(finished), min(bare), _FINISHED_BUDGET),
    ]


def measure_growth(large: Path, usual: Path, config: Path) -> Figure:
    """Return how soon the window shows the list of a very large catalogue, compared with one of usual size."""
    took: dict[Path, list[float]] = {large: [], usual: []}
    for _ in range(_STARTS):
        for path, times in took.items():
            times.append(_started(_SHOWN, str(path), str(config)))
    floor = "the list of the usual catalogue"
    return Figure("start to shown list", floor, min(took[large]), min(took[usual]), 2)


def _started(code: str, *arguments: str) -> float:
    command = [sys.executable, "-c", code, str(time.time()), *arguments]
    # As on a user's computer: what was compiled once is kept, of ours as of PySide6.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, check=True, timeout=_LONGEST_S)  # noqa: S603 - our own code
    return float(done.stdout.split()[-1])


def measure_clicks(application: QApplication, catalogue: Path, config: Path) -> list[Figure]:
    """Return the figures of the real window, offscreen: clicks, reading, showing the list, comparing, memory."""
    window = real_window(application, catalogue, config)
    opened = window.workspace.catalogue
    large = len(opened) > _LARGE
    took, read = [], []
    for number, click in enumerate(_values(window)):
        if number % _SESSION == 0:
            window.state.clear()
            application.processEvents()
        took.append(timed(partial(_click, application, window, click)))
        read.append(timed(partial(_read, application, window)))
    ids = opened.index.search(TrialQuery())
    shown = min(timed(lambda: window.trial_list.show_trials(ids)) for _ in range(_STARTS))
    compared = statistics.median(timed(partial(_compare, application, window, ids)) for _ in range(_STARTS))
    window.close()
    opened.close()
    return [
        Figure("whole click with paint, median", "–", statistics.median(took) * 1000, 0, _frame(large=large), "ms"),
        Figure("the first trial read after a click, median", "–", statistics.median(read) * 1000, 0, _READING_MS, "ms"),
        Figure("showing the list", "–", shown * 1000, 0, _frame(large=large), "ms"),
        Figure("comparing six trials with paint", "–", compared * 1000, 0, _COMPARING_MS, "ms"),
        Figure("resident memory of the window", "–", _memory(catalogue, config), 0, _MOST_MEMORY_MB, "MB"),
    ]


def _compare(application: QApplication, window: MainWindow, ids: list[int]) -> None:
    window.whole.comparing.start(ids[:_COMPARED])
    application.processEvents()


def _memory(catalogue: Path, config: Path) -> float:
    """Return the peak of resident memory, in MB, of a window after some clicks, in a separate process."""
    return _started(_CLICKED, str(catalogue), str(config))


def _frame(*, large: bool) -> int:
    return _LARGE_FRAME_MS if large else _FRAME_MS


def _values(window: MainWindow) -> list[tuple[str, str]]:
    chance = random.Random(SEED)  # noqa: S311 - no secret, but the same clicks in every run
    shown = window.facet_panel.values()
    return [chance.choice(shown) for _ in range(_CLICKS)]


def _click(application: QApplication, window: MainWindow, value: tuple[str, str]) -> None:
    window.facet_panel.toggled.emit(*value)
    application.processEvents()


def _read(application: QApplication, window: MainWindow) -> None:
    window.whole.reader.trial()
    for _ in range(_TURNS):
        application.processEvents()
