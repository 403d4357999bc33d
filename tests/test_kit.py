"""The offline kit: what lies in it, what it was made for, and that it sets itself up without a network."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from desktop import kit
from desktop.errors import ExportError
from tests.small_project import small_project, start

PYTHON = f"3.{sys.version_info[1]}"
SYSTEMS = kit.known_systems()


@pytest.fixture
def small(tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project of one small package, which pip finds in a folder of this computer and nowhere else."""
    folder = small_project(tmp_path, project)
    for name in ("resources", "desktop", "seeds"):
        (folder / name).mkdir(exist_ok=True)
    for name in ("README.md", "CHANGELOG.md", "LICENSE"):
        shutil.copy(project / name, folder)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", (tmp_path / "wheels").as_uri())
    return folder


def test_a_kit_sets_itself_up_and_starts_with_nothing_but_what_lies_in_it(small: Path, tmp_path: Path) -> None:
    told: list[str] = []
    chosen = [SYSTEMS["windows"], SYSTEMS["linux"]]
    size = kit.make_kit(tmp_path / "a kit", chosen, [PYTHON], told.append, small)
    made = tmp_path / "a kit"
    assert len(told) == 2
    assert size > 10_000
    assert [path.name for path in (made / "wheels").iterdir()] == ["tiny-1.0-py3-none-any.whl"]
    first = (made / "READ ME FIRST.txt").read_text(encoding="utf-8")
    assert "For: Windows, Linux.\n\n1. " in first
    assert f"Python {PYTHON} must be" in first
    starters = {path.name for path in made.iterdir() if path.name.startswith("Start")}
    assert starters == {each.starter for each in chosen}
    assert all(path in first for path in starters)
    assert b"\r\n" in (made / "Start on Windows.bat").read_bytes()
    assert (made / "Start on Linux.sh").stat().st_mode & stat.S_IXUSR
    output, messages, code = start(made, "find", PIP_FIND_LINKS="", PIP_NO_INDEX="", program="Start on Linux.sh")
    assert (output, code) == ("tiny 1.0 find\n", 3), messages


def test_a_kit_that_cannot_be_made_leaves_nothing(small: Path, tmp_path: Path) -> None:
    (small / "requirements.txt").write_text(f"absent==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(ExportError, match="could not be fetched; nothing was written"):
        kit.make_kit(tmp_path / "kit", [SYSTEMS["linux"]], [PYTHON], print, small)
    (tmp_path / "there").mkdir()
    with pytest.raises(ExportError, match="exists already"):
        kit.make_kit(tmp_path / "there", [SYSTEMS["linux"]], [PYTHON], print, small)
    with pytest.raises(ExportError, match="made from the source"):
        kit.make_kit(tmp_path / "kit", [SYSTEMS["linux"]], [PYTHON], print, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {"a project", "wheels", "there", "home"}


def test_each_system_and_python_gets_the_packages_meant_for_it(project: Path) -> None:
    requirements = (project / "requirements.txt").read_text(encoding="utf-8")
    assert kit.supported_pythons(project) == ["3.11", "3.12", "3.13", "3.14", "3.15"]
    for python, qt in (("3.11", "6.11.3"), ("3.14", "6.11.3"), ("3.15", "6.12.0")):
        lines = kit.packages_for(requirements, {"python_full_version": f"{python}.0"}).splitlines()
        assert [line.split()[0] for line in lines if line.startswith("pyside6")] == [f"pyside6-essentials=={qt}"]
        assert all(line.count(" --hash=sha256:") >= 1 and ";" not in line for line in lines)
    listed = "a==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0\nb==2 --hash=sha256:1\n"
    assert kit.packages_for(listed, SYSTEMS["windows"].markers) == "a==1 --hash=sha256:0\nb==2 --hash=sha256:1\n"
    assert kit.packages_for(listed, SYSTEMS["macos"].markers) == "b==2 --hash=sha256:1\n"
