"""What the facets of earlier treatment, markers and people know, loaded once: words, markers, hints and grammars."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.entry.grammar import Alphabet, Grammar, load_grammar
from desktop.facets.entry.tokens import KINDS, MENTION, NUMBER, WORD, Token
from desktop.facets.entry.treatments import Treatments, load_treatments
from desktop.facets.entry.unlisted_markers import UnlistedMarkers, load_unlisted_markers
from desktop.facets.entry.words import WordList, Words, words_in, words_of
from desktop.facets.hints import Hint
from desktop.facets.named_expressions import NamedExpression, expressions_in
from desktop.facets.named_hints import Parts, hints_in, parts_in
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.toml_files import content_of, tables_in

MARKER = "marker "
"""Before the name of a marker: the kind of its token."""
MARKER_STATE = "marker_state "
"""Before the name of a marker: the kind of a token that says that it is there (dMMR)."""
UNLISTED = f"{MARKER}by its symbol"
"""The kind of a token that is the symbol of a marker in no list."""
OF_LINES = frozenset(("aimed", "waived"))
"""Kinds of words that only the grammar of lines tells from others: what treatment acts on, who does without it."""
OF_DRUGS = frozenset(("waived", "available", "unavailable", "pregnancy", "other_payload"))
"""Kinds of words that only the grammar of earlier drugs tells from others: who does without, what cannot be had."""
SITE = "site"
"""The kind of words for parts of the body and complaints: mere words to every grammar."""
OF_TESTS = frozenset(("gene_test", "risk_group"))
"""Kinds of words that only the grammar of markers tells from others: tests of gene expression, and their results."""
_UNREAD = OF_LINES | OF_DRUGS | OF_TESTS | {SITE}
WORDS = "eligibility_words.toml"
MARKERS, UNLISTED_MARKERS = "markers.toml", "unlisted_markers.toml"
TREATMENTS = "earlier_treatments.toml"
GRAMMARS = (
    "prior_lines.toml",
    "prior_drugs.toml",
    "required_markers.toml",
    "age_and_sex.toml",
    "prior_treatments.toml",
)
TELLS = (
    *("of_chemotherapy", "of_her2", "triple_negative", "low", "negative"),
    *("any_setting", "years", "in_blood", "additional", "one_way", "no_marker", "against_her2", "inhibitors"),
    "soon_after_early",
)
"""The names of the expressions in the file of words."""
_MOST_COUNTED = 12
_LONGEST_COUNT = 2  # figures
_SIDES = frozenset(("in", "out", "label", "prose"))
# What a rule may say, by file.
_VALUES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    GRAMMARS[0]: (
        "limit",
        ("at_least", "at_most", "above", "below", "exactly", "range", "none", "any_number", "nothing"),
    ),
    GRAMMARS[1]: ("value", ("required", "allowed", "excluded", "nothing")),
    GRAMMARS[4]: ("value", ("required", "allowed", "excluded", "unclear", "nothing")),
    GRAMMARS[2]: ("value", ("required", "nothing")),
    GRAMMARS[3]: (
        "value",
        ("from", "above", "to", "below", "between", "to_below", "both", "female", "male", "male_too", "female_too"),
    ),
}
_WITH_EQUALS = {"below": "at_most", "above": "at_least"}
MAY_COUNT = frozenset((NUMBER, *_WITH_EQUALS))
"""Kinds of tokens of which ``counted`` may change the kind."""


@dataclass(frozen=True)
class Hints:
    """Hold what must stand in a sentence to be looked at: ``either``, and then ``always`` or ``often``.

    These are looked for in small letters. Sentences about ``people`` or ``men`` are looked at for age and sex. A word
    of a change in a gene with one of ``carrying`` tells which tumours are meant.
    """

    either: Hint
    always: Hint
    often: Hint
    people: Hint
    men: Hint
    carrying: Hint


@dataclass(frozen=True)
class EligibilityLexicon:
    """Hold the words of eligibility and, by facet, the grammar that reads them; ``version`` changes with any byte."""

    version: str
    words: Words
    numbers: Mapping[str, int]
    markers: tuple[str, ...]
    gene_tests: frozenset[str]
    hints: Hints
    alphabet: Alphabet
    treatments: Treatments
    unlisted: UnlistedMarkers
    tells: Mapping[str, NamedExpression]
    parts: tuple[Parts, ...]
    lines: Grammar
    drugs: Grammar
    marker_rules: Grammar
    people: Grammar
    treated: Grammar

    @cached_property
    def of_lines(self) -> Mapping[str, str]:
        """Return the letters for reading lines: markers are mere words, and the kinds of lines alone are told."""
        return self._letters({kind: kind for kind in OF_LINES})

    @cached_property
    def of_drug(self) -> Mapping[str, Mapping[str, str]]:
        """Return the letters for reading each drug, which is the mention; the other is a drug like any."""
        told = {kind: kind for kind in OF_DRUGS}
        return {
            "cdk46": self._letters(told | {"cdk46": MENTION, "her2_adc": "drug"}),
            "her2_adc": self._letters(told | {"her2_adc": MENTION, "cdk46": "drug"}),
        }

    @cached_property
    def of_markers(self) -> Mapping[str, str]:
        """Return the letters for reading markers: each is the mention, but for tests of gene expression."""
        named = {MARKER + name: "gene_test" if name in self.gene_tests else MENTION for name in self.markers}
        states = {MARKER_STATE + name: "marker_state" for name in self.markers}
        return {UNLISTED: self.alphabet.letter(MENTION), **self._letters(named | states | {"risk_group": "risk_group"})}

    def _letters(self, read_as: Mapping[str, str]) -> dict[str, str]:
        kinds = {*KINDS, *(each.kind for each in self.words.lists)}
        unread = {kind: WORD for kind in kinds if kind in _UNREAD or kind.startswith((MARKER, MARKER_STATE))}
        return {kind: self.alphabet.letter({**unread, **read_as}.get(kind, kind)) for kind in kinds}


def counted(tokens: Iterable[Token]) -> list[Token]:
    """Return tokens in which figures that can count lines are kind "count", and "<" is "at most" in "=<".

    A figure at the end of a name ("FOLFOX6") counts nothing.
    """
    found = list(tokens)
    for place, each in enumerate(found):
        if each.kind == NUMBER:
            before = found[place - 1] if place else None
            behind = found[place + 1].kind if place + 1 < len(found) else ""
            glued = before and before.kind == WORD and before.end == each.start and before.text.isalpha()
            if glued and behind == "line":
                continue
            if len(each.text) <= _LONGEST_COUNT and int(each.text) <= _MOST_COUNTED:
                found[place] = each._replace(kind="count")
        elif each.kind in _WITH_EQUALS and place and found[place - 1].text == "=":
            found[place] = each._replace(kind=_WITH_EQUALS[each.kind])
    return found


@read_once
def load_eligibility_lexicon(folder: Path, own: Path | None = None) -> EligibilityLexicon:
    """Return the lexicon of a folder; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file is missing or at fault.
    """
    files = [chosen(folder / name, own) for name in (WORDS, MARKERS, UNLISTED_MARKERS, TREATMENTS, *GRAMMARS)]
    words_file, markers_file, unlisted_file, treatments_file, *grammar_files = files
    markers, content = tables_in(content_of(markers_file), markers_file.name, "marker"), content_of(words_file)
    plain = words_in(content, words_file.name).lists
    try:
        named = [each for entry in markers for each in _of_marker(entry)]
        numbers = _numbers(content["numbers"], plain)
        named_hints = hints_in(content, words_file.name)
        hints = _hints(content["hints"], named_hints, [each for entry in markers for each in entry["hints"]])
    except (KeyError, TypeError) as error:
        raise VocabularyError(f"{MARKERS} or {WORDS}: an entry lacks or misspells a field ({error}).") from error
    words = words_of((*plain, *named), f"{WORDS} and {MARKERS}")
    alphabet = Alphabet((*KINDS, *(each.kind for each in plain), "marker_state", "gene_test"))
    grammars = [_grammar(file, alphabet) for file in grammar_files]
    treatments = load_treatments(treatments_file, [each for each in plain if each.kind not in _UNREAD], alphabet)
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in files))
    names = tuple(entry["name"] for entry in markers)
    gene_tests = frozenset(entry["name"] for entry in markers if entry.get("gene_test"))
    tells = expressions_in(content.get("tells", {}), words_file.name, TELLS, {})
    parts = parts_in(content, words_file.name, named_hints, {})
    version = digest.hexdigest()[:12]
    unlisted = load_unlisted_markers(unlisted_file, words)
    told = hints, alphabet, treatments, unlisted, tells, parts
    return EligibilityLexicon(version, words, numbers, names, gene_tests, *told, *grammars)


def _grammar(file: Path, alphabet: Alphabet) -> Grammar:
    """Return the rules of a file.

    Raises:
        VocabularyError: the file is at fault, or a rule says what the program does not know.
    """
    field, known = _VALUES.get(file.name, ("", ()))
    rules = load_grammar(file, alphabet)
    for rule in rules:
        sides = rule.fields.get("sides")
        if not isinstance(sides, list) or not sides or not set(sides) <= _SIDES:
            raise VocabularyError(f"{file.name}, rule {rule.id}: sides must be some of {', '.join(sorted(_SIDES))}.")
        if not isinstance(rule.fields.get("with", []), list):
            raise VocabularyError(f"{file.name}, rule {rule.id}: with must be a list of kinds of words.")
        if field and rule.fields.get(field) not in known:
            raise VocabularyError(f"{file.name}, rule {rule.id}: {field} must be one of {', '.join(known)}.")
    return rules


def _of_marker(entry: Mapping[str, Any]) -> Iterable[WordList]:
    examples = tuple(entry["match"]), tuple(entry["reject"])
    yield WordList(MARKER + entry["name"], tuple(entry["phrases"]), *examples)
    if entry["alone"]:
        yield WordList(MARKER_STATE + entry["name"], tuple(entry["alone"]), tuple(entry["alone"]), examples[1])


def _numbers(numbers: Mapping[str, Any], lists: Iterable[WordList]) -> Mapping[str, int]:
    counting = [phrase for each in lists if each.kind == "count" for phrase in each.phrases]
    if missing := [phrase for phrase in counting if not isinstance(numbers.get(phrase), int)]:
        raise VocabularyError(f"{WORDS}: [numbers] does not say what “{missing[0]}” counts.")
    return dict(numbers)


def _hints(parts: Mapping[str, Any], named: Mapping[str, Hint], of_markers: Iterable[str]) -> Hints:
    always = [*parts["always"], *of_markers]
    told = (named[name] for name in ("people", "men", "carrying"))
    return Hints(Hint([*always, *parts["with"]]), Hint(always), Hint(parts["often"]), *told)
