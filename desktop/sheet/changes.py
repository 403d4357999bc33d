"""Say in sentences what changed in a trial: "Status: Recruiting became Completed", "New site: Berlin, Recruiting".

Lists are compared entry by entry, long texts word by word. Of a long text only the changed words are shown, with some
words around them: "… status [0–1 → 0–2] at entry".
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from desktop.sheet.registry_words import RegistryWords
from desktop.trials.change_kinds import COMPLETED
from desktop.trials.changes import FRESHNESS_FIELD, FieldChange
from desktop.trials.date_words import day_in_words
from desktop.trials.dates import partial_date
from desktop.trials.freshness import STALE
from desktop.trials.trial import (
    Arm,
    Contact,
    Criterion,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
)

_CODED = ("phase", "status", "study_type", "design")
_LABELS = {
    "enrollment": "Number of patients",
    "conditions": "Condition",
    "keywords": "Keyword",
    "interventions": "Intervention",
    "arms": "Arm",
    "outcomes": "Outcome",
    "sites": "Site",
    "sponsors": "Sponsor",
    "contacts": "Contact",
    "references": "Reference",
    "identifiers": "Number",
    "reports_on": "Reported trial",
    "design": "Design",
}
_PLURALS = {
    each: f"{_LABELS[each]}s"
    for each in (
        *("conditions", "keywords", "interventions", "arms", "outcomes", "sites", "sponsors", "contacts"),
        *("references", "identifiers", "reports_on"),
    )
}
_STAMPS = ("first_posted", "last_updated", "verified", "refreshed", "retrieved", "file_date")
# Entries less similar than this (0 to 1) count as two entries, not as one that was reworded.
_ALIKE = 0.6
_BULLETS = ("-", "*", "•", "–")
_AROUND = 4
"""The number of words that are shown on each side of the changed ones."""
_LONG = 8
"""A text with more words than this is compared word by word."""
_LONGEST = 200
_MOST_LINES = 6
"""If more entries of a list than this were added or removed, they are only counted."""


class _Entry(NamedTuple):
    """Hold one entry of a list: the name that identifies it, and its words."""

    label: str
    name: str
    text: str


def sentences(change: FieldChange, codes: RegistryWords) -> tuple[str, ...]:
    """Return a change in sentences, one for each entry that differs."""
    if change.kind == COMPLETED:
        return (completed((change,)),)
    if change.field == FRESHNESS_FIELD:
        return (_quiet(change),)
    before, after = (tuple(_entries(change.field, value, codes)) for value in change.told)
    return tuple(_compared(before, after)) or (f"{_whole_name(change.field)} changed",)


def completed(changes: Iterable[FieldChange]) -> str:
    """Say which fields another kind of document adds, or gives in more detail, than the earlier documents."""
    names = [_whole_name(each.field) for each in changes]
    return f"Told by another download: {', '.join([names[0], *map(_lower, names[1:])])}"


def _quiet(change: FieldChange) -> str:
    """Say why the data of a trial became stale."""
    dated = day_in_words(change.registry_date)
    if change.after == STALE:
        return f"Gone quiet: the registry has told nothing new since {dated}"
    return f"Gone quiet: {change.after}, which cannot be true"


def when_and_where(change: FieldChange) -> str:
    """Return the registry's date of a change, else the day of the import, and the name of the document."""
    told = day_in_words(change.registry_date) if change.registry_date else f"imported {change.changed[:10]}"
    return f"({told}, {change.file})"


def field_name(field: str) -> str:
    """Return the name in words of a field of a trial, or of one entry of it."""
    return _LABELS.get(field, field.replace("_", " ").capitalize())


def _whole_name(field: str) -> str:
    """Return the name in words of a whole field of a trial."""
    return _PLURALS.get(field, field_name(field))


def reworded(before: str, after: str) -> str:
    """Return the words that differ between two texts: "… status [0–1 → 0–2] at entry"."""
    old, new = ([word for word in text.split() if word not in _BULLETS] for text in (before, after))
    steps = [step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"]
    told: list[str] = []
    shown = 0
    for _, left, right, start, end in steps:
        if left - shown > 2 * _AROUND or (not told and left > _AROUND):
            told += [*old[shown : shown + _AROUND if told else shown], "…", *old[left - _AROUND : left]]
        else:
            told += old[shown:left]
        told.append(f"[{' '.join(old[left:right]) or '–'} → {' '.join(new[start:end]) or '–'}]")
        shown = right
    rest = old[shown : shown + _AROUND]
    return " ".join([*told, *rest, *(["…"] if shown + _AROUND < len(old) else [])])


def _compared(before: Sequence[_Entry], after: Sequence[_Entry]) -> Iterator[str]:
    gone, come = _without(before, after), _without(after, before)
    changed: list[str] = []
    for old in list(gone):
        new = _same(old, come)
        if new:
            gone.remove(old)
            come.remove(new)
            changed.append(_became(old, new))
    yield from _few(changed, "more entries changed")
    yield from _few([f"New {_lower(each.label)}: {_short(each.text)}" for each in come], "more are new")
    yield from _few([f"{each.label} no longer given: {_short(each.text)}" for each in gone], "more are no longer given")


def _without(entries: Sequence[_Entry], others: Iterable[_Entry]) -> list[_Entry]:
    """Return the entries that are missing in ``others``, each as often as it is missing."""
    left = [_folded(each) for each in others]
    found = []
    for each in entries:
        if _folded(each) in left:
            left.remove(_folded(each))
        else:
            found.append(each)
    return found


def _folded(entry: _Entry) -> tuple[str, ...]:
    """Return an entry without the case of its letters: registries write "Non-Randomized" and "Non-randomized"."""
    return tuple(text.casefold() for text in entry)


def _same(old: _Entry, new: Sequence[_Entry]) -> _Entry | None:
    """Return the new entry for an old one: the one with the same name, else the most similar text without a name."""
    named = [each for each in new if each.label == old.label and each.name == old.name and old.name]
    if named or old.name:
        return named[0] if named else None
    likeness = [(_likeness(old.text, each.text), each) for each in new if each.label == old.label and not each.name]
    best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    """Return the similarity of two texts, 0 to 1: of long ones by words, of short ones by letters."""
    if max(len(one.split()), len(other.split())) > _LONG:
        return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _became(old: _Entry, new: _Entry) -> str:
    name = f"{old.label} {old.name}" if old.name not in ("", old.label) else old.label
    before, after = (each.text.removeprefix(old.name).lstrip(" ,:") for each in (old, new))
    if max(len(before.split()), len(after.split())) > _LONG and before and after:
        return f"{name}: {_short(reworded(before, after))}"
    return f"{name}: {_short(before) or 'not given'} became {_short(after) or 'not given'}"


def _few(lines: Sequence[str], more: str) -> Iterator[str]:
    if len(lines) <= _MOST_LINES + 1:  # counting a single entry would save no line
        yield from lines
    else:
        yield from lines[:_MOST_LINES]
        yield f"{len(lines) - _MOST_LINES} {more}"


def _entries(field: str, value: object, codes: RegistryWords) -> Iterator[_Entry]:
    label = field_name(field)
    if isinstance(value, Dates):
        yield from _parts(value, _STAMPS, lambda text: day_in_words(partial_date(text)) or text)
    elif isinstance(value, Eligibility):
        yield from (_Entry(f"{kind} criterion", "", each.text) for kind, each in _criteria(value))
        yield from _parts(value, ("inclusion", "exclusion", "undivided"), codes.ordinary)
    elif isinstance(value, tuple):
        yield from (_entry(label, each, codes) for each in value)
    elif isinstance(value, bool):
        yield _Entry(label, label, "yes" if value else "no")
    elif value is not None and value != "":
        text = codes.ordinary(str(value)) if field in _CODED else str(value)
        yield _Entry(label, label, text)


def _criteria(value: Eligibility) -> Iterator[tuple[str, Criterion]]:
    yield from (("Inclusion", each) for each in value.inclusion)
    yield from (("Exclusion", each) for each in value.exclusion)
    if value.undivided:
        yield "Entry", Criterion(value.undivided)


def _parts(value: Dates | Eligibility, left_out: Sequence[str], said: Callable[[str], str]) -> Iterator[_Entry]:
    for name, text in value.__dict__.items():
        if name not in left_out and text:
            yield _Entry(field_name(name), field_name(name), said(text))


def _entry(label: str, value: object, codes: RegistryWords) -> _Entry:
    """Return an entry of a list; one without a name is identified by its words."""
    if isinstance(value, Site):
        place = _listed(value.facility, value.city, value.country)
        return _Entry(label, place, _listed(place, codes.ordinary(value.status)))
    if isinstance(value, Outcome):
        words = _listed(value.measure, value.time_frame, value.description)
        return _Entry(f"{value.rank.capitalize()} outcome", "", words)
    if isinstance(value, Section):
        return _Entry(field_name(value.name), field_name(value.name), value.text)
    name, parts = _name_and_parts(value, codes)
    return _Entry(label, name, f"{name}: {text}" if name and (text := _listed(*parts)) else name or _listed(*parts))


def _name_and_parts(value: object, codes: RegistryWords) -> tuple[str, tuple[str, ...]]:
    match value:
        case Arm():
            return value.label, (codes.ordinary(value.kind), *value.interventions, value.description)
        case Intervention():
            return value.name, (codes.ordinary(value.kind), *value.other_names, value.description)
        case Sponsor():
            return value.name, (codes.ordinary(value.sponsor_class),)
        case Contact():
            return value.name, (value.role, value.phone, value.email, value.affiliation)
        case (str(name), str(text)):
            return name, (codes.ordinary(text),)
    return "", (str(getattr(value, "value", value)),)


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"
