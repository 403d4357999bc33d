"""What facets there are and how their values are called: resources/facets.toml as frozen dataclasses."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.trials.absence import NOT_IN_DOCUMENT
from desktop.trials.sources import PARTS

NOT_STATED = "not_stated"
SECOND = "~"
"""Behind the id of a facet: the facet read the second way."""
_BUCKETS = ("needs_review", "not_classified", "not_applicable", NOT_IN_DOCUMENT, NOT_STATED)


@dataclass(frozen=True)
class FacetValue:
    """Hold one value of a facet; ``group`` is the label of its group in a two-level facet, else ""."""

    id: str
    label: str
    short: str = ""
    help: str = ""
    group: str = ""

    @property
    def is_bucket(self) -> bool:
        """Tell whether this is one of the honest buckets, which stand last and are shown even at 0."""
        return self.id in _BUCKETS


_ABSENT = FacetValue(
    NOT_IN_DOCUMENT,
    "Not in this download",
    help="The documents have no place for it, as a table without criteria; another download may tell it.",
)


@dataclass(frozen=True)
class Preset:
    """Hold a named set of values that a user can tick at once."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class SecondReading:
    """Hold another way to read a facet's values (``her2~low``: would accept HER2-low patients).

    ``label`` stands on its switch, ``suffix`` behind the facet's label. ``accepts`` gives the values that each value
    stands for; it is empty where the findings themselves tell (which drugs are investigated).
    """

    label: str
    suffix: str
    help: str = ""
    accepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facet:
    """Hold one facet with its values in clinical order, the buckets last.

    ``reads`` names the parts of a trial (``sources.PARTS``) without which the facet's silence means nothing.
    """

    id: str
    label: str
    values: tuple[FacetValue, ...]
    short: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()
    multiple: bool = False
    grouped: bool = False
    open: bool = False
    of_record: bool = False
    reads: tuple[str, ...] = ()
    presets: tuple[Preset, ...] = ()
    second: SecondReading | None = None

    @cached_property
    def by_id(self) -> dict[str, FacetValue]:
        """Return the values by their id."""
        return {value.id: value for value in self.values}

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Return the value ids by the label of their group, in order; empty for a facet of one level."""
        labels = dict.fromkeys(value.group for value in self.values if value.group)
        return {label: tuple(value.id for value in self.values if value.group == label) for label in labels}

    def label_of(self, value: str) -> str:
        """Return the label of a value; an id that is not listed (a registry's new status word) reads as words."""
        known = self.by_id.get(value)
        return known.label if known else value if self.open else value.replace("_", " ").capitalize()

    def short_of(self, value: str) -> str:
        """Return the short label of a value, for table cells and chips."""
        known = self.by_id.get(value)
        return (known.short or known.label) if known else self.label_of(value)


@dataclass(frozen=True)
class Facets:
    """Hold all facets in the order of the panel."""

    all: tuple[Facet, ...]

    @cached_property
    def by_name(self) -> dict[str, Facet]:
        """Return the facets by id and by every alias."""
        named = [(name, facet) for facet in self.all for name in (facet.id, *facet.aliases)]
        return {**dict(named), **{name + SECOND: facet for name, facet in named if facet.second}}

    @cached_property
    def value_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the value ids of every facet in order, the silent ones last."""
        return {facet.id: tuple(value.id for value in facet.values) for facet in self.all}

    @cached_property
    def second_readings(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        """Return what the values of each facet with a second reading stand for in it."""
        return {facet.id: facet.second.accepts for facet in self.all if facet.second}

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """Return the parts of a trial that each facet is read from; none for a facet that needs no document's."""
        return {facet.id: facet.reads for facet in self.all if facet.reads}

    def __getitem__(self, name: str) -> Facet:
        return self.by_name[name]

    def facet_id(self, name: str) -> str | None:
        """Return the id behind a facet's name or alias in a query, None if there is no such facet."""
        facet = self.by_name.get(name)
        return facet.id + name[len(name.rstrip(SECOND)) :] if facet else None

    def is_value(self, facet: str, value: str) -> bool:
        """Tell whether a facet lists a value; registries invent status words, so any is a status."""
        return facet == "status" or self[facet].open or value in self[facet].by_id

    def facet_label(self, facet: str) -> str:
        """Return the label of a facet by its id."""
        known = self[facet]
        return f"{known.label} ({known.second.suffix})" if known.second and facet.endswith(SECOND) else known.label

    def value_label(self, facet: str, value: str) -> str:
        """Return the short label of a value by facet id and value id, as it reads behind the facet's label."""
        return self[facet].short_of(value)


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
        raise VocabularyError(f"{file.name}: a facet or value lacks or misspells a field ({error}).") from error
    _refuse_doubles(file, facets)
    return Facets(facets)


def _facet(entry: dict[str, Any], drug_classes: tuple[FacetValue, ...]) -> Facet:
    entry = dict(entry)
    listed = tuple(FacetValue(**value) for value in entry.pop("value"))
    values = listed or (drug_classes if entry.get("grouped") else ())
    plain = tuple(value for value in values if not value.is_bucket)
    buckets = tuple(value for value in values if value.is_bucket)
    second = entry.pop("second", None)
    reads = tuple(entry.pop("reads", ()))
    if unknown := set(reads) - set(PARTS):
        raise ValueError(f"no trial has the part {min(unknown)}")
    silent = (*((_ABSENT,) if reads else ()), FacetValue(NOT_STATED, "Not stated"))
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
    return SecondReading(accepts=accepts, **entry)


def _refuse_doubles(file: Path, facets: tuple[Facet, ...]) -> None:
    names = [name for facet in facets for name in (facet.id, *facet.aliases)]
    ids = [f"{facet.id}:{value.id}" for facet in facets for value in facet.values]
    for given in (names, ids):
        if len(set(given)) < len(given):
            double = min(name for name in given if given.count(name) > 1)
            raise VocabularyError(f"{file.name}: {double} stands twice; ids must be unique.")
