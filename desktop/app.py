"""The window's start: one instance, a catalogue that opens or says why not, a crash that is told and logged."""

import argparse
import logging
import os
import signal
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.errors import log_bug
from desktop.paths import APPLICATION, RESOURCES
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import show_bug
from desktop.ui.opening import open_or_explain
from desktop.ui.settings import Settings
from desktop.ui.single_instance import SingleInstance
from desktop.workspace import Workspace, log_folder

if TYPE_CHECKING:
    from desktop.ui.pdf_printer import PrintedPages

BUG = 70
_LOG = logging.getLogger(__name__)


def run(request: argparse.Namespace) -> int:
    """Show the window, or draw it into a file if a screenshot is asked for, and return the exit code."""
    drawing = request.screenshot is not None
    application = make_application(needs_display=not drawing)
    # A drawing has nobody who could close a dialog.
    sys.excepthook = _end_with_bug if drawing else _tell_bug
    workspace = open_or_explain(request.database, request.config, talk=not drawing)
    if workspace is None:
        return 1
    try:
        if drawing:
            return _draw(application, workspace, request)
        instance = SingleInstance(workspace.catalogue.path)
        if instance.is_second():
            instance.raise_first()
            return 0
        window = window_on(application, workspace)
        instance.raised.connect(window.bring_to_front)
        _search_and_select(window, request)
        window.show()
        return application.exec()
    finally:
        workspace.catalogue.close()


def print_pages(*arguments: object, **options: object) -> "PrintedPages | None":
    """Print pages to a PDF for the command line, which has no application of its own."""
    from desktop.ui import pdf_printer  # noqa: PLC0415 - not before it is needed: it would delay the start

    if QGuiApplication.instance() is None:
        make_application(needs_display=False)
    return pdf_printer.print_pages(*arguments, **options)


def make_application(*, needs_display: bool) -> QApplication:
    """Return a new application; one that needs no display gets none where there is none."""
    if sys.platform == "linux" and not needs_display and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_log_qt)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    prepare(application)
    return application


def prepare(application: QApplication) -> None:
    """Give an application its name, its style and its words."""
    application.setApplicationName(APPLICATION)
    application.setStyle("Fusion")
    translator = QTranslator(application)
    if translator.load(str(RESOURCES / "translations" / "trial_catalogue_en.qm")):
        application.installTranslator(translator)


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, said: str) -> None:
    """Pass Qt's messages on to our log; the offscreen plugin's remark on window sizes is about no window of ours."""
    if "propagateSizeHints" not in said:
        _LOG.log(logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING, "Qt: %s", said)


def window_on(application: QApplication, workspace: Workspace) -> MainWindow:
    """Return the window on a workspace, not shown yet."""
    settings = Settings(workspace.config)
    return MainWindow(workspace, settings, Appearance(application, settings))


def _search_and_select(window: MainWindow, request: argparse.Namespace) -> None:
    if request.query:
        window.search(request.query)
    if request.select:
        window.open_trial(request.select)


def _draw(application: QApplication, workspace: Workspace, request: argparse.Namespace) -> int:
    """Draw the real window into a PNG; nothing is remembered of it."""
    window = window_on(application, workspace)
    if request.appearance != "system":
        window.appearance.show_colours(request.appearance)
    if request.text_size != 100:
        window.appearance.show_text_size(request.text_size)
    window.resize(*request.size)
    _search_and_select(window, request)
    window.show()
    window.dress()
    for _ in range(10):  # layouts settle, icons arrive, chips wrap
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    if not window.grab().save(str(request.screenshot), "PNG"):
        print(f"{request.screenshot} cannot be written; choose another folder.", file=sys.stderr)
        return 1
    return 0


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
    application = QApplication.instance()
    if application is not None:
        show_bug(None, kind.__name__, log)
        application.exit(BUG)
