"""The menu bar: its titles are there from the first painting; the menus are filled in the second phase."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

TITLES = ("&File", "&Edit", "&View", "&Trial", "&Shortlist", "&Help")


def add_menus(menu_bar: QMenuBar) -> dict[str, QMenu]:
    """Return the menus, empty, by their untranslated titles."""
    return {title: menu_bar.addMenu(QCoreApplication.translate("Actions", title)) for title in TITLES}
