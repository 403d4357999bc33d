"""An intervention's name to drugs and drug classes, in the order that was measured to work best."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from desktop.facets.drugs.brackets import are_beside_a_standard, are_care, parts_of_care
from desktop.facets.drugs.chains import chain_of, drugs_of_regimen, letters_beside, regimen_explains, regimens_inside
from desktop.facets.drugs.match import DrugMatch, letters_span, match_of_drug, specific_first, whole_words
from desktop.facets.drugs.misspelt import misspelt_in
from desktop.facets.drugs.parts import Part, fields_of, parts_of, trimmed, without_circumstance
from desktop.facets.drugs.rows import NOT_CLASSIFIED, DrugVocabulary, TermRule
from desktop.facets.drugs.terms import CompiledRule, DrugTerms, drug_terms, key_of
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import plain
from desktop.facets.small_letters import lowered

_SHORT = 4
_DRUG_KINDS = ("", "DRUG", "BIOLOGICAL", "COMBINATION PRODUCT", "DIETARY SUPPLEMENT")
_LOCAL_TREATMENT = ("radiotherapy", "surgery")
_NON_DRUG_GROUPS = ("behavioural_and_devices", "diagnostics", "comparator")
_CODE = re.compile(r"[A-Za-z]{1,8}[- ]?\d{2,}[A-Za-z0-9-]*")


def match_intervention(name: str, kind: str, vocabulary: DrugVocabulary, context: str = "") -> list[DrugMatch]:
    """Return what an intervention's name means, in the order of its words; never nothing for a name with letters.

    ``kind`` is the registered type in any spelling, ``context`` the trial's title and conditions (for terms such as
    "THP" that mean one thing in HER2-positive disease and another elsewhere).
    """
    return list(_match_cached(vocabulary, name, plain_kind(kind), context))


def plain_kind(kind: str) -> str:
    """Return a registered type in capitals with spaces ("DIETARY_SUPPLEMENT" and "Dietary Supplement" are one)."""
    return kind.replace("_", " ").strip().upper()


@lru_cache(maxsize=4096)
def _match_cached(vocabulary: DrugVocabulary, name: str, kind: str, context: str) -> tuple[DrugMatch, ...]:
    return tuple(_NameReading(plain(name), kind, context, drug_terms(vocabulary)).matches())


class _NameReading:
    """Hold one name while it is matched."""

    def __init__(self, name: str, kind: str, context: str, terms: DrugTerms) -> None:
        self.name = name
        self.kind = kind
        self.context = context
        self.terms = terms
        self.wording = terms.vocabulary.wording

    def matches(self) -> list[DrugMatch]:
        start, end = trimmed(self.name, 0, len(self.name))
        if not key_of(self.name):
            return []
        found = self._known(self.name[start:end], start, whole=True)
        if found is None:
            found = self._placebo_only()
        if found is None:
            found = self._fields() or self._components()
        found = self._gated(found)
        return found or self._fallback(start, end)

    def _placebo_only(self) -> list[DrugMatch] | None:
        if for_small_letters(self.wording.placebo_of).search(low := lowered(self.name)):
            match = for_small_letters(self.wording.placebo_words).search(low)
            # In a text of several sentences placebo is only one of the things given.
            if match and not re.search(r"[.;]\s", self.name[: match.start()]):
                return [self._placebo(match.start(), match.end())]
        return None

    def _placebo(self, start: int, end: int) -> DrugMatch:
        return DrugMatch("Placebo", "placebo", start, end, "drug:Placebo", "placebo", specific=False)

    def _fields(self) -> list[DrugMatch]:
        found: dict[str, DrugMatch] = {}
        for start, end in fields_of(self.name, self.terms):
            reading = _NameReading(self.name[start:end], self.kind, self.context, self.terms)
            for match in reading._components():
                if match.class_id != NOT_CLASSIFIED:
                    found.setdefault(match.class_id, replace(match, start=match.start + start, end=match.end + start))
        spans = fields_of(self.name, self.terms)
        if spans and not found:
            return [DrugMatch(None, NOT_CLASSIFIED, *spans[0], "none", "none")]
        return list(found.values())

    def _components(self) -> list[DrugMatch]:
        found: list[DrugMatch] = []
        unknown: list[DrugMatch] = []
        generic_head: list[DrugMatch] = []
        parts = parts_of(self.name, self.terms)
        for part, following in zip_longest(parts, parts[1:]):
            if following and following.explains and re.match(self.wording.label_only, part.words, re.IGNORECASE):
                continue
            matches = self._part(without_circumstance(self._unqualified(part), self.terms))
            if not matches and any(match.method == "regimen" for match in found):
                matches = letters_beside(part.words, part.start, self.terms)
            if part.explains and generic_head and self._same_group(generic_head, matches):
                found = [match for match in found if match not in generic_head]
            if matches:
                generic_head = [match for match in matches if not match.specific]
                found += matches
            elif _CODE.search(part.words):
                unknown.append(self._unknown(part))
        return self._without_unnamed_choice(found) + (unknown if found or len(unknown) > 1 else [])

    def _without_unnamed_choice(self, found: list[DrugMatch]) -> list[DrugMatch]:
        """Drop "physician's choice" where the choices are named; "X or standard of care" names something else."""
        named = any(match.class_id not in ("standard_of_care", "placebo") for match in found)
        compared = for_small_letters(self.wording.compared_standard)
        kept = {match.end() for match in compared.finditer(lowered(self.name))}
        return [match for match in found if not named or match.rule != "term:choice" or match.end in kept]

    def _unqualified(self, part: Part) -> Part:
        """Return a component without the words that tell how it is done ("ultrasound-guided")."""
        words = self.terms.qualifiers.sub(lambda match: " " * len(match.group()), part.words)
        return replace(part, words=words) if key_of(words) else part

    def _same_group(self, heads: list[DrugMatch], matches: list[DrugMatch]) -> bool:
        """Tell whether matches name drugs of a class, or of a choice, that stands before them."""
        groups = {self.terms.groups.get(match.class_id) for match in matches if match.specific}
        return bool(groups) and all(self.terms.groups.get(head.class_id) in {*groups, "comparator"} for head in heads)

    def _unknown(self, part: Part) -> DrugMatch:
        start, end = trimmed(self.name, part.start, part.end)
        return DrugMatch(None, NOT_CLASSIFIED, start, end, "none", "none")

    def _part(self, part: Part) -> list[DrugMatch]:
        for bracket in part.brackets:
            if part.start < bracket[0] <= part.end + 2:
                with_bracket = self._known(self.name[part.start : bracket[1]], part.start, strip=False)
                if with_bracket:
                    return with_bracket
        found = self._words(part.words, part.start)
        if found and any(match.specific or match.class_id == "placebo" for match in found):
            return [*found, *self._consists_of(part, found)]
        inner = self._brackets(part)
        if are_beside_a_standard(found, inner, self.terms):
            return [*found, *inner]
        if inner:
            return inner if not found or any(match.specific for match in inner) else found
        late = found or self._late(part.words, part.start)
        return [*late, *self._consists_of(part, late)]

    def _consists_of(self, part: Part, found: list[DrugMatch]) -> list[DrugMatch]:
        """Return what a bracket says that a programme of care consists of ("weight management (diet, walking)")."""
        if not part.brackets or not are_care(found, self.terms):
            return []
        inside = [(start, each) for start, end in part.brackets for each in parts_of(self.name[start:end], self.terms)]
        words = [(each.words, start + each.start) for start, each in inside]
        named = [match for each in words for match in self._words(*each) or self._late(*each)]
        return parts_of_care(named, self.terms)

    def _words(self, words: str, offset: int) -> list[DrugMatch]:
        known = self._known(words, offset)
        if known is not None:
            return known
        placebo = for_small_letters(self.wording.placebo_words).search(lowered(words))
        if placebo:
            return [self._placebo(offset + placebo.start(), offset + placebo.end())]
        early = self._by_rules(self.terms.early_rules, words, offset)
        if early and early[0].class_id == "imaging_agent":
            # "18F-FDG PET/CT" is a tracer and a scan.
            scans = [each for each in self.terms.late_rules if each.rule.class_id == "imaging"]
            early += self._by_rules(scans, words, offset)
        return early or self._named(self._head(words), words, offset)

    def _head(self, words: str) -> str:
        """Return the words before those that tell what a product is directed at or carries."""
        target = self.terms.targets.search(words)
        return words[: target.start()] if target else words

    def _named(self, head: str, words: str, offset: int) -> list[DrugMatch]:
        found = (
            chain_of(head, offset, self.terms)
            or (misspelt_in(head, offset, self.terms) if self.kind in _DRUG_KINDS else [])
            or self._inside(head, offset)
        )
        if found and all(match.class_id == "standard_of_care" for match in found):
            # "Standard-of-care breast radiation" is radiation.
            late = [match for match in self._late(words, offset) if match.class_id in _LOCAL_TREATMENT]
            return late or found
        return found

    def _brackets(self, part: Part) -> list[DrugMatch]:
        found: list[DrugMatch] = []
        for start, end in part.brackets:
            text = self.name[start:end]
            if (
                len(key_of(text)) <= _SHORT
                and key_of(text).isalpha()
                and not regimen_explains(part.words, text, self.terms)
            ):
                continue
            for inner in parts_of(text, self.terms):
                found += self._words(inner.words, start + inner.start)
        return found

    def _known(self, text: str, offset: int, *, whole: bool = False, strip: bool = True) -> list[DrugMatch] | None:
        """Look a text up as it is, then without doses, forms, salts and fillers; None if it names nothing known."""
        readings = [text, self.terms.fillers.sub(lambda match: " " * len(match.group()), text)] if strip else [text]
        for reading in readings:
            found = self._by_key(reading, offset, whole=whole)
            if found is not None:
                return found
        return None

    def _by_key(self, text: str, offset: int, *, whole: bool) -> list[DrugMatch] | None:
        if article := re.match(self.wording.articles, text):
            text, offset = text[article.end() :], offset + article.end()
        key = key_of(text)
        if not key:
            return None
        terms = self.terms
        rule, drug, regimen = terms.ambiguous.get(key), terms.by_key.get(key), terms.regimens.get(key)
        if not (rule or drug or regimen) or self._too_short(text, key, whole=whole):
            return None
        start, end = letters_span(text, offset)
        if rule:
            return self._meaning(rule, start, end)
        if drug:
            return [match_of_drug(drug, start, end, "exact")]
        return drugs_of_regimen(regimen, start, end, terms) if regimen else None

    def _too_short(self, text: str, key: str, *, whole: bool) -> bool:
        # "at", "amen", "et" in running words are no regimens; as a whole name even lower case is meant so.
        return len(key) <= _SHORT and key.isalpha() and text.strip().islower() and not whole and key.isascii()

    def _meaning(self, rule: TermRule, start: int, end: int) -> list[DrugMatch]:
        allowed = (
            self.kind not in rule.unless_kinds
            and not (rule.unless and re.search(rule.unless, self.name, re.IGNORECASE))
            and (not rule.needs or bool(re.search(rule.needs, f"{self.context} {self.name}", re.IGNORECASE)))
        )
        sort, _, value = (rule.means if allowed else rule.otherwise).partition(":")
        if sort == "drug":
            found = match_of_drug(self.terms.drugs[value], start, end, "ambiguous")
            return [replace(found, rule=f"term:{rule.id}")]
        if sort == "regimen":
            return drugs_of_regimen(self.terms.regimens[key_of(value)], start, end, self.terms)
        if sort == "class":
            return [DrugMatch(None, value, start, end, f"term:{rule.id}", "ambiguous")]
        return []

    def _inside(self, words: str, offset: int) -> list[DrugMatch]:
        found = []
        low = lowered(words)
        for start, end in self.terms.inside.spans(low):
            drug = self.terms.by_key.get(key_of(low[start:end]))
            if drug:
                found.append(match_of_drug(drug, offset + start, offset + end, "inside"))
        return specific_first(found + regimens_inside(words, offset, self.terms), self.terms.groups)

    def _late(self, words: str, offset: int) -> list[DrugMatch]:
        return self._by_rules(self.terms.late_rules, words, offset)

    def _by_rules(self, rules: Iterable[CompiledRule], words: str, offset: int) -> list[DrugMatch]:
        low = lowered(words)
        for each in rules:
            match = each.search(low)
            if match:
                start, end = whole_words(words, *match.span())
                rule, named = f"class_word:{each.rule.id}", " ".join(words.split())
                class_id = each.rule.class_id
                return [DrugMatch(None, class_id, offset + start, offset + end, rule, "class_words", words=named)]
        return []

    def _gated(self, found: list[DrugMatch]) -> list[DrugMatch]:
        """Drop what the registered type forbids: drugs in a behavioural name, drug classes in a test or a device."""
        if self.kind in self.wording.behavioural_kinds:
            return [
                match
                for match in found
                if self.terms.groups.get(match.class_id) in _NON_DRUG_GROUPS
                or (match.class_id == "supplement" and match.method in ("exact", "inside"))
            ]
        if self.kind in self.wording.kinds_without_drugs:
            kept = [each for each in found if each.class_id != NOT_CLASSIFIED]
            return [e for e in kept if e.method != "class_words" or not self.terms.treats_cancer(e.class_id)]
        return found

    def _fallback(self, start: int, end: int) -> list[DrugMatch]:
        rule = self.terms.ambiguous.get(key_of(self.name))
        if rule and rule.means == "nothing":
            return []
        name = self.terms.qualifiers.sub(lambda match: " " * len(match.group()), self.name)
        late = self._gated(self._late(name, 0))
        if late:
            return late
        class_id = self.wording.kind_classes.get(self.kind)
        if class_id:
            return [DrugMatch(None, class_id, start, end, f"kind:{self.kind}", "type", derived=True)]
        return [DrugMatch(None, NOT_CLASSIFIED, start, end, "none", "none")]
