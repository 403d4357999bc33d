"""From a rule that matched to a finding with its evidence: the step that all text facets share."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from desktop.facets.reading import Reading, Span
from desktop.facets.rules import Rule, RuleGroup
from desktop.trials.finding import Basis, Finding

Told = TypeVar("Told")

MOST_EVIDENCE = 3
"""How many agreeing places are kept for one value; the first found are the most trusted."""


@dataclass(frozen=True)
class Hit:
    """Hold the place where a rule matched; ``match`` offsets count within the sentence."""

    rule: Rule
    sentence: Span
    match: re.Match[str]


def hits(reading: Reading, rules: RuleGroup, sections: Iterable[str]) -> Iterator[Hit]:
    """Yield every place where one of the rules matches, section by section, sentence by sentence, rule by rule."""
    for section in sections:
        if section in reading.sections:
            yield from hits_in(reading.hinted(section, rules.hint), rules)


def hits_in(sentences: Iterable[Span], rules: RuleGroup) -> Iterator[Hit]:
    """Yield every place where one of the rules matches, sentence by sentence, rule by rule."""
    for sentence in sentences:
        for rule in rules.hinted(sentence.lowered):
            for match in rule.find(sentence.plain, sentence.lowered):
                yield Hit(rule, sentence, match)


def best_hits(reading: Reading, rules: RuleGroup, sections: Iterable[str]) -> list[Finding]:
    """Return the findings that ``best`` keeps of all hits of some rules; no rule is tried for a value that is full."""
    kept: dict[str, dict[str, Finding]] = {}
    found: list[Finding] = []
    for section in sections:
        for sentence in reading.hinted(section, rules.hint) if section in reading.sections else ():
            for rule in rules:
                of_value = kept.setdefault(rule.value, {})
                if len(of_value) >= MOST_EVIDENCE or not (rule.hint is None or reading.holds(sentence, rule.hint)):
                    continue
                for match in rule.find_hinted(sentence.plain, sentence.lowered):
                    told = finding(reading, Hit(rule, sentence, match))
                    if len(of_value) < MOST_EVIDENCE and told.evidence.quote not in of_value:
                        of_value[told.evidence.quote] = told
                        found.append(told)
                    if len(of_value) >= MOST_EVIDENCE:
                        break
    return found


def finding(reading: Reading, hit: Hit, *, facet: str = "", value: str = "", basis: Basis | None = None) -> Finding:
    """Return the finding a hit speaks for; facet, value and basis are the rule's own unless given."""
    start, end = hit.match.span()
    return Finding(
        facet=facet or hit.rule.facet,
        value=value or hit.rule.value,
        rule=hit.rule.id,
        basis=basis or hit.rule.basis,
        evidence=reading.quote(hit.sentence, start, end),
    )


def best(findings: Iterable[Finding], most: int = MOST_EVIDENCE) -> list[Finding]:
    """Return the findings without repeated quotes, at most ``most`` for each value, in the order given."""
    return best_of(findings, attrgetter("value"), lambda each: each, most)


def best_of(
    told: Iterable[Told], value: Callable[[Told], str], made: Callable[[Told], Finding], most: int = MOST_EVIDENCE
) -> list[Finding]:
    """Return the findings that ``best`` keeps of those made of what is told; none is made for a value that is full."""
    kept: list[Finding] = []
    seen: dict[str, set[str]] = {}
    for each in told:
        quotes = seen.setdefault(value(each), set())
        if len(quotes) < most and (found := made(each)).evidence.quote not in quotes:
            quotes.add(found.evidence.quote)
            kept.append(found)
    return kept
