"""What is said of each mention in a sentence: the first rule of a grammar that fits it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop.facets.entry.grammar import Grammar, groups_named
from desktop.facets.entry.sentences import Sentence
from desktop.facets.entry.tokens import MENTION, Token

NOTHING = "nothing"
"""The value of a rule that finds that nothing is said of who may enter."""

_SEPARATORS = frozenset(("comma", "slash", "and", "or", "open", "such_as", "including"))
_JOINS = _SEPARATORS | {"close", "dash", "word"}
# In a list of what is refused each may have words of its own: "no EGFR mutation, ALK fusion or ROS1 fusion".
_WIDE_JOINS = _JOINS - {"and"} | {"mutation", "count", "number", "positive"}
_LONGEST_LIST = 60  # tokens
_MOST_SAID = 40  # mentions of one sentence


class Said(NamedTuple):
    """Hold what a rule says of the token ``place``, and the tokens from ``first`` to before ``last`` that it read.

    ``of_group`` tells that the text says more of one receptor group, whose members alone it binds.
    """

    place: int
    value: str
    rule: str
    first: int
    last: int
    of_group: bool = False


def said_of_mentions(sentence: Sentence, letters: Mapping[str, str], grammar: Grammar) -> list[Said]:
    """Return what is said of each mention of a sentence, in order; those of which nothing is said are left out."""
    spelled = "".join([letters[each.kind] for each in sentence.tokens])
    found: dict[int, Said] = {}
    for rule in grammar.worth_trying(spelled, sentence.unit.side):
        for match in rule.pattern.finditer(spelled):
            for place, _ in groups_named(match, "m"):
                if place in found:
                    continue
                said = found[place] = Said(place, rule.fields["value"], rule.id, *match.span())
                for joins in (_JOINS, _WIDE_JOINS) if said.value == NOTHING else (_JOINS,):
                    for other in _listed(spelled, letters[MENTION], sentence.tokens, place, joins):
                        found.setdefault(other, said._replace(place=other))
    return [found[place] for place in sorted(found) if place >= sentence.own][:_MOST_SAID]


def _listed(spelled: str, mention: str, tokens: Sequence[Token], place: int, joins: frozenset[str]) -> Iterator[int]:
    """Yield the places of the mentions that stand in one list with another: "PIK3CA, AKT1 or PTEN"."""
    for step in (-1, 1):
        at = place + step
        kinds: set[str] = set()
        while 0 <= at < len(tokens) and at - place in range(-_LONGEST_LIST, _LONGEST_LIST) and len(kinds) <= len(joins):
            if spelled[at] == mention:
                if not kinds & _SEPARATORS:
                    break
                yield at
                kinds = set()
            elif tokens[at].kind in joins:
                kinds.add(tokens[at].kind)
            else:
                break
            at += step
