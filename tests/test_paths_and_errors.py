import sys
from pathlib import Path

import platformdirs
import pytest
from platformdirs import windows
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from desktop import errors, paths, workspace


def on_system(monkeypatch: pytest.MonkeyPatch, home: Path, system: type[PlatformDirsABC]) -> None:
    """Let platformdirs answer as on a system, for a user with this home."""
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)  # Windows itself is not here
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "AppData" / "Local"))
    monkeypatch.setenv("APPDATA", str(home / "AppData" / "Roaming"))


@pytest.mark.parametrize(
    ("system", "data", "config"),
    [
        (Unix, ".local/share/Trial Catalogue", ".config/Trial Catalogue"),
        (MacOS, "Library/Application Support/Trial Catalogue", "Library/Preferences/Trial Catalogue"),
        (windows.Windows, "AppData/Local/Trial Catalogue", "AppData/Local/Trial Catalogue"),
    ],
)
def test_data_lie_where_each_system_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: type[PlatformDirsABC], data: str, config: str
) -> None:
    on_system(monkeypatch, tmp_path, system)
    assert paths.data_folder() == tmp_path / data
    assert paths.config_folder() == tmp_path / config


@pytest.mark.parametrize("left", ["catalogue.db", "backups"])
def test_a_catalogue_that_an_earlier_version_kept_in_roaming_is_used_where_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: str
) -> None:
    on_system(monkeypatch, tmp_path, windows.Windows)
    local, roaming = (tmp_path / "AppData" / each / "Trial Catalogue" for each in ("Local", "Roaming"))
    (roaming / left).mkdir(parents=True)
    assert paths.data_folder() == roaming
    (local / "catalogue.db").mkdir(parents=True)
    assert paths.data_folder() == local


def test_the_places_agree_with_qt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    from PySide6.QtCore import QCoreApplication, QStandardPaths

    if sys.platform != "linux":
        pytest.skip("Qt's answer on this system cannot be redirected")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    QCoreApplication.setApplicationName(paths.APPLICATION)
    QCoreApplication.setOrganizationName("")
    told = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    assert Path(told) == paths.data_folder()


def test_a_workspace_opens_the_users_own_catalogue_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened = workspace.open_workspace()
    assert opened.catalogue.path == workspace.default_catalogue()
    with opened.reopened() as again:
        assert again.catalogue is not opened.catalogue
    opened.catalogue.close()


def test_a_read_only_workspace_is_lent_read_only(tmp_path: Path) -> None:
    workspace.open_workspace(tmp_path / "c.db", tmp_path).catalogue.close()
    opened = workspace.open_workspace(tmp_path / "c.db", tmp_path, read_only=True)
    with opened.reopened() as again:
        assert again.catalogue.read_only
    opened.catalogue.close()


def test_a_bug_is_logged_with_its_place(tmp_path: Path) -> None:
    try:
        raise RuntimeError("boom")
    except RuntimeError as error:
        log = errors.log_bug(error, tmp_path / "logs")
    assert "RuntimeError: boom" in log.read_text()
    assert "test_paths_and_errors.py" in log.read_text()


def test_every_error_of_the_tree_is_an_error_of_the_world() -> None:
    for name in ("DocumentError", "QueryError", "VocabularyError", "ExportError", "StorageError", "DamagedFileError"):
        assert issubclass(getattr(errors, name), errors.CatalogueError)
