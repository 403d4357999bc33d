"""Read the JSON lines that another catalogue of this program exported: trials, their origins, and own work on them.

The file is untrusted: each field is checked, and a record with a wrong field is refused completely. Findings are not
imported; they are derived again with the rules of this program. The texts were made plain when they were first read,
and could change if that were done again, so only changes of writing direction are removed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from desktop.documents.plain_record import TURNING
from desktop.documents.syntax.json_records import JsonRecord, json_records
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.history import Change, StoredSource
from desktop.trials.identifiers import Identifier
from desktop.trials.json_form import LINE_MARK, LINE_VERSION, from_fields
from desktop.trials.keys import key_for
from desktop.trials.own_work import from_rows
from desktop.trials.remark_words import in_words
from desktop.trials.remarks import Remark, remark
from desktop.trials.screening import ScreenedTrial
from desktop.trials.sources import PARTS, REGISTRIES, stored_format
from desktop.trials.trial import Criterion, Trial

_BEGINS = re.compile(rf'[\s\ufeff]*(?:\[\s*)?\{{\s*"{LINE_MARK}"\s*:')
_OWN_KEY = re.compile(r"doc-[0-9a-f]{12}")
_SECTION = re.compile(r"[a-z0-9_]{1,200}")
_REGISTRIES = frozenset((*(each.id for each in REGISTRIES), "other"))
_TURNING = re.compile(f"[{TURNING}]")
_DEEPEST_CRITERION = 20
_Item = TypeVar("_Item")


def recognises(text: str) -> bool:
    """Return whether a text begins like the JSON lines of this program."""
    return _BEGINS.match(text) is not None


def read(text: str) -> Iterator[ScreenedTrial | DocumentError]:
    """Yield the trials of an export with their own work; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control, or is so damaged that the rest cannot be read.
    """
    for record in json_records(text, frozenset((LINE_MARK,)), frozenset()):
        if isinstance(record, DocumentError):
            yield record
            continue
        try:
            yield _record(record)
        except (DocumentError, TypeError) as fault:
            yield DocumentError(f"study {record.place}: {fault}; export it again.")
        except RecursionError:
            yield DocumentError(f"study {record.place}: it is nested deeper than any trial; export it again.")


def _record(record: JsonRecord) -> ScreenedTrial:
    """Return the trial of a line. Raises TypeError or DocumentError if a field is wrong."""
    line = _upright(record.fields)
    if line[LINE_MARK] != LINE_VERSION:
        raise DocumentError("a newer version of this program wrote it; read it with that version")
    if "damaged" in line:
        raise DocumentError("its record was damaged in the catalogue that exported it")
    trial = _sound(from_fields(Trial, line.get("trial")))
    lost = (remark("characters_lost", count=record.lost),) if record.lost else ()
    return ScreenedTrial(
        replace(
            trial,
            warnings=(*trial.warnings, *lost),
            origins=tuple(map(_known_format, _items(StoredSource, line, "sources"))),
            earlier_changes=_items(Change, line, "changes"),
        ),
        (),
        from_rows(line.get("own_work", [])),
    )


def _upright(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value of JSON without the characters that change the writing direction."""
    if isinstance(value, str):
        return value if value.isascii() else _TURNING.sub("", value)
    if isinstance(value, list):
        return [_upright(each) for each in value]
    if isinstance(value, dict):
        return {name: _upright(each) for name, each in value.items()}
    return value


def _items(kind: type[_Item], line: dict[str, Any], name: str) -> tuple[_Item, ...]:
    listed = line.get(name, [])
    if not isinstance(listed, list):
        raise TypeError(f"{name} is no list")
    return tuple(from_fields(kind, each) for each in listed)


def _known_format(source: StoredSource) -> StoredSource:
    return replace(source, format=stored_format(source.format))


def _sound(trial: Trial) -> Trial:
    """Return a trial after checking what the rest of the program assumes about its fields."""
    dates = [getattr(trial.dates, each.name) for each in fields(trial.dates)]
    dates += [trial.citation.published] if trial.citation else []
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("key", lambda: trial.key in _keys(trial) or bool(_OWN_KEY.fullmatch(trial.key))),
        ("identifiers", lambda: all(each.registry in _REGISTRIES and each.value.strip() for each in _numbers(trial))),
        ("dates", lambda: all(not date or partial_date(date) == date for date in dates)),
        ("narrative", lambda: all(_SECTION.fullmatch(each.name) for each in trial.narrative)),
        ("eligibility", lambda: all(each.level <= _DEEPEST_CRITERION for each in _criteria(trial))),
        ("absent", lambda: set(trial.absent) <= set(PARTS)),
        ("citation", lambda: trial.kind == "publication" or trial.citation is None),
    )
    for name, holds in checks:
        if not holds():
            raise DocumentError(f"the field {name} of its trial holds what it cannot hold")
    return replace(trial, warnings=tuple(filter(_has_words, trial.warnings)))


def _keys(trial: Trial) -> set[str]:
    """Return the keys that a trial may have: one from each of its numbers."""
    return {key_for((each,), "") for each in trial.identifiers}


def _numbers(trial: Trial) -> Iterator[Identifier]:
    yield from (*trial.identifiers, *trial.reports_on)


def _criteria(trial: Trial) -> Iterator[Criterion]:
    yield from (*trial.eligibility.inclusion, *trial.eligibility.exclusion)


def _has_words(told: Remark) -> bool:
    """Return whether this version of the program has words for a remark."""
    try:
        return bool(in_words(told))
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        return False
