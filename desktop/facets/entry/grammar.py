"""A small grammar over kinds of words: resources/reading/*_grammar.toml as expressions over one letter a token."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.entry.needs import Needs, Sieve, needs_of_each
from desktop.facets.entry.tokens import Token
from desktop.facets.own_files import is_own
from desktop.facets.terms_in_patterns import IN_BRACES, known_terms, with_terms
from desktop.facets.toml_files import content_of, tables_in, texts

_FIRST_LETTER = 0xA1  # one printable letter for each kind; Python compiles sets of letters up to 0xFF far faster
_LETTER = "[\u00a1-\u02ff]"
_LETTERS = rf"(?:{_LETTER}|\[{_LETTER}+\])"
_ONE_OF_LETTERS = re.compile(rf"\(\?:({_LETTERS}(?:\|{_LETTERS})+)\)")
_NO_LETTERS = str.maketrans("", "", "|[]")
_CRITERIA = "criteria"  # both sides that these have
_KIND = re.compile(r"(?<!\?P)<([a-z_0-9]+)>")
_GROUP = re.compile(r"\?P<([a-z_]+)[0-9]*>")


@dataclass(frozen=True)
class GrammarRule:
    """Hold one rule; ``match`` and ``reject`` are its own examples, ``fields`` what else its table says.

    It holds on some ``sides``, on all if none is named. ``spelled`` is its pattern over letters, ``file`` where it
    stands, ``needs`` what each alternative of the pattern needs.
    """

    id: str
    file: str
    spelled: str
    fields: Mapping[str, Any]
    match: tuple[str, ...]
    reject: tuple[str, ...]
    needs: tuple[Needs, ...] = ()
    sides: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the expression over letters, which is made when it is first tried: few texts ask for all rules.

        Raises:
            VocabularyError: the pattern is no regular expression.
        """
        try:
            return re.compile(_with_sets(self.spelled))
        except re.error as error:
            where = f"{self.file}, rule {self.id}, pattern"
            raise VocabularyError(f"{where}: not a regular expression ({error}).") from error

    @property
    def groups(self) -> set[str]:
        """Return the names of the groups of the pattern, without the numbers behind them."""
        return set(_GROUP.findall(self.spelled))


class Alphabet:
    """Give every kind of token its letter."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._letters = {kind: chr(_FIRST_LETTER + place) for place, kind in enumerate(sorted(set(kinds)))}

    def letter(self, kind: str) -> str:
        """Return the letter of a kind.

        Raises:
            KeyError: there is no such kind.
        """
        return self._letters[kind]

    def spell(self, tokens: Sequence[Token]) -> str:
        """Return tokens as text, one letter a token."""
        return self.spelling([each.kind for each in tokens])

    def spelling(self, kinds: Iterable[str]) -> str:
        """Return kinds of tokens as text, one letter a token."""
        return "".join(map(self._letters.__getitem__, kinds))


class Grammar:
    """Hold rules in order, and tell for a text which of them are worth trying."""

    def __init__(self, rules: Iterable[GrammarRule]) -> None:
        self._rules = tuple(rules)
        self._by_id = {rule.id: rule for rule in self._rules}
        self._sieve = Sieve([rule.needs for rule in self._rules], [rule.sides for rule in self._rules])

    def __iter__(self) -> Iterator[GrammarRule]:
        return iter(self._rules)

    def __getitem__(self, name: str) -> GrammarRule:
        return self._by_id[name]

    def worth_trying(self, text: str, side: str = "") -> list[GrammarRule]:
        """Return the rules for a side for which a text holds what they need most, in order; any side for ""."""
        return [self._rules[place] for place in self._sieve.passed(text, side)]


def load_grammar(file: Path, alphabet: Alphabet) -> Grammar:
    """Return the rules of a file in order.

    Raises:
        VocabularyError: the file cannot be read or is no valid TOML, a rule lacks a field, a pattern is not over known
            kinds and terms or, in a user's own copy, no regular expression.
    """
    content = content_of(file)
    written = known_terms(content.get("terms", {}), file.name, IN_BRACES)
    terms = {name: _spelled_once(term, alphabet) for name, term in written.items()}
    rules: dict[str, GrammarRule] = {}
    for entry in tables_in(content, file.name, "rule"):
        rule = _rule(file.name, entry, terms, alphabet)
        if rule.id in rules:
            raise VocabularyError(f"{file.name}, rule {rule.id}: the id is used twice; give one of them another.")
        rules[rule.id] = rule
        if is_own(file):
            # A fault is told before anything is read; the patterns of shipped files are tried by the tests.
            _ = rule.pattern
    return Grammar(rules.values())


def _rule(file: str, entry: Mapping[str, Any], terms: Mapping[str, str], alphabet: Alphabet) -> GrammarRule:
    where = f"{file}, rule {entry.get('id', '(no id)')}"
    for name in ("id", "pattern"):
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise VocabularyError(f"{where}: the field {name} is missing.")
    try:
        spelled = _spelled(with_terms(entry["pattern"], terms, where, IN_BRACES), alphabet)
    except KeyError as error:
        raise VocabularyError(f"{where}: no words are of the kind <{error.args[0]}>.") from error
    match, reject = (texts(where, entry, name) for name in ("match", "reject"))
    return GrammarRule(entry["id"], file, spelled, entry, match, reject, needs_of_each(spelled), _sides(entry))


def _sides(entry: Mapping[str, Any]) -> frozenset[str]:
    named = entry.get("sides", entry.get("sections", ()))
    named = named.split() if isinstance(named, str) else named
    return frozenset(side for each in named for side in (("in", "out") if each == _CRITERIA else (each,)))


def _spelled(pattern: str, alphabet: Alphabet) -> str:
    return _KIND.sub(lambda found: alphabet.letter(found[1]), pattern)


def _spelled_once(term: str, alphabet: Alphabet) -> str:
    """Return a term spelled, for all rules that name it; one with an unknown kind stays, and its rules are at fault."""
    try:
        return _spelled(term, alphabet)
    except KeyError:
        return term


def _with_sets(pattern: str) -> str:
    """Return a pattern with a set of letters for each choice of one of them.

    Python makes the same of both, and reads a set in a fraction of the time.
    """
    changed = 1
    while changed:
        pattern, changed = _ONE_OF_LETTERS.subn(lambda found: f"[{found[1].translate(_NO_LETTERS)}]", pattern)
    return pattern


def groups_named(match: re.Match[str], name: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the groups of a match that are called so, with or without a number behind."""
    for number in _groups_named(match.re, name):
        if match.start(number) >= 0:
            yield match.span(number)


@lru_cache(maxsize=1024)
def _groups_named(pattern: re.Pattern[str], name: str) -> tuple[int, ...]:
    return tuple(number for group, number in pattern.groupindex.items() if group.rstrip("0123456789") == name)
