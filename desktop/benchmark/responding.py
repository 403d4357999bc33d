"""How well the window responds while an import runs."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.benchmark.measure import Figure
from desktop.benchmark.real_window import real_window
from desktop.ui.tasks.import_report_dialog import ImportReportDialog

_FRAME_S = 0.016
_TICK_MS = 4


def measure_responding(application: QApplication, file: Path, folder: Path) -> Figure:
    """Import a file in the real window, offscreen, and return for which share of the time the window was frozen.

    A timer ticks every few milliseconds. If a tick comes more than one frame after the last, the window was frozen
    between the two.
    """
    window = real_window(application, folder / "window.db", folder / "config")
    ended: list[None] = []
    window.tasks.importing.imported.connect(lambda: ended.append(None))
    # The report at the end waits for a click that nobody makes here.
    ImportReportDialog.exec = lambda _self: 0  # type: ignore[method-assign]
    gaps = _Gaps()
    window.tasks.importing.start([file])
    while not ended:
        application.processEvents()
        time.sleep(0.0005)
    share = gaps.share()
    window.close()
    window.workspace.catalogue.close()
    return Figure("GUI time in gaps over 16 ms during an import, %", "–", 100 * share, 0, 2.0, "%")


class _Gaps:
    """Hold how long the event loop was blocked: the sum of all gaps between ticks that are longer than a frame."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._still = 0.0
        self._timer = QTimer()
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def share(self) -> float:
        """Return the share of the time since the beginning that was in gaps."""
        self._timer.stop()
        return self._still / max(time.perf_counter() - self._begun, 1e-9)

    def _tick(self) -> None:
        now = time.perf_counter()
        if now - self._last > _FRAME_S:
            self._still += now - self._last
        self._last = now
