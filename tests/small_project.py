"""A project that run.py sets up in a moment: one package of a few lines, and a program that tells its version."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

MAIN = "import sys, tiny; print('tiny', tiny.VERSION, *sys.argv[1:]); sys.exit(3)"


def small_project(parent: Path, project: Path) -> Path:
    """Make the project in the folder "a project", with its package in the folder "wheels" beside it."""
    folder = parent / "a project"
    folder.mkdir()
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(project / name, folder)
    shutil.copytree(project / "resources" / "setup", folder / "resources" / "setup")
    (folder / "main.py").write_text(MAIN)
    for name in ("requirements-dev.txt", "requirements-packaging.txt"):
        (folder / name).write_text("")
    pin(folder, "1.0")
    return folder


def begin(
    folder: Path, *arguments: str, python: str | Path = sys.executable, program: str = "run.py", **settings: str
) -> subprocess.Popen[str]:
    """Start the project in folder without a display, with packages from the folder "wheels" beside it only."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "COV_", "QT_"))}
    pip = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": (folder.parent / "wheels").as_uri()}
    environment = {**known, **pip, "DISPLAY": "", "WAYLAND_DISPLAY": "", **settings}
    interpreter = str(python) if program.endswith(".py") else "sh"
    command = [interpreter, str(folder / program), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def start(
    folder: Path, *arguments: str, python: str | Path = sys.executable, program: str = "run.py", **settings: str
) -> tuple[str, str, int]:
    """Return the output, the messages and the exit code of one start."""
    process = begin(folder, *arguments, python=python, program=program, **settings)
    return *process.communicate(timeout=100), process.returncode


def pin(folder: Path, version: str) -> None:
    """Make a wheel of the package "tiny", as small as pip accepts it, the one requirement of the project in folder."""
    info = f"tiny-{version}.dist-info"
    path = folder.parent / "wheels" / f"tiny-{version}-py3-none-any.whl"
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tiny.py", f"VERSION = '{version}'\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", f"tiny.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    (folder / "requirements.txt").write_text(
        f"tiny=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"
    )
