"""The facets as the panel shows them, without the rules and drugs behind them: all that a window needs to stand."""

from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.definitions import Facets, FacetValue, load_facets
from desktop.facets.kept_reading import kept_reading
from desktop.facets.own_files import chosen

FACET_FILE = "facets.toml"
DRUG_FOLDER = "vocabularies"
_CLASSES = "drug_classes.csv"


def shown_facets(resources: Path, own: Path | None = None, kept_in: Path | None = None) -> Facets:
    """Return the facets of a resources folder; a user's ``own`` copies count instead of files of the same name.

    ``kept_in`` is the folder for what was read of them, None to keep nothing.

    Raises:
        VocabularyError: the file of the facets, or of the drug classes, is at fault; names file and fault.
    """
    file = chosen(resources / DRUG_FOLDER / _CLASSES, own)
    try:
        rows = kept_reading(file, _read_classes, kept_in)
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise VocabularyError(f"{file} cannot be read as a list of drug classes ({error}); see `check`.") from error
    classes = [FacetValue(value, label, short, group=group) for value, label, short, group in rows]
    unknown = FacetValue("not_classified", "Not classified", help="Named in the trial, not in our drug vocabulary.")
    return load_facets(chosen(resources / FACET_FILE, own), [*classes, unknown], kept_in)


def _read_classes(file: Path) -> list[list[str]]:
    """Return id, label, short label and group of each class."""
    import csv

    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [[row["id"], row["label"], row["short"], row["group_label"]] for row in csv.DictReader(stream)]
