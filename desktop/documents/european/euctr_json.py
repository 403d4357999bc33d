"""Read protocols of the EU Clinical Trials Register as JSON from ctrdata, one record for each member state."""

import re
from collections.abc import Iterator
from typing import Any

from desktop.documents.european.euctr import trial_of
from desktop.documents.european.euctr_protocol import Answers, Protocol
from desktop.documents.syntax.first_sign import begins_json
from desktop.documents.syntax.json_damage import json_damage
from desktop.documents.syntax.json_fields import JsonReading
from desktop.documents.syntax.json_records import json_records
from desktop.errors import DocumentError
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Trial

_MARK = "a2_eudract_number"
_WRAPPERS = frozenset(("trials", "records", "data"))
# Line ends became runs of spaces, so list marks are inside a line.
_LOST_LINE_END = re.compile(r" {3,}|(?<=[\w.;:)]) {1,2}(?=[-•] ?[A-Z])")
# "Onset of signs at  6 months": the sign before the number was lost, but not its spaces.
_LOST_SIGN = re.compile(r"\S{1,20} {2}\d+(?:\.\d+)? ?\S{0,12}")
_CRITERIA = ("e3_", "e4_")
_TEXTS = re.compile(r"e[345]\d{0,2}_")


def recognises(text: str) -> bool:
    """Return whether a text is JSON with the register's question for the EudraCT number as a key."""
    return begins_json(text) and f'"{_MARK}"' in text


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a JSON document, member states together; yield an error for one that cannot be read.

    Raises:
        DocumentError: The JSON is so damaged that the rest cannot be read.
    """
    together: dict[str, list[Protocol]] = {}
    damaged: DocumentError | None = None
    try:
        for record in json_records(text, frozenset({_MARK}), _WRAPPERS):
            if isinstance(record, DocumentError):
                yield record
            else:
                reading = JsonReading(record.fields, refused=record.refused)
                protocol = _protocol(record.fields)
                protocol.warnings.extend(json_damage(record, reading))
                together.setdefault(protocol.number or f"record {record.place}", []).append(protocol)
    except DocumentError as fault:
        damaged = fault
    for number, protocols in together.items():
        try:
            yield trial_of(protocols)
        except DocumentError as fault:
            yield DocumentError(f"trial {number}: {fault}")
    if damaged:
        raise damaged


def _protocol(record: dict[str, Any]) -> Protocol:
    protocol = Protocol(answers=_answers(record), results_posted=True if "trialInformation" in record else None)
    for key, value in record.items():
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, dict):
                continue
            if key.startswith("b1"):
                protocol.sponsors.append(_answers(part))
            elif key.startswith(("dimp", "d8")):
                protocol.products.append(_answers(part))
            elif key.startswith("e12_"):
                protocol.terms.extend(_answers(part).get("e12_term", ()))
    protocol.warnings.extend(_lost_signs(record))
    return protocol


def _lost_signs(record: dict[str, Any]) -> Iterator[Remark]:
    texts = (value for key, value in record.items() if key.startswith(_CRITERIA) and isinstance(value, str))
    found = [match.group() for text in texts for match in _LOST_SIGN.finditer(text)]
    if found:
        told = re.sub(r" {2}", " … ", found[0], count=1)
        yield remark("signs_dropped", first=told)


def _answers(record: dict[str, Any]) -> Answers:
    """Return {key: texts} of a record, including those in its lists of objects."""
    answers: Answers = {}
    waiting = [(record, True)]
    while waiting:
        holder, outermost = waiting.pop()
        for key, value in holder.items():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, str):
                    answers.setdefault(key.lower(), []).append(_lines(key, part))
                elif isinstance(part, dict) and not (outermost and _is_apart(key)):
                    waiting.append((part, False))
    return answers


def _is_apart(key: str) -> bool:
    """Return whether a key holds no answer on the trial itself, but sponsors, products, terms or results."""
    return key.startswith(("b1", "dimp", "d8", "e12_")) or not re.match(r"[a-z]\d", key)


def _lines(key: str, text: str) -> str:
    return _LOST_LINE_END.sub("\n", text.strip()) if _TEXTS.match(key) and "\n" not in text else text
