"""Everything the reading of "who may enter" knows, loaded once: a language of words and grammar for each subject.

A subject is two files of resources/reading: ``force_words.toml`` holds its words by kind, ``force_grammar.toml`` what
they mean side by side. A user's own copies count instead of the shipped files.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.entry.grammar import Alphabet, Grammar, GrammarRule, load_grammar
from desktop.facets.entry.signs import with_signs
from desktop.facets.entry.tokens import KINDS, MENTION, Token, tokens_of
from desktop.facets.entry.words import Words, words_in
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.hints import Hint
from desktop.facets.named_expressions import NamedExpression, expression_faults, expressions_in
from desktop.facets.named_hints import Parts, hints_in, part_faults, parts_in, refuse_older_copy
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.reading import plain
from desktop.facets.toml_files import content_of

RECEPTOR, FORCE = "receptor", "force"
"""The languages of receptor status, and of the words that tell of whom something is said."""
_WORDS, _GRAMMAR = "_words.toml", "_grammar.toml"
_PLACE = "{}"
"""In an example of a grammar rule: here stands a mention of what the sentence is about."""
_STAND_IN = "qqq"
_NONE_FOUND = "one of them must be found in {!r} and is not."
_ONE_FOUND = "none of them may be found in {!r} and one is."
_STATES = "positive negative low ultralow zero mutated any known unknown stratum unclear expressed nothing read"
_FORCES = (
    "enrol permit added lacked subgroup refuse never history other_lesion outcome aside background share gene_list"
)
# The values that a field of a grammar rule may have, for the fields that the program itself understands.
_VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    RECEPTOR: {
        "who": ("listed", "her2", "hr", "both"),
        "state": tuple(_STATES.split()),
        "basis": ("stated", "derived"),
    },
    FORCE: {
        "force": tuple(_FORCES.split()),
        "sections": ("", "criteria", "in", "out", "prose", "label"),
    },
}
_OPTIONAL = frozenset(("basis",))


@dataclass(frozen=True)
class Language:
    """Hold the words of one subject, the letters of their kinds, and the grammar over them in order.

    ``hints`` are parts of words, ``tells`` expressions by which what is said is told apart further.
    """

    words: Words
    alphabet: Alphabet
    rules: Grammar
    hints: Mapping[str, Hint]
    tells: Mapping[str, NamedExpression]
    parts: tuple[Parts, ...]


@dataclass(frozen=True)
class Lexicon:
    """Hold the languages by subject; ``version`` changes with any byte of them."""

    languages: Mapping[str, Language]
    version: str

    @cached_property
    def receptor_hint(self) -> Hint:
        """Return what must stand in a sentence that is looked at for receptors."""
        hints = self.languages[RECEPTOR].hints
        return Hint((*hints["receptors"].words, *hints["drugs"].words), exact=hints["letters"].exact)

    def __getitem__(self, subject: str) -> Language:
        return self.languages[subject]


@read_once
def load_lexicon(folder: Path, own: Path | None = None) -> Lexicon:
    """Return the lexicon of a folder; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file is missing or at fault; names file, row and fault.
    """
    subjects = sorted(each.name.removesuffix(_GRAMMAR) for each in folder.glob(f"*{_GRAMMAR}"))
    if missing := {RECEPTOR, FORCE} - set(subjects):
        raise VocabularyError(f"{folder}: {min(missing)}{_GRAMMAR} is missing; reinstall the program.")
    digest = hashlib.sha256()
    languages = {}
    for subject in subjects:
        words_file, grammar_file = (chosen(folder / f"{subject}{name}", own) for name in (_WORDS, _GRAMMAR))
        refuse_older_copy(words_file, folder / words_file.name)
        languages[subject] = _language(words_file, grammar_file, _VALUES.get(subject, {}))
        for file in (words_file, grammar_file):
            digest.update(file.read_bytes())
    return Lexicon(languages, digest.hexdigest()[:12])


def _language(words_file: Path, grammar_file: Path, values: Mapping[str, tuple[str, ...]]) -> Language:
    content, name = content_of(words_file), words_file.name
    words = words_in(content, name)
    alphabet = Alphabet((*KINDS, *(each.kind for each in words.lists)))
    rules = load_grammar(grammar_file, alphabet)
    for rule in rules:
        for field, allowed in values.items():
            if field in rule.fields or field not in _OPTIONAL:
                _refuse(grammar_file.name, rule, field, allowed)
        needed = _needed_groups(rule, values)
        if needed and not rule.groups & set(needed):
            named = " or ".join(needed)
            raise VocabularyError(f"{grammar_file.name}, rule {rule.id}: its pattern needs a group named {named}.")
    hints, tells = hints_in(content, name), content.get("tells", {})
    listed = expressions_in(tells, name, tells, {})
    return Language(words, alphabet, rules, hints, listed, parts_in(content, name, hints, {}))


def _needed_groups(rule: GrammarRule, values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the groups of which a rule needs one for the program to know what it speaks of; none if it needs none."""
    if "force" in values:
        return ("m", "all")
    return ("who",) if rule.fields.get("who") == "listed" else ()


def _refuse(file: str, rule: GrammarRule, field: str, allowed: tuple[str, ...]) -> None:
    if field not in rule.fields:
        raise VocabularyError(f"{file}, rule {rule.id}: the field {field} is missing.")
    if rule.fields[field] not in allowed:
        named = ", ".join(each or "“”" for each in allowed)
        raise VocabularyError(f"{file}, rule {rule.id}: {field} “{rule.fields[field]}” is none of {named}.")


@read_once
def lexicon_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults of the words and grammars in a folder as sentences: unreadable files, failing examples."""
    try:
        languages = load_lexicon(folder, own).languages
        return tuple(fault for subject, language in languages.items() for fault in _faults(subject, language))
    except VocabularyError as error:
        return (str(error),)


def _faults(subject: str, language: Language) -> Iterator[str]:
    yield from (fault for each in language.parts for fault in part_faults(each))
    yield from (fault for each in language.tells.values() for fault in expression_faults(each))
    for words in language.words.lists:
        where, examples = f"{subject}{_WORDS}, words {words.kind}", (words.match, words.reject)
        yield from missing_examples(where, *examples)
        stands_in = partial(_stands_in, kind=words.kind, language=language)
        yield from failing_examples(where, *examples, stands_in, _NONE_FOUND, _ONE_FOUND)
    for rule in language.rules:
        where, examples = f"{subject}{_GRAMMAR}, rule {rule.id}", (rule.match, rule.reject)
        yield from missing_examples(where, *examples)
        yield from failing_examples(where, *examples, partial(_matches, rule=rule, subject=subject, language=language))


def _matches(text: str, rule: GrammarRule, subject: str, language: Language) -> bool:
    return rule.pattern.search(_spelled(text, subject, language)) is not None


def _stands_in(text: str, kind: str, language: Language) -> bool:
    return any(each.kind == kind for each in tokens_of(plain(text), language.words))


def _spelled(example: str, subject: str, language: Language) -> str:
    tokens: list[Token] = tokens_of(plain(example.replace(_PLACE, _STAND_IN)), language.words)
    tokens = [each._replace(kind=MENTION) if each.text == _STAND_IN else each for each in tokens]
    return language.alphabet.spell(with_signs(tokens) if subject == RECEPTOR else tokens)
