"""Show a sentence once with all values of a filter that were read from it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.sheet.parts import JOINT, Quote, Reading


def with_own_sentences(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings with their first sentence each; of those with the same one, one reading with all values.

    Where no values are named, it does not matter which of them the user has replaced.
    """
    return tuple(_one(group) for group in _groups(replace(each, is_replaced=False) for each in readings))


def folded(readings: Sequence[Reading], opened: Collection[str]) -> Iterator[Reading]:
    """Yield readings with a link to their further sentences; those whose fold is open have a row and all sentences."""
    places = {id(reading): place for place, reading in enumerate(readings)}
    for group in _groups(readings):
        name = f"more-{places[id(group[0])]}"
        if name in opened:
            yield from group
            continue
        shown, hidden = _one(group), [quote for reading in group for quote in reading.quotes[1:]]
        yield replace(shown, more=shown.more + len(hidden), fold=name) if hidden else shown


def unfolded(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield readings with all their sentences, each once: first with all its values, then what else each value has."""
    for group in _groups(readings):
        if len(group) == 1:
            yield group[0]
            continue
        yield replace(_one(group), more=sum(each.more for each in group if len(each.quotes) == 1))
        yield from unfolded(replace(each, quotes=each.quotes[1:], before="") for each in group if len(each.quotes) > 1)


def _groups(readings: Iterable[Reading]) -> Iterable[list[Reading]]:
    """Return the readings of a facet with the same first sentence together; a correction is alone."""
    groups: dict[object, list[Reading]] = {}
    for reading in readings:
        can_share = bool(reading.quotes) and not (reading.own or reading.is_replaced)
        shared = (reading.facet, reading.dated, *_said(reading.quotes[0])) if can_share else id(reading)
        groups.setdefault(shared, []).append(reading)
    return groups.values()


def _one(group: Sequence[Reading]) -> Reading:
    first, *others = group
    if not others:
        return replace(first, quotes=first.quotes[:1])
    quote, *others_quotes = (each.quotes[0] for each in group)
    values = JOINT.join(dict.fromkeys(each.value for each in group))
    more = sum(each.more for each in group)
    return replace(first, value=values, quotes=(_with_marks(quote, others_quotes),), more=more)


def _with_marks(quote: Quote, others: Iterable[Quote]) -> Quote:
    """Return a quote that marks the words of several quotes of its sentence."""
    return replace(quote, also=tuple(dict.fromkeys(each.span for each in others if each.span != quote.span)))


def _said(quote: Quote) -> tuple[str, str]:
    return quote.sentence, quote.where
