"""A terminal that is full, closed, interrupted or knows few letters is met with a sentence, never with a traceback."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import errors
from tests.command_line import run_on
from tests.documents_of_ours import an_xml

pytestmark = pytest.mark.skipif(os.name == "nt", reason="file descriptors and signals of POSIX")
FULL = Path("/dev/full")
TITLE = "Trastuzumab ≥ 2 lines 漢 😀"
Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Start:
    def start_(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "main.py", "--database", str(tmp_path / "catalogue.db"), *arguments]
        kept = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(command, cwd=project, text=True, check=False, timeout=60, **kept)  # type: ignore[call-overload]

    return start_


@pytest.fixture(scope="module")
def six_trials(starter_catalogue: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a catalogue of the starter documents and of a trial whose title has rare letters."""
    folder = tmp_path_factory.mktemp("six")
    shutil.copytree(starter_catalogue, folder, dirs_exist_ok=True)
    title = an_xml().split(b"<brief_title>")[1].split(b"</brief_title>")[0]
    (folder / "one.xml").write_bytes(an_xml().replace(title, TITLE.encode()))
    assert run_on(folder, project)("import", str(folder / "one.xml")).returncode == 0
    return folder


@pytest.fixture
def filled(start: Start, six_trials: Path, tmp_path: Path) -> Start:
    shutil.copytree(six_trials, tmp_path, dirs_exist_ok=True)
    return start


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_a_letter_is_given_its_number(filled: Start, encoding: str) -> None:
    known = {**os.environ, "PYTHONIOENCODING": encoding}
    for command in (("find",), ("facets",), ("show", "NCT02843126")):
        result = filled(*command, env=known, encoding=encoding)
        assert (result.returncode, result.stderr) == (0, "")
    result = filled("find", "--json", env=known, encoding=encoding)
    titles = [json.loads(line)["title"] for line in result.stdout.splitlines()]
    assert TITLE in titles, "what is escaped in JSON is the same to whoever reads JSON"


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["find", "show NCT02843126", "facets", "check", "names", "derive", "export {}"])
def test_a_full_disk_behind_the_output_is_one_sentence(filled: Start, tmp_path: Path, command: str) -> None:
    arguments = [each.format(tmp_path / "out.csv") for each in command.split()]
    with FULL.open("w") as full:
        result = filled(*arguments, stdout=full)
    if command == "names" and result.returncode == 0:
        return  # it had nothing to say
    assert result.returncode == 1
    assert result.stderr.startswith("The output could not be written (No space left on device)")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_fault_that_cannot_be_told_is_still_in_the_exit_code(filled: Start) -> None:
    with FULL.open("w") as full:
        assert filled("find", "her2:blue", stderr=full).returncode == 1
        assert filled("find", "her2:blue", stdout=full, stderr=full).returncode == 1


@pytest.mark.parametrize("command", ["find", "show NCT02843126", "facets", "check"])
def test_a_reader_that_has_seen_enough_is_no_fault(filled: Start, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = filled(*command.split(), stdout=writing)
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["1", "2", "012"])
def test_a_terminal_that_is_closed_keeps_no_command_from_its_work(
    filled: Start, project: Path, tmp_path: Path, closed: str
) -> None:
    """SQLite keeps the numbers of a closed terminal from its files, and so from the export that follows."""
    code = "import os, sys; [os.close(int(each)) for each in sys.argv[1]]; os.execv(sys.argv[2], sys.argv[2:])"
    target = tmp_path / "out.csv"
    work = ["main.py", "--database", str(tmp_path / "catalogue.db"), "export", str(target), "--columns", "key"]
    command = [sys.executable, "-c", code, closed, sys.executable, *work]
    assert subprocess.run(command, cwd=project, check=False, timeout=60).returncode == 0
    assert len(target.read_text(encoding="utf-8-sig").split()) == 7
    assert filled("check").returncode == 0


def _bug_code(database: Path) -> str:
    return (
        "import sys, main, desktop.cli as cli, desktop.cli.find\n"
        "def bug(*_): raise RuntimeError('boom')\n"
        "desktop.cli.find.run = bug\n"
        f"sys.exit(main.main(['--database', {str(database)!r}, 'find']))"
    )


def test_a_bug_is_told_where_no_log_folder_can_be_made(tmp_path: Path, project: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), "/dev/null/nowhere")
    (tmp_path / "tmp").mkdir()
    environment = {**os.environ, **places, "TMPDIR": str(tmp_path / "tmp")}
    command = [sys.executable, "-c", _bug_code(tmp_path / "c.db")]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 70
    (log,) = (tmp_path / "tmp").iterdir()
    assert result.stderr == f"A bug in Trial Catalogue (RuntimeError) stopped this; details are in {log}.\n"
    assert "RuntimeError: boom" in log.read_text()


def test_a_bug_that_can_be_logged_nowhere_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: str) -> None:
        raise OSError

    monkeypatch.setattr("tempfile.mkstemp", full)
    (tmp_path / "file").write_text("")
    try:
        raise RuntimeError("boom")
    except RuntimeError as error:
        log = errors.log_bug(error, tmp_path / "file" / "logs")
        told = errors.bug_in_words(error, log)
    assert log is None
    assert "(RuntimeError: boom in " in told
    assert "test_terminal.py, line " in told


def test_opening_and_finding_need_no_folder_of_the_users_own(filled: Start, tmp_path: Path) -> None:
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), "/dev/null/nowhere")
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    result = filled("--config", "/dev/null/nowhere", "find", env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert TITLE in result.stdout
    result = filled("--screenshot", str(tmp_path / "window.png"), env=environment)
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "window.png").exists()


def test_control_c_ends_a_command_quietly(tmp_path: Path, project: Path) -> None:
    code = (
        "import sys, time, main, desktop.cli as cli, desktop.cli.find\n"
        "def slow(*_):\n"
        "    print('working', flush=True)\n"
        "    time.sleep(20)\n"
        "desktop.cli.find.run = slow\n"
        f"sys.exit(main.main(['--database', {str(tmp_path / 'c.db')!r}, 'find']))"
    )
    command = [sys.executable, "-c", code]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=project, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "working\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 130


def test_control_c_closes_the_window_in_good_order(tmp_path: Path, project: Path) -> None:
    code = (
        "import sys, main, desktop.app as app\n"
        "from PySide6.QtCore import QTimer\n"
        "made = app.window_on\n"
        "def window_on(*arguments):\n"
        "    window = made(*arguments)\n"
        "    window.completed.connect(lambda: QTimer.singleShot(0, lambda: print('complete', flush=True)))\n"
        "    return window\n"
        "app.window_on = window_on\n"
        f"sys.exit(main.main(['--database', {str(tmp_path / 'c.db')!r}, '--config', {str(tmp_path / 'conf')!r}]))"
    )
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=project, env=environment, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "complete\n"
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in told
    assert (tmp_path / "conf" / "settings.json").exists(), "it was closed, not killed"
