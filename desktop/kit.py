"""The offline kit: a folder with the source and the packages of several systems, set up by run.py without a network.

Only making the kit needs a network: for each system, processor and Python, pip fetches exactly the files whose hashes
stand in requirements.txt. The settings of this computer decide from where.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.specifiers import SpecifierSet

from desktop import __version__
from desktop.errors import ExportError
from desktop.files import temporary_beside
from desktop.paths import PROJECT, RESOURCES

LIST = "requirements.txt"
WHEELS = "wheels"
"""The folder in which run.py looks for packages."""
_SOURCE = (
    *("desktop", "resources", "seeds", "main.py", "run.py", "pyproject.toml", LIST),
    *("README.md", "CHANGELOG.md", "LICENSE"),
)
_FIRST = "READ ME FIRST.txt"
_USUAL = "3.13"
"""The version of Python to recommend if the kit has its packages; it runs on all systems of the kit."""
_LINE = re.compile(r"^(?P<package>[^\s;]+)(?: ; (?P<marker>.+?))?(?P<hashes>(?: --hash=\S+)+)$")
_OPTIONS = ("--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:")


@dataclass(frozen=True)
class System:
    """Hold one system of resources/kit/systems.toml."""

    id: str
    name: str
    usual: bool
    starter: str
    """The name of the file that the user double-clicks on this system to start the program."""
    targets: tuple[Mapping[str, Any], ...]
    markers: Mapping[str, str]
    """The value that each marker in a list of packages has on this system."""


def known_systems() -> dict[str, System]:
    """Return {id: system} of the systems for which a kit can be made."""
    told = tomllib.loads((RESOURCES / "kit" / "systems.toml").read_text(encoding="utf-8"))
    return {
        key: System(
            key,
            each["name"],
            each["usual"],
            each["starter"],
            tuple(each["targets"]),
            {name: each[name] for name in ("sys_platform", "platform_system", "os_name")},
        )
        for key, each in told.items()
    }


def supported_pythons(project: Path = PROJECT) -> list[str]:
    """Return the versions of Python that the program supports, as "3.11"; empty if this is not the source folder."""
    if not (project / "pyproject.toml").exists():
        return []
    asked = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    return [f"3.{minor}" for minor in range(100) if f"3.{minor}" in SpecifierSet(asked)]


def packages_for(requirements: str, answers: Mapping[str, str]) -> str:
    """Return the lines of a list of packages that apply to a system, without their markers.

    ``answers`` gives the value of each marker there. pip itself would use the values of the computer on which it runs.
    """
    lines = [" ".join(line.split()) for line in requirements.replace("\\\n", " ").splitlines()]
    wanted = ""
    for line in lines:
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        assert found, f"not a pinned package: {line}"
        if found["marker"] is None or Marker(found["marker"]).evaluate(dict(answers)):
            wanted += f"{found['package']}{found['hashes']}\n"
    return wanted


def make_kit(
    folder: Path,
    systems: Sequence[System],
    pythons: Sequence[str],
    on_step: Callable[[str], None],
    project: Path = PROJECT,
) -> int:
    """Make the kit for systems and Pythons ("3.13") as a new, complete folder; return its size in bytes.

    Raises:
        ExportError: the folder exists or cannot be written, a package could not be fetched, or this is not the source.
    """
    _refuse_unfit(project, folder)
    unfinished = temporary_beside(folder.absolute())
    try:
        unfinished.mkdir(parents=True)
        _copy_source(project, unfinished)
        _add_starters(unfinished, systems, pythons)
        lines = (project / LIST).read_text(encoding="utf-8")
        for system in systems:
            _fetch_packages(lines, unfinished / WHEELS, system, pythons, on_step)
        unfinished.rename(folder)
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(f"{folder} could not be written ({reason}): make room, or name another folder.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _refuse_unfit(project: Path, folder: Path) -> None:
    """Raise an error if ``project`` is not the source of the program, or if ``folder`` exists."""
    if not (project / "run.py").exists():
        raise ExportError(
            "An offline kit is made from the source of the program, and this one is installed without it: "
            "get the source, and write there: python3 run.py kit"
        )
    if folder.exists():
        raise ExportError(f"{folder} exists already: name another folder, or delete it first.")


def _copy_source(project: Path, folder: Path) -> None:
    for name in _SOURCE:
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(project / name, folder)


def _add_starters(folder: Path, systems: Sequence[System], pythons: Sequence[str]) -> None:
    texts = RESOURCES / "kit"
    starters = dict.fromkeys(system.starter for system in systems)
    for name in starters:
        text = (texts / name).read_text(encoding="utf-8")
        # The command interpreter of Windows misreads some lines that do not end with CR LF.
        (folder / name).write_text(text, encoding="utf-8", newline="\r\n" if name.endswith(".bat") else "\n")
        (folder / name).chmod(0o755)
    first = (texts / _FIRST).read_text(encoding="utf-8")
    told = first.format(
        version=__version__,
        systems=", ".join(system.name for system in systems),
        pythons=" or ".join(filter(None, (", ".join(pythons[:-1]), pythons[-1]))),
        newest=_USUAL if _USUAL in pythons else pythons[-1],
        starters="\n".join(f"      {name}" for name in starters),
    )
    (folder / _FIRST).write_text(told, encoding="utf-8", newline="\r\n")


def _fetch_packages(
    lines: str, wheels: Path, system: System, pythons: Sequence[str], on_step: Callable[[str], None]
) -> None:
    for python, platforms, answers in _targets(system, pythons):
        on_step(f"Fetching the packages for {system.name} ({answers['platform_machine']}), Python {python} ...")
        with tempfile.TemporaryDirectory() as temporary:
            wanted = Path(temporary) / LIST
            wanted.write_text(packages_for(lines, answers), encoding="utf-8")
            _download(wanted, wheels, ["--implementation=cp", f"--python-version={python}", *platforms])


def _targets(system: System, pythons: Sequence[str]) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Yield (name, pip's options, values of the markers) for each Python and processor."""
    for target in system.targets:
        platforms = [f"--platform={name}" for name in target["platforms"]]
        for python in pythons:
            answers = {"python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython"}
            yield python, platforms, {**system.markers, **answers, "platform_machine": target["machine"]}


def _download(wanted: Path, wheels: Path, target: Sequence[str]) -> None:
    """Download the packages of a list into a folder; existing files are kept."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        *_OPTIONS,
        *target,
        f"--dest={wheels}",
        f"--requirement={wanted}",
    ]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - pip of our own environment
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.startswith("ERROR")), done.stderr)
        raise ExportError(
            f"The packages for the kit could not be fetched; nothing was written. pip says: {reason.strip()} "
            "Check the connection, then start again."
        )
