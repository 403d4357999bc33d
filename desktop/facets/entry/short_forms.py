"""Short forms in brackets behind what they stand for: "neoadjuvant chemotherapy (NAC)" says one thing, not two."""

from desktop.facets.entry.tokens import MENTION, NUMBER, WORD, ChangedRow, Row

_REACH = 3  # tokens between what is written out and the bracket
_SAY_NOTHING = frozenset((WORD, NUMBER, MENTION, "not", "or", "therapy"))


def without_short_forms(row: Row) -> Row:
    """Return tokens without each bracket that only repeats the kind of a word shortly before it."""
    kinds = row.kinds
    if "open" not in kinds:
        return row
    repeated: set[int] = set()
    for place in range(1, len(kinds) - 2):
        if kinds[place] == "open" and kinds[place + 2] == "close" and _is_repeated(kinds, place):
            repeated.update((place, place + 1, place + 2))
    if not repeated:
        return row
    return ChangedRow([each for place, each in enumerate(row.tokens()) if place not in repeated])


def _is_repeated(kinds: list[str], place: int) -> bool:
    kind = kinds[place + 1]
    return kind not in _SAY_NOTHING and kind in kinds[max(0, place - _REACH) : place]
