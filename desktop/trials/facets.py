"""The facets, the names of their values, and the values that every facet has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from desktop.trials.composed_values import import_in_words, since_in_words
from desktop.trials.countries import country_name

NOT_STATED = "not_stated"
"""The value if the documents of a trial have a place for a facet but do not state it."""
NOT_IN_DOCUMENT = "not_in_document"
"""The value if the documents of a trial have no place for a facet."""
SECOND = "~"
"""The suffix of a facet id that means the second reading of the facet."""
_FIRST_LEVELS = {"recruitment": "status"}
"""{facet id: id of the facet whose values it groups}; in a search both are one facet."""
_COUNTRY = "country"
IMPORT_FACET = "import"
"""The facet for the trials of one import, by its number (``import:7``); its values are never listed or counted."""
SINCE_FACET = "since"
"""The facet for trials new or changed since a day, or with one kind of change: ``since:2026-11-01/eligibility``."""
AGE_LIMIT = "age_limit"
"""The facet that holds the age limits of a trial; it is not a filter."""
SHORTLIST_FACET, DECISION_FACET, HAS_FACET, NOTE_FACET = "shortlist", "decision", "has", "note"
"""The facets that find trials with own work; the values of the last are the words of the notes."""
STAR, NOTED = "star", "note"
"""The values of ``HAS_FACET``: on a shortlist, with a note."""
_COMPOSED = {IMPORT_FACET: import_in_words, SINCE_FACET: since_in_words}
"""{facet: the function that puts its values into words}."""
_BUCKETS = ("needs_review", "not_classified", "not_applicable", NOT_IN_DOCUMENT, NOT_STATED)


def tree_of(facet: str) -> str:
    """Return the id that all readings of a facet and all levels of a tree share: one value of any of them is enough."""
    base = facet.removesuffix(SECOND)
    return _FIRST_LEVELS.get(base, base)


def searchable(text: str) -> str:
    """Return a text in the form that is searched: lower case, single spaces."""
    return " ".join(text.casefold().split())


class FacetValue(NamedTuple):
    """Hold one value of a facet; ``group`` is the label of its group in a two-level facet, else "".

    ``aliases`` are other names by which a user may ask for it.
    """

    id: str
    label: str
    short: str = ""
    help: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def is_bucket(self) -> bool:
        """Return whether this is "not stated" or similar; such values come last and are shown even at 0."""
        return self.id in _BUCKETS


class Preset(NamedTuple):
    """Hold a named set of values that a user can tick at once."""

    label: str
    values: tuple[str, ...]


class SecondReading(NamedTuple):
    """Hold another way to read a facet's values (``her2~low``: would accept HER2-low patients).

    ``label`` is the text of its switch, ``suffix`` follows the facet's label. ``accepts`` is {value: values that it
    includes}; it is empty if the findings decide (which drugs are investigated). ``numbers`` explains the two numbers
    beside a value, ``counted`` what each of them counts.
    """

    label: str
    suffix: str
    help: str = ""
    accepts: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    numbers: str = ""
    counted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facet:
    """Hold one facet with its values in clinical order, "not stated" and similar values last.

    ``searched``: the values are texts in which a query finds words; they are never listed or counted. ``interval``: the
    values are numbers, and a trial has all of them from its lowest to its highest. ``first_level`` is the id of the
    facet whose values group these; the panel does not show it separately. ``reads`` are the parts of a trial
    (``sources.PARTS``) that are read for the facet: if one is absent, a missing value means nothing.
    """

    id: str
    label: str
    values: tuple[FacetValue, ...]
    short: str = ""
    help: str = ""
    aliases: tuple[str, ...] = ()
    multiple: bool = False
    interval: bool = False
    grouped: bool = False
    open: bool = False
    of_record: bool = False
    searched: bool = False
    first_level: str = ""
    reads: tuple[str, ...] = ()
    presets: tuple[Preset, ...] = ()
    second: SecondReading | None = None

    @cached_property
    def by_id(self) -> dict[str, FacetValue]:
        """Return the values by their id."""
        return {value.id: value for value in self.values}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {name.lower(): value.id for value in self.values for name in (*value.aliases, value.id)}

    def value_named(self, name: str) -> str:
        """Return the id of a listed value by its id or another name, in any case; "" if there is none."""
        return name if name in self.by_id else self._by_name.get(name.strip().lower(), "")

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Return {label of a group: value ids in order}; empty for a facet of one level."""
        labels = dict.fromkeys(value.group for value in self.values if value.group)
        return {label: tuple(value.id for value in self.values if value.group == label) for label in labels}

    def label_of(self, value: str) -> str:
        """Return the label of a value; for an id that is not listed (a registry's new status), the id in words."""
        known = self.by_id.get(value)
        if not known and (composed := _COMPOSED.get(self.id)):
            return composed(value)
        return known.label if known else value if self.open else value.replace("_", " ").capitalize()

    def short_of(self, value: str) -> str:
        """Return the short label of a value, for table cells and chips."""
        known = self.by_id.get(value)
        return (known.short or known.label) if known else self.label_of(value)


@dataclass(frozen=True)
class Facets:
    """Hold all facets in the order of the panel, and separately those that are only searched."""

    all: tuple[Facet, ...]
    searched: tuple[Facet, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Facet]:
        """Return {id or alias: facet}."""
        named = [(name, facet) for facet in (*self.all, *self.searched) for name in (facet.id, *facet.aliases)]
        return {**dict(named), **{name + SECOND: facet for name, facet in named if facet.second}}

    @cached_property
    def value_ids(self) -> dict[str, tuple[str, ...]]:
        """Return {facet id: value ids in order}, "not stated" and similar values last."""
        return {facet.id: tuple(value.id for value in facet.values) for facet in self.all}

    @cached_property
    def second_readings(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        """Return {facet id: {value: values that it includes in the second reading}}."""
        return {facet.id: facet.second.accepts for facet in self.all if facet.second}

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """Return {facet id: parts of a trial that it is read from}, without facets that need no part."""
        return {facet.id: facet.reads for facet in self.all if facet.reads}

    def __getitem__(self, name: str) -> Facet:
        return self.by_name[name]

    def facet_id(self, name: str) -> str | None:
        """Return the id behind a facet's name or alias in a query, None if there is no such facet."""
        facet = self.by_name.get(name)
        return facet.id + name[len(name.rstrip(SECOND)) :] if facet else None

    def meant(self, facet: str, value: str) -> str:
        """Return the id of the value that a text names, in any case or by an alias; else the text itself."""
        if self[facet].id == _COUNTRY:
            return country_name(value, alone=True) or value
        return self[facet].value_named(value) or value

    def is_value(self, facet: str, value: str) -> bool:
        """Return whether a facet has a value; any value is a status, because registries invent status words."""
        return facet == "status" or self[facet].open or value in self[facet].by_id

    def facet_label(self, facet: str) -> str:
        """Return the label of a facet by its id."""
        known = self[facet]
        return f"{known.label} ({known.second.suffix})" if known.second and facet.endswith(SECOND) else known.label

    def value_label(self, facet: str, value: str) -> str:
        """Return the short label of a value by facet id and value id, to be written after the label of the facet."""
        return self[facet].short_of(value)
