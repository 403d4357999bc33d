"""The menus of the list for rows, order and columns; all can also be opened with the keyboard."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.ui.trial_list.trial_list import TrialList
from desktop.ui.trial_list.trial_table_model import COLUMNS

_SEPARATOR = ""
ROW_ACTIONS = (
    *("read_trial", "compare", "correct", _SEPARATOR),
    *("star", "include", "maybe", "exclude", "unseen", "note", _SEPARATOR),
    *("copy_rows", "copy_identifier", "print", _SEPARATOR),
    *("mark_seen", "delete"),
)
"""The ids of the actions in the menu."""


def offer_menu(trial_list: TrialList, actions: Mapping[str, QAction]) -> None:
    """Open the menu of the list on a right click on a row, or on the menu key."""
    trial_list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    trial_list.customContextMenuRequested.connect(lambda place: _open(trial_list, actions, place))


def row_menu(trial_list: TrialList, actions: Mapping[str, QAction]) -> QMenu:
    """Return the menu; its entries are those of the menu bar."""
    menu = QMenu(trial_list)
    menu.setToolTipsVisible(True)  # if comparing is not possible, its tooltip says why
    menu.aboutToHide.connect(menu.deleteLater)
    for name in ROW_ACTIONS:
        if name == _SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
    return menu


def sort_menu(trial_list: TrialList) -> QMenu:
    """Return the menu of the orders of the list; the present one is ticked, and choosing it again reverses it."""
    menu = QMenu(trial_list)
    menu.aboutToHide.connect(menu.deleteLater)
    for key, words in _orders().items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == trial_list.sort[0])
        action.triggered.connect(lambda _=False, key=key: trial_list.header.sort_asked.emit(key))
    return menu


def open_sort_menu(trial_list: TrialList) -> None:
    """Open the menu of the orders above the list."""
    sort_menu(trial_list).popup(trial_list.header.mapToGlobal(QPoint()))


def open_column_menu(trial_list: TrialList) -> None:
    """Open the menu in which the columns of the list are chosen."""
    trial_list.header.column_menu().popup(trial_list.header.mapToGlobal(QPoint()))


def _orders() -> dict[str, str]:
    """Return {sort key: words of the order}; columns with the same key have the words of the first."""
    orders = {"relevance": QCoreApplication.translate("TrialTable", "Best match first while searching, else by title")}
    for column in COLUMNS:
        orders.setdefault(column.sort, QCoreApplication.translate("TrialTable", column.heading))
    return orders


def _open(trial_list: TrialList, actions: Mapping[str, QAction], place: QPoint) -> None:
    # Below the last row the menu is for the current trial, so it opens there.
    current = trial_list.visualRect(trial_list.currentIndex())
    if not trial_list.indexAt(place).isValid():
        place = current.bottomLeft()
    row_menu(trial_list, actions).popup(trial_list.viewport().mapToGlobal(place))
