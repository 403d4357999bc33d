"""Trial Catalogue: breast-cancer trials on the oncologist's own laptop."""
