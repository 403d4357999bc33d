"""Make the Qt application: its name, style and translations, and the log for Qt's messages."""

import logging
import os
import sys

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.paths import APPLICATION, APPLICATION_ID, RESOURCES

_LOG = logging.getLogger(__name__)
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
"""The sizes in pixels of the icon of the program."""


def make_application(*, needs_display: bool) -> QApplication:
    """Return a new application; it is offscreen if there is no display and it needs none."""
    if sys.platform == "linux" and not needs_display and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_log_qt)
    # Named in the arguments: setting it later would first build the default style, and then this one.
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    prepare(application)
    return application


def prepare(application: QApplication) -> None:
    """Give an application its name and version for the system, its icon and its translations."""
    application.setApplicationName(APPLICATION)
    application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APPLICATION_ID)
    application.setWindowIcon(_icon())
    translator = QTranslator(application)
    if translator.load(str(RESOURCES / "translations" / "trial_catalogue_en.qm")):
        application.installTranslator(translator)


def _icon() -> QIcon:
    """Return the icon of the windows; each size is read only when it is shown."""
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(RESOURCES / "icon" / f"trial-catalogue-{size}.png"), QSize(size, size))
    return icon


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Write Qt's messages to the log, except the offscreen plugin's note on window sizes, which is unimportant."""
    if "propagateSizeHints" not in message:
        _LOG.log(logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING, "Qt: %s", message)
