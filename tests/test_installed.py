"""What an installation holds: the wheel with its resources, its dependencies, and its two ways to start."""

import email
import importlib.util
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import pytest

from desktop.catalogue.file.schema import APPLICATION_ID as CATALOGUES
from desktop.cli import parse
from desktop.paths import APPLICATION_ID

INFO = "trial_catalogue-*.dist-info"


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and lay its files where an installation has them."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "packages")
    return folder / "packages"


@pytest.fixture(scope="module")
def build(project: Path) -> ModuleType:
    """Load the script that builds the packages."""
    spec = importlib.util.spec_from_file_location("build", project / "packaging" / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_installation_has_one_package_with_resources_and_seeds_inside(installed: Path, project: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"desktop", next(installed.glob(INFO)).name}
    for name in ("resources", "seeds"):
        held = {path.relative_to(project / name) for path in (project / name).rglob("*") if path.is_file()}
        found = {path.relative_to(installed / "desktop" / name) for path in (installed / "desktop" / name).rglob("*")}
        needless = {path for path in held if path.parts[0] == "setup"}  # for run.py, in the source only
        assert held - needless == {path for path in found if (installed / "desktop" / name / path).is_file()}


def test_an_installation_works_from_its_own_files_alone(installed: Path, tmp_path: Path) -> None:
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from desktop.__main__ import program; sys.exit(program())"
    places = ["--database", str(tmp_path / "c.db"), "--config", str(tmp_path)]
    seeds = str(installed / "desktop" / "seeds")
    for arguments, wanted in ((["import", seeds], "5 saved"), (["find", "her2:positive"], "NCT02843126")):
        command = [sys.executable, "-P", "-c", code, str(installed), *places, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert wanted in done.stdout
    kit = [sys.executable, "-P", "-c", code, str(installed), "kit", str(tmp_path / "kit")]
    done = subprocess.run(kit, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "made from the source" in done.stderr


def test_both_entry_points_start_the_program(installed: Path) -> None:
    points = ConfigParser()
    points.read(next(installed.glob(INFO)) / "entry_points.txt")
    assert dict(points["console_scripts"]) == {"trial-catalogue-cli": "desktop.__main__:program"}
    assert dict(points["gui_scripts"]) == {"trial-catalogue": "desktop.__main__:program"}


def test_an_installed_program_calls_itself_by_its_own_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/trial-catalogue-cli"])
    with pytest.raises(SystemExit):
        parse(["find", "--help"])
    assert capsys.readouterr().out.startswith("usage: trial-catalogue-cli find ")


def test_the_wheel_asks_for_exactly_what_is_pinned(installed: Path, project: Path) -> None:
    asked = email.message_from_string((next(installed.glob(INFO)) / "METADATA").read_text(encoding="utf-8"))
    lines = (project / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split()[0] for line in lines if "==" in line}
    assert {each.split(";")[0] for each in asked.get_all("Requires-Dist", [])} == pinned
    assert asked["Requires-Python"] == "<3.16,>=3.11"


def test_the_files_for_the_desktop_name_what_the_program_is_and_opens(build: ModuleType, project: Path) -> None:
    assert build.APP_ID == APPLICATION_ID
    assert all(path.exists() for path in build.shared_files())
    linux = project / "packaging" / "linux"
    magic = ET.parse(linux / f"{APPLICATION_ID}.mime.xml").find(".//{*}match[@type='big32']")
    assert magic is not None
    assert int(magic.attrib["value"], 16) == CATALOGUES
    version = ET.parse(linux / f"{APPLICATION_ID}.metainfo.xml").find(".//release")
    assert version is not None
    assert version.attrib["version"] == build.project()["version"]


@pytest.mark.skipif(sys.platform != "linux", reason="a package of Debian is built on Linux")
def test_the_debian_package_declares_what_run_py_looks_for(build: ModuleType) -> None:
    needed = build.needed_packages()
    assert {
        "libglib2.0-0",
        "libgssapi-krb5-2",
        "libegl1",
        "libxcb-cursor0",
        "libwayland-client0",
        "libfontconfig1",
    } <= set(needed)
    assert not any("venv" in each for each in needed)
    assert os.confstr("CS_GNU_LIBC_VERSION").split()[1] in needed[0]
