"""The rules of the text facets: read from resources/rules/*.toml, held to their own examples, and interpreted.

A rule file names one facet and holds ``[[rule]]`` tables:

``id``       unique name, shown beside the evidence
``value``    the facet's value (or the state of a receptor) that a match speaks for
``basis``    "stated" (default), "implied" or "derived"
``scope``    where the rule applies, in the facet's own words; "" is wherever the facet reads
``source``   the definition or the observation that the rule rests on
``pattern``  regular expression, spaces and case ignored; ``<term>`` stands for an entry of ``[terms]``
``begins``   list of cheap regular expressions, spaces and case ignored: the pattern is tried only where one of them
             matches; absent, it is tried everywhere
``unless``   regular expression; a match of the pattern that overlaps a match of this one does not count
``cues``     lower-case strings of which one must occur before the patterns are tried (a cheap first test)
``match``    texts the rule must match
``reject``   texts the rule must not match

``[terms]`` of terms.toml are known to every file, those of a rule file to that file alone.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from desktop.errors import VocabularyError
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.expression import Expression
from desktop.facets.hints import Hint
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once
from desktop.facets.reading import plain
from desktop.facets.small_letters import lowered as in_small_letters
from desktop.facets.terms_in_patterns import with_terms
from desktop.facets.toml_files import content_of
from desktop.trials.finding import Basis

_SHARED_TERMS = "terms.toml"
_MOST_REMEMBERED = 256  # words of registries
_FIELDS = {"id", "value", "basis", "scope", "source", "begins", "pattern", "unless", "cues", "match", "reject"}


@dataclass(frozen=True)
class Rule:
    """Hold one rule of one facet; ``match`` and ``reject`` are its own examples."""

    id: str
    facet: str
    value: str
    basis: Basis
    scope: str
    source: str
    begins: tuple[Expression, ...]
    pattern: Expression
    unless: Expression | None
    cues: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]
    hint: Hint | None = None
    """Its cues, for who looks for those of many rules at once; None if it has none."""

    def find(self, text: str, lowered: str | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches that count in a text in plain characters (``reading.plain``), in order.

        ``lowered`` is the text in small letters (``reading.lowered``) where it is at hand; groups of a match may be
        in small letters.
        """
        low = in_small_letters(text) if lowered is None else lowered
        return self.find_hinted(text, low) if self._may_match(low) else iter(())

    def _may_match(self, lowered: str) -> bool:
        for cue in self.cues:  # a loop, since any() takes twice as long and this is asked most of all
            if cue in lowered:
                return True
        return not self.cues

    def find_hinted(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Yield what ``find`` does, for a text in which one of the cues is known to stand."""
        found = self._tried(text, low) if self.begins else self.pattern.finditer(text, low)
        if self.unless is None:
            yield from found
            return
        barred: list[tuple[int, int]] | None = None
        for match in found:
            if barred is None:  # looked for only where there is something to bar
                barred = [each.span() for each in self.unless.finditer(text, low)]
            if not barred or not any(start < match.end() and match.start() < end for start, end in barred):
                yield match

    def _tried(self, text: str, low: str) -> Iterator[re.Match[str]]:
        done = 0
        for place in sorted({place for each in self.begins for place in each.places(text, low)}):
            if place >= done and (match := self.pattern.match(text, low, place)):
                done = match.end()
                yield match

    def matches(self, text: str, lowered: str | None = None) -> bool:
        """Return whether the rule finds anything in a text."""
        return next(self.find(text, lowered), None) is not None

    def is_begun_elsewhere(self, text: str) -> bool:
        """Return whether the pattern matches somewhere in a text where ``begins`` says that it cannot."""
        low = in_small_letters(text)
        everywhere = [match.span() for match in self.pattern.finditer(text, low)]
        return bool(self.begins) and everywhere != [match.span() for match in self._tried(text, low)]

    def compile(self) -> None:
        """Compile the rule's expressions, which otherwise happens when they are first used.

        Raises:
            VocabularyError: One of them is no regular expression.
        """
        for each in (*self.begins, self.pattern, self.unless):
            _ = each and each.compiled


class RuleGroup:
    """Hold rules that are asked of the same texts, in order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._by_cue: dict[str, list[int]] = {}
        for index, rule in enumerate(self._rules):
            for cue in rule.cues or ("",):  # nothing stands everywhere
                self._by_cue.setdefault(cue, []).append(index)
        self.hint = None if "" in self._by_cue else Hint(self._by_cue)
        """What a text in small letters must hold for one of the rules to match; None if that cannot be said."""
        self.first = lru_cache(_MOST_REMEMBERED)(self._first)
        """Return the first rule that matches a word of a registry, None if none does; registries have few words."""

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def hinted(self, lowered: str) -> list[Rule]:
        """Return the rules of which a cue stands in a text in small letters, in order."""
        found: set[int] = set()
        for cue, indexes in self._by_cue.items():
            if cue in lowered:
                found.update(indexes)
        return [self._rules[index] for index in sorted(found)] if found else []

    def _first(self, text: str) -> Rule | None:
        return next((rule for rule in self._rules if rule.matches(text)), None)

    def matches(self, text: str, lowered: str | None = None) -> bool:
        """Return whether one of the rules finds anything in a text; see ``Rule.find``."""
        low = in_small_letters(text) if lowered is None else lowered
        return any(rule.matches(text, low) for rule in self.hinted(low))


@dataclass(frozen=True, eq=False)
class Rules:
    """Hold all rules by facet, in the order of their files; ``version`` changes with any byte of them."""

    by_facet: Mapping[str, tuple[Rule, ...]]
    version: str
    _groups: dict[tuple[str, ...], RuleGroup] = field(default_factory=dict, init=False, repr=False)

    def of(self, facet: str) -> tuple[Rule, ...]:
        """Return the rules of a facet in the order of their file; none if the facet has no file."""
        return self.by_facet.get(facet, ())

    def scoped(self, facet: str, *scopes: str) -> RuleGroup:
        """Return the rules of a facet that apply in some scopes, scope by scope, in order; all if none is named."""
        if (facet, *scopes) not in self._groups:
            rules = [rule for scope in scopes for rule in self.of(facet) if rule.scope == scope]
            self._groups[facet, *scopes] = RuleGroup(rules if scopes else self.of(facet))
        return self._groups[facet, *scopes]


@read_once
def load_rules(folder: Path, own: Path | None = None) -> Rules:
    """Return the rules in a folder of TOML files; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file, or one of its rules, is not as described in this module; names file, rule and fault.
    """
    shared = folder / _SHARED_TERMS
    terms = content_of(chosen(shared, own)).get("terms", {}) if shared.exists() else {}
    digest = hashlib.sha256()
    by_facet: dict[str, tuple[Rule, ...]] = {}
    seen: set[str] = set()
    for path in (chosen(shipped, own) for shipped in sorted(folder.glob("*.toml"))):
        digest.update(path.read_bytes())
        if path.name != _SHARED_TERMS:
            table = content_of(path)
            facet = table.get("facet")
            if not isinstance(facet, str):
                raise VocabularyError(f'{path.name}: no filter is named; write facet = "..." at the top of the file.')
            rules = tuple(_rules(path.name, facet, table, terms))
            for rule in rules:
                if rule.id in seen:
                    raise VocabularyError(
                        f"{path.name}, rule {rule.id}: the id is used twice; give one of them another."
                    )
                seen.add(rule.id)
            by_facet[facet] = by_facet.get(facet, ()) + rules
    if not by_facet:
        raise VocabularyError(f"{folder}: no rule files are here; reinstall the program.")
    return Rules(by_facet, digest.hexdigest()[:12])


@read_once
def rule_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults of the rules in a folder as sentences: unreadable rules, missing and failing examples."""
    try:
        rules = load_rules(folder, own)
    except VocabularyError as error:
        return (str(error),)
    return tuple(fault for group in rules.by_facet.values() for rule in group for fault in _faults(rule))


def _faults(rule: Rule) -> Iterator[str]:
    try:
        rule.compile()
    except VocabularyError as error:
        yield str(error)
        return
    name = f"{rule.facet}, rule {rule.id}"
    yield from missing_examples(name, rule.match, rule.reject)
    yield from failing_examples(name, rule.match, rule.reject, lambda text: rule.matches(plain(text)))
    for text in (*rule.match, *rule.reject):
        if rule.is_begun_elsewhere(plain(text)):
            yield f"{name}: in {text!r} its pattern matches where none of its begins does."


def _rules(file: str, facet: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[Rule]:
    terms: dict[str, str] = {}
    for name, text in {**shared, **table.get("terms", {})}.items():
        # A term may use the terms written before it.
        terms[name] = f"(?:{with_terms(text, terms, f'{file}, term {name}')})"
    begins: dict[str, Expression] = {}
    for row in table.get("rule", ()):
        yield _rule(file, facet, row, terms, begins)


def _rule(
    file: str, facet: str, row: Mapping[str, Any], terms: Mapping[str, str], begins: dict[str, Expression]
) -> Rule:
    where = f"{file}, rule {row.get('id', '(no id)')}"
    if unknown := sorted(set(row) - _FIELDS):
        raise VocabularyError(f"{where}: the field {unknown[0]} is not known.")
    for name in ("id", "value", "pattern", "source"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise VocabularyError(f"{where}: the field {name} is missing.")
    for name in ("begins", "cues", "match", "reject"):
        if not all(isinstance(each, str) for each in row.get(name, ())):
            raise VocabularyError(f"{where}: {name} must be a list of texts.")
    basis = row.get("basis", "stated")
    if basis not in get_args(Basis):
        raise VocabularyError(f"{where}: the basis {basis} is none of {', '.join(get_args(Basis))}.")
    unless = row.get("unless", "")
    return Rule(
        id=row["id"],
        facet=facet,
        value=row["value"],
        basis=cast("Basis", basis),
        scope=row.get("scope", ""),
        source=row["source"],
        # Rules that begin alike share one expression, which then looks for its places once for all of them.
        begins=tuple(
            begins.setdefault(each, Expression(with_terms(each, terms, where), f"{where}, begins"))
            for each in row.get("begins", ())
        ),
        pattern=Expression(with_terms(row["pattern"], terms, where), f"{where}, pattern"),
        unless=Expression(with_terms(unless, terms, where), f"{where}, unless") if unless else None,
        cues=(cues := tuple(row.get("cues", ()))),
        hint=Hint(cues) if cues else None,
        match=tuple(row.get("match", ())),
        reject=tuple(row.get("reject", ())),
    )
