"""What is wrong with the words, markers and grammars of the eligibility facets, in sentences."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.entry.eligibility_lexicon import (
    GRAMMARS,
    MARKER,
    MARKER_STATE,
    MARKERS,
    WORDS,
    EligibilityLexicon,
    counted,
    load_eligibility_lexicon,
)
from desktop.facets.entry.grammar import GrammarRule
from desktop.facets.entry.tokens import MENTION, Token, tokens_of
from desktop.facets.entry.words import WordList
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.reading import plain

_PLACE = "{}"
"""In an example of a rule: here stands the drug or the marker."""
_STAND_IN = "qqq"
_NOT_FOUND, _FOUND = "it must be found in {!r} and is not.", "it must not be found in {!r} and is."


def eligibility_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults as sentences: unreadable files, unknown kinds, examples that fail."""
    try:
        lexicon = load_eligibility_lexicon(folder, own)
    except VocabularyError as error:
        return (str(error),)
    grammars = (lexicon.lines, lexicon.drugs, lexicon.marker_rules, lexicon.people)
    return (
        *(fault for each in lexicon.words.lists for fault in _of_words(each, lexicon)),
        *(f for file, rules in zip(GRAMMARS, grammars, strict=True) for r in rules for f in _of_rule(file, r, lexicon)),
    )


def _of_words(words: WordList, lexicon: EligibilityLexicon) -> Iterator[str]:
    marker = words.kind.startswith((MARKER, MARKER_STATE))
    name = words.kind.split(" ", 1)[1] if marker else words.kind
    where = f"{MARKERS}, marker {name}" if marker else f"{WORDS}, words {name}"
    yield from missing_examples(where, words.match, words.reject)
    stands_in = partial(_stands_in, name=name, lexicon=lexicon)
    yield from failing_examples(where, words.match, words.reject, stands_in, _NOT_FOUND, _FOUND)


def _of_rule(file: str, rule: GrammarRule, lexicon: EligibilityLexicon) -> Iterator[str]:
    where = f"{file}, rule {rule.id}"
    yield from missing_examples(where, rule.match, rule.reject)
    yield from failing_examples(where, rule.match, rule.reject, partial(_matches, rule=rule, lexicon=lexicon))


def _matches(text: str, rule: GrammarRule, lexicon: EligibilityLexicon) -> bool:
    return rule.pattern.search(_spelled(text, lexicon)) is not None


def _stands_in(text: str, name: str, lexicon: EligibilityLexicon) -> bool:
    kinds = (each.kind.removeprefix(MARKER).removeprefix(MARKER_STATE) for each in _tokens(text, lexicon))
    return name in kinds


def _tokens(text: str, lexicon: EligibilityLexicon) -> list[Token]:
    found = counted(tokens_of(plain(text.replace(_PLACE, _STAND_IN)), lexicon.words))
    return [each._replace(kind=MENTION) if each.text.removesuffix("s") == _STAND_IN else each for each in found]


def _spelled(text: str, lexicon: EligibilityLexicon) -> str:
    return "".join([lexicon.of_lines[each.kind] for each in _tokens(text, lexicon)])
