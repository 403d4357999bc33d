"""The force of what is said in a sentence: cues round a mention tell of whom it is said."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop.facets.entry.grammar import groups_named
from desktop.facets.entry.lexicon import FORCE, Lexicon
from desktop.facets.entry.tokens import MENTION, WORD, Token, tokens_of
from desktop.facets.entry.units import Side

_JOINS = frozenset(("comma", "slash", "and", "or", "open", "close", "dash"))
_TELLS_NOTHING = frozenset((MENTION, WORD, "comma", "open", "close", "stop", "with", "of", "patients", "those"))
_WIDEST_JOIN = 3  # tokens


class Force(NamedTuple):
    """Hold a force and the stretch of the sentence that gave it."""

    name: str
    start: int
    end: int


def forces(text: str, side: Side, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> dict[tuple[int, int], Force]:
    """Return the force of each span of a sentence in plain signs that has one; the others say nothing special."""
    language = lexicon[FORCE]
    tokens, places = _with_mentions(tokens_of(text, language.words), spans)
    spelled = language.alphabet.spell(tokens)
    found: dict[tuple[int, int], Force] = {}
    for rule in language.rules.worth_trying(spelled, side):
        for match in rule.pattern.finditer(spelled):
            stretch = _cue(tokens[match.start() : match.end()])
            for place in _places(match, tokens):
                for span in places[place]:
                    found.setdefault(span, Force(rule.fields["force"], *stretch))
    return found


def _cue(tokens: Sequence[Token]) -> tuple[int, int]:
    """Return the stretch of the words among tokens that give a force, without what is said and the words round it."""
    telling = [each for each in tokens if each.kind not in _TELLS_NOTHING] or tokens
    return telling[0].start, telling[-1].end


def _places(match: re.Match[str], tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places of the mentions that a match gives its force: <m> means one with its neighbours, <all> all."""
    for start, _ in groups_named(match, "m"):
        yield from _cluster(tokens, start, match.end())
        yield from _in_brackets_behind(tokens, start, match.end())
    for start, end in groups_named(match, "all"):
        yield from (place for place in range(start, end) if tokens[place].kind == MENTION)


def _cluster(tokens: Sequence[Token], place: int, end: int) -> list[int]:
    """Return the places of the mentions that belong to one: "HR-positive, HER2-negative" is said of one patient.

    What is said up to ``end`` within a bracket is not said of what stands before it.
    """
    found = [place]
    stays_inside = end - place > 1 and not any(each.kind == "close" for each in tokens[place:end])
    for step in (-1, 1):
        at, gap = place + step, 0
        while 0 <= at < len(tokens) and gap <= _WIDEST_JOIN:
            if step < 0 and stays_inside and tokens[at].kind == "open":
                break
            if tokens[at].kind == MENTION:
                found.append(at)
                gap = 0
            elif tokens[at].kind in _JOINS:
                gap += 1
            else:
                break
            at += step
    return found


def _in_brackets_behind(tokens: Sequence[Token], place: int, end: int) -> Iterator[int]:
    """Yield the places of mentions in brackets that close before ``end``: "HR-positive disease (ER+/PR-) must have".

    A bracket behind a mention only explains it.
    """
    inside: list[int] = []
    is_open = False
    for at in range(place + 1, end):
        kind = tokens[at].kind
        if kind == "open":
            is_open, inside = True, []
        elif kind == "close" and is_open:
            yield from inside
            is_open = False
        elif kind == MENTION and is_open:
            inside.append(at)


def _with_mentions(
    tokens: Sequence[Token], spans: Sequence[tuple[int, int]]
) -> tuple[list[Token], dict[int, list[tuple[int, int]]]]:
    """Return the tokens with one in place of each group of spans that overlap, and the spans by its index."""
    groups: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in sorted(set(spans)):
        if groups and start < groups[-1][1]:
            first, last, inside = groups[-1]
            groups[-1] = (first, max(last, end), [*inside, (start, end)])
        else:
            groups.append((start, end, [(start, end)]))
    found: list[Token] = []
    places: dict[int, list[tuple[int, int]]] = {}
    waiting = list(groups)
    for token in tokens:
        while waiting and waiting[0][0] <= token.start:
            start, end, inside = waiting.pop(0)
            places[len(found)] = inside
            found.append(Token(MENTION, start, end, ""))
        if not (found and found[-1].kind == MENTION and token.start < found[-1].end):
            found.append(token)
    for start, end, inside in waiting:
        places[len(found)] = inside
        found.append(Token(MENTION, start, end, ""))
    return found, places
