"""The facets as the panel shows them, without the rules and drugs behind them: all that a window needs to stand."""

import contextlib
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
    classes, facets = chosen(resources / DRUG_FOLDER / _CLASSES, own), chosen(resources / FACET_FILE, own)
    if kept_in:
        # What was kept may be damaged, and then counts for nothing; a fault of the files themselves is told below.
        with contextlib.suppress(VocabularyError):
            return load_facets(facets, _drug_classes(classes, kept_in), kept_in)
    return load_facets(facets, _drug_classes(classes, None))


def _drug_classes(file: Path, kept_in: Path | None) -> list[FacetValue]:
    try:
        rows = kept_reading(file, _read_classes, kept_in)
        classes = [FacetValue(value, label, short, group=group) for value, label, short, group in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VocabularyError(f"{file} cannot be read as a list of drug classes ({error}); see `check`.") from error
    return [
        *classes,
        FacetValue("not_classified", "Not classified", help="Named in the trial, not in our drug vocabulary."),
    ]


def _read_classes(text: str) -> list[list[str]]:
    """Return id, label, short label and group of each class."""
    import csv

    rows = csv.DictReader(text.splitlines(keepends=True))
    return [[row["id"], row["label"], row["short"], row["group_label"]] for row in rows]
