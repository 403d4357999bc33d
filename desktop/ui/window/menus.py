"""The menu bar: its titles exist from the first painting on; the menus are filled in the second phase."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

TITLES = ("&File", "&Edit", "&View", "&Trial", "&Shortlist", "&Help")


def add_menus(menu_bar: QMenuBar) -> dict[str, QMenu]:
    """Return {untranslated title: empty menu}."""
    return {title: menu_bar.addMenu(QCoreApplication.translate("Actions", title)) for title in TITLES}
