"""Say how values of facets changed, and why: "HER2: Negative became Low, because of your correction"."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.sheet.parts import Item, plain
from desktop.sheet.wording import Wording
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import NOT_STATED
from desktop.trials.value_change import ValueChange

_SAID_ALREADY = (("status", "document"), ("phase", "document"))
"""(facet, cause) of changes that are omitted here, because the changes of the trial already show them."""
_FEW = 3
"""If there are more values than this, only the added and removed ones are named."""


def value_sentence(change: ValueChange, words: Wording) -> str:
    """Say how the values of a facet changed, and why."""
    before, after = _labels(change, words)
    told = _come_and_gone(before, after) or f"{', '.join(before)} became {', '.join(after)}"
    return f"{words.facet_label(change.facet)}: {told}, because of {change.reason}"


def values_before(facet: str, changes: Iterable[ValueChange], words: Wording) -> str:
    """Say what the values of a facet were before the first of these changes; "" if none is of this facet.

    A correction is not mentioned: the values that it replaces are shown beside it, struck through.
    """
    change = next((each for each in changes if each.facet == facet), None)
    if change is None or change.cause == "correction":
        return ""
    before, after = _labels(change, words)
    # Documents give the dates of records, not of values: this is the day of the import.
    day = f"{'the import of ' if change.cause == 'document' else ''}{day_in_words(change.changed[:10])}"
    many = _come_and_gone(before, after)
    return f"{many} since {day}" if many else f"was {', '.join(before)} before {day}"


def _labels(change: ValueChange, words: Wording) -> tuple[Sequence[str], Sequence[str]]:
    before, after = (words.labels(change.facet, values or (NOT_STATED,)) for values in (change.before, change.after))
    return tuple(before), tuple(after)


def _come_and_gone(before: Sequence[str], after: Sequence[str]) -> str:
    """Say which of many values were added and removed; "" if there are few."""
    if max(len(before), len(after)) <= _FEW:
        return ""
    come, gone = ([each for each in one if each not in other] for one, other in ((after, before), (before, after)))
    listed = (("now also ", come), ("no longer ", gone))
    return ", ".join(f"{lead}{', '.join(values)}" for lead, values in listed if values)


def value_items(changes: tuple[ValueChange, ...], words: Wording) -> Iterator[Item]:
    """Yield one item for each change, with its day and the document that was imported then."""
    for change in changes:
        if (change.facet, change.cause) in _SAID_ALREADY:
            continue
        where = ", ".join(filter(None, (day_in_words(change.changed[:10]), change.file)))
        yield Item(plain(value_sentence(change, words)), aside=f"({where})")
