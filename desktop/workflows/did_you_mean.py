"""Suggest other spellings for a word that finds nothing: names of the vocabulary and words of the trials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.query_tokens import LITERAL, search_terms
from desktop.trials.facets import Facets
from desktop.workflows.complete_words import DrugNames, plain_letters

_SHORTEST = 3  # letters; in so short a word only swapped letters are tried, because other mistakes would match too much
_SHORT = 4
_LONG = 8  # letters; in so long a word two mistakes are allowed
_MOST_TRIED = 6
_MOST_TRIED_TOGETHER = 3  # suggestions for each of several unknown words
_MOST_WORDS = 3
_MOST = 3
_LARGE = 100_000  # trials
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Spelling:
    """Hold a query with another spelling, and the number of trials that it finds.

    In a very large catalogue ``count`` is None, because a search for each spelling would be too slow.
    """

    query: TrialQuery
    count: int | None


def did_you_mean(catalogue: Catalogue, query: TrialQuery, drugs: DrugNames, facets: Facets) -> tuple[Spelling, ...]:
    """Return the query with other spellings of its words that occur in no trial, the most similar first.

    If there are several such words, all are replaced. If that finds nothing, some are omitted.
    """
    found: dict[int, Spelling] = {}  # keyed by the trials found: of two spellings of one drug the first is enough
    with catalogue.index.reading:
        unknown = list(islice(_unknown(catalogue, query), _MOST_WORDS))
        most = _MOST_TRIED if len(unknown) == 1 else _MOST_TRIED_TOGETHER
        near = [list(islice(_near(catalogue, term, drugs, facets), most)) for term in unknown]
        for words in _together(near):
            mended = dict(zip(unknown, words, strict=True))
            other = query.with_text(" ".join(filter(None, (mended.get(each, each) for each in query.text.split()))))
            if len(catalogue) >= _LARGE:
                found[-len(found) - 1] = Spelling(other, None)
            elif trials := catalogue.index.matching(other):
                found.setdefault(trials, Spelling(other, trials.bit_count()))
            if len(found) == _MOST:
                break
    return tuple(found.values())


def _together(near: list[list[str]]) -> list[tuple[str, ...]]:
    """Return combinations of one word for each unknown one, "" if omitted; those with the fewest omissions first."""
    if not any(near):
        return []
    choices = product(*(words if len(near) == 1 else [*words, ""] for words in near))
    return sorted((words for words in choices if any(words)), key=lambda words: words.count(""))


def distance(one: str, other: str, most: int) -> int:
    """Return the number of letters to change, add, remove or swap with the next one; ``most`` + 1 if it is larger."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _unknown(catalogue: Catalogue, query: TrialQuery) -> Iterator[str]:
    """Yield the words of a query, without phrases, that occur in no trial, not even as the beginning of a word."""
    for term in search_terms(query.text)[0]:
        is_word = term == plain_letters(term) or term.isalnum()
        if is_word and len(term) >= _SHORTEST and not term.startswith(LITERAL):
            names = [term, f"{term}*" if query.unfinished and query.text.endswith(term) else term]
            if not catalogue.index.text.occurring([*names, *catalogue.index.text.other_names(term)]):
                yield term


def _near(catalogue: Catalogue, term: str, drugs: DrugNames, facets: Facets) -> Iterator[str]:
    """Yield words similar to a word, from the vocabulary and the trials, the most similar first."""
    word = term.casefold()
    if len(word) < _SHORT:
        yield from sorted(catalogue.index.text.occurring(_swapped(word)))
        return
    most = 2 if len(word) >= _LONG else 1
    known = {each for facet in facets.all for value in facet.values for each in plain_letters(value.label).split()}
    near = {each: distance(word, each, most) for each in _alike(word, known | drugs.words, most)}
    near.update(dict.fromkeys(_one_mistake(word), 1))
    occurring = catalogue.index.text.occurring([each for each, far in near.items() if 0 < far <= most])
    yield from sorted(occurring, key=lambda each: (near[each], each))


def _alike(word: str, names: Iterable[str], most: int) -> Iterator[str]:
    """Yield the names with similar letters; an exact comparison of all names would take seconds."""
    letters = set(word)
    for name in names:
        if abs(len(name) - len(word)) <= most and len(letters.symmetric_difference(name)) <= 2 * most:
            yield name


def _swapped(word: str) -> list[str]:
    """Return every word that results from swapping two neighbouring letters."""
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return [each for each in swapped if each != word]


def _one_mistake(word: str) -> set[str]:
    """Return every word that results from one mistake."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    shorter = {left + right[1:] for left, right in halves if right}
    swapped = set(_swapped(word))
    changed = {left + letter + right[1:] for left, right in halves if right for letter in _LETTERS}
    longer = {left + letter + right for left, right in halves for letter in _LETTERS}
    return (shorter | swapped | changed | longer) - {word}
