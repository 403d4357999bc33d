"""The menu of a row of the list: what can be done with the trials that are selected."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.ui.trial_list.trial_list import TrialList

_SEPARATOR = ""
ROW_ACTIONS = (
    *("read_trial", "compare", "correct", _SEPARATOR),
    *("star", "include", "maybe", "exclude", "unseen", "note", _SEPARATOR),
    *("copy_rows", "copy_identifier", "print", _SEPARATOR),
    *("mark_seen", "delete"),
)
"""The ids of the actions in the menu."""


def offer_menu(trial_list: TrialList, actions: Mapping[str, QAction]) -> None:
    """Let a right click on a row, or the menu key, open the menu of the list."""
    trial_list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    trial_list.customContextMenuRequested.connect(lambda place: _open(trial_list, actions, place))


def row_menu(trial_list: TrialList, actions: Mapping[str, QAction]) -> QMenu:
    """Return the menu; its entries are those of the menu bar."""
    menu = QMenu(trial_list)
    menu.setToolTipsVisible(True)  # where comparing is not possible, its tip tells why
    menu.aboutToHide.connect(menu.deleteLater)
    for name in ROW_ACTIONS:
        if name == _SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
    return menu


def _open(trial_list: TrialList, actions: Mapping[str, QAction], place: QPoint) -> None:
    # The menu key asks for the middle of the list, which need not be the row that is meant.
    current = trial_list.visualRect(trial_list.currentIndex())
    if not trial_list.indexAt(place).isValid():
        place = current.bottomLeft()
    row_menu(trial_list, actions).popup(trial_list.viewport().mapToGlobal(place))
