"""How long it takes until a star, a decision or a note is stored, counted and painted."""

import statistics
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.benchmark.measure import Figure, timed
from desktop.benchmark.real_window import real_window
from desktop.trials.shortlists import INCLUDE
from desktop.ui.window.main_window import MainWindow

_TIMES = 20
_LARGE = 100_000
_FRAME_MS, _LARGE_FRAME_MS = 16, 50


def measure_judging(application: QApplication, catalogue: Path, config: Path) -> list[Figure]:
    """Return the figures for stars, decisions and notes in the real window, offscreen; each change is undone."""
    window = real_window(application, catalogue, config)
    budget = _LARGE_FRAME_MS if len(window.workspace.catalogue) > _LARGE else _FRAME_MS
    trial_id = window.model.ids[0]
    judging = window.whole.judging
    judging.star([window.model.ids[1]])  # the first star of all makes a shortlist, and room for it above the filters
    application.processEvents()
    works: dict[str, Callable[[], object]] = {
        "star with paint, median": lambda: judging.star([trial_id]),
        "decision with paint, median": lambda: judging.decide([trial_id], INCLUDE),
        "note with paint, median": lambda: judging.note(trial_id, "Ask about the CNS cohort", on_shortlist=False),
    }
    figures = [
        Figure(name, "–", statistics.median(_taken(application, window, work)) * 1000, 0, budget, "ms")
        for name, work in works.items()
    ]
    window.whole.undo.undo()
    window.close()
    window.workspace.catalogue.close()
    return figures


def _taken(application: QApplication, window: MainWindow, work: Callable[[], object]) -> list[float]:
    def done() -> None:
        work()
        application.processEvents()

    took = []
    for _ in range(_TIMES):
        took.append(timed(done))
        window.whole.undo.undo()
        application.processEvents()
    return took
