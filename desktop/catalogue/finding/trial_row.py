"""One trial as a line: the list shows it, `find --json` prints it, and a table export uses it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from desktop.catalogue.file.checksum import row_without_checksum
from desktop.trials.change_kinds import CHANGED_FACET
from desktop.trials.facets import DECISION_FACET, HAS_FACET, NOT_IN_DOCUMENT, NOT_STATED, SHORTLIST_FACET
from desktop.trials.identifiers import shown_number
from desktop.trials.line_limits import line_limits

# Facets that the line holds as fields with another name.
_REPEATED = ("country", "start_year", CHANGED_FACET, SHORTLIST_FACET, DECISION_FACET, HAS_FACET)
_SILENT = (NOT_STATED,)
_NOTHING = (NOT_STATED, NOT_IN_DOCUMENT)
_SINGLE = ("status", "brain_metastases")
_UNKNOWN_IF_SILENT = ("freshness", "recruitment")
_ENTRY = ("name", "decision", "reason")
# The JSON of the command line has no "not_in_document" for these; `facets` and the panel show it.
_STATED_OR_NOT = ("prior_cdk46", "prior_her2_adc")

Damage = Literal["", "record", "everything"]
"""What is damaged: nothing, only the record, or the line too."""


class TrialRow(NamedTuple):
    """Hold one line of the list; a tuple, because every click makes fifty and a dataclass takes five times as long.

    ``ids`` are all identifiers, the one in the key first; empty if there are none. ``values`` is {facet: value ids},
    exactly ("not_stated",) if a facet has no value, ("not_in_document",) if no document has a place for it; ``drugs``
    are preferred names in the order of the record. ``start`` and ``registry_date`` are ISO partial dates or "".
    ``corrected`` are the facets that a clinician corrected; ``shortlists`` are (name, decision, reason) of each
    shortlist with the trial. ``retrieved`` is the day of download, "" if unknown; then ``file_date`` is the day of its
    file. ``countries_open`` are the countries in which it recruits; ``sites`` is (sites that recruit, all sites). If
    everything is damaged, ``key`` and ``title`` are what is still legible, and nothing else is known.
    """

    id: int
    key: str
    ids: tuple[str, ...]
    title: str
    kind: str
    values: Mapping[str, tuple[str, ...]]
    drugs: tuple[str, ...]
    sponsor: str
    enrollment: int | None
    start: str
    countries: tuple[str, ...]
    documents: int
    warnings: int
    registry_date: str = ""
    corrected: tuple[str, ...] = ()
    damage: Damage = ""
    shortlists: tuple[tuple[str, str, str], ...] = ()
    retrieved: str = ""
    countries_open: tuple[str, ...] = ()
    acronym: str = ""
    sites: tuple[int, int] = (0, 0)
    file_date: str = ""

    def as_line(self) -> str:
        """Return key, phase, HER2 status and title as one line for a terminal."""
        if self.damage == "everything":
            return f"{self.key:16}  {'damaged':12}  {'damaged':20}  {self.named}"
        phase, her2 = (", ".join(self.values[facet]) for facet in ("phase", "her2"))
        return f"{self.key:16}  {phase:12}  {her2:20}  {self.named}"

    @property
    def number(self) -> str:
        """Return the number to show for the trial, or that it has none."""
        return shown_number(self.key, self.ids)

    @property
    def named(self) -> str:
        """Return the title, with a remark if the trial is damaged."""
        if not self.damage:
            return self.title
        return f"[damaged] {self.title}" if self.damage == "record" else f"[damaged, title uncertain] {self.title}"

    @property
    def headed(self) -> str:
        """Return the acronym and the title; only the title if it already contains the acronym."""
        if not self.acronym or self.acronym.casefold() in self.title.casefold():
            return self.named
        return f"{self.acronym} · {self.named}"

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON fields for the command line, whose keys must stay stable.

        A damaged trial has ``damage``; if everything is damaged, it otherwise has only ``key`` and ``title``.
        """
        if self.damage == "everything":
            return {"key": self.key, "title": self.title, "damage": self.damage}
        ecog = self.values["ecog_max"][0]
        fewest, most = line_limits(self.values["lines"])
        lists = {facet: self.values[facet] for facet in ("earlier_treatment", "biomarkers")}
        return {
            "key": self.key,
            "ids": list(self.ids),
            "title": self.title,
            "acronym": self.acronym,
            **self._facet_fields(),
            "kind": self.kind,
            "drugs": list(self.drugs),
            "sponsor": self.sponsor,
            "enrollment": self.enrollment,
            "start": self.start or None,
            "registry_updated": self.registry_date or None,
            "retrieved": self.retrieved or None,
            "file_date": self.file_date or None,
            "countries": list(self.countries),
            "countries_open": list(self.countries_open),
            "ecog_max": None if ecog in _NOTHING else int(ecog),
            "min_prior_lines": fewest,
            "max_prior_lines": most,
            **{facet: [] if found[0] in _NOTHING else list(found) for facet, found in lists.items()},
            "documents": self.documents,
            "shortlists": [dict(zip(_ENTRY, each, strict=True)) for each in self.shortlists],
            **({"damage": self.damage} if self.damage else {}),
        }

    def _facet_fields(self) -> dict[str, object]:
        """Return {facet: its values, or its only value} for the facets that ``as_json`` gives under their ids."""
        fields: dict[str, object] = {
            facet: list(found) for facet, found in self.values.items() if facet not in _REPEATED
        }
        for facet in _SINGLE:
            fields[facet] = self.values[facet][0]
        for facet in _UNKNOWN_IF_SILENT:
            fields[facet] = "unknown" if self.values[facet][0] in _NOTHING else self.values[facet][0]
        for facet in _STATED_OR_NOT:
            (value,) = self.values[facet]
            fields[facet] = NOT_STATED if value == NOT_IN_DOCUMENT else value
        return fields


Columns = tuple[int, str, str, str, str, int | None, str, int]
"""(id, key, title, sponsor, start, enrollment, packed row, number of documents)."""


class Places(dict[str, int]):
    """The position of each value in the order of its facet; values that are not listed come last."""

    def __init__(self, values: Iterable[str]) -> None:
        super().__init__({value: place for place, value in enumerate(values)})

    def __missing__(self, _value: str) -> int:
        return len(self)


class _RowValues(Mapping[str, tuple[str, ...]]):
    """Hold the value ids of a line by facet; they are sorted only when used, because most are never shown."""

    def __init__(self, found: Mapping[str, Sequence[str]], facets: Mapping[str, Places]) -> None:
        self._found = found
        self._facets = facets

    def __getitem__(self, facet: str) -> tuple[str, ...]:
        order = self._facets[facet]
        found = self._found.get(facet, _SILENT)
        # An open facet (countries) lists no values, so they keep the order of the record.
        return tuple(sorted(found, key=order.__getitem__) if len(found) > 1 and len(order) > 1 else found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facets)

    def __len__(self) -> int:
        return len(self._facets)


def packed_part(columns: Columns) -> str | None:
    """Return the packed part of a stored row; None if anything that the list shows is damaged."""
    _, key, title, sponsor, start, enrollment, row, _ = columns
    return row_without_checksum(row, key, title, sponsor, start, enrollment)


def unpacked_rows(rows: Sequence[tuple[Columns, str]], facets: Mapping[str, Places]) -> Iterator[TrialRow]:
    """Yield the lines of undamaged stored rows, given as (columns, packed part).

    ``facets`` is {facet: position of each value}, by which the values of a line are sorted.
    """
    # One JSON text for the whole page: separate calls would take as long as the parsing.
    packed = json.loads(f"[{','.join(text for _, text in rows)}]")
    for (columns, _), parts in zip(rows, packed, strict=True):
        trial_id, key, title, sponsor, start, enrollment, _, documents = columns
        yield TrialRow(
            trial_id,
            key,
            tuple(parts["ids"]),
            title,
            parts["kind"],
            _RowValues(parts["values"], facets),
            tuple(parts["drugs"]),
            sponsor,
            enrollment,
            start,
            tuple(parts["values"].get("country", ())),
            documents,
            parts["warnings"],
            parts.get("date", ""),  # missing in a row from an older program, read from a read-only medium
            tuple(parts.get("corrected", ())),
            shortlists=tuple(map(tuple, parts.get("shortlists", ()))),
            retrieved=parts.get("retrieved", ""),
            countries_open=tuple(parts.get("open", ())),
            acronym=parts.get("acronym", ""),
            sites=tuple(parts.get("sites", (0, 0))),
            file_date=parts.get("file_date", ""),
        )
