"""The query: what the user searches for, as one value; the filters and the search box both show it.

The language: words (all must match), "phrases", prefix*, -word, and facet pairs (``her2:positive phase:2
-status:completed her2:low,negative``): OR inside a facet, AND across facets, ``-`` excludes. With ``~`` instead of the
colon a facet has its second reading: ``her2~low`` finds the trials that would accept HER2-low patients,
``class~taxane`` those that investigate a taxane. Both readings are one facet: OR between them. A value with spaces,
commas or quotation marks is put in quotation marks, and its own quotation marks are doubled. The name of a drug also
finds its other names; ``=Enhertu`` finds only this word. ``updated:>2025-06`` finds trials by the registry's date,
``retrieved:`` and ``imported:`` by two other dates. ``changed:eligibility`` finds what changed since the last look,
``changed:eligibility since:2026-11-01`` since a day. ``starred`` finds the trials on a shortlist, ``note:cns`` those
with this in a note, ``import:7`` those of an import. Where a trial has cohorts, one cohort must carry the values of all
facets; ``cohorts:any`` lets them come from several.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from desktop.catalogue.finding.query_tokens import (
    LITERAL,
    MOST_WORDS,
    joined,
    pair_values,
    phrase,
    replaced,
    shortened,
    tokens,
)
from desktop.catalogue.finding.since import is_since, with_since
from desktop.trials.facets import HAS_FACET, SECOND, SINCE_FACET, STAR, Facets, tree_of

Pair = tuple[str, str]
"""(facet id, value id); the facet id ends in ``SECOND`` for the second reading."""

_COHORTS, _ANY_COHORTS = "cohorts", "any"
_STARRED = "starred"  # a word for has:star
SORT_KEYS = ("title", "key", "sponsor", "start", "enrollment", "newest", "updated", "relevance")
"""The sort keys besides facet ids.

``newest`` is the order of import, the latest first; ``updated`` that of the registry's dates, by month.
"""

_UNSEARCHABLE = r"[\x00\ud800-\udfff]"


@dataclass(frozen=True)
class TrialQuery:
    """Hold a search: ``text`` is its words in the language above, without facet pairs.

    While the last word is ``unfinished`` (the user is still typing it), words that begin with it are found too;
    comparisons of queries ignore this. With ``across_cohorts`` the values of different facets may come from different
    cohorts of a trial.
    """

    text: str = ""
    selected: frozenset[Pair] = field(default_factory=frozenset)
    excluded: frozenset[Pair] = field(default_factory=frozenset)
    across_cohorts: bool = False
    unfinished: bool = field(default=False, compare=False)

    @property
    def searched(self) -> str:
        """Return the words to search for: the text, with an unfinished last word as a prefix."""
        return f"{self.text}*" if self.text and self.unfinished else self.text

    def __str__(self) -> str:
        """Return the query in its language; ``parse_query`` of it returns an equal query."""
        pairs = [*_printed("", self.selected), *_printed("-", self.excluded)]
        pairs += [f"{_COHORTS}:{_ANY_COHORTS}"] if self.across_cohorts else []
        return " ".join([*pairs, self.text] if self.text else pairs)

    def is_empty(self) -> bool:
        """Return whether the query matches every trial."""
        return not (self.text or self.selected or self.excluded)

    def with_text(self, text: str) -> "TrialQuery":
        """Return the query with another text."""
        return replace(self, text=_plain(text), unfinished=False)

    def toggled(self, facet: str, value: str) -> "TrialQuery":
        """Return the query with a value selected or deselected; either way it is not excluded."""
        pair = frozenset({(facet, value)})
        return replace(self, selected=self.selected ^ pair, excluded=self.excluded - pair)

    def literally(self, term: str) -> "TrialQuery":
        """Return the query in which a term of the text means only this word."""
        is_several = " " in term and '"' not in term
        exact = LITERAL + (phrase(term) if is_several else term)
        return replace(self, text=replaced(self.text, term, exact))

    def excluding(self, facet: str, value: str) -> "TrialQuery":
        """Return the query with a value excluded or no longer excluded; either way it is not selected."""
        pair = frozenset({(facet, value)})
        return replace(self, selected=self.selected - pair, excluded=self.excluded ^ pair)

    def selecting(self, facet: str, values: Iterable[str]) -> "TrialQuery":
        """Return the query with exactly these values of a facet selected."""
        others = {pair for pair in self.selected if tree_of(pair[0]) != tree_of(facet)}
        chosen = {(facet, value) for value in values}
        return replace(self, selected=frozenset(others | chosen), excluded=self.excluded - chosen)

    def without(self, facet: str, value: str) -> "TrialQuery":
        """Return the query with a value neither selected nor excluded."""
        pair = {(facet, value)}
        return replace(self, selected=self.selected - pair, excluded=self.excluded - pair)

    def read_again(self, facet: str) -> "TrialQuery":
        """Return the query with the values of a facet in its other reading."""

        def turned(pairs: frozenset[Pair]) -> frozenset[Pair]:
            return frozenset((_other_reading(f), v) if base_of(f) == facet else (f, v) for f, v in pairs)

        return replace(self, selected=turned(self.selected), excluded=turned(self.excluded))

    def describe(self, names: Facets) -> str:
        """Return the query in words: "HER2 status: Positive, Low · not Completed · text: trastuzumab".

        What is separated by a dot must all be true; of two readings of a facet, which "or" separates, one is enough.
        """
        either: dict[str, list[str]] = {}
        for facet, values in _by_facet(self.selected):
            either.setdefault(tree_of(facet), []).append(f"{names.facet_label(facet)}: {_labels(names, facet, values)}")
        parts = [" or ".join(each) for each in either.values()]
        parts += [f"not {names.facet_label(f)}: {_labels(names, f, values)}" for f, values in _by_facet(self.excluded)]
        if self.across_cohorts:
            parts.append("values from any cohorts")
        if self.text:
            parts.append(f"text: {self.text}")
        return " · ".join(parts)


class ParsedQuery(NamedTuple):
    """Hold a query, and one plain sentence for each part of the text with an error.

    ``rest`` is the text without the pairs that became filters, otherwise unchanged.
    """

    query: TrialQuery
    problems: tuple[str, ...] = ()
    rest: str = ""


def parse_query(text: str, names: Facets) -> ParsedQuery:
    """Return the query of a text; raise no error: text that is not a facet pair is searched for as words.

    A pair with a known facet but an unknown or missing value becomes a problem and does not filter. So do the words
    after the first MOST_WORDS.
    """
    words: list[tuple[re.Match[str], str]] = []
    selected, excluded = set[Pair](), set[Pair]()
    problems: list[str] = []
    understood: list[tuple[int, int]] = []
    across = False
    for token in tokens(re.sub(_UNSEARCHABLE, " ", text)):
        if token.group().lower() == f"{_COHORTS}:{_ANY_COHORTS}":
            across = True
            understood.append(token.span())
            continue
        if token["term"] and token["term"].lower() == _STARRED:
            (excluded if token["minus"] else selected).add((HAS_FACET, STAR))
            understood.append(token.span())
            continue
        facet = names.facet_id(_named(token)) if token["facet"] else None
        if facet is None:
            words.append((token, token.group()))
            continue
        pairs, faults = _pairs(token, facet, names)
        (excluded if token["minus"] else selected).update(pairs)
        problems += faults
        if not faults:
            understood.append(token.span())
    searched, count = shortened(_plain(joined(words)))
    if count > MOST_WORDS:
        problems.append(f"The search text has {count} words; only the first {MOST_WORDS} are searched for: shorten it.")
    selected, excluded = with_since(selected - excluded), with_since(excluded)
    query = TrialQuery(searched, frozenset(selected), frozenset(excluded), across)
    return ParsedQuery(query, tuple(problems), _without(text, understood))


def _pairs(token: re.Match[str], facet: str, names: Facets) -> tuple[list[Pair], list[str]]:
    """Return the pairs of a facet with its values in a token, and a sentence for each fault in them."""
    values = [names.meant(facet, value) for value in pair_values(token["values"])]
    if not values:
        return [], [f"{names.facet_label(facet)} needs a value after “{token.group()}”."]
    unknown = [value for value in values if not _is_value(names, facet, value)]
    faults = [f"{names.facet_label(facet)} has no value “{value}”." for value in unknown]
    return [(facet, value) for value in values if value not in unknown], faults


def _is_value(names: Facets, facet: str, value: str) -> bool:
    return is_since(value) if facet == SINCE_FACET else names.is_value(facet, value)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without these spans and the space after each."""
    rest, place = "", 0
    for start, end in spans:
        rest += text[place:start]
        place = end + 1
    return rest + text[place:]


def base_of(facet: str) -> str:
    """Return the id of a facet without the suffix of the second reading."""
    return facet.removesuffix(SECOND)


def _named(token: re.Match[str]) -> str:
    return token["facet"].lower() + (SECOND if token["reading"] == SECOND else "")


def _other_reading(facet: str) -> str:
    return base_of(facet) if facet.endswith(SECOND) else facet + SECOND


def _plain(text: str) -> str:
    return " ".join(re.sub(_UNSEARCHABLE, " ", text).split())


def _by_facet(pairs: Iterable[Pair]) -> list[tuple[str, list[str]]]:
    grouped: dict[str, list[str]] = {}
    for facet, value in sorted(pairs):
        grouped.setdefault(facet, []).append(value)
    return list(grouped.items())


def _printed(sign: str, pairs: Iterable[Pair]) -> list[str]:
    return [f"{sign}{_sign_of(facet)}{','.join(map(_quoted, values))}" for facet, values in _by_facet(pairs)]


def _sign_of(facet: str) -> str:
    return facet if facet.endswith(SECOND) else f"{facet}:"


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s,"]', value) or not value else value


def _labels(names: Facets, facet: str, values: Iterable[str]) -> str:
    return ", ".join(names.value_label(facet, value) for value in values)
