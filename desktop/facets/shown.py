"""The facets as the panel shows them, without the rules and drugs behind them: all that a window needs to stand."""

import csv
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.definitions import load_facets
from desktop.facets.own_files import chosen
from desktop.trials.facets import Facets, FacetValue

FACET_FILE = "facets.toml"
DRUG_FOLDER = "vocabularies"
_CLASSES = "drug_classes.csv"


def shown_facets(resources: Path, own: Path | None = None) -> Facets:
    """Return the facets of a resources folder; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: the file of the facets, or of the drug classes, is at fault; names file and fault.
    """
    classes, facets = chosen(resources / DRUG_FOLDER / _CLASSES, own), chosen(resources / FACET_FILE, own)
    return load_facets(facets, _drug_classes(classes))


def _drug_classes(file: Path) -> list[FacetValue]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            classes = [
                FacetValue(row["id"], row["label"], row["short"], group=row["group_label"])
                for row in csv.DictReader(opened, restval="")
            ]
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise VocabularyError(f"{file} cannot be read as a list of drug classes ({error}); see `check`.") from error
    return [
        *classes,
        FacetValue("not_classified", "Not classified", help="Named in the trial, not in our list of drugs."),
    ]
