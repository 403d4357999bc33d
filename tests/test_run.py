import ast
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

import run
from tests.small_project import begin, pin, small_project, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the interpreters that note their calls are shell scripts")

FOUND = dict.fromkeys(run.needed_parts({"QT_QPA_PLATFORM": "offscreen"}), "found")
RECORDER = """#!/bin/sh
printf '%s|' "$QT_QPA_PLATFORM" "$@" >> "$(dirname "$0")/../../calls"
echo >> "$(dirname "$0")/../../calls"
[ -z "$RECORDER_KILLS" ] || kill -KILL $PPID
exit "${RECORDER_EXIT:-0}"
"""
APT_WITHOUT_LISTS = "if [ $1 = update ]; then touch lists; elif [ -e lists ]; then touch installed; else exit 100; fi"
SUDO_APT = "sudo apt-get update && sudo apt-get install --yes --no-install-recommends"


@pytest.fixture
def small(project: Path, tmp_path: Path) -> Path:
    """Give a project of one small package, which pip finds in a folder of this computer and nowhere else."""
    return small_project(tmp_path, project)


@pytest.fixture
def ready(small: Path) -> Path:
    """Give the project as a finished set-up leaves it, with an interpreter that only notes how it is called."""
    python = run.venv_python(small / ".venv", windows=False)
    python.parent.mkdir(parents=True)
    python.write_text(RECORDER)
    python.chmod(0o755)
    pinned = hashlib.sha256((small / "requirements.txt").read_bytes()).hexdigest()
    stamp = {**FOUND, "requirements.txt": pinned, "python": str(sys.implementation.cache_tag)}
    run.write_stamp(small / ".venv", stamp)
    return small


def calls(folder: Path) -> list[list[str]]:
    """Return how the interpreter was called: [QT_QPA_PLATFORM, argument...] each."""
    return [line.split("|")[:-1] for line in (folder / "calls").read_text().splitlines()]


def loads_all_but(*absent: str, fonts: int = 1) -> Callable[[str], object]:
    def load(name: str) -> object:
        if name in absent:
            raise OSError(f"{name}: cannot open shared object file")
        return Mock(FcConfigGetFonts=Mock(return_value=[fonts]))

    return load


@pytest.mark.parametrize("code", [0, 2, 70])
def test_a_repeat_start_only_runs_the_program_and_passes_its_exit_code_on(ready: Path, code: int) -> None:
    before = {path: path.stat().st_mtime_ns for path in (ready / ".venv").rglob("*")}
    assert start(ready, "find", "her2:positive", "two words", RECORDER_EXIT=str(code)) == ("", "", code)
    assert calls(ready) == [["offscreen", str(ready / "main.py"), "find", "her2:positive", "two words"]]
    assert {path: path.stat().st_mtime_ns for path in (ready / ".venv").rglob("*")} == before


def test_without_a_display_a_screenshot_is_drawn_offscreen_unless_the_user_chose_otherwise(ready: Path) -> None:
    start(ready, "--screenshot", "out.png")
    start(ready, "--screenshot", "out.png", QT_QPA_PLATFORM="minimal")
    assert [call[0] for call in calls(ready)] == ["offscreen", "minimal"]


def test_the_window_without_a_display_is_refused_in_one_sentence(ready: Path) -> None:
    _, told, code = start(ready, "--database", "my.db")
    assert (told.count("\n"), code) == (1, 1)
    assert told.startswith("run.py: There is no display")
    assert not (ready / "calls").exists()


def test_the_tests_run_offscreen_with_their_tools_installed_before_the_first(ready: Path) -> None:
    for arguments in (["test", "-k", "phase"], ["test"], ["find"]):
        assert start(ready, *arguments)[2] == 0
    install, first, second, program = calls(ready)
    assert install[1:4] == ["-m", "pip", "install"]
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(install)
    assert install[-2:] == [f"--requirement={ready / name}" for name in ("requirements.txt", "requirements-dev.txt")]
    assert first == ["offscreen", "-m", "pytest", "-k", "phase"]
    assert second == ["offscreen", "-m", "pytest"]
    assert program[2] == "find"


def test_packaging_runs_with_its_own_tools(ready: Path) -> None:
    assert start(ready, "package", "wheel")[2] == 0
    install, program = calls(ready)
    assert install[-2:] == [f"--requirement={ready / name}" for name in ("requirements.txt", run.TOOLS["package"])]
    assert program == ["offscreen", str(ready / "packaging" / "build.py"), "wheel"]


def test_a_changed_list_of_packages_is_installed_once_and_killing_that_is_noticed(ready: Path) -> None:
    start(ready, "test")
    (ready / "requirements.txt").write_text("# another\n")
    start(ready, "find")
    start(ready, "test")
    assert [call[2] for call in calls(ready)] == ["pip", "pytest", "pip", "find", "pytest"]
    (ready / "requirements.txt").write_text("# a third\n")
    assert start(ready, "find", RECORDER_KILLS="yes")[2] == -signal.SIGKILL
    assert run.read_stamp(ready / ".venv") == {}


def test_packages_that_cannot_be_installed_end_the_start_and_leave_what_was_there(ready: Path) -> None:
    before = run.read_stamp(ready / ".venv")
    _, told, code = start(ready, "test", RECORDER_EXIT="1")
    assert code == 1
    assert told == "run.py: The packages could not be installed. The message above names the reason.\n"
    assert run.read_stamp(ready / ".venv") == before != {}
    assert start(ready, "find")[2] == 0


def test_an_interrupted_set_up_is_repaired_then_kept_then_updated(small: Path) -> None:
    half = small / ".venv"
    (half / "bin").mkdir(parents=True)
    (half / "bin" / "python").write_text("half of a file")
    (half / "left over").write_text("")
    output, told, code = start(small, "find", "x")
    assert (output, code) == ("tiny 1.0 find x\n", 3), told
    assert not (half / "left over").exists()
    assert start(small, "find", PIP_FIND_LINKS="") == ("tiny 1.0 find\n", "", 3)
    pin(small, "1.1")
    assert start(small, "find")[0] == "tiny 1.1 find\n"


def test_the_environment_can_be_made_afresh_by_its_own_interpreter(small: Path) -> None:
    start(small, "find")
    (small / ".venv" / run.STAMP).unlink()
    output, told, code = start(small, "find", python=run.venv_python(small / ".venv"))
    assert (output, code) == ("tiny 1.0 find\n", 3), told


def test_a_package_with_another_hash_is_refused(small: Path) -> None:
    (small / "requirements.txt").write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    _, told, code = start(small, "find")
    assert code == 1
    assert "DO NOT MATCH THE HASHES" in told
    assert "not the one that requirements.txt names by its hash" in told.splitlines()[-1]
    assert run.read_stamp(small / ".venv") == {}


def test_a_package_that_is_not_to_be_had_is_not_blamed_on_the_connection(small: Path) -> None:
    (small / "requirements.txt").write_text(f"absent==1.0 --hash=sha256:{'0' * 64}\n")
    _, told, code = start(small, "find")
    assert code == 1
    assert "is not offered for this computer" in told.splitlines()[-1]
    assert "connection" not in told.splitlines()[-1]


FAULTS = json.loads((run.SETUP / "install_faults.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["fault"] for fault in FAULTS])
def test_each_fault_of_an_installation_is_known_by_its_messages_and_by_no_others(fault: dict[str, Any]) -> None:
    wording = fault["sentence"].format(folder="here", files="a list", python=f"3.{sys.version_info[1]}")
    assert fault["match"]
    assert fault["reject"]
    for log in fault["match"]:
        assert run.install_fault(log, Path("here"), ["a list"]) == wording
    for log in fault["reject"]:
        assert not re.search(fault["pattern"], log)


def test_of_two_first_starts_at_once_one_sets_up_and_the_other_waits(small: Path) -> None:
    both = [begin(small, "find"), begin(small, "find")]
    told = [process.communicate(timeout=100) for process in both]
    assert [process.returncode for process in both] == [3, 3], told
    assert sum("Setting up" in stderr for _, stderr in told) == 1


def test_control_c_is_quiet(small: Path) -> None:
    (small / ".venv").mkdir()
    with (small / ".venv" / run.LOCK).open("a") as file:
        assert run.try_lock(file.fileno())
        process = begin(small, "find")
        assert process.stderr is not None
        assert "waiting" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 130


def test_what_is_missing_is_found_by_loading_it_and_a_font_by_asking() -> None:
    parts = run.needed_parts({})
    assert run.missing_parts(parts, loads_all_but("libEGL.so.1")) == ["libEGL.so.1"]
    assert run.missing_parts(["libc.so.6", "libno-such-library.so.1"]) == ["libno-such-library.so.1"]
    assert run.missing_parts([run.FONT], loads_all_but(fonts=0)) == [run.FONT]
    assert run.missing_parts([run.FONT], loads_all_but("libfontconfig.so.1")) == [run.FONT]


def test_a_display_needs_its_own_libraries() -> None:
    assert "libxcb-cursor.so.0" not in run.needed_parts({})
    assert "libxcb-cursor.so.0" in run.needed_parts({"DISPLAY": ":0"})
    assert "libwayland-client.so.0" in run.needed_parts({"WAYLAND_DISPLAY": "wayland-0"})
    assert "libxcb-cursor.so.0" not in run.needed_parts({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.parametrize(
    ("manager", "user", "command"),
    [
        ("apt-get", 1000, f"{SUDO_APT} libegl1 libxcb-icccm4"),
        ("dnf", 1000, "sudo dnf install --assumeyes libglvnd-egl xcb-util-wm"),
        ("dnf", 0, "dnf install --assumeyes libglvnd-egl xcb-util-wm"),
        ("pacman", 1000, "sudo pacman -S --needed --noconfirm libglvnd xcb-util-wm"),
    ],
)
def test_what_cannot_be_installed_is_named_with_the_one_command(
    manager: str, user: int, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: name if name == manager else None)
    monkeypatch.setattr(run.os, "geteuid", lambda: user)
    with pytest.raises(run.SetUpError, match=re.escape("lacks libEGL.so.1, libxcb-icccm.so.4")) as caught:
        run.provide_parts([], lambda _: ["libEGL.so.1", "libxcb-icccm.so.4"])
    assert command in [line.strip() for line in str(caught.value).splitlines()]


def test_root_with_apt_has_missing_libraries_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f"#!/bin/sh\ncd {tmp_path}\necho $1 >> calls\n{APT_WITHOUT_LISTS}")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)

    def find_missing(parts: Iterable[str]) -> list[str]:
        return [] if (tmp_path / "installed").exists() else list(parts)

    run.provide_parts(["libEGL.so.1"], find_missing)
    assert (tmp_path / "calls").read_text().split() == ["install", "update", "install"]


def test_every_needed_part_has_a_package_for_every_package_manager() -> None:
    parts = run.needed_parts({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert set(parts) == set(run.PACKAGES)
    assert all(run.PACKAGES[part].keys() == run.PACKAGE_MANAGERS.keys() for part in parts)


def test_only_options_without_a_command_open_the_window() -> None:
    for arguments in ("", "--database x.db", "--database=x.db", "--config find --query her2:positive"):
        assert run.opens_window(arguments.split())
    for arguments in ("find", "--database x.db import y", "--screenshot x.png", "--help"):
        assert not run.opens_window(arguments.split())


def test_on_windows_the_interpreter_lies_in_scripts(tmp_path: Path) -> None:
    assert run.venv_python(tmp_path, windows=True) == tmp_path / "Scripts" / "python.exe"


def test_an_environment_of_another_python_is_not_used(ready: Path) -> None:
    stamp = run.read_stamp(ready / ".venv")
    run.write_stamp(ready / ".venv", {**stamp, "python": "cpython-399"})
    assert stamp
    assert run.read_stamp(ready / ".venv") == {}


@pytest.mark.parametrize("version", ["(3, 6, 15)", "(3, 10, 13)", "(3, 16, 0)"])
def test_a_python_that_does_not_fit_can_read_the_file_and_says_one_sentence(project: Path, version: str) -> None:
    ast.parse((project / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    code = f"import runpy, sys; sys.version_info = {version}; runpy.run_path({str(project / 'run.py')!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Trial Catalogue needs Python 3.11 to 3.15, and this is Python 3.")
    assert done.stderr.count("\n") == 1


def test_the_pythons_are_said_once_and_the_readme_agrees(project: Path) -> None:
    assert range(11, 16) == run.MINORS
    assert "Python 3.11 to 3.15" in (project / "README.md").read_text(encoding="utf-8")
