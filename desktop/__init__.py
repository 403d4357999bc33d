"""Trial Catalogue: breast-cancer trials on the oncologist's own laptop."""

__version__ = "0.1.0"
