"""The words that the reading knows, by kind: a file of resources/reading as one dictionary of phrases."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.toml_files import tables_in, texts

PIECE = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|[^\w\s]|_")
"""A run of letters, a number, or a single sign."""
_PARTED = re.compile(f"({PIECE.pattern})")
_PARTED_ASCII = re.compile(r"([a-z]+|[0-9]+(?:\.[0-9]+)?|[^\w\s]|_)")
SKIPPED = frozenset("-/")
"""Signs that may stand between the pieces of a phrase: HER-2/neu is "her 2 neu"."""
EXACT = "="
"""Before a phrase: its letters are written exactly so (=ER is no German pronoun)."""
_FIELDS = frozenset(("kind", "phrases", "match", "reject"))


@dataclass(frozen=True)
class WordList:
    """Hold one kind of words with texts in which it must be found and texts in which it must not."""

    kind: str
    phrases: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]


@dataclass
class Node:
    """Hold what may follow a beginning of phrases: further pieces, and the kind if a phrase ends here.

    ``exact`` is {spelling: kind} for phrases whose letters are written exactly so.
    """

    following: dict[str, "Node"] = field(default_factory=dict)
    kind: str = ""
    exact: dict[str, str] = field(default_factory=dict)


class _Anything(frozenset[str]):
    """Hold every piece."""

    def __contains__(self, piece: object) -> bool:
        return True


_ANYTHING = _Anything(("",))  # with a member, since what is empty counts as false


@dataclass(frozen=True)
class Words:
    """Hold all word lists, and the dictionary made of them, by the first piece of a phrase.

    ``single`` is {piece: kind} for phrases of one piece, ``longer`` has what may go on or counts in exact letters only.
    ``behind`` is {piece: pieces} for the latter: behind which of them a phrase may go on, or count.
    """

    lists: tuple[WordList, ...]
    single: Mapping[str, str]
    longer: Mapping[str, Node]
    behind: Mapping[str, frozenset[str]]


def parted(low: str) -> list[str]:
    """Return a text in small letters as its pieces, each between what stands before and behind it, which may be ""."""
    # Asking what is a letter takes twice as long among the letters of all languages.
    return (_PARTED_ASCII if low.isascii() else _PARTED).split(low)


def words_in(content: Mapping[str, Any], name: str) -> Words:
    """Return the words of the tables ``[[words]]`` in a file's content; ``name`` is the file, for its faults.

    Raises:
        VocabularyError: an entry lacks a field or holds a phrase of another list, or there are no such tables.
    """
    return words_of(tuple(_word_list(name, entry) for entry in tables_in(content, name, "words")), name)


def words_of(lists: tuple[WordList, ...], name: str) -> Words:
    """Return word lists as one dictionary; ``name`` is the file that a fault is told of.

    Raises:
        VocabularyError: a phrase stands in two lists.
    """
    first = _dictionary(lists, name).following
    single = {piece: node.kind for piece, node in first.items() if node.kind}
    longer = {piece: node for piece, node in first.items() if node.following or node.exact}
    behind = {piece: _ANYTHING if node.exact else SKIPPED.union(node.following) for piece, node in longer.items()}
    return Words(lists, single, longer, behind)


def _word_list(file: str, entry: Mapping[str, Any]) -> WordList:
    kind = entry.get("kind")
    where = f"{file}, words {kind or '(no kind)'}"
    if not isinstance(kind, str) or not kind:
        raise VocabularyError(f"{where}: the field kind is missing.")
    if unknown := sorted(set(entry) - _FIELDS):
        raise VocabularyError(f"{where}: the field {unknown[0]} is not known.")
    phrases = texts(where, entry, "phrases")
    if not phrases or not all(PIECE.search(each.removeprefix(EXACT)) for each in phrases):
        raise VocabularyError(f"{where}: the phrases are missing, or one of them is empty.")
    return WordList(kind, phrases, texts(where, entry, "match"), texts(where, entry, "reject"))


def _dictionary(lists: Iterable[WordList], name: str) -> Node:
    root = Node()
    for each in lists:
        for phrase in each.phrases:
            _add(root, phrase, each.kind, name)
    return root


def _add(root: Node, phrase: str, kind: str, name: str) -> None:
    exact = phrase.startswith(EXACT)
    spelling = phrase.removeprefix(EXACT)
    node = root
    for piece in PIECE.findall(spelling.lower()):
        following = node.following.get(piece)
        if following is None:
            following = node.following[piece] = Node()
        node = following
    known = node.exact.get(spelling) if exact else node.kind
    if known not in {None, "", kind}:
        raise VocabularyError(
            f"{name}, words {kind}: “{phrase}” stands under {known} too; it can mean one of them only."
        )
    if exact:
        node.exact[spelling] = kind
    else:
        node.kind = kind
