"""How values of facets changed, in sentences that say why: "HER2: Negative became Low, because of your correction"."""

from collections.abc import Iterator

from desktop.sheet.parts import Item, plain
from desktop.sheet.wording import Wording
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import NOT_STATED
from desktop.trials.value_change import ValueChange

_SAID_ALREADY = (("status", "document"), ("phase", "document"))
"""Values that the registry names itself stand among the changes of the trial."""
_FEW = 3
"""Of more values only those that came and went are named."""


def value_sentence(change: ValueChange, words: Wording) -> str:
    """Return how the values of a facet changed, and why."""
    facet = change.facet
    before, after = (words.labels(facet, values or (NOT_STATED,)) for values in (change.before, change.after))
    told = f"{', '.join(before)} became {', '.join(after)}"
    if max(len(before), len(after)) > _FEW:
        come, gone = ([each for each in one if each not in other] for one, other in ((after, before), (before, after)))
        listed = (("now also ", come), ("no longer ", gone))
        told = ", ".join(f"{lead}{', '.join(values)}" for lead, values in listed if values)
    return f"{words.facet_label(facet)}: {told}, because of {change.reason}"


def value_items(changes: tuple[ValueChange, ...], words: Wording) -> Iterator[Item]:
    """Yield a line for each change, with its day and the document that came then."""
    for change in changes:
        if (change.facet, change.cause) in _SAID_ALREADY:
            continue
        where = ", ".join(filter(None, (day_in_words(change.changed[:10]), change.file)))
        yield Item(plain(value_sentence(change, words)), aside=f"({where})")
