"""What each action of the menus does in the window."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.catalogue.finding.query import TrialQuery, phrase
from desktop.paths import SEEDS
from desktop.ui.look.short_lived import short_lived
from desktop.ui.window.actions import build_actions
from desktop.ui.window.panes import make_deleting
from desktop.ui.window.possible_actions import possible_actions
from desktop.ui.window.shared_keys import SharedKeys
from desktop.workflows.examples import example_trials

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.ui.tasks.deleting import Deleting
    from desktop.ui.window.main_window import MainWindow

_REVIEW_QUEUE = ("her2_undecided", "source_changed")


def make_actions(window: MainWindow) -> dict[str, QAction]:
    """Return the actions of a window by id: in its menus, behind its buttons, connected to their work."""
    actions = build_actions(window, window.menus)
    for name in ("undo", "redo"):
        actions[name].setEnabled(False)  # until something was done
    _connect(window, actions)
    window.tool_bar.follow(actions)
    SharedKeys(window.search_box)
    return actions


def _connect(window: MainWindow, actions: dict[str, QAction]) -> None:
    """Let actions do their work in a window; what they need is made when they are first used."""
    appearance, state, memory = window.appearance, window.state, window.memory
    deleting = cache(lambda: make_deleting(window))
    window.trial_list.delete_asked.connect(actions["delete"].trigger)
    calls: dict[str, Callable[[], object]] = {
        "import_files": lambda: window.tasks.importing.choose_files(),
        "import_folder": lambda: window.tasks.importing.choose_folder(),
        "import_text": lambda: window.tasks.importing.paste(),
        "export": lambda: _export(window),
        "imports": lambda: _show_imports(window, deleting()),
        "delete_examples": lambda: deleting().delete_examples(),
        "delete": lambda: deleting().ask(window.trial_list.selected_ids()),
        "quit": window.close,
        "find": window.search_box.begin,
        "clear_filters": state.clear,
        "undo": lambda: window.correcting.stack.undo(),
        "redo": lambda: window.correcting.stack.redo(),
        "copy_rows": lambda: _copy(window),
        "select_all": window.trial_list.selectAll,
        "back": state.back,
        "forward": state.forward,
        "text_larger": lambda: appearance.change_text_size(10),
        "text_smaller": lambda: appearance.change_text_size(-10),
        "text_normal": lambda: appearance.set_text_size(100),
        "appearance_system": lambda: appearance.choose("system"),
        "appearance_light": lambda: appearance.choose("light"),
        "appearance_dark": lambda: appearance.choose("dark"),
        "review": lambda: state.set_query(TrialQuery().selecting("review", _REVIEW_QUEUE)),
        "unknown_names": lambda: _show_names(window),
        "derive_again": lambda: window.tasks.deriving.start(),
        "reset_window": memory.reset,
        "read_trial": lambda: window.detail.text.setFocus(),
        "correct": lambda: window.correcting.ask(window.detail.trial),
        "copy_identifier": lambda: _copy_identifier(window),
        "next_hit": lambda: window.detail.next_hit(1),
        "previous_hit": lambda: window.detail.next_hit(-1),
        "help": lambda: _show_help(window),
        "about": lambda: _show_about(window),
    }
    for name, call in calls.items():
        actions[name].triggered.connect(lambda _=False, call=call: call())


def switch_actions(window: MainWindow) -> None:
    """Let only those actions be chosen that can do something now, and tick the appearance in force."""
    actions = window.actions_by_id
    for name, is_possible in possible_actions(window.state, window.workspace.catalogue).items():
        actions[name].setEnabled(is_possible)
    catalogue = window.workspace.catalogue
    actions["delete_examples"].setEnabled(not catalogue.read_only and bool(example_trials(catalogue, SEEDS)))
    for name in ("system", "light", "dark"):
        actions[f"appearance_{name}"].setChecked(window.appearance.choice == name)


def _export(window: MainWindow) -> None:
    selected = window.trial_list.selected_ids()
    window.tasks.exporting.ask(selected, list(window.model.ids), window.state.query, window.status.show_words)


def _copy(window: MainWindow) -> None:
    from desktop.ui.window.copying import copy

    copy(window.detail, window.trial_list)


def _copy_identifier(window: MainWindow) -> None:
    from desktop.ui.window.copying import copy_identifier

    copy_identifier(window.detail.trial)


def _show_names(window: MainWindow) -> None:
    from desktop.ui.tasks.names_dialog import NamesDialog

    workspace = window.workspace
    with short_lived(NamesDialog(workspace.catalogue.names(), str(workspace.own_folder), window)) as dialog:
        dialog.name_chosen.connect(lambda name: window.state.set_query(TrialQuery().with_text(phrase(name))))
        dialog.exec()


def _show_imports(window: MainWindow, deleting: Deleting) -> None:
    from desktop.ui.tasks.imports_dialog import ImportsDialog

    catalogue = window.workspace.catalogue
    with short_lived(ImportsDialog(catalogue.imports(), window, read_only=catalogue.read_only)) as dialog:
        dialog.delete_asked.connect(deleting.ask_import, Qt.ConnectionType.QueuedConnection)
        dialog.exec()


def _show_help(window: MainWindow) -> None:
    window.help_window.show()
    window.help_window.raise_()


def _show_about(window: MainWindow) -> None:
    from desktop.ui.window.help_window import show_about

    show_about(window.workspace, window)
