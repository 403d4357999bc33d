"""Complete the words in the search box while the user types: to filters, their values, and drugs."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal

from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.query_tokens import phrase
from desktop.trials.facets import SECOND, Facet
from desktop.workflows.filter_trials import FacetCounts, ValueCount

Kind = Literal["facet", "value", "drug"]

_MOST = 10
_MOST_OF: dict[Kind, int] = {"facet": 2, "value": 6, "drug": 4}
_MOST_LISTED = 12  # values that are offered for a facet whose name was typed with a colon
_SHORTEST = 2  # letters
_LONGEST_STRETCH = 4  # words
_MOST_LOOKED_AT = 400  # drug names with the same beginning; nobody reads more
_NO_LETTERS = re.compile(r"[\W_]+")
_PAIR = re.compile(r"(?:^|(?<=\s))-?(?P<facet>\w+)(?P<reading>[:~])(?P<values>\S*|(?:[^\s,]*,)*\"[^\"]*)$")
_WORDS = re.compile(r"(?:^|(?<=\s))[^\s\":~=*-][^\s\":~=*]*$")


@dataclass(frozen=True)
class Completion:
    """Hold one completion.

    ``text`` is the whole text up to the cursor after completion, ``label`` the words to show, ``also`` an explanation
    such as the preferred name of a drug. ``count`` is the number of trials that a filter would show, None if unknown.
    """

    kind: Kind
    text: str
    label: str
    also: str = ""
    count: int | None = None


class DrugNames:
    """Hold the sorted names of all drugs, so that names with a given beginning are found fast."""

    def __init__(self, drugs: Iterable[Sequence[str]] = ()) -> None:
        """Use the names of each drug, the preferred one first."""
        self._drugs = [tuple(names) for names in drugs]
        self._sorted = sorted(
            (key, later, place, name)
            for place, names in enumerate(self._drugs)
            for name in names
            for later, key in enumerate(_beginnings(name))
        )
        self._keys = [key for key, *_ in self._sorted]

    def beginning_with(self, typed: str) -> list[tuple[str, str]]:
        """Return (name, preferred name) of the drugs of which a name, or a word in it, begins with ``typed``.

        Each drug is in it once, in the order of the vocabulary (drugs of most trials first); drugs of which only a
        later word begins so come last.
        """
        best: dict[int, tuple[bool, bool, int, str]] = {}
        at = bisect_left(self._keys, typed)
        for key, later, place, name in islice(self._sorted, at, at + _MOST_LOOKED_AT):
            if not key.startswith(typed):
                break
            found = (later > 0, name != self._drugs[place][0], len(name), name)
            best[place] = min(best.get(place, found), found)
        order = sorted(best, key=lambda place: (best[place][0], place))
        return [(best[place][-1], self._drugs[place][0]) for place in order]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word of the names, in lower case."""
        return frozenset(word for names in self._drugs for name in names for word in plain_letters(name).split())


@lru_cache(maxsize=100_000)
def plain_letters(words: str) -> str:
    """Return words in lower case, with each sign and each run of spaces replaced by one space."""
    return _NO_LETTERS.sub(" ", words.casefold()).strip()


def completions(before: str, counts: Sequence[FacetCounts], drugs: DrugNames) -> tuple[Completion, ...]:
    """Return the completions of the text before the cursor, the best first; empty if there is none.

    ``counts`` are the facets with their numbers under the present filters, without words. If other words are typed, the
    numbers would be too large and are omitted.
    """
    if pair := _PAIR.search(before):
        return tuple(islice(_values_of(before, pair, counts), _MOST_LISTED))
    if before.count('"') % 2:
        return ()  # inside a phrase
    for start in _starts(before):
        typed = plain_letters(before[start:])
        if len(typed) >= _SHORTEST and (found := _completed(before[:start], typed, counts, drugs)):
            return found if not before[:start].strip() else tuple(replace(each, count=None) for each in found)
    return ()


def _starts(before: str) -> Iterator[int]:
    """Yield the offsets at which the words to complete may begin, that of the longest run of plain words first."""
    starts: list[int] = []
    end = len(before)
    while len(starts) < _LONGEST_STRETCH and (match := _WORDS.search(before, 0, end)):
        starts.append(match.start())
        end = len(before[: match.start()].rstrip())
        if end == match.start():
            break
    return reversed(starts)


def _completed(kept: str, typed: str, counts: Sequence[FacetCounts], drugs: DrugNames) -> tuple[Completion, ...]:
    found: list[Completion] = []
    for some in (_facets(kept, typed, counts), _values(kept, typed, counts), _drugs(kept, typed, drugs)):
        found += some
    return tuple(found[:_MOST])


def _facets(kept: str, typed: str, counts: Sequence[FacetCounts]) -> list[Completion]:
    named = (each.facet for each in counts if any(form.startswith(typed) for form in _names(each.facet)))
    return [Completion("facet", f"{kept}{facet.id}:", f"{facet.label}…") for facet in islice(named, _MOST_OF["facet"])]


def _values(kept: str, typed: str, counts: Sequence[FacetCounts]) -> list[Completion]:
    ranked: list[tuple[int, int, str, Completion]] = []
    for each in counts:
        is_named = typed in _names(each.facet)
        for value in each.values:
            if value.count and not value.selected and not value.is_bucket:
                rank = 0 if is_named else _rank(typed, _own_forms(value), _forms(each.facet, value))
                if rank is not None:
                    label = f"{each.facet.label}: {value.label}"
                    text = f"{kept}{_printed(each.facet.id, value.value)} "
                    ranked.append((rank, -value.count, label, Completion("value", text, label, count=value.count)))
    return [completion for *_, completion in sorted(ranked, key=lambda each: each[:3])[: _MOST_OF["value"]]]


def _drugs(kept: str, typed: str, drugs: DrugNames) -> list[Completion]:
    return [
        Completion("drug", f"{kept}{_searched(name)} ", name, preferred if name != preferred else "")
        for name, preferred in drugs.beginning_with(typed)[: _MOST_OF["drug"]]
    ]


def _values_of(before: str, pair: re.Match[str], counts: Sequence[FacetCounts]) -> Iterator[Completion]:
    """Yield the values of a facet that begin with the text after its colon; values without trials last."""
    name, second = pair["facet"].lower(), pair["reading"] == SECOND
    found = next((each for each in counts if name in (each.facet.id, *each.facet.aliases)), None)
    if found is None or (second and not found.facet.second):
        return
    given, comma, begun = pair["values"].rpartition(",")
    typed = plain_letters(begun)
    values = [value for value in found.values if not typed or _rank(typed, _own_forms(value)) is not None]
    kept = before[: pair.start("values")] + given + comma
    for value in sorted(values, key=lambda value: _number(value, second=second) == 0):
        written = _printed("", value.value).removeprefix(":")
        count = None if before[: pair.start()].strip() else _number(value, second=second)
        yield Completion("value", f"{kept}{written} ", value.label, count=count)


def _number(value: ValueCount, *, second: bool) -> int:
    return value.second_count if second and value.second_count is not None else value.count


def _printed(facet: str, value: str) -> str:
    """Return a facet pair in the language of the search box."""
    return str(TrialQuery(selected=frozenset({(facet, value)})))


def _searched(name: str) -> str:
    """Return a name in the language of the search box: as a phrase if it has several words."""
    return name if re.fullmatch(r"[\w-]+", name) and not name.startswith("-") else phrase(name)


def _rank(typed: str, own: Sequence[str], with_facet: Sequence[str] = ()) -> int | None:
    """Return how well a value fits the typed text: 0 exactly, 1 or 2 by its beginning, 3 by a later word, else None."""
    if typed in own or typed in with_facet:
        return 0
    if any(form.startswith(typed) for form in own):
        return 1
    if any(form.startswith(typed) for form in with_facet):
        return 2
    return 3 if any(f" {typed}" in form for form in (*own, *with_facet)) else None


def _names(facet: Facet) -> tuple[str, ...]:
    return tuple(map(plain_letters, (facet.label, facet.short, facet.id, *facet.aliases)))


def _own_forms(value: ValueCount) -> tuple[str, ...]:
    return tuple(map(plain_letters, (value.label, value.short, value.value)))


def _forms(facet: Facet, value: ValueCount) -> tuple[str, ...]:
    pairs = (f"{facet.short} {value.short}", f"{facet.label} {value.label}", f"{facet.id} {value.value}")
    return tuple(map(plain_letters, pairs))


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name in plain letters, then its ends from each later word on."""
    words = plain_letters(name).split()
    for place in range(len(words)):
        yield " ".join(words[place:])
