"""The facets of resources/facets.toml."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facet, Facets, FacetValue, Preset, SecondReading
from desktop.trials.sources import PARTS

_ABSENT = FacetValue(
    NOT_IN_DOCUMENT,
    "Not in this download",
    help="The documents have no place for it, as a table without criteria; another download may tell it.",
)


def load_facets(file: Path, drug_class_values: Iterable[FacetValue]) -> Facets:
    """Return the facets of a file, the drug classes filled in from the vocabulary.

    Raises:
        VocabularyError: the file cannot be read or is not valid TOML, an entry lacks a field or an id stands twice.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise VocabularyError(f"{file} cannot be read ({error.strerror}); check its permissions.") from error
    except ValueError as error:  # of its letters or of its TOML
        raise VocabularyError(f"{file.name} is not valid TOML ({error}); mend that line.") from error
    try:
        facets = tuple(_facet(entry, tuple(drug_class_values)) for entry in content["facet"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise VocabularyError(f"{file.name}: a filter or value lacks or misspells a field ({error}).") from error
    _refuse_doubles(file, facets)
    counted = sorted((each for each in facets if not each.searched), key=_place_among(content.get("first", ())))
    return Facets(tuple(counted), tuple(each for each in facets if each.searched))


def _place_among(first: list[str]) -> Callable[[Facet], int]:
    """Return what sorts the named facets to the top and leaves the others in their order."""
    return lambda facet: first.index(facet.id) if facet.id in first else len(first)


def _facet(entry: dict[str, Any], drug_classes: tuple[FacetValue, ...]) -> Facet:
    entry = dict(entry)
    listed = tuple(FacetValue(**{**value, "aliases": tuple(value.get("aliases", ()))}) for value in entry.pop("value"))
    values = listed or (drug_classes if entry.get("grouped") else ())
    plain = tuple(value for value in values if not value.is_bucket)
    buckets = tuple(value for value in values if value.is_bucket)
    second = entry.pop("second", None)
    reads = tuple(entry.pop("reads", ()))
    if unknown := set(reads) - set(PARTS):
        raise ValueError(f"no trial has the part {min(unknown)}")
    silent = (*((_ABSENT,) if reads else ()), FacetValue(NOT_STATED, entry.pop("silent", "Not stated")))
    return Facet(
        values=(*plain, *buckets, *silent),
        reads=reads,
        aliases=tuple(entry.pop("aliases", ())),
        second=_second_reading(second) if second else None,
        presets=tuple(Preset(p["label"], tuple(p["values"])) for p in entry.pop("presets", ())),
        **entry,
    )


def _second_reading(entry: dict[str, Any]) -> SecondReading:
    accepts = {value: tuple(stands_for) for value, stands_for in entry.pop("accepts", {}).items()}
    return SecondReading(accepts=accepts, counted=tuple(entry.pop("counted", ())), **entry)


def _refuse_doubles(file: Path, facets: tuple[Facet, ...]) -> None:
    names = [name for facet in facets for name in (facet.id, *facet.aliases)]
    ids = [f"{facet.id}:{value.id}" for facet in facets for value in facet.values]
    for given in (names, ids):
        if len(set(given)) < len(given):
            double = min(name for name in given if given.count(name) > 1)
            raise VocabularyError(f"{file.name}: {double} stands twice; ids must be unique.")
