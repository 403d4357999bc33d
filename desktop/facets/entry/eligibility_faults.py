"""What is wrong with the words, markers and grammars of the eligibility facets, in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.entry.eligibility_lexicon import (
    GRAMMARS,
    MARKER,
    MARKER_STATE,
    MARKERS,
    TREATMENTS,
    WORDS,
    EligibilityLexicon,
    counted,
    load_eligibility_lexicon,
)
from desktop.facets.entry.grammar import GrammarRule
from desktop.facets.entry.tokens import MENTION, Token, tokens_of
from desktop.facets.entry.treatments import TREATMENT
from desktop.facets.entry.words import WordList, Words
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.named_expressions import expression_faults
from desktop.facets.named_hints import part_faults
from desktop.facets.read_once import read_once
from desktop.facets.reading import plain

_PLACE = "{}"
"""In an example of a rule: here stands the drug or the marker."""
_STAND_IN = "qqq"
_FILES = {
    MARKER: (MARKERS, "marker"),
    MARKER_STATE: (MARKERS, "marker"),
    TREATMENT: (TREATMENTS, "treatment"),
}
_NOT_FOUND, _FOUND = "it must be found in {!r} and is not.", "it must not be found in {!r} and is."


@read_once
def eligibility_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults as sentences: unreadable files, unknown kinds, examples that fail."""
    try:
        return tuple(_faults(load_eligibility_lexicon(folder, own)))
    except VocabularyError as error:
        return (str(error),)


def _faults(lexicon: EligibilityLexicon) -> Iterator[str]:
    grammars = (lexicon.lines, lexicon.drugs, lexicon.marker_rules, lexicon.people, lexicon.treated)
    treatments = lexicon.treatments
    named = [each for each in treatments.words.lists if each.kind.startswith(TREATMENT)]
    spelled = _Spelled(lexicon.words, lexicon.of_lines)
    of_treatments = _Spelled(treatments.words, treatments.plain_letters)
    of_drugs = _Spelled(lexicon.words, lexicon.of_drug["cdk46"])
    of_markers = _Spelled(lexicon.words, lexicon.of_markers)
    seen_so = {id(lexicon.treated): of_treatments, id(lexicon.drugs): of_drugs, id(lexicon.marker_rules): of_markers}
    parts, tells = (
        (*lexicon.parts, *lexicon.unlisted.parts),
        (*lexicon.tells.values(), *lexicon.unlisted.tells.values()),
    )
    yield from (fault for each in parts for fault in part_faults(each))
    yield from (fault for each in tells for fault in expression_faults(each))
    for each in lexicon.words.lists:
        yield from _of_words(each, lexicon.words)
    for each in named:
        yield from _of_words(each, treatments.words)
    for file, rules in zip(GRAMMARS, grammars, strict=True):
        for rule in rules:
            yield from _of_rule(file, rule, seen_so.get(id(rules), spelled))


@dataclass(frozen=True)
class _Spelled:
    """Hold the words and the letters by which a grammar sees a text."""

    words: Words
    letters: Mapping[str, str]


def _of_words(words: WordList, known: Words) -> Iterator[str]:
    file, table = next((place for start, place in _FILES.items() if words.kind.startswith(start)), (WORDS, "words"))
    name = words.kind if file == WORDS else words.kind.split(" ", 1)[1]
    where = f"{file}, {table} {name}"
    yield from missing_examples(where, words.match, words.reject)
    stands_in = partial(_stands_in, kind=words.kind, words=known)
    yield from failing_examples(where, words.match, words.reject, stands_in, _NOT_FOUND, _FOUND)


def _of_rule(file: str, rule: GrammarRule, spelled: _Spelled) -> Iterator[str]:
    where = f"{file}, rule {rule.id}"
    yield from missing_examples(where, rule.match, rule.reject)
    yield from failing_examples(where, rule.match, rule.reject, partial(_matches, rule=rule, spelled=spelled))


def _matches(text: str, rule: GrammarRule, spelled: _Spelled) -> bool:
    kinds = (spelled.letters[each.kind] for each in _tokens(text, spelled.words))
    return rule.pattern.search("".join(kinds)) is not None


def _stands_in(text: str, kind: str, words: Words) -> bool:
    marker = kind.removeprefix(MARKER).removeprefix(MARKER_STATE)
    names = (each.kind.removeprefix(MARKER).removeprefix(MARKER_STATE) for each in _tokens(text, words))
    return marker in names


def _tokens(text: str, words: Words) -> list[Token]:
    found = counted(tokens_of(plain(text.replace(_PLACE, _STAND_IN)), words))
    return [each._replace(kind=MENTION) if each.text.removesuffix("s") == _STAND_IN else each for each in found]
