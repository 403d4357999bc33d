"""The folders of the program's resources and of the user's data."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path, user_preference_path

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent
# An installed program has them inside its package, the source has them beside it.
_HOME = PACKAGE if (PACKAGE / "resources").is_dir() else PROJECT
RESOURCES = _HOME / "resources"
SEEDS = _HOME / "seeds"
APPLICATION = "Trial Catalogue"
APPLICATION_ID = "org.trial_catalogue.TrialCatalogue"
"""The id by which a Linux desktop links the windows of the program with its entry in the menu (packaging/linux)."""
DATABASE_NAME = "catalogue.db"


def data_folder() -> Path:
    """Return the user's data folder, which stays on this computer.

    On Windows earlier versions used the roaming folder, which Windows copies to other computers; a catalogue of
    hundreds of megabytes would make that slow. A catalogue that is still there is used there.
    """
    own, roaming = (user_data_path(APPLICATION, appauthor=False, roaming=follows) for follows in (False, True))
    return roaming if own != roaming and _holds_catalogue(roaming) and not _holds_catalogue(own) else own


def config_folder() -> Path:
    """Return the folder for window settings, which stays on this computer too."""
    return user_preference_path(APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """Return the folder for files that the program can make again at any time."""
    return user_cache_path(APPLICATION, appauthor=False)


def _holds_catalogue(folder: Path) -> bool:
    return (folder / DATABASE_NAME).exists() or (folder / "backups").exists()
