"""The window's start: one instance, a catalogue that opens or says why not, a crash that is told and logged."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from desktop.errors import DamagedFileError, GoneFileError, log_bug
from desktop.workspace import Workspace, log_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.main_window import MainWindow
    from desktop.ui.pdf_printer import PrintedPages

BUG = 70


def run(request: argparse.Namespace) -> int:
    """Show the window, or draw it into a file if a screenshot is asked for, and return the exit code."""
    from desktop.ui.application import make_application

    drawing = request.screenshot is not None
    application = make_application(needs_display=not drawing)
    # A drawing has nobody who could close a dialog.
    sys.excepthook = _end_with_bug if drawing else _tell_bug
    work = _draw if drawing else _show
    fault: DamagedFileError | None = None
    while True:
        workspace = _opened(request, talk=not drawing, fault=fault)
        if workspace is None:
            return 1
        try:
            return work(application, workspace, request)
        except DamagedFileError as error:
            fault = error
        finally:
            workspace.catalogue.close()


def _opened(request: argparse.Namespace, *, talk: bool, fault: DamagedFileError | None) -> Workspace | None:
    from desktop.ui.opening import open_or_explain

    return open_or_explain(request.database, request.config, talk=talk, fault=fault)


def until_closed(application: QApplication) -> int:
    """Let the user work in the window that stands, until she closes it, and return the exit code."""
    return application.exec()


def print_pages(*arguments: object, **options: object) -> PrintedPages | None:
    """Print pages to a PDF for the command line, which has no application of its own."""
    from PySide6.QtGui import QGuiApplication

    from desktop.ui import pdf_printer
    from desktop.ui.application import make_application

    if QGuiApplication.instance() is None:
        make_application(needs_display=False)
    return pdf_printer.print_pages(*arguments, **options)


def _show(application: QApplication, workspace: Workspace, request: argparse.Namespace) -> int:
    """Show the window and return the exit code.

    Raises:
        DamagedFileError: the file was found damaged behind the open window, which is closed.
    """
    from PySide6.QtCore import QTimer

    from desktop.ui.single_instance import SingleInstance

    instance = SingleInstance(workspace.catalogue.path)
    if instance.is_second():
        instance.raise_first()
        return 0
    found: list[DamagedFileError] = []

    def end(fault: DamagedFileError) -> None:
        found.append(fault)
        QTimer.singleShot(0, application.closeAllWindows)

    sys.excepthook = partial(_tell, workspace, end)
    window: MainWindow | None = None
    try:
        window = window_on(application, workspace, request.query, request.select)
        window.tasks.damaged.connect(end)
        window.completed.connect(partial(instance.listen, partial(_bring_to_front, window)))
        window.show()
        code = until_closed(application)
    except Exception as error:
        fault = workspace.damage_met(error)
        if fault:
            raise fault from error
        raise
    finally:
        sys.excepthook = _tell_bug
        instance.end()
        if window:
            _destroy(window)
    if found:
        raise found[0]
    return code


def _tell(
    workspace: Workspace,
    end: Callable[[DamagedFileError], None],
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Let what nobody caught end the window: if the file is damaged by saying so, else as a bug.

    A file that is gone is told, and the window stays: the user may bring it back.
    """
    fault = workspace.damage_met(error)
    if fault:
        end(fault)
    elif isinstance(error, GoneFileError):
        from PySide6.QtCore import QCoreApplication

        from desktop.ui.messages import show_fault

        show_fault(None, QCoreApplication.translate("Tasks", "The catalogue is no longer there"), str(error))
    else:
        _tell_bug(kind, error, trace)


def _bring_to_front(window: MainWindow) -> None:
    """Show a window before all others, out of the task bar if need be."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def _destroy(window: MainWindow) -> None:
    """End everything in a window, also one that was not closed: its threads, its timers, itself."""
    from PySide6.QtCore import QCoreApplication, QEvent

    # A thread that outlives Python waits for it for ever; a timer would use the closed catalogue.
    window.tasks.wait()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def window_on(application: QApplication, workspace: Workspace, query: str = "", trial: str = "") -> MainWindow:
    """Return the window on a workspace, not shown yet, that searches for a query and has chosen a trial by its name."""
    from desktop.ui.appearance import Appearance
    from desktop.ui.main_window import MainWindow
    from desktop.ui.settings import Settings

    settings = Settings(workspace.config)
    window = MainWindow(workspace, settings, Appearance(application, settings))
    window.completed.connect(gc.enable)
    if query:
        window.search(query)
    if trial:
        window.open_trial(trial)
    return window


def _draw(application: QApplication, workspace: Workspace, request: argparse.Namespace) -> int:
    """Draw the real window into a PNG; nothing is remembered of it."""
    from PySide6.QtCore import QEventLoop

    window = window_on(application, workspace, request.query, request.select)
    if request.appearance != "system":
        window.appearance.show_colours(request.appearance)
    if request.text_size != 100:
        window.appearance.show_text_size(request.text_size)
    window.resize(*request.size)
    window.show()
    for _ in range(10):  # layouts settle, icons arrive, chips wrap
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    is_written = window.grab().save(str(request.screenshot), "PNG")
    _destroy(window)
    if not is_written:
        print(f"{request.screenshot} cannot be written; choose another folder.", file=sys.stderr)
    return 0 if is_written else 1


def _end_with_bug(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Log a bug and end at once with exit code 70."""
    _log(kind, error)
    os._exit(BUG)


def _log(kind: type[BaseException], error: BaseException) -> str:
    log = log_bug(error, log_folder())
    print(
        f"A bug in Trial Catalogue ({kind.__name__}) stopped this; details are in {log}.", file=sys.stderr, flush=True
    )
    return str(log)


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log a bug, tell it, and end with exit code 70: what goes on after a bug may do harm."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log = _log(kind, error)
    from PySide6.QtWidgets import QApplication

    from desktop.ui.messages import show_bug

    application = QApplication.instance()
    if application is not None:
        show_bug(None, kind.__name__, log)
        application.exit(BUG)
