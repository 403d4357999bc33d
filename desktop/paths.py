"""The folders of the program's resources and of the user's data."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path, user_preference_path

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
    """Return the user's data folder, which stays on this computer.

    On Windows earlier versions kept it in the part of the account that follows the user to other computers, which a
    catalogue of hundreds of megabytes would slow down. One that lies there is used where it is.
    """
    own, roaming = (user_data_path(APPLICATION, appauthor=False, roaming=follows) for follows in (False, True))
    return roaming if own != roaming and _holds_catalogue(roaming) and not _holds_catalogue(own) else own


def config_folder() -> Path:
    """Return the folder for window settings, which stays on this computer too."""
    return user_preference_path(APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """Return the folder for what the program can make again at any time."""
    return user_cache_path(APPLICATION, appauthor=False)


def _holds_catalogue(folder: Path) -> bool:
    return (folder / DATABASE_NAME).exists() or (folder / "backups").exists()
