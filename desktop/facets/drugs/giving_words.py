"""What giving_words.toml holds: the words by kind, and the texts by which words of one kind are told apart."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from desktop.facets.entry.tokens import tokens_of
from desktop.facets.entry.words import Words, parted
from desktop.facets.small_letters import lowered


@dataclass(frozen=True)
class ToldApart:
    """Hold the texts that tell words of one kind apart, in small letters; giving_words.toml says what each tells."""

    no: frozenset[str]
    denying: frozenset[str]
    to: frozenset[str]
    on: frozenset[str]
    having: frozenset[str]
    joining: frozenset[str]
    adding: frozenset[str]
    being: frozenset[str]
    followed: frozenset[str]
    side_by_side: frozenset[str]
    pretreated: frozenset[str]
    assigned_to: frozenset[str]
    of_placebo: frozenset[str]
    between: frozenset[str]
    going_on: frozenset[str]
    states: frozenset[str]
    treated: frozenset[str]
    treating: tuple[str, ...]
    doses: frozenset[str]
    numbers: frozenset[str]
    describing: frozenset[str]
    verbs: frozenset[str]
    diseases: frozenset[str]
    courses: frozenset[str]
    including: frozenset[str]
    body_substances: frozenset[str]
    found_or_not: frozenset[str]
    measures: frozenset[str]
    conditions: frozenset[str]
    people_meant: frozenset[str]


BEGINNINGS = frozenset(("treating",))
"""Those of which a word need only begin so."""
TOLD_APART = tuple(field.name for field in fields(ToldApart))
"""The names of all of them."""


class Texts(NamedTuple):
    """Hold texts that stand under a name, with those in which one must be found, and those in which none may be."""

    name: str
    texts: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class GivingWords:
    """Hold the words by kind, and the texts that tell words of one kind apart, which ``listed`` holds by name."""

    words: Words
    told_apart: ToldApart
    listed: tuple[Texts, ...]


def told_apart_by(listed: Iterable[Texts]) -> ToldApart:
    """Return what texts of all names tell apart."""
    values: dict[str, Any] = {
        each.name: each.texts if each.name in BEGINNINGS else frozenset(each.texts) for each in listed
    }
    return ToldApart(**values)


def as_a_token(text: str) -> str:
    """Return a text as a token has it: "pre-treated" is "pre - treated"."""
    return " ".join(parted(lowered(text))[1::2])


def is_met(words: Words, told: Texts, text: str) -> bool:
    """Tell whether one of some texts is found in another."""
    found = [token.text for token in tokens_of(text, words)]
    if told.name in BEGINNINGS:
        return any(each.startswith(told.texts) for each in found)
    return not set(told.texts).isdisjoint(found)
