"""A dialog, a report or a menu that was closed is gone: nothing of it stays a child of the window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from desktop.ui.look.messages import show_bug, show_fault
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.derive_again import ChangedValue, Derivation
from desktop.workflows.import_report import ImportReport, RecordOutcome


@pytest.fixture
def closed(dressed: QApplication) -> Iterator[list[str]]:
    """Close whatever is opened, as soon as it is; hold what that was."""
    names: list[str] = []

    def close() -> None:
        shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if shown:
            names.append(type(shown).__name__)
            shown.close()

    timer = QTimer()
    timer.timeout.connect(close)
    timer.start(5)
    yield names
    timer.stop()


def children(window: MainWindow) -> list[QObject]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [*window.findChildren(QDialog), *window.findChildren(QMenu)]


def _report(window: MainWindow) -> None:
    outcomes = [RecordOutcome(f"{number}.txt", "failed", reason="no trial") for number in range(50)]
    window.tasks.importing.report(ImportReport(tuple(outcomes)))


def _derivation(window: MainWindow) -> None:
    stored = window.workspace.catalogue.trials.get(1)
    assert stored is not None
    change = ChangedValue(stored.trial.key, stored.trial.title, "her2", ("positive",), ())
    window.tasks.deriving.show(Derivation((change,), ((1, stored.trial, ()),)))


def _columns(window: MainWindow) -> None:
    window.trial_list.header.customContextMenuRequested.emit(QPoint(5, 5))


def _facet_menu(window: MainWindow) -> None:
    panel = window.facet_panel
    place = panel.visualItemRect(panel.topLevelItem(0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, panel.mapToGlobal(place))
    panel.contextMenuEvent(event)


OPENERS: dict[str, Callable[[MainWindow], object]] = {
    "export": lambda window: window.actions_by_id["export"].trigger(),
    "about": lambda window: window.actions_by_id["about"].trigger(),
    "names": lambda window: window.actions_by_id["unknown_names"].trigger(),
    "correction": lambda window: window.actions_by_id["correct"].trigger(),
    "fault": lambda window: show_fault(window, "It did not work", "The disk is full."),
    "bug": lambda window: show_bug(window, "ValueError", "log"),
    "import report": _report,
    "derivation": _derivation,
    "columns": _columns,
    "menu of a filter": _facet_menu,
}


@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)", extend=True)
@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS.keys())
def test_what_was_closed_is_gone(window: MainWindow, closed: list[str], opener: Callable[[MainWindow], object]) -> None:
    before = len(children(window))
    for _ in range(3):
        opener(window)
    assert len(closed) == 3, "each time something was opened"
    assert len(children(window)) == before


def test_undo_says_what_it_undoes_and_is_possible_only_then(window: MainWindow) -> None:
    from desktop.trials.own_work import Correction

    undo, redo = window.actions_by_id["undo"], window.actions_by_id["redo"]
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    assert (redo.text(), redo.isEnabled()) == ("&Redo", False)
    assert window.open_trial("NCT02843126")
    stored, facet = window.detail.trial, window.workspace.facets["her2"]
    assert stored is not None
    window.correcting.keep(stored, facet, ("low",), "Read in the protocol")
    assert (undo.text(), undo.isEnabled()) == ("&Undo correction of HER2 status in NCT02843126", True)
    assert not redo.isEnabled()
    undo.trigger()
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    assert (redo.text(), redo.isEnabled()) == ("&Redo correction of HER2 status in NCT02843126", True)
    redo.trigger()
    changed = window.workspace.catalogue.trials.get(window.workspace.catalogue.trials.id_of("NCT02843126"))
    assert isinstance(changed.correction("her2"), Correction)
    window.correcting.take_back(changed, "her2")
    assert undo.text() == "&Undo taking back of HER2 status in NCT02843126"
