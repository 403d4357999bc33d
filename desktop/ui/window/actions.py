"""The table of the user's actions: menu, words, shortcut, icon; ``connecting`` connects them with functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.look.icons import NAMES, icon
from desktop.ui.window.list_page import NAME as LIST
from desktop.ui.window.pages import Pages

_SEPARATOR = "-"


@dataclass(frozen=True)
class ActionSpec:
    """Hold one line of the table; ``words`` contain the mnemonic."""

    id: str
    menu: str
    words: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    page: str = ""
    """The name of the only page with this action; "" if every page has it."""


def _translate(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("import_files", "&File", "&Import files…", ("Ctrl+O",), "import"),
    ActionSpec("import_folder", "&File", "Import f&older…", ("Ctrl+Shift+O",), "folder"),
    ActionSpec("import_text", "&File", "Import copied &text", ("Ctrl+Shift+V",)),
    ActionSpec("export", "&File", "&Export…", ("Ctrl+E",), "export"),
    ActionSpec("print", "&File", "&Print…", ("Ctrl+P",), "print"),
    ActionSpec(_SEPARATOR, "&File", ""),
    ActionSpec("imports", "&File", "I&mports…"),
    ActionSpec("last_report", "&File", "&Last import report…"),
    ActionSpec("delete_examples", "&File", "Delete the e&xamples"),
    ActionSpec(_SEPARATOR, "&File", ""),
    ActionSpec("open_catalogue", "&File", "Open &catalogue…"),
    ActionSpec("back_up", "&File", "&Back up now…"),
    ActionSpec("restore", "&File", "&Restore…"),
    ActionSpec(_SEPARATOR, "&File", ""),
    ActionSpec("quit", "&File", "&Quit", ("Ctrl+Q",), "quit"),
    ActionSpec("undo", "&Edit", "&Undo", ("Ctrl+Z",)),
    ActionSpec("redo", "&Edit", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec(_SEPARATOR, "&Edit", ""),
    ActionSpec("find", "&Edit", "&Search", ("Ctrl+F",), "search"),
    ActionSpec("clear_filters", "&Edit", "C&lear all filters", ("Ctrl+Shift+F",), "clear"),
    ActionSpec("save_view", "&Edit", "Sa&ve the filters as a view…", ("Ctrl+D",)),
    ActionSpec("any_cohorts", "&Edit", "Take all cohorts of a trial to&gether", checkable=True),
    ActionSpec("my_countries", "&Edit", "My cou&ntries…"),
    ActionSpec(_SEPARATOR, "&Edit", ""),
    ActionSpec("copy_rows", "&Edit", "&Copy rows", ("Ctrl+C",), "copy", page=LIST),
    ActionSpec("select_all", "&Edit", "Select &all trials", ("Ctrl+A",), page=LIST),
    ActionSpec("show_list", "&View", "List of &trials", ("Ctrl+1",), checkable=True),
    ActionSpec("show_overview", "&View", "&Overview", ("Ctrl+2",), "overview", checkable=True),
    ActionSpec("show_patient", "&View", "One &patient…", ("Ctrl+Shift+P",), checkable=True),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("show_filters", "&View", "Filt&ers", ("F9",), checkable=True, page=LIST),
    ActionSpec("show_reading", "&View", "Re&ading pane", ("F8",), checkable=True, page=LIST),
    ActionSpec("sort", "&View", "Ho&w to sort the list…", page=LIST),
    ActionSpec("columns", "&View", "&Columns of the list…", page=LIST),
    ActionSpec("next_pane", "&View", "Ne&xt pane", ("F6",)),
    ActionSpec("previous_pane", "&View", "Previo&us pane", ("Shift+F6",)),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("back", "&View", "&Back", ("Alt+Left",), "back"),
    ActionSpec("forward", "&View", "&Forward", ("Alt+Right",), "forward"),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("review", "&View", "Trials to re&view", ("Ctrl+R",)),
    ActionSpec("unknown_names", "&View", "Unknown drug na&mes…"),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("text_larger", "&View", "&Larger text", ("Ctrl++", "Ctrl+="), "larger"),
    ActionSpec("text_smaller", "&View", "&Smaller text", ("Ctrl+-",), "smaller"),
    ActionSpec("text_normal", "&View", "&Normal text size", ("Ctrl+0",)),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("appearance_system", "&View", "Colours of the s&ystem", checkable=True),
    ActionSpec("appearance_light", "&View", "L&ight colours", checkable=True),
    ActionSpec("appearance_dark", "&View", "&Dark colours", checkable=True),
    ActionSpec("high_contrast", "&View", "&High contrast", checkable=True),
    ActionSpec(_SEPARATOR, "&View", ""),
    ActionSpec("reset_window", "&View", "&Reset the window"),
    ActionSpec("read_trial", "&Trial", "&Read the trial", ("Ctrl+Return",), "trial", page=LIST),
    ActionSpec("compare", "&Trial", "Co&mpare side by side", ("Ctrl+Shift+M",), "compare", page=LIST),
    ActionSpec("correct", "&Trial", "C&orrect or confirm a value…", ("Ctrl+K",), page=LIST),
    # The list handles this key, because elsewhere it deletes letters, or excludes a value.
    ActionSpec("delete", "&Trial", "&Delete the selected trials…\tDel", page=LIST),
    ActionSpec("mark_seen", "&Trial", "Mark as &seen", page=LIST),
    ActionSpec("mark_all_seen", "&Trial", "Mark a&ll as seen"),
    ActionSpec("derive_again", "&Trial", "Read all &trials again…"),
    ActionSpec(_SEPARATOR, "&Trial", ""),
    ActionSpec("copy_identifier", "&Trial", "&Copy identifier", ("Ctrl+Shift+C",), "copy", page=LIST),
    ActionSpec(_SEPARATOR, "&Trial", ""),
    ActionSpec("next_hit", "&Trial", "&Next search hit", ("F3", "Ctrl+G"), "next", page=LIST),
    ActionSpec("previous_hit", "&Trial", "&Previous search hit", ("Shift+F3", "Ctrl+Shift+G"), "previous", page=LIST),
    # The list and the text of the trial handle these keys, because in a text field they are letters.
    ActionSpec("star", "&Shortlist", "&Star, or take off\tSpace", page=LIST),
    ActionSpec("include", "&Shortlist", "&Include\tI", page=LIST),
    ActionSpec("maybe", "&Shortlist", "&Maybe\tM", page=LIST),
    ActionSpec("exclude", "&Shortlist", "E&xclude…\tX", page=LIST),
    ActionSpec("unseen", "&Shortlist", "Back to &undecided\tU", page=LIST),
    ActionSpec("note", "&Shortlist", "&Note…\tN", page=LIST),
    ActionSpec("move_up", "&Shortlist", "Move u&p on the shortlist\tAlt+Up", page=LIST),
    ActionSpec("move_down", "&Shortlist", "Move &down on the shortlist\tAlt+Down", page=LIST),
    ActionSpec(_SEPARATOR, "&Shortlist", ""),
    ActionSpec("new_shortlist", "&Shortlist", "Ne&w shortlist…", ("Ctrl+Shift+N",)),
    ActionSpec("rename_shortlist", "&Shortlist", "&Rename the shortlist…"),
    ActionSpec("delete_shortlist", "&Shortlist", "De&lete the shortlist"),
    ActionSpec("reasons", "&Shortlist", "Reas&ons for excluding…"),
    ActionSpec("help", "&Help", "&Help", ("F1",), "help"),
    ActionSpec("about", "&Help", "&About Trial Catalogue", (), "about"),
)


def build_actions(window: QWidget, menus: Mapping[str, QMenu], pages: Pages) -> dict[str, QAction]:
    """Return {id: action} of a window, placed in its menus; those of a page are visible only with the page."""
    actions: dict[str, QAction] = {}
    menus["&Trial"].setToolTipsVisible(True)  # if comparing is not possible, its tooltip says why
    for spec in ACTIONS:
        if spec.id == _SEPARATOR:
            menus[spec.menu].addSeparator()
            continue
        action = QAction(_translate(spec.words), window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        action.setCheckable(spec.checkable)
        menus[spec.menu].addAction(action)
        actions[spec.id] = action
    pages.shown.connect(lambda name: _show_those_of(name, actions))
    _show_those_of(pages.name(), actions)
    return actions


def _show_those_of(page: str, actions: Mapping[str, QAction]) -> None:
    for spec in ACTIONS:
        if spec.page:
            actions[spec.id].setVisible(spec.page == page)  # the shortcut of an invisible action does not work


def show_action_icons(actions: dict[str, QAction]) -> None:
    """Give the actions their icons in the present colours."""
    for spec in ACTIONS:
        if spec.icon in NAMES:
            actions[spec.id].setIcon(icon(spec.icon))
