"""How soon the window answers a key in the search box: until the suggestions are made, placed and painted."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.benchmark.measure import Figure, timed
from desktop.benchmark.real_window import real_window
from desktop.ui.window.main_window import MainWindow

_TYPED = ("HER2-low", "trastuzumab germany", "brain metastases", "country:united", "palbociclib metast", "recruiting")
_ROUNDS = 5
_LARGE = 100_000
_MS, _LARGE_MS = 16, 50


def measure_typing(application: QApplication, catalogue: Path, config: Path) -> Figure:
    """Type some searches key by key, and return the time of the slowest key; for each key the best round counts."""
    window = real_window(application, catalogue, config)
    window.activateWindow()
    window.search_box.begin()
    while not window.whole.suggestions.knows_drugs:
        application.processEvents()
    took = [_keys(application, window) for _ in range(_ROUNDS)]
    slowest = max(map(min, zip(*took, strict=True)))
    budget = _LARGE_MS if len(window.workspace.catalogue) > _LARGE else _MS
    window.close()
    window.workspace.catalogue.close()
    return Figure("the slowest key in the search box, with paint", "–", slowest * 1000, 0, budget, "ms")


def _keys(application: QApplication, window: MainWindow) -> list[float]:
    """Return how long each key takes, without the search, which begins when typing pauses."""
    took = []
    for text in _TYPED:
        window.state.clear()
        application.processEvents()
        took += [timed(partial(_press, application, window, letter)) for letter in text]
    return took


def _press(application: QApplication, window: MainWindow, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        application.sendEvent(window.search_box, key)
    application.processEvents()
