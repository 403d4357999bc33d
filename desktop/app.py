"""Start the window: allow one instance, open the catalogue or say why it cannot be opened, show and log crashes."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

# WORKAROUND: PySide reads the source of every module that is loaded after it, https://github.com/napari/napari/issues/8584.
# So modules that the window does not need are imported before it. Remove this when PySide no longer reads them.
from desktop.workspace import Workspace, default_catalogue, log_folder

# isort: split
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from desktop import terminal
from desktop.errors import GoneFileError, StorageError, bug_in_words, log_bug
from desktop.files import make_private_folder
from desktop.ui.look.appearance import Appearance
from desktop.ui.look.messages import show_bug, show_fault
from desktop.ui.look.settings import Settings
from desktop.ui.printing.page_printer import page_printer as printer_of_pages
from desktop.ui.start.application import make_application
from desktop.ui.start.opening import left_to_another, open_or_explain, put_back
from desktop.ui.start.single_instance import SingleInstance
from desktop.ui.tasks.following import Following, Left
from desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.workflows.printed_pages import PrintedPages

BUG = 70


def run(request: argparse.Namespace) -> int:
    """Show the window, or draw it into a file if a screenshot is asked for, and return the exit code."""
    drawing = request.screenshot is not None
    terminal.prepare()
    # Python handles Ctrl+C only at its next instruction, but Qt is waiting for the user. `Interruption` takes over.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = make_application(needs_display=not drawing)
    # While a screenshot is drawn, no user is there to close a dialog.
    sys.excepthook = _end_with_bug if drawing else _tell_bug
    return _drawn(application, request) if drawing else _worked(application, request)


def _drawn(application: QApplication, request: argparse.Namespace) -> int:
    workspace = open_or_explain(request.database, request.config, talk=False)
    if workspace is None:
        return 1
    try:
        return _draw(application, workspace, request)
    except StorageError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        workspace.catalogue.close()


def _worked(application: QApplication, request: argparse.Namespace) -> int:
    """Show the window, and another each time the user goes to another catalogue; return the exit code."""
    following: Following | None = Following(request.database or default_catalogue())
    code = 0
    while following is not None:
        request.database = following.catalogue
        code, following = _worked_on(application, request, following)
        request.query, request.select, request.view, request.files = "", "", "trials", []
    return code


def _worked_on(
    application: QApplication, request: argparse.Namespace, wanted: Following
) -> tuple[int, Following | None]:
    """Show the window on a catalogue, again after each remedy, unless another window shows it.

    Return (exit code, the catalogue to open next; None if there is no next one).
    """
    path = wanted.catalogue
    with contextlib.suppress(OSError):  # opening the catalogue reports the fault
        make_private_folder(path.parent)
    instance = SingleInstance(path)
    try:
        code = left_to_another(instance, path, request.files)
        left = Left(put_back(wanted) if code is None else "")
        while code is None:
            workspace = open_or_explain(path, request.config, talk=True, fault=left.fault, tell=left.say)
            if workspace is None:
                return 1, None
            left = Left(left.said)
            try:
                code = _show(application, workspace, request, instance, left)
            except StorageError as error:
                left.fault = error
            finally:
                workspace.catalogue.close()
        return code, left.following
    finally:
        instance.end()


def until_closed(application: QApplication) -> int:
    """Let the user work in the window until she closes it, and return the exit code."""
    return application.exec()


def page_printer() -> Callable[..., PrintedPages | None]:
    """Return the function that prints pages to a PDF for the command line, which has no application of its own."""
    if QGuiApplication.instance() is None:
        make_application(needs_display=False)
    return printer_of_pages()


def _show(
    application: QApplication,
    workspace: Workspace,
    request: argparse.Namespace,
    instance: SingleInstance,
    left: Left,
) -> int:
    """Show the window and return the exit code; ``left`` then holds what must be opened next.

    Raises:
        StorageError: the file was found damaged while the window was open; the window is closed.
    """

    def end(fault: StorageError) -> None:
        left.fault = fault
        QTimer.singleShot(0, application.closeAllWindows)

    def go_on(following: Following) -> None:
        left.following = following
        QTimer.singleShot(0, application.closeAllWindows)

    sys.excepthook = partial(_tell, workspace, end)
    window: MainWindow | None = None
    try:
        window = window_on(application, workspace, *_shown_first(request))
        window.damaged.connect(end)
        window.left_for.connect(go_on)
        _connect_completed(window, instance, left, request.files)
        window.show()
        code = until_closed(application)
    except Exception as error:
        fault = workspace.corruption_in(error)
        if fault:
            raise fault from error
        raise
    finally:
        sys.excepthook = _tell_bug
        if left.interruption:
            left.interruption.end()
        if window:
            _destroy(window)
    if left.fault:
        raise left.fault
    return terminal.INTERRUPTED if left.interruption and left.interruption.was_asked else code


def _tell(
    workspace: Workspace,
    end: Callable[[StorageError], None],
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """End the window because of an uncaught exception: show a damaged file as damaged, and anything else as a bug.

    If the file is missing, show that, and keep the window open: the user may bring the file back.
    """
    fault = workspace.corruption_in(error)
    if fault:
        end(fault)
    elif isinstance(error, GoneFileError):
        show_fault(None, QCoreApplication.translate("Tasks", "The catalogue is no longer there"), str(error))
    else:
        _tell_bug(kind, error, trace)


def _connect_completed(window: MainWindow, instance: SingleInstance, left: Left, files: Sequence[Path]) -> None:
    """Do what must wait until the window is complete: hear other starts and Ctrl+C, say what was done, offer files."""
    window.completed.connect(partial(instance.listen, partial(_bring_to_front, window)))
    window.completed.connect(partial(_listen, window, left))
    if left.said:
        window.completed.connect(partial(window.status.show_words, left.said))
    if files:
        window.completed.connect(partial(window.offer, files))


def _listen(window: MainWindow, left: Left) -> None:
    """Close the window normally on Ctrl+C from now on."""
    left.interruption = window.whole.interruption
    left.interruption.listen()


def _bring_to_front(window: MainWindow, files: Sequence[Path]) -> None:
    """Show a window in front of all others, even if it was minimised, and let it offer to import files."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if files:
        window.offer(files)


def _destroy(window: MainWindow) -> None:
    """End a window, even if it was not closed, with its threads and timers."""
    # A thread that outlives Python would wait for ever; a timer would use the closed catalogue.
    window.end()
    delete(window)


def window_on(
    application: QApplication,
    workspace: Workspace,
    query: str = "",
    trial: str = "",
    view: str = "trials",
    ids: Sequence[str] = (),
) -> MainWindow:
    """Make the window of a workspace and return it, not yet shown.

    It searches for ``query``, selects ``trial`` (a number or key; the status line tells if the list has no such trial)
    and opens the page ``view``, or compares ``ids``.
    """
    settings = Settings(workspace.config)
    window = MainWindow(workspace, settings, Appearance(application, settings))
    if query:
        window.search(query)
    if trial and not window.open_trial(trial):
        words = QCoreApplication.translate("Window", "{0} is not in the list; import it, or end the filters")
        window.status.show_words(words.format(trial))
    if view == "compare":
        window.compare(ids)
    else:
        window.show_page(view)
    return window


def _shown_first(request: argparse.Namespace) -> tuple[str, str, str, list[str]]:
    """Return (query, trial, page, trials to compare) of a request."""
    named = list(filter(None, request.select.split(",")))
    return request.query, "" if len(named) > 1 else request.select, request.view, named


def _draw(application: QApplication, workspace: Workspace, request: argparse.Namespace) -> int:
    """Draw the real window into a PNG, without changing the remembered settings."""
    window = window_on(application, workspace, *_shown_first(request))
    if window.pages.name() != request.view:  # the status line tells why
        terminal.tell(window.status.words())
        _destroy(window)
        return 1
    if request.appearance != "system":
        window.appearance.show_colours(request.appearance)
    if request.high_contrast:
        window.appearance.show_contrast(high=True)
    if request.text_size != 100:
        window.appearance.show_text_size(request.text_size)
    window.resize(*request.size)
    window.show()
    for _ in range(10):  # layouts settle, icons arrive, chips wrap
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    is_written = window.grab().save(str(request.screenshot), "PNG")
    _destroy(window)
    if not is_written:
        terminal.tell(f"{request.screenshot} cannot be written; choose another folder.")
    return 0 if is_written else 1


def _end_with_bug(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Log a bug and end at once with exit code 70."""
    _log(error)
    os._exit(BUG)


def _log(error: BaseException) -> Path | None:
    log = log_bug(error, log_folder())
    terminal.tell(bug_in_words(error, log))
    return log


def _tell_bug(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Log a bug, show it, and end with exit code 70: continuing after a bug may do harm."""
    log = _log(error)
    application = QApplication.instance()
    if application is not None:
        show_bug(None, kind.__name__, log)
        application.exit(BUG)
