"""The menu bar: its titles stand at once, for they are seen; what a menu holds is filled in when it can be chosen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

TITLES = ("&File", "&Edit", "&View", "&Trial", "&Help")


def add_menus(menu_bar: QMenuBar) -> dict[str, QMenu]:
    """Return the menus, empty, by their untranslated titles."""
    return {title: menu_bar.addMenu(QCoreApplication.translate("Actions", title)) for title in TITLES}
