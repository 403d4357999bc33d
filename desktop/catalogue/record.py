"""A trial and its findings as bytes and back: what is saved comes back equal."""

import dataclasses
import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from desktop.trials.finding import Evidence, Finding
from desktop.trials.identifiers import Identifier
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
}
# The fastest of zlib's levels: half the time of the default for a tenth more bytes.
_LEVEL = 1


def to_record(trial: Trial, findings: Sequence[Finding]) -> bytes:
    """Return a trial with its findings as zlib-compressed JSON."""
    whole = {"trial": trial, "findings": list(findings)}
    return zlib.compress(json.dumps(whole, default=_fields, ensure_ascii=False).encode("utf-8"), _LEVEL)


def from_record(record: bytes) -> tuple[Trial, tuple[Finding, ...]]:
    """Return the trial and the findings that ``to_record`` was given."""
    whole = json.loads(zlib.decompress(record))
    return _trial(whole["trial"]), tuple(_finding(each) for each in whole["findings"])


def _fields(value: Any) -> dict[str, Any]:
    # A field at its default is left out: most trials leave most fields empty, and the dataclass fills them in again.
    kind: Any = type(value)
    defaults = _defaults(kind)
    return {name: content for name, content in vars(value).items() if content != defaults[name]}


@cache
def _defaults(kind: type) -> dict[str, Any]:
    return {field.name: field.default for field in dataclasses.fields(kind)}


def _trial(fields: dict[str, Any]) -> Trial:
    for name, kind in _LISTS.items():
        if name in fields:
            fields[name] = tuple(_frozen(kind, each) for each in fields[name])
    for name, kind in _PARTS.items():
        if name in fields:
            fields[name] = _frozen(kind, fields[name])
    if "design" in fields:
        fields["design"] = tuple((label, value) for label, value in fields["design"])
    trial: Trial = _frozen(Trial, fields)
    return trial


def _eligibility(**fields: Any) -> Eligibility:
    for name in ("inclusion", "exclusion"):
        if name in fields:
            fields[name] = tuple(Criterion(**each) for each in fields[name])
    return Eligibility(**fields)


_PARTS: Mapping[str, Any] = {"eligibility": _eligibility, "dates": Dates, "citation": Citation}


def _frozen(kind: Any, fields: dict[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()})


def _finding(fields: dict[str, Any]) -> Finding:
    return Finding(**{**fields, "evidence": Evidence(**fields["evidence"])})
