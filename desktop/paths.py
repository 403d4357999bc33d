"""Where things lie: the program's own resources, and the user's data folder."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RESOURCES = PROJECT / "resources"
SEEDS = PROJECT / "seeds"
APPLICATION = "Trial Catalogue"
DATABASE_NAME = "catalogue.db"


def data_folder() -> Path:
    """Return the user's data folder as QStandardPaths.AppDataLocation would name it, without loading Qt."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / APPLICATION


def config_folder() -> Path:
    """Return the folder for window settings as QStandardPaths.AppConfigLocation would name it, without loading Qt."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / APPLICATION
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / APPLICATION
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / APPLICATION
