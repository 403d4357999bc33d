"""What is remembered is read as data: whatever stands in the file, the window opens and can be used."""

import json
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import window_on
from desktop.ui.look.settings import FIELDS, Settings
from desktop.ui.start.opening import open_or_explain
from desktop.ui.trial_list.trial_table_model import COLUMNS, FIRST_COLUMNS
from desktop.ui.window.main_window import MainWindow
from desktop.workspace import Workspace

REMEMBERED = {
    "appearance": "dark",
    "text size": 120,
    "place": [40, 30, 700, 600],
    "maximised": False,
    "panes": [200, 300, 260],
    "columns": ["title", "status", "phase", "her2"],
    "shown columns": ["title", "status", "phase"],
    "column widths": {"title": 300, "status": 90},
    "columns sized by the user": True,
    "open facets": ["status", "phase"],
    "facet orders": {"status": "count"},
    "import folder": "/home/anna/Downloads",
    "export folder": "/home/anna/Tumour board",
    "export format": "csv",
    "export columns": ["key", "title"],
}
WHOLE = json.dumps(REMEMBERED).encode()
Reopen = Callable[[MainWindow], MainWindow]
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**1_000)
    | st.floats()
    | st.text(max_size=20)
    | st.text(min_size=1, max_size=3).map(lambda text: text * 500),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=6),
    max_leaves=20,
)


@st.composite
def damaged_bytes(draw: st.DrawFn) -> bytes:
    """Bits flipped in, bytes cut off or put into a file that was whole."""
    content = bytearray(WHOLE)
    for place in draw(st.lists(st.integers(0, len(WHOLE) * 8 - 1), max_size=12)):
        content[place // 8] ^= 1 << place % 8
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    change = draw(st.sampled_from(("flip", "cut", "put in")))
    if change == "cut":
        del content[start:end]
    elif change == "put in":
        content[start:start] = draw(st.binary(max_size=40))
    return bytes(content)


@st.composite
def wrong_types(draw: st.DrawFn) -> bytes:
    """One or more fields that hold something else."""
    content: dict[str, object] = dict(REMEMBERED)
    for name in draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=4)):
        content[name] = draw(ODD | st.lists(st.integers(-(10**6), 10**6), max_size=5))
    return json.dumps(content).encode()


HOSTILE = [
    b"",
    b"\x00" * 1_000,
    b"null",
    b"[" * 100_000,
    b'{"a":' * 40_000,
    b'{"text size": ' + b"9" * 5_000 + b"}",
    b'{"text size": 1e999, "place": [NaN, Infinity, 1, 2]}',
    b'{"place": [0, 0, -700, -600], "panes": [-1, 0, 0]}',
    b'{"place": [19999, -19999, 20000, 20000], "maximised": true}',
    b'{"columns": ["title", "title", "nonsense"], "shown columns": [], "columns sized by the user": true}',
    b'{"open facets": ' + json.dumps(["phase"] * 20_000).encode() + b"}",
    b'{"import folder": "/tmp/\\u0000\\ud800", "export format": "\\u202e\\n"}',
    WHOLE + b" " * 300_000,
    WHOLE.decode().encode("utf-16"),
]


@pytest.fixture
def shelf(tmp_path: Path, dressed: QApplication) -> Workspace:
    """Return a filled catalogue, to open windows on."""
    workspace = open_or_explain(tmp_path / "catalogue.db", tmp_path / "config", talk=False)
    assert workspace is not None
    workspace.config.mkdir()
    return workspace


def opened(qtbot: QtBot, shelf: Workspace, content: bytes) -> None:
    """Open a window with these settings, look at it, and close it."""
    (shelf.config / "settings.json").write_bytes(content)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = window_on(application, shelf)
    try:
        with qtbot.waitSignal(window.completed):
            window.show()
        assert window.model.rowCount() == 5
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if not window.isMaximized():
            assert window.width() >= 760
            assert window.height() >= 480
            assert screen.contains(window.geometry().center())
        assert min(window.list_page.sizes()) > 0
        assert window.trial_list.header.shown()
        assert all(width >= 40 for width in window.trial_list.header.widths().values())
        assert 70 <= window.appearance.text_size <= 200
    finally:
        window.close()
        window.deleteLater()
        application.processEvents()
    written = json.loads((shelf.config / "settings.json").read_bytes())
    assert all(FIELDS[name].fits(value) for name, value in written.items())


@given(damaged_bytes() | wrong_types() | st.binary(max_size=300))
# Without shrinking: a window for each step of it would take minutes.
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_window_opens_whatever_damage_was_done_to_its_settings(
    qtbot: QtBot, shelf: Workspace, content: bytes
) -> None:
    opened(qtbot, shelf, content)


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: repr(content[:30]))
def test_the_window_opens_with_settings_made_to_harm_it(qtbot: QtBot, shelf: Workspace, content: bytes) -> None:
    opened(qtbot, shelf, content)


@given(ODD, st.sampled_from(sorted(FIELDS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_of_the_wrong_kind_reads_as_if_it_had_not_been_remembered(
    tmp_path: Path, value: object, name: str
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({**REMEMBERED, name: value}))
    read = Settings(tmp_path)
    if not FIELDS[name].fits(value):
        assert read.text(name, "none") == "none"
        assert read.number(name, -1) == -1
        assert read.names(name, ("none",)) == ("none",)
        assert (read.numbers(name), read.texts_by_name(name), read.numbers_by_name(name)) == ((), {}, {})
    others = set(REMEMBERED) - {name, "text size"}
    assert (read.number("text size", 0) == 120) or name == "text size"
    assert all(read._values[other] == REMEMBERED[other] for other in others)


def test_what_does_not_fit_is_told_once_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "settings.json").write_text('{"text size": "large", "colour": "blue", "appearance": "dark"}')
    with caplog.at_level(logging.INFO):
        read = Settings(tmp_path)
        for _ in range(3):
            assert read.number("text size", 100) == 100
    (told,) = caplog.messages
    assert told.startswith("2 of 3 settings in ")


def test_settings_are_private_and_whole(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    kept = Settings(folder)
    for name, value in REMEMBERED.items():
        kept.remember(name, value)
    kept.save()
    assert [each.name for each in folder.iterdir()] == ["settings.json"]
    assert json.loads((folder / "settings.json").read_bytes()) == REMEMBERED
    if os.name == "posix":
        assert stat.S_IMODE((folder / "settings.json").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_settings_that_others_could_read_become_private_when_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "settings.json").chmod(0o666)
    kept = Settings(tmp_path)
    kept.remember("text size", 130)
    kept.save()
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600


def test_what_could_not_be_read_again_is_not_remembered(tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    kept.remember("import folder", "/home/anna")
    kept.remember("import folder", "/home/an\nna")
    assert kept.text("import folder", "none") == "none"


def test_a_field_without_a_line_in_the_table_is_a_bug(tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    with pytest.raises(KeyError):
        kept.remember("colour", "blue")
    with pytest.raises(KeyError):
        kept.text("colour")


def test_settings_that_did_not_change_are_not_written(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(WHOLE)
    kept = Settings(tmp_path)
    kept.remember("text size", 120)
    kept.save()
    assert (tmp_path / "settings.json").read_bytes() == WHOLE


@pytest.mark.parametrize("blocked", ["a file in its place", "a folder in the place of the file", "a pipe"])
def test_a_folder_that_cannot_hold_settings_keeps_nobody_from_the_window(
    tmp_path: Path, dressed: QApplication, blocked: str
) -> None:
    config = tmp_path / "config"
    if blocked == "a file in its place":
        config.write_text("")
    else:
        config.mkdir()
        if blocked == "a pipe":
            if not hasattr(os, "mkfifo"):
                pytest.skip("no named pipes here")
            os.mkfifo(config / "settings.json")
        else:
            (config / "settings.json").mkdir()
    workspace = open_or_explain(tmp_path / "catalogue.db", config, talk=False)
    assert workspace is not None
    window = window_on(dressed, workspace)
    window.show()
    window.close()
    workspace.catalogue.close()


def test_the_old_settings_are_not_read_for_they_could_run_code(
    tmp_path: Path, open_window: Callable[[], MainWindow]
) -> None:
    """QSettings unpickles values of its type for Python objects while it reads them."""
    harmed = tmp_path / "harmed"

    class Harm:
        def __reduce__(self) -> tuple[object, tuple[Path, str]]:
            return Path.write_text, (harmed, "harmed")

    made = tmp_path / "made.ini"
    store = QSettings(str(made), QSettings.Format.IniFormat)
    for name in ("text size", "appearance", "window/version", "window/geometry"):
        store.setValue(name, Harm())
    store.sync()
    (tmp_path / "config").mkdir()
    for copy in (tmp_path / "config" / "window.ini", tmp_path / "copy.ini"):
        copy.write_bytes(made.read_bytes())
    QSettings(str(tmp_path / "copy.ini"), QSettings.Format.IniFormat).value("text size")
    assert harmed.exists(), "the file does harm whoever reads it with QSettings"
    harmed.unlink()
    open_window().close()
    assert not harmed.exists()


def test_opening_writes_nothing_beside_the_settings(tmp_path: Path, open_window: Callable[[], MainWindow]) -> None:
    window = open_window()
    assert not (tmp_path / "config").exists()
    window.close()
    assert [each.name for each in (tmp_path / "config").iterdir()] == ["settings.json"]


def test_a_window_that_was_moved_sized_and_arranged_opens_so_again(
    open_window: Callable[[], MainWindow], open_unsized: Reopen
) -> None:
    first = open_window()
    first.setGeometry(QRect(20, 40, 770, 700))
    QApplication.processEvents()
    first.list_page.setSizes([200, 270, 290])
    header = first.trial_list.header
    header.moveSection(1, 4)
    header.show_column([column.id for column in COLUMNS].index("drugs"), shown=True)
    order = [column.id for column in header.in_order()]
    panes = first.list_page.sizes()
    first.close()
    second = open_unsized(first)
    assert [column.id for column in second.trial_list.header.in_order()] == order
    assert {*FIRST_COLUMNS, "drugs"} == {column.id for column in second.trial_list.header.shown()}
    assert second.geometry() == QRect(20, 40, 770, 700)
    assert second.list_page.sizes() == panes


def test_a_maximised_window_opens_so_and_knows_its_usual_size(
    open_window: Callable[[], MainWindow], open_unsized: Reopen
) -> None:
    first = open_window()
    first.setGeometry(QRect(20, 40, 770, 700))
    first.showMaximized()
    first.close()
    second = open_unsized(first)
    assert second.isMaximized()
    second.showNormal()
    QApplication.processEvents()
    assert second.size() == QSize(770, 700)


@pytest.mark.parametrize(
    "place", [(-5_000, -5_000, 900, 700), (5_000, 5_000, 900, 700), (100, 700, 20_000, 20_000), (790, 0, 760, 790)]
)
def test_a_place_that_is_on_no_screen_any_more_becomes_one_that_is(
    tmp_path: Path,
    open_window: Callable[[], MainWindow],
    open_unsized: Reopen,
    place: tuple[int, ...],
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text(json.dumps({"place": place}))
    window = open_unsized(open_window())
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.adjusted(0, 0, 2, 2).contains(window.geometry()), "the platform of the tests adds a frame of 2 pixels"
    assert window.geometry().top() > screen.top(), "the bar above the window, to move it by, is on the screen too"


@pytest.fixture
def open_unsized(open_window: Callable[[], MainWindow], dressed: QApplication) -> Iterator[Reopen]:
    """Open a window again as the program does: ``open_window`` sizes its windows after they are restored."""
    opened: list[MainWindow] = []

    def start(like: MainWindow) -> MainWindow:
        window = window_on(dressed, like.workspace)
        opened.append(window)
        window.show()
        QApplication.processEvents()
        return window

    yield start
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()
