"""Every fault of the vocabulary's files, in words: what a clinician who edited them must mend."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from desktop.facets.drugs.files import read_drug_vocabulary
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import ClassRule, DrugVocabulary, TermRule
from desktop.facets.drugs.terms import DrugTerms, drug_terms, key_of, names_of
from desktop.facets.reading import lowered


def drug_vocabulary_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults of the vocabulary in a folder, each naming file, row and fault; none if it is sound.

    Beyond what loading needs: no name stands under two drugs, no name is too short, every pattern is one, and every
    rule matches the texts it must match and none that it must reject.
    """
    vocabulary, faults = read_drug_vocabulary(folder, own)
    if vocabulary is None:
        return faults
    faults = tuple(_pattern_faults(vocabulary))
    if faults:
        return faults
    terms = drug_terms(vocabulary)
    return (
        *_class_faults(vocabulary),
        *_name_faults(vocabulary),
        *_regimen_faults(vocabulary, terms),
        *(fault for rule in vocabulary.term_rules for fault in _term_rule_faults(rule, terms)),
        *(fault for rule in vocabulary.class_rules for fault in _class_rule_faults(rule, terms)),
    )


def _pattern_faults(vocabulary: DrugVocabulary) -> Iterator[str]:
    wording = vocabulary.wording
    patterns = [("class_words.toml", rule.id, rule.pattern) for rule in vocabulary.class_rules]
    for term in vocabulary.term_rules:
        patterns += [("ambiguous_terms.toml", term.id, pattern) for pattern in (term.needs, term.unless)]
    patterns += [("matching.toml", "protected", pattern) for pattern in wording.protected]
    patterns += [
        ("matching.toml", field.name, pattern)
        for field in fields(wording)
        if isinstance(pattern := getattr(wording, field.name), str)
    ]
    for file, rule, pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{file}, “{rule}”: “{pattern[:60]}” is no regular expression: {error}."


def _class_faults(vocabulary: DrugVocabulary) -> Iterator[str]:
    seen: set[str] = set()
    for each in vocabulary.classes:
        if each.id in seen:
            yield f"drug_classes.csv: the class “{each.id}” stands twice."
        seen.add(each.id)
    for kind, class_id in vocabulary.wording.kind_classes.items():
        if class_id not in seen:
            yield f"matching.toml, kind_classes: “{kind}” has the unknown class “{class_id}”."


def _name_faults(vocabulary: DrugVocabulary) -> Iterator[str]:
    owners: dict[str, str] = {}
    for drug in vocabulary.drugs:
        if not drug.name or drug.name != drug.name.strip():
            yield f"drugs.csv: the name “{drug.name}” is empty or has spaces around it."
        for name in names_of(drug):
            key = key_of(name)
            if len(key) < 2 or (len(key) == 2 and key.isalpha()) or key.isdigit():
                yield f"drugs.csv, {drug.name}: “{name}” is too short to be a name."
            if key in owners:
                yield f"drugs.csv, {drug.name}: “{name}” is also a name of {owners[key]}."
            owners[key] = drug.name


def _regimen_faults(vocabulary: DrugVocabulary, terms: DrugTerms) -> Iterator[str]:
    owners: dict[str, str] = {}
    for regimen in vocabulary.regimens:
        for name in (regimen.name, *regimen.aliases):
            key = key_of(name)
            if key in owners:
                yield f"regimens.csv, {regimen.name}: “{name}” is also a name of {owners[key]}."
            if key in terms.by_key:
                yield f"regimens.csv, {regimen.name}: “{name}” is also the drug {terms.by_key[key].name}."
            owners[key] = regimen.name


def _term_rule_faults(rule: TermRule, terms: DrugTerms) -> Iterator[str]:
    place = f"ambiguous_terms.toml, “{rule.id}”"
    for meaning in (rule.means, rule.otherwise):
        sort, _, value = meaning.partition(":")
        known = {
            "drug": value in terms.drugs,
            "class": value in terms.groups,
            "regimen": key_of(value) in terms.regimens,
            "nothing": not value,
        }
        if not known.get(sort):
            yield f"{place}: the meaning “{meaning}” is unknown."
            return
    if not rule.match or not rule.reject:
        yield f"{place}: it needs texts to match and texts to reject."
    for text in rule.match:
        if not _means(rule, text, terms):
            yield f"{place}: it must match “{text}”, but does not."
    for text in rule.reject:
        if _means(rule, text, terms):
            yield f"{place}: it must reject “{text}”, but matches."


def _means(rule: TermRule, text: str, terms: DrugTerms) -> bool:
    """Tell whether a text "KIND: name @ context" is read as the rule's meaning."""
    line, _, context = text.partition(" @ ")
    kind, _, name = line.partition(": ")
    found = match_intervention(name, kind, terms.vocabulary, context)
    sort, _, value = rule.means.partition(":")
    if sort == "nothing":
        return not found
    if sort == "regimen":
        return any(match.rule == f"regimen:{value}" for match in found)
    return any(match.rule == f"term:{rule.id}" and value in (match.drug, match.class_id) for match in found)


def _class_rule_faults(rule: ClassRule, terms: DrugTerms) -> Iterator[str]:
    place = f"class_words.toml, “{rule.id}”"
    compiled = next(each for each in (*terms.early_rules, *terms.late_rules) if each.rule is rule)
    if not rule.match or not rule.reject:
        yield f"{place}: it needs texts to match and texts to reject."
    for text in rule.match:
        if not compiled.search(lowered(text)):
            yield f"{place}: it must match “{text}”, but does not."
    for text in rule.reject:
        if compiled.search(lowered(text)):
            yield f"{place}: it must reject “{text}”, but matches."
