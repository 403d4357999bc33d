"""What a text says of receptors, word for word: who is named and in which state, without asking of whom it is said."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop.facets.entry.grammar import GrammarRule, groups_named
from desktop.facets.entry.lexicon import Language
from desktop.facets.entry.tokens import Token
from desktop.trials.finding import Basis

_WHO = {"her2": ("her2",), "hr": ("hr",), "both": ("her2", "hr")}
_NAMED = frozenset(("positive", "negative", "low", "ultralow", "zero", "enriched"))
_STATE_OF = {"amplified": "positive", "plus": "positive", "minus": "negative", "sensitive": "positive"}
_EITHER = {"low_either": ("low", "ultralow")}  # "(ultra)low"
_OF_HER2 = {"expressed": "unclear", "sensitive": "", "enriched": ""}
_OF_HR = {"expressed": "positive", "low": "positive", "mutated": "", "ultralow": "", "zero": "", "enriched": ""}
_ESTROGEN = frozenset(("er", "hr", "side"))
_PROGESTERONE = frozenset(("pgr", "side_pgr"))
_NEAR = 3  # tokens


class Mention(NamedTuple):
    """Hold one state of one receptor, "her2" or "hr", as tokens ``first`` to ``last`` of a unit say it.

    ``only_pgr`` marks a statement about the progesterone receptor alone, ``is_low`` one about hormone receptors that
    are only weakly positive (1 to 10 %).
    """

    receptor: str
    state: str
    rule: str
    basis: Basis
    first: int
    last: int
    only_pgr: bool = False
    cells: frozenset[str] = frozenset()
    """The HER2 cells that scores name; empty for a status told by name."""
    is_low: bool = False


def receptor_mentions(tokens: Sequence[Token], language: Language) -> list[Mention]:
    """Return the mentions of receptors among tokens with their signs, in order."""
    spelled = language.alphabet.spell(tokens)
    claimed = bytearray(len(tokens))
    found: list[Mention] = []
    for rule in language.rules.worth_trying(spelled):
        for match in rule.pattern.finditer(spelled):
            own = _unclaimed(rule, spelled, claimed, match)
            if own is not None:
                claimed[own.start() : own.end()] = b"\x01" * (own.end() - own.start())
                found.extend(_mentions(rule, own, tokens))
    return sorted(found, key=lambda each: (each.first, each.last))


def _unclaimed(rule: GrammarRule, spelled: str, claimed: bytearray, match: re.Match[str]) -> re.Match[str] | None:
    """Return a match that holds nothing claimed: the match itself, or one behind its claimed part, if there is one."""
    start, end = match.span()
    taken = claimed.rfind(1, start, end)
    if taken < 0:
        return match
    return rule.pattern.search(spelled, taken + 1, end)


def _mentions(rule: GrammarRule, match: re.Match[str], tokens: Sequence[Token]) -> Iterator[Mention]:
    if rule.fields["state"] == "nothing":
        return
    first, last = match.span()
    if rule.fields["state"] == "stratum":
        # The words that divide the patients are no part of what they divide.
        first = min([start for start, _ in groups_named(match, "who")], default=first)
    for receptor, only_pgr in _receptors(rule.fields["who"], match, tokens):
        if only_pgr and not rule.fields.get("pgr_alone", True):
            continue  # "PR ≥ 50 %" is a partial response
        for state in dict.fromkeys(_states(rule, match, tokens)):
            named = _OF_HR.get(state, state) if receptor == "hr" else _OF_HER2.get(state, state)
            if named:
                told = rule.id, rule.fields.get("basis", "stated"), first, last, only_pgr
                yield Mention(receptor, named, *told, is_low=receptor == "hr" and state == "low")


def _states(rule: GrammarRule, match: re.Match[str], tokens: Sequence[Token]) -> Iterator[str]:
    state = rule.fields["state"]
    if state != "read":
        yield state
        return
    for name in ("state", "more"):
        for start, end in groups_named(match, name):
            for token in tokens[start:end]:
                if token.kind in _EITHER:
                    yield from _EITHER[token.kind]
                elif token.kind in _STATE_OF or token.kind in _NAMED:
                    yield _STATE_OF.get(token.kind, token.kind)


def _receptors(who: str, match: re.Match[str], tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    if who != "listed":
        yield from ((each, False) for each in _WHO[who])
        return
    kinds = {token.kind for start, end in groups_named(match, "who") for token in tokens[start:end]}
    if "her2" in kinds:
        yield "her2", False
    if kinds & (_ESTROGEN | _PROGESTERONE):
        yield "hr", not kinds & _ESTROGEN


def undefined(tokens: Sequence[Token], said: Sequence[Mention]) -> list[Mention]:
    """Return mentions without those that only define one before them: "HER2-negative is defined as HER2 1+ or ..."."""
    borders = [place for place, token in enumerate(tokens) if token.kind in ("definition", "is_defined")]
    kept = []
    for each in said:
        # What is defined itself begins anew: "HER2-positive as defined by ASCO-CAP, or triple-negative defined as ...".
        if not each.cells and any(border - each.last in range(_NEAR) for border in borders):
            kept.append(each)
            continue
        defined = (
            border
            for border in borders
            if border <= each.first
            and (
                tokens[border].kind == "is_defined"
                or any(_is_defined_by(other, each) and other.last <= border for other in said)
            )
        )
        if not any(_reaches(tokens, border, each.first) for border in defined):
            kept.append(each)
    return kept


def _is_defined_by(named: Mention, each: Mention) -> bool:
    """Tell whether a mention may only define one before it; scores behind "HER2 expression" are what is asked for."""
    return named.receptor == each.receptor and not (each.cells and named.state == "unclear")


def _reaches(tokens: Sequence[Token], border: int, place: int) -> bool:
    """Tell whether a definition reaches on to a place; that of triple-negative disease past semicolons.

    Behind "; or" and "; b)" something else begins.
    """
    stops = [at for at in range(border, place) if tokens[at].kind == "stop"]
    if not stops or "triple_negative" not in {token.kind for token in tokens[:border][-_NEAR:]}:
        return not stops
    ends = (tokens[at].text != ";" or {"or", "close"} & {each.kind for each in tokens[at + 1 : at + 3]} for at in stops)
    return not any(ends)
