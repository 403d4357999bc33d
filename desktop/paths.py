"""The folders of the program's resources and of the user's data."""

from pathlib import Path

from platformdirs import user_data_path, user_preference_path

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent
# Installed, they lie in the package: beside it are the packages of others. In the source they lie beside it.
_HOME = PACKAGE if (PACKAGE / "resources").is_dir() else PROJECT
RESOURCES = _HOME / "resources"
SEEDS = _HOME / "seeds"
APPLICATION = "Trial Catalogue"
APPLICATION_ID = "org.trial_catalogue.TrialCatalogue"
"""The name by which Linux's desktops know which windows belong to which entry of their menus (packaging/linux)."""
DATABASE_NAME = "catalogue.db"


def data_folder() -> Path:
    """Return the user's data folder, which follows her to other computers if the system supports that."""
    return user_data_path(APPLICATION, appauthor=False, roaming=True)


def config_folder() -> Path:
    """Return the folder for window settings, which stays on this computer."""
    return user_preference_path(APPLICATION, appauthor=False)
