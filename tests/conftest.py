"""What every test may ask for, and what no test may leave behind unnoticed."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from desktop.catalogue.file.opening import open_file
from tests.command_line import Run, run_on
from tests.damaging import damage_table
from tests.steps import untraced

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No example is timed: on a busy computer any of them may take long.
settings.register_profile("untimed", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent
_MEASURED = 1
"""Cases of a test whose coverage is measured."""
_ABUSE = "tests/abuse/"
"""Tests of what is damaged or hostile: they run the same lines as the tests of sound documents, far more often."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave further cases and examples of a test out of the coverage: they run the same lines, and slower so.

    What reads real documents is left out, too: these are not here for everyone.
    """
    met = Counter[str]()
    for item in items:
        test, *case = item.nodeid.split("[", 1)
        met[test] += 1
        further = (case and met[test] > _MEASURED) or test.startswith(_ABUSE)
        if further or is_hypothesis_test(getattr(item, "obj", None)) or "shared" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Leave out what such a case is set up with, too, which the mark alone does not."""
    with untraced() if item.get_closest_marker("no_cover") else contextlib.nullcontext():
        return (yield)


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    return sorted((PROJECT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = PROJECT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the folder with real registry documents is not here")
    return folder


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Run:
    """Run the command line on a catalogue in tmp_path."""
    return run_on(tmp_path, project)


@pytest.fixture(scope="session")
def starter_catalogue(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """Return a folder with a catalogue of the starter documents, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("starter")
    assert run_on(folder, project)("import", str(project / "seeds")).returncode == 0
    return folder


@pytest.fixture
def seeded(run: Run, starter_catalogue: Path, tmp_path: Path) -> Run:
    """Return the program on a catalogue of the starter documents."""
    shutil.copytree(starter_catalogue, tmp_path, dirs_exist_ok=True)
    return run


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the data of whoever runs it."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def no_unexpected_log_messages(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    unexpected = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelname in ("WARNING", "ERROR", "CRITICAL")
    ]
    assert not unexpected, f"unexpected log messages: {unexpected}"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Return a catalogue file with one bad page, which ordinary queries do not notice."""
    path = tmp_path / "catalogue.db"
    open_file(path).close()
    damage_table(path, "schema_migration")
    return path


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", place]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that another user can reach (pytest's own cannot be)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
