"""The folders of the program's resources and of the user's data."""

from pathlib import Path

from platformdirs import user_data_path, user_preference_path

PROJECT = Path(__file__).resolve().parent.parent
RESOURCES = PROJECT / "resources"
SEEDS = PROJECT / "seeds"
APPLICATION = "Trial Catalogue"
DATABASE_NAME = "catalogue.db"


def data_folder() -> Path:
    """Return the user's data folder, which follows her to other computers if the system supports that."""
    return user_data_path(APPLICATION, appauthor=False, roaming=True)


def config_folder() -> Path:
    """Return the folder for window settings, which stays on this computer."""
    return user_preference_path(APPLICATION, appauthor=False)
