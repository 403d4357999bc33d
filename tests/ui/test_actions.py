from collections import Counter

from PySide6.QtGui import QKeySequence

from desktop.ui.look.icons import NAMES, icon
from desktop.ui.window.actions import ACTIONS
from desktop.ui.window.main_window import MainWindow
from desktop.ui.window.menus import TITLES


def test_no_shortcut_is_given_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_entries_of_a_menu_share_a_mnemonic() -> None:
    for menu in TITLES:
        letters = Counter(
            spec.words.split("&", 1)[1][0].lower() for spec in ACTIONS if spec.menu == menu and spec.words
        )
        assert [letter for letter, count in letters.items() if count > 1] == []


def test_every_action_does_something(window: MainWindow) -> None:
    wanted = {spec.id for spec in ACTIONS if spec.words}
    assert set(window.actions_by_id) == wanted
    assert all(action.receivers("2triggered(bool)") for action in window.actions_by_id.values())


def test_every_icon_in_use_exists(window: MainWindow) -> None:
    assert {spec.icon for spec in ACTIONS if spec.icon} <= set(NAMES)
    assert all(not icon(name).isNull() for name in NAMES)


def test_the_help_names_every_shortcut_of_daily_work() -> None:
    from desktop.paths import RESOURCES

    page = (RESOURCES / "help" / "help.html").read_text(encoding="utf-8")
    for spec in ACTIONS:
        for key in spec.shortcuts[:1]:
            if key.startswith("Ctrl+") and spec.id in ("find", "import_files", "export", "copy_rows"):
                assert key in page
