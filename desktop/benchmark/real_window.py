"""A window to measure in."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import window_on
from desktop.ui.start.opening import open_or_explain
from desktop.ui.window.main_window import MainWindow


def real_window(application: QApplication, catalogue: Path, config: Path) -> MainWindow:
    """Return the real window on a catalogue, shown and finished."""
    workspace = open_or_explain(catalogue, config, talk=False)
    if workspace is None:
        raise RuntimeError("the benchmark's catalogue cannot be opened")
    window = window_on(application, workspace)
    finished: list[None] = []
    window.completed.connect(lambda: finished.append(None))
    window.resize(1280, 800)
    window.show()
    while not finished:
        application.processEvents()
    return window
