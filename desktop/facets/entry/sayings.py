"""What a unit says by a phrasebook: words of one subject and a grammar over them, the first rule that fits decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from desktop.errors import VocabularyError
from desktop.facets.entry.grammar import Alphabet, GrammarRule, load_grammar
from desktop.facets.entry.needs import Sieve
from desktop.facets.entry.tokens import KINDS, Row, Token, row_of
from desktop.facets.entry.units import Unit
from desktop.facets.entry.words import EXACT, WordList, Words, words_in
from desktop.facets.examples import failing_examples
from desktop.facets.hints import Hint
from desktop.facets.named_hints import Beginnings, Parts, begins_in, hints_in, part_faults, parts_in
from desktop.facets.reading import plain
from desktop.facets.toml_files import content_of
from desktop.trials.finding import Basis

_MISSED, _MET = "it must match “{}” and does not.", "it must not match “{}” and does."
_HOLDS_NONE, _HOLDS_ONE = "“{}” holds none of its phrases.", "“{}” must not hold one of its phrases."
Prepare = Callable[[Row, str, Beginnings], Row]


class Saying(NamedTuple):
    """Hold one thing that a unit says, and with which force; ``start`` and ``end`` count within the unit's sentence.

    ``detail`` is the text of the token that ``what`` names, where the rule takes it from a token ("20 21 22").
    """

    what: str
    force: str
    rule: str
    basis: Basis
    unit: Unit
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True)
class _Rule:
    grammar: GrammarRule
    letters: frozenset[str]
    says: tuple[str, ...]


@dataclass(frozen=True)
class Phrasebook:
    """Hold the words and the rules of one subject.

    ``hints`` are parts of words that may stand anywhere in a text, ``begins`` those with which words begin by which
    something is told, in small letters.

    A rule's table says: ``says`` (what it finds; "<kind>" stands for each token of a kind), ``force``, ``needs`` (kinds
    of which one must be there, a cheap first test), ``sides`` ("in out prose label", absent: everywhere), ``basis``,
    ``marks`` (true where it only marks the sentence: it takes no words from other rules).
    """

    words: Words
    alphabet: Alphabet
    rules: tuple[_Rule, ...]
    prepare: Prepare
    hints: Mapping[str, Hint]
    begins: Mapping[str, tuple[str, ...]]
    parts: tuple[Parts, ...]
    sieve: Sieve

    def row(self, text: str) -> Row:
        """Return the tokens of a text in plain signs."""
        return self.prepare(row_of(text, self.words), text, self.begins)

    def read(self, unit: Unit, row: Row | None = None) -> Iterator[Saying]:
        """Yield what a unit says, rule by rule; no word counts for two of them. ``row`` is its own, if known."""
        row = row or self.row(unit.span.plain)
        spelled = self.alphabet.spelling(row.kinds)
        claimed = bytearray(len(spelled))
        for place in self.sieve.passed(spelled, unit.side):
            rule = self.rules[place]
            free = bytearray(len(spelled)) if rule.grammar.fields.get("marks") else claimed
            for start, end in _unclaimed(rule.grammar, spelled, free):
                yield from self._said(rule, unit, row.between(start, end))

    def kinds(self, text: str) -> set[str]:
        """Return the kinds of the words in a text."""
        return set(self.row(plain(text)).kinds)

    def _said(self, rule: _Rule, unit: Unit, tokens: Sequence[Token]) -> Iterator[Saying]:
        fields = rule.grammar.fields
        start, end = tokens[0].start, tokens[-1].end
        rest = rule.grammar.id, fields.get("basis", "stated"), unit, start, end
        for what in rule.says:
            if not what.startswith("<"):
                yield Saying(what, fields.get("force", "enrol"), *rest)
                continue
            for token in tokens:
                if token.kind == what[1:-1]:
                    yield Saying(what[1:-1], fields.get("force", "enrol"), *rest, token.text)


def _unclaimed(rule: GrammarRule, spelled: str, claimed: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the places where a rule matches and no token has served before, and mark them."""
    place = 0
    while match := rule.pattern.search(spelled, place):
        start, end = next((match.span(name) for name, text in match.groupdict().items() if text), match.span())
        if 1 in claimed[start:end]:
            place = max(match.start() + 1, start)
            continue
        claimed[start:end] = b"\x01" * (end - start)
        yield start, end
        place = max(end, match.start() + 1)


def unprepared(row: Row, _text: str, _begins: Beginnings) -> Row:
    """Return tokens as they are."""
    return row


def load_phrasebook(
    words_file: Path, grammar_file: Path, prepare: Prepare = unprepared, further_kinds: Iterable[str] = ()
) -> Phrasebook:
    """Return the phrasebook of two files.

    Args:
        words_file: The words by kind.
        grammar_file: What they say side by side.
        prepare: Makes further kinds of tokens out of those that the words give, their text and ``[begins.…]``.
        further_kinds: The kinds that ``prepare`` makes.

    Raises:
        VocabularyError: a file is missing or at fault.
    """
    content = content_of(words_file)
    words = words_in(content, words_file.name)
    alphabet = Alphabet((*KINDS, *further_kinds, *(each.kind for each in words.lists)))
    rules = tuple(_rule(each, alphabet, grammar_file.name) for each in load_grammar(grammar_file, alphabet))
    # Beside what a rule says that it needs stands what its pattern needs.
    needs = [[(rule.letters, *own) for own in rule.grammar.needs] for rule in rules]
    sieve = Sieve(needs, [rule.grammar.sides for rule in rules])
    name = words_file.name
    hints, begins = hints_in(content, name), begins_in(content, name)
    parts = parts_in(content, name, hints, begins)
    return Phrasebook(words, alphabet, rules, prepare, hints, begins, parts, sieve)


def _rule(grammar: GrammarRule, alphabet: Alphabet, file: str) -> _Rule:
    fields = grammar.fields
    try:
        letters = frozenset(alphabet.letter(kind) for kind in fields["needs"])
        return _Rule(grammar, letters, tuple(fields["says"]))
    except KeyError as error:
        raise VocabularyError(f"{file}, rule {grammar.id}: {error} is missing or no kind of word.") from error


def phrasebook_faults(book: Phrasebook, name: str) -> Iterator[str]:
    """Yield a sentence for each example that a list of words or a rule of a phrasebook does not keep."""
    yield from (fault for each in book.parts for fault in part_faults(each))
    for words in book.words.lists:
        yield from _word_faults(book, words, f"{name}_words.toml, {words.kind}")
    for rule in book.rules:
        where, grammar = f"{name}_grammar.toml, rule {rule.grammar.id}", rule.grammar
        matches = partial(_matches, book, rule)
        yield from failing_examples(where, grammar.match, grammar.reject, matches, _MISSED, _MET)


def _word_faults(book: Phrasebook, words: WordList, where: str) -> Iterator[str]:
    yield from failing_examples(
        where, words.match, words.reject, lambda text: words.kind in _named_kinds(book, text), _HOLDS_NONE, _HOLDS_ONE
    )
    for name, each in book.hints.items():
        if words.kind in each.kinds:
            for phrase in words.phrases:
                spelled = phrase.removeprefix(EXACT)
                if not each.search(spelled if each.cased else spelled.lower()):
                    yield f"{where}: “{phrase}” is never met, since none of the words of hints.{name} stands in it."


def _named_kinds(book: Phrasebook, text: str) -> set[str]:
    return set(row_of(plain(text), book.words).kinds)


def _matches(book: Phrasebook, rule: _Rule, text: str) -> bool:
    return rule.grammar.pattern.search(book.alphabet.spelling(book.row(plain(text)).kinds)) is not None
