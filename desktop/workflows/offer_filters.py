"""Offer filters for words of a search text: "HER2-low", "Germany", "brain metastases"."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.catalogue.finding.query_tokens import LITERAL
from desktop.trials.countries import country_name
from desktop.trials.facets import Facets
from desktop.workflows.complete_words import plain_letters

FILE = "search_words.toml"
_LONGEST_STRETCH = 4  # words
_COUNTRY = "country"
_LONGEST_CODE = 3  # letters; so short a word ("CA", "NET") rarely means a country
_WORD = re.compile(r'(?<!\S)(?P<term>"[^"]+"|[^\s"*]+)(?!\S)')


@dataclass(frozen=True)
class FilterOffer:
    """Hold words of a query that name filters: the words, the labels of the filters, and the query with them."""

    words: str
    label: str
    query: TrialQuery


@dataclass(frozen=True)
class SearchWords:
    """Find the filters that words of a search name; their list is read from a resources folder at first use."""

    resources: Path
    facets: Facets

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """Return {plain words: the filters that they name}, from the file and from the names of the facets' values.

        Countries are recognised in addition.
        """
        content = tomllib.loads((self.resources / FILE).read_text(encoding="utf-8"))
        meant = {words: each["query"] for each in content["filter"] for words in each["words"]}
        return {**_names_of(self.facets, frozenset(content["not_alone"])), **meant}

    def offers(self, query: TrialQuery) -> tuple[FilterOffer, ...]:
        """Return the filters that words of the query's text name, in order; the longest run of words is used."""
        terms = list(_WORD.finditer(query.text))
        found: list[FilterOffer] = []
        place = 0
        while place < len(terms):
            for length in range(min(_LONGEST_STRETCH, len(terms) - place), 0, -1):
                if meant := _meant(terms[place : place + length], self.meant):
                    span = terms[place].start(), terms[place + length - 1].end()
                    found += _offer(query, span, meant, self.facets)
                    place += length - 1
                    break
            place += 1
        return tuple(found)


def _meant(terms: Iterable[re.Match[str]], known: Mapping[str, str]) -> str:
    """Return the filters that these terms name together, in the language of the search box; "" if none."""
    words = [term["term"].strip('"') for term in terms]
    if any(word.startswith((LITERAL, "-")) for word in words):
        return ""
    joined = " ".join(words)
    country = country_name(joined) if len(joined) > _LONGEST_CODE else ""
    pair = TrialQuery(selected=frozenset({(_COUNTRY, country)})) if country else ""
    return known.get(plain_letters(joined), str(pair))


def _offer(query: TrialQuery, span: tuple[int, int], meant: str, facets: Facets) -> Iterator[FilterOffer]:
    named = parse_query(meant, facets).query
    if named.selected <= query.selected:
        return
    words = query.text[span[0] : span[1]]
    rest = query.with_text(query.text[: span[0]] + query.text[span[1] :])
    selected = (query.selected | named.selected) - query.excluded
    yield FilterOffer(words, _label(named, facets), replace(rest, selected=selected))


def _label(named: TrialQuery, facets: Facets) -> str:
    labels: dict[str, list[str]] = {}
    for facet in facets.all:
        chosen = {value for name, value in named.selected if name == facet.id}
        order = [*(value.id for value in facet.values if value.id in chosen), *sorted(chosen - set(facet.by_id))]
        if order:
            labels[facet.short] = [facet.short_of(value) for value in order]
    return " · ".join(f"{facet}: {', '.join(values)}" for facet, values in labels.items())


def _names_of(facets: Facets, not_alone: frozenset[str]) -> dict[str, str]:
    """Return {name: filter} for values: after the name of the facet, and alone if no other value has the name."""
    alone: dict[str, list[str]] = {}
    together: dict[str, str] = {}
    for facet in facets.all:
        for value in facet.values:
            if value.is_bucket:
                continue
            pair = str(TrialQuery(selected=frozenset({(facet.id, value.id)})))
            for name in {plain_letters(value.label), plain_letters(value.short or value.label)}:
                alone.setdefault(name, []).append(pair)
            for label in (facet.short, facet.label, facet.id):
                for name in (value.short or value.label, value.label):
                    together.setdefault(plain_letters(f"{label} {name}"), pair)
    unique = {
        name: pairs[0]
        for name, pairs in alone.items()
        if len(set(pairs)) == 1 and name not in not_alone and any(letter.isalpha() for letter in name)
    }
    return {**unique, **together}
