"""Convert a trial and its findings to bytes and back; the result equals what was saved."""

import dataclasses
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.catalogue.file.checksum import with_checksum, without_checksum
from desktop.errors import DamagedRecordError
from desktop.trials.finding import Evidence, Finding
from desktop.trials.history import Change, StoredSource
from desktop.trials.identifiers import Identifier
from desktop.trials.parts import EVERY_PART, Parts
from desktop.trials.remarks import AS_STORED, Remark, remark
from desktop.trials.stored import Disagreement
from desktop.trials.trial import (
    Arm,
    Citation,
    Contact,
    Criterion,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
    Trial,
)

_LISTS: Mapping[str, type] = {
    "identifiers": Identifier,
    "narrative": Section,
    "interventions": Intervention,
    "arms": Arm,
    "outcomes": Outcome,
    "sponsors": Sponsor,
    "sites": Site,
    "contacts": Contact,
    "reports_on": Identifier,
    "origins": StoredSource,
    "earlier_changes": Change,
}
# zlib's fastest level: half the time of the default, a tenth more bytes.
_LEVEL = 1


@dataclass(frozen=True)
class Record:
    """Hold a stored trial: the trial, its findings, and the sources of its fields.

    ``provenance`` is {field: index of the document from which it was taken}; it is empty for a single document.
    """

    trial: Trial
    findings: tuple[Finding, ...] = ()
    provenance: Mapping[str, int] = dataclasses.field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()


def to_record(record: Record) -> bytes:
    """Return a record as zlib-compressed JSON with a checksum."""
    text = _ENCODER.encode(record)
    # A lone surrogate cannot be stored; the readers of documents replace it earlier.
    return with_checksum(zlib.compress(text.encode("utf-8", "replace"), _LEVEL))


def from_record(content: object, parts: Parts = EVERY_PART) -> Record:
    """Return the record from its bytes; of the slow parts only ``parts`` are read, the others are empty.

    Raises:
        DamagedRecordError: the content is damaged.
    """
    compressed = without_checksum(content)
    try:
        whole = json.loads(zlib.decompress(compressed))
    except (zlib.error, ValueError) as error:  # damaged before an older catalogue got its checksums
        raise DamagedRecordError("A stored record cannot be unpacked.") from error
    for part in EVERY_PART - parts:
        whole["trial"].pop(part, None)
        if part == "criteria":
            for listed in ("inclusion", "exclusion"):
                whole["trial"].get("eligibility", {}).pop(listed, None)
    return Record(
        _trial(whole["trial"]),
        tuple([_finding(each) for each in whole.get("findings", ())]) if "findings" in parts else (),
        whole.get("provenance", {}),
        tuple(_disagreement(each) for each in whole.get("disagreements", ())),
    )


def field_value(name: str, plain: Any) -> Any:
    """Return the value of a field of a trial from JSON.

    Raises:
        TypeError: it has the wrong type for the field.
    """
    return getattr(_trial({"key": "", "kind": "registration", "title": "", name: plain}), name)


def _fields(value: Any) -> Any:
    kind: Any = type(value)
    if kind is Finding:
        # Findings are most of a record; as lists of fields they need half the time and space.
        evidence = value.evidence
        place = (evidence.section, evidence.start, evidence.end, evidence.quote)
        cue = value.cue if any(value.cue) else ()  # empty for most findings
        return (value.facet, value.value, value.rule, value.basis, place, value.role, value.cohort, *cue)
    # A field with its default value is omitted: most fields are empty, and the dataclass fills them in again.
    fields: dict[str, Any] = value.__dict__.copy()
    for name, default in _defaults(kind):
        if fields[name] == default:
            del fields[name]
    return fields


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a class that have a default, with this."""
    fields = dataclasses.fields(kind)
    made = [(each.name, each.default_factory()) for each in fields if each.default_factory is not dataclasses.MISSING]
    return (*made, *((each.name, each.default) for each in fields if each.default is not dataclasses.MISSING))


def _trial(fields: dict[str, Any]) -> Trial:
    for name, kind in _LISTS.items():
        if name in fields:
            if kind in _WITHOUT_LISTS:  # most of a record: sites, outcomes
                fields[name] = tuple([kind(**each) for each in fields[name]])
            else:
                fields[name] = tuple(_frozen(kind, each) for each in fields[name])
    for name, kind in _PARTS.items():
        if name in fields:
            fields[name] = _frozen(kind, fields[name])
    if "warnings" in fields:
        fields["warnings"] = tuple(map(_remark, fields["warnings"]))
    if "design" in fields:
        fields["design"] = tuple((label, value) for label, value in fields["design"])
    trial: Trial = _frozen(Trial, fields)
    return trial


def _eligibility(**fields: Any) -> Eligibility:
    for name in ("inclusion", "exclusion"):
        if name in fields:
            fields[name] = tuple([Criterion(**each) for each in fields[name]])
    return Eligibility(**fields)


_WITHOUT_LISTS = frozenset((Site, Outcome, Identifier, Section, Sponsor, Contact))
_PARTS: Mapping[str, Any] = {"eligibility": _eligibility, "dates": Dates, "citation": Citation}


def _frozen(kind: Any, fields: dict[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})


def _finding(fields: list[Any]) -> Finding:
    facet, value, rule, basis, place, role, cohort, *cue = fields
    start, end = cue or (0, 0)
    return Finding(facet, value, rule, basis, Evidence(*place), role, cohort, (start, end))


def _disagreement(fields: dict[str, Any]) -> Disagreement:
    values = tuple((value, index) for value, index in fields["said"])
    return Disagreement(fields["field"], values, tuple(fields.get("dates", ())))


def _remark(stored: Any) -> Remark:
    if isinstance(stored, str):  # in a read-only file of an older program
        return remark(AS_STORED, text=stored)
    return Remark(stored["code"], tuple((name, value) for name, value in stored.get("fields", ())))


# A record is frozen, so it cannot contain itself, and looking for that takes an eighth of the time.
_ENCODER = json.JSONEncoder(default=_fields, ensure_ascii=False, separators=(",", ":"), check_circular=False)
