"""The rules of the text facets: read from resources/rules/*.toml, held to their own examples, and interpreted.

A rule file names one facet and holds ``[[rule]]`` tables:

``id``       unique name, shown beside the evidence
``value``    the facet's value (or the state of a receptor) that a match speaks for
``basis``    "stated" (default), "implied" or "derived"
``scope``    where the rule applies, in the facet's own words; "" is wherever the facet reads
``source``   the definition or the observation that the rule rests on
``pattern``  regular expression, spaces and case ignored; ``<term>`` stands for an entry of ``[terms]``
``unless``   regular expression; a match of the pattern that overlaps a match of this one does not count
``cues``     lower-case strings of which one must occur before the patterns are tried (a cheap first test)
``match``    texts the rule must match
``reject``   texts the rule must not match

``[terms]`` of terms.toml are known to every file, those of a rule file to that file alone.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast, get_args

from desktop.errors import VocabularyError
from desktop.facets.reading import plain
from desktop.trials.finding import Basis

_SHARED_TERMS = "terms.toml"
_FIELDS = {"id", "value", "basis", "scope", "source", "pattern", "unless", "cues", "match", "reject"}
_TERM = re.compile(r"(?<!\?P)(?<!\\)<([a-z_0-9]+)>")


@dataclass(frozen=True)
class Rule:
    """Hold one rule of one facet; ``match`` and ``reject`` are its own examples."""

    id: str
    facet: str
    value: str
    basis: Basis
    scope: str
    source: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    cues: tuple[str, ...]
    match: tuple[str, ...]
    reject: tuple[str, ...]

    def may_match(self, lowered: str) -> bool:
        """Tell quickly, from a text in small letters, whether looking closer is worth while."""
        for cue in self.cues:  # a loop, since any() takes twice as long and this is asked most of all
            if cue in lowered:
                return True
        return not self.cues

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches that count in a text in plain characters (``reading.plain``), in order."""
        if not self.may_match(text.lower()):
            return
        barred: list[tuple[int, int]] | None = None
        for match in self.pattern.finditer(text):
            if self.unless is not None and barred is None:
                barred = [each.span() for each in self.unless.finditer(text)]
            if not any(start < match.end() and match.start() < end for start, end in barred or ()):
                yield match

    def matches(self, text: str) -> bool:
        """Return whether the rule finds anything in a text."""
        return next(self.find(text), None) is not None


@dataclass(frozen=True, eq=False)
class Rules:
    """Hold all rules by facet, in the order of their files; ``version`` changes with any byte of them."""

    by_facet: Mapping[str, tuple[Rule, ...]]
    version: str

    def of(self, facet: str) -> tuple[Rule, ...]:
        """Return the rules of a facet in the order of their file; none if the facet has no file."""
        return self.by_facet.get(facet, ())

    def scoped(self, facet: str, scope: str) -> tuple[Rule, ...]:
        """Return the rules of a facet that apply in one scope, in order."""
        return self._by_scope.get((facet, scope), ())

    @cached_property
    def _by_scope(self) -> dict[tuple[str, str], tuple[Rule, ...]]:
        by_scope: dict[tuple[str, str], tuple[Rule, ...]] = {}
        for facet, rules in self.by_facet.items():
            for rule in rules:
                by_scope[facet, rule.scope] = (*by_scope.get((facet, rule.scope), ()), rule)
        return by_scope


def load_rules(folder: Path) -> Rules:
    """Return the rules in a folder of TOML files.

    Raises:
        VocabularyError: a file, or one of its rules, is not as described in this module; names file, rule and fault.
    """
    terms = _read(folder / _SHARED_TERMS).get("terms", {}) if (folder / _SHARED_TERMS).exists() else {}
    digest = hashlib.sha256()
    by_facet: dict[str, tuple[Rule, ...]] = {}
    seen: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.read_bytes())
        if path.name != _SHARED_TERMS:
            table = _read(path)
            facet = table.get("facet")
            if not isinstance(facet, str):
                raise VocabularyError(f'{path.name}: no facet is named; write facet = "..." at the top of the file.')
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


def rule_faults(folder: Path) -> tuple[str, ...]:
    """Return all faults of the rules in a folder as sentences: unreadable rules, missing and failing examples."""
    try:
        rules = load_rules(folder)
    except VocabularyError as error:
        return (str(error),)
    return tuple(
        f"{facet}, rule {rule.id}: {fault}"
        for facet, group in rules.by_facet.items()
        for rule in group
        for fault in _example_faults(rule)
    )


def _example_faults(rule: Rule) -> Iterator[str]:
    if not rule.match or not rule.reject:
        yield "it needs texts to match and texts to reject."
    for text in rule.match:
        if not rule.matches(plain(text)):
            yield f"it must match {text!r} and does not."
    for text in rule.reject:
        if rule.matches(plain(text)):
            yield f"it must not match {text!r} and does."


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VocabularyError(
            f"{path.name}: the file cannot be read ({error.strerror}); reinstall the program."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path.name}: the file is not valid TOML ({error}).") from error


def _rules(file: str, facet: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> Iterator[Rule]:
    terms: dict[str, str] = {}
    for name, text in {**shared, **table.get("terms", {})}.items():
        # A term may use the terms written before it.
        terms[name] = f"(?:{_expanded(text, terms, f'{file}, term {name}')})"
    for row in table.get("rule", ()):
        yield _rule(file, facet, row, terms)


def _rule(file: str, facet: str, row: Mapping[str, Any], terms: Mapping[str, str]) -> Rule:
    where = f"{file}, rule {row.get('id', '(no id)')}"
    if unknown := sorted(set(row) - _FIELDS):
        raise VocabularyError(f"{where}: the field {unknown[0]} is not known.")
    for field in ("id", "value", "pattern", "source"):
        if not isinstance(row.get(field), str) or not row[field]:
            raise VocabularyError(f"{where}: the field {field} is missing.")
    for field in ("cues", "match", "reject"):
        if not all(isinstance(each, str) for each in row.get(field, ())):
            raise VocabularyError(f"{where}: {field} must be a list of texts.")
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
        pattern=_compiled(row["pattern"], terms, f"{where}, pattern"),
        unless=_compiled(unless, terms, f"{where}, unless") if unless else None,
        cues=tuple(row.get("cues", ())),
        match=tuple(row.get("match", ())),
        reject=tuple(row.get("reject", ())),
    )


def _compiled(pattern: str, terms: Mapping[str, str], where: str) -> re.Pattern[str]:
    try:
        return re.compile(_expanded(pattern, terms, where), re.IGNORECASE | re.VERBOSE)
    except re.error as error:
        raise VocabularyError(f"{where}: not a regular expression ({error}).") from error


def _expanded(text: str, terms: Mapping[str, str], where: str) -> str:
    def term(match: re.Match[str]) -> str:
        if match[1] not in terms:
            raise VocabularyError(f"{where}: the term <{match[1]}> is not known.")
        return terms[match[1]]

    return _TERM.sub(term, text)
