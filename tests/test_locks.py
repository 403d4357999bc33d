"""The lists of pinned packages: complete, so that installing them resolves nothing, today and in a year."""

import ensurepip
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-packaging.txt")
# Of Python 3.11, the oldest pip that must do; later Pythons cannot run it, and bring a newer one.
OLDEST_PIP = "23.0.1" if sys.version_info < (3, 12) else ensurepip.version()
PLATFORMS = ("x86_64-manylinux_2_39", "aarch64-manylinux_2_39", "macos", "windows")
HASHES = ["--require-hashes", "--only-binary=:all:"]


def python(*arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run this Python with the arguments."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, timeout=110)


def requirements(project: Path) -> list[str]:
    return [f"--requirement={project / name}" for name in LOCKS]


@pytest.fixture(scope="module")
def pips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Fetch the oldest and the newest pip, which start from their wheels; the only tests that ask the package index."""
    folder = tmp_path_factory.mktemp("pips")
    for name, wanted in (("oldest", f"pip=={OLDEST_PIP}"), ("newest", "pip")):
        done = python(
            "-m", "pip", "download", "--quiet", "--no-deps", f"--dest={folder / name}", wanted, PIP_RETRIES="1"
        )
        if done.returncode and "CI" not in os.environ:
            pytest.skip("no package index can be reached")
        assert done.returncode == 0, done.stderr
    return {name: next((folder / name).glob("*.whl")) / "pip" for name in ("oldest", "newest")}


def pins(project: Path, name: str) -> dict[str, tuple[str, int]]:
    """Return the versions and the number of hashes of each line, by package with its extras and marker."""
    text = (project / name).read_text(encoding="utf-8").replace("\\\n", " ")
    line = r"^([\w.\[\]-]+)==(\S+)( ; [^\n]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*$"
    found = re.findall(line, text, re.MULTILINE)
    assert len(found) == sum(bool(line.strip()) and not line.startswith("#") for line in text.splitlines())
    return {package + marker: (version, hashes.count("--hash")) for package, version, marker, hashes in found}


def test_every_package_of_the_application_and_its_tests_is_pinned_with_hashes(project: Path) -> None:
    asked = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    application, tools, builders = (pins(project, name) for name in LOCKS)
    for group, pinned in (("program", application), ("dev", tools), ("packaging", builders)):
        wanted = asked[group]
        names = {re.split(r"[\[ ]", package)[0] for package in pinned}
        assert {re.split(r"[=<>;]", name)[0].lower() for name in wanted} <= names
    # Linux and Windows on two processors each, macOS
    assert application["pyside6-essentials ; python_full_version < '3.15'"] == ("6.11.3", 5)
    assert application["pyside6-essentials ; python_full_version >= '3.15'"] == ("6.12.0", 5)
    for one, other in ((tools, application), (builders, application), (builders, tools)):
        assert all(one[name] == other[name] for name in one.keys() & other.keys())


def test_extras_are_part_of_the_pins(project: Path) -> None:
    # Without its extra, pip up to 23.3.1 looks for the newest release of what another package asks for with one.
    assert "coverage[toml]" in pins(project, "requirements-dev.txt")


@pytest.mark.parametrize("age", ["oldest", "newest"])
@pytest.mark.parametrize("resolving", [[], ["--no-deps"]], ids=["resolving", "as run.py does"])
def test_a_fresh_machine_installs_exactly_what_is_pinned(
    project: Path, pips: dict[str, Path], age: str, resolving: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    options = ["--dry-run", "--ignore-installed", "--quiet", f"--report={report}", *HASHES, *resolving]
    done = python(pips[age], "install", *options, *requirements(project))
    assert done.returncode == 0, done.stderr
    found = {
        package["metadata"]["name"].lower().replace("_", "-") for package in json.loads(report.read_text())["install"]
    }
    ours = {re.split(r"[\[ ]", package)[0] for name in LOCKS for package in pins(project, name)}
    assert found <= ours
    assert {"pyside6-essentials", "coverage", "pytest"} <= found


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("minor", run.MINORS)
@pytest.mark.usefixtures("pips")
def test_every_python_on_every_system_finds_all_packages(
    project: Path, minor: int, platform: str, tmp_path: Path
) -> None:
    target = ["--dry-run", f"--target={tmp_path}", f"--python-version=3.{minor}", f"--python-platform={platform}"]
    command = ["-m", "uv", "pip", "install", *target, *HASHES, *requirements(project)]
    # The newest Qt asks for macOS 14. What an earlier run has asked the index is taken from the cache.
    cached = python(*command, "--offline", MACOSX_DEPLOYMENT_TARGET="14.0")
    done = cached if cached.returncode == 0 else python(*command, MACOSX_DEPLOYMENT_TARGET="14.0")
    assert done.returncode == 0, done.stderr


def test_what_is_installed_fits_together() -> None:
    done = python("-m", "pip", "check")
    assert done.returncode == 0, done.stdout


def test_no_file_of_the_set_up_names_a_package_index(project: Path) -> None:
    setup = (project / "resources" / "setup").iterdir()
    files = [*project.glob("requirements*"), project / "run.py", *(project / ".ci").iterdir(), *setup]
    assert len(files) == 11
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text), path.name
