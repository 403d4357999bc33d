"""The Qt application: its name, style and translations, and the destination of Qt's messages."""

import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.paths import APPLICATION, APPLICATION_ID, RESOURCES

_LOG = logging.getLogger(__name__)


def make_application(*, needs_display: bool) -> QApplication:
    """Return a new application; without a display it is offscreen if it needs none."""
    if sys.platform == "linux" and not needs_display and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_log_qt)
    # Named in the arguments: setting it afterwards would first build the default style, and then this one.
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    prepare(application)
    return application


def prepare(application: QApplication) -> None:
    """Give an application its name, its icon and its words."""
    application.setApplicationName(APPLICATION)
    application.setDesktopFileName(APPLICATION_ID)
    application.setWindowIcon(QIcon(str(RESOURCES / "icon" / "trial-catalogue.png")))
    translator = QTranslator(application)
    if translator.load(str(RESOURCES / "translations" / "trial_catalogue_en.qm")):
        application.installTranslator(translator)


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Pass Qt's messages to our log, except the offscreen plugin's remark on window sizes, which does not matter."""
    if "propagateSizeHints" not in message:
        _LOG.log(logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING, "Qt: %s", message)
