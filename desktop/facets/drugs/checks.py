"""Every fault of the vocabulary's files, in words: what a clinician who edited them must mend."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path

from desktop.facets.drugs.aims import aimed
from desktop.facets.drugs.care import are_for_care
from desktop.facets.drugs.files import read_drug_vocabulary
from desktop.facets.drugs.giving_kinds import KINDS
from desktop.facets.drugs.giving_words import BEGINNINGS, GivingWords, Texts, is_met
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Aim, Care, ClassRule, DrugVocabulary, TermRule, Wording
from desktop.facets.drugs.terms import DrugTerms, drug_terms, key_of, may_stand_inside, names_of
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.entry.words import Words
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.own_files import ADDED
from desktop.facets.read_once import read_once
from desktop.facets.small_letters import lowered

_MISSED, _MET = "it must match “{}”, but does not.", "it must reject “{}”, but matches."
_NONE_FOUND, _ONE_FOUND = "none of its words is found in “{}”.", "one of its words is found in “{}”."
_SHORT_NUMBER = 3  # digits
# What is no drug is called by ordinary words ("best care").
_PLAIN_CLASSES = ("standard_of_care", "placebo")
# These are looked for where a text begins.
_AT_THE_BEGINNING = ("told_after", "label_only", "title_slot", "title_care", "not_care", "arm_prefix")


@read_once
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
        *(fault for aim in vocabulary.aims for fault in _aim_faults(aim, terms)),
        *_care_faults(vocabulary.care),
        *_short_faults(vocabulary.wording, terms),
        *_giving_faults(vocabulary.giving),
        *_example_faults(vocabulary.wording),
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
    patterns += [("aims.toml", aim.id, text) for aim in vocabulary.aims for text in (aim.words, aim.details)]
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
    ordinary = frozenset(vocabulary.wording.ordinary_words)
    for drug in vocabulary.drugs:
        file = ADDED if drug.added else "drugs.csv"
        if not drug.name or drug.name != drug.name.strip():
            yield f"{file}: the name “{drug.name}” is empty or has spaces around it."
        for name in names_of(drug):
            key = key_of(name)
            if is_too_short(key):
                yield f"{file}, {drug.name}: “{name}” is too short to be a name."
            if key in owners and not drug.added:
                yield f"{file}, {drug.name}: “{name}” is also a name of {owners[key]}."
            owners[key] = drug.name
        for name in (drug.name, *drug.synonyms):
            if name not in drug.whole_only and drug.class_id not in _PLAIN_CLASSES and _is_ordinary(name, ordinary):
                yield f"{file}, {drug.name}: “{name}” reads as ordinary words; it belongs into the column whole_only."


def _is_ordinary(name: str, ordinary: frozenset[str]) -> bool:
    """Tell whether a name that is looked for in running text is made of ordinary words ("ALL-3", "New Day")."""
    words = re.findall(r"[^\W_]+", lowered(name))
    plain = all(word in ordinary or len(word) == 1 or (word.isdigit() and len(word) <= _SHORT_NUMBER) for word in words)
    return plain and any(word in ordinary and len(word) > 1 for word in words) and may_stand_inside(name, key_of(name))


def is_too_short(key: str) -> bool:
    """Tell whether a key (see ``key_of``) is too short, or only a number, to name one drug."""
    return len(key) < 2 or (len(key) == 2 and key.isalpha()) or key.isdigit()


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
    yield from missing_examples(place, rule.match, rule.reject)
    yield from failing_examples(place, rule.match, rule.reject, lambda text: _means(rule, text, terms), _MISSED, _MET)


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
    yield from missing_examples(place, rule.match, rule.reject)
    yield from failing_examples(
        place, rule.match, rule.reject, lambda text: compiled.search(lowered(text)) is not None, _MISSED, _MET
    )


def _example_faults(wording: Wording) -> Iterator[str]:
    patterns = {field.name: getattr(wording, field.name) for field in fields(wording)}
    patterns = {name: pattern for name, pattern in patterns.items() if isinstance(pattern, str)}
    for each in wording.examples:
        place = f"matching.toml, “{each.pattern}”"
        if each.pattern not in patterns:
            yield f"{place}: there is no such expression."
            continue
        found = re.match if each.pattern in _AT_THE_BEGINNING else re.search
        matches = partial(_matches, found, patterns[each.pattern])
        yield from failing_examples(place, each.match, each.reject, matches, _MISSED, _MET)
    for name in patterns.keys() - {each.pattern for each in wording.examples if each.match and each.reject}:
        yield f"matching.toml, “{name}”: it needs texts to match and texts to reject."


def _matches(found: Callable[..., object], pattern: str, text: str) -> bool:
    return bool(found(pattern, text, re.IGNORECASE))


def _aim_faults(aim: Aim, terms: DrugTerms) -> Iterator[str]:
    place = f"aims.toml, “{aim.id}”"
    yield from missing_examples(place, aim.match, aim.reject)
    yield from failing_examples(place, aim.match, aim.reject, lambda text: _aims(aim, text, terms), _MISSED, _MET)


def _aims(aim: Aim, text: str, terms: DrugTerms) -> bool:
    """Tell whether a text "drug + class @ title" is one where the rule changes the drug's class."""
    given, _, title = text.partition(" @ ")
    name, _, beside = given.partition(" + ")
    drug = terms.drugs.get(name)
    class_id = drug.class_id if drug else NOT_CLASSIFIED
    return class_id in aim.classes and aimed(aim, name, {class_id, beside}, title)


def _care_faults(care: Care) -> Iterator[str]:
    place = "aims.toml, “care”"
    yield from missing_examples(place, care.match, care.reject)
    yield from failing_examples(
        place, care.match, care.reject, lambda text: are_for_care(text.split(" + "), care), _MISSED, _MET
    )


def _short_faults(wording: Wording, terms: DrugTerms) -> Iterator[str]:
    for letters, name in wording.short_in_text.items():
        if name not in terms.drugs:
            yield f"matching.toml, short_in_text: “{letters}” stands for “{name}”, which is not in drugs.csv."
    for letters, names in wording.regimen_letters.items():
        for name in names.split("|"):
            if name not in terms.drugs:
                yield f"matching.toml, regimen_letters: “{letters}” stands for “{name}”, which is not in drugs.csv."


def _giving_faults(giving: GivingWords) -> Iterator[str]:
    words = giving.words
    for each in words.lists:
        place = f"giving_words.toml, “{each.kind}”"
        if each.kind not in KINDS:
            yield f"{place}: there is no such kind; the kinds are {', '.join(sorted(KINDS))}."
        yield from missing_examples(place, each.match, each.reject)
        found = partial(_is_found, words, each.kind)
        yield from failing_examples(place, each.match, each.reject, found, _NONE_FOUND, _ONE_FOUND)
    for kind in sorted(KINDS - {each.kind for each in words.lists}):
        yield f"giving_words.toml: the list of the kind “{kind}” is missing."
    yield from (fault for told in giving.listed for fault in _text_faults(told, words))


def _text_faults(told: Texts, words: Words) -> Iterator[str]:
    place = f"giving_words.toml, “texts.{told.name}”"
    yield from missing_examples(place, told.match, told.reject)
    yield from failing_examples(place, told.match, told.reject, partial(is_met, words, told), _NONE_FOUND, _ONE_FOUND)
    for text in told.texts if told.name not in BEGINNINGS else ():
        if not is_met(words, told, text):
            yield f"{place}: “{text}” is never met, since no list of words holds it as a whole."


def _is_found(words: Words, kind: str, text: str) -> bool:
    return kind in {token.kind for token in tokens_of(text, words)}
