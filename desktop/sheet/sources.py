"""Show where a trial comes from: its documents, which field came from which, where they differ, and what changed."""

from collections.abc import Iterator
from itertools import groupby

from desktop.sheet.changes import completed, sentences, when_and_where
from desktop.sheet.parts import Block, Item, Items, Paragraphs, plain
from desktop.sheet.registry_words import RegistryWords
from desktop.sheet.value_changes import value_items
from desktop.sheet.wording import Wording
from desktop.trials.change_kinds import COMPLETED
from desktop.trials.changes import FieldChange
from desktop.trials.date_words import day_in_words
from desktop.trials.identifiers import shown_number
from desktop.trials.sources import source_format, stored_format
from desktop.trials.stored import Disagreement, StoredTrial

_MOST_CHANGES = 30
_CODED = ("phase", "status", "study_type")


def sources_of(stored: StoredTrial, words: Wording) -> Iterator[Block]:
    """Yield the documents of a trial, and the fields in which they differ."""
    if stored.sources:
        yield Paragraphs("documents", "", tuple(_documents(stored)))
    yield from _lists(
        ("disagreements", "Sources disagree (the first is believed)", _disagreements(stored, words.codes)),
        ("twins", "Possible duplicate: the same title", _twins(stored)),
    )


def changes_of(stored: StoredTrial, words: Wording) -> Iterator[Block]:
    """Yield what changed in a trial, and in the values that were read from it."""
    yield from _lists(
        ("changes", "By later documents", _changes(stored, words.codes)),
        ("values", "Values, and why", value_items(stored.value_changes[:_MOST_CHANGES], words)),
    )


def _lists(*lists: tuple[str, str, Iterator[Item]]) -> Iterator[Block]:
    for name, heading, items in lists:
        if shown := tuple(items):
            yield Items(name, heading, shown)


def field_label(field: str) -> str:
    """Return the name in words of a field of a trial."""
    return field.replace("_", " ").capitalize()


def format_in_words(format_: str) -> str:
    """Return the name of a format in the list of readable formats; an id that is not in the table is unchanged."""
    described = source_format(format_).described if stored_format(format_) else format_
    return described[:1].upper() + described[1:]


def _documents(stored: StoredTrial) -> Iterator[Item]:
    for number, source in enumerate(stored.sources):
        taken = [field_label(field) for field, index in stored.provenance.items() if index == number]
        imported = f"imported {source.imported[:16].replace('T', ' ')}"
        notes = (
            " · ".join(filter(None, (format_in_words(source.format), imported))),
            f"Taken from here: {', '.join(taken)}",
        )
        yield Item(plain(source.file), notes if taken else notes[:1])
    for origin in stored.trial.origins:
        imported = f"imported {origin.imported[:16].replace('T', ' ')} in the catalogue that exported it"
        yield Item(plain(origin.file), (" · ".join(filter(None, (format_in_words(origin.format), imported))),))


def _disagreements(stored: StoredTrial, codes: RegistryWords) -> Iterator[Item]:
    for each in stored.disagreements:
        said = "; ".join(_said(each, stored, codes))
        yield Item(plain(f"{field_label(each.field)}: {said}"))


def _said(disagreement: Disagreement, stored: StoredTrial, codes: RegistryWords) -> Iterator[str]:
    for value, index, date in disagreement.dated:
        day = day_in_words(date) if disagreement.field == "status" else ""
        where = ", ".join(filter(None, (day, stored.sources[index].file)))
        yield f"“{_shown(disagreement.field, value, codes)}” ({where})"


def _twins(stored: StoredTrial) -> Iterator[Item]:
    return (Item(plain(f"{title} ({shown_number(key)})")) for key, title in stored.twins)


def _changes(stored: StoredTrial, codes: RegistryWords) -> Iterator[Item]:
    """Yield the latest changes; what only another kind of document added is one entry for each document."""
    for told, group in groupby(stored.changes[:_MOST_CHANGES], key=lambda each: each.kind == COMPLETED and each.file):
        changes = tuple(group)
        if told:
            yield Item(plain(completed(changes)), aside=when_and_where(changes[0]))
        else:
            yield from (_change(change, codes) for change in changes)


def _change(change: FieldChange, codes: RegistryWords) -> Item:
    first, *more = sentences(change, codes)
    return Item(plain(first), tuple(more), aside=when_and_where(change))


def _shown(field: str, value: str, codes: RegistryWords) -> str:
    return codes.ordinary(value) if field in _CODED else value
