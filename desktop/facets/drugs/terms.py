"""The names of the vocabulary made ready for looking up: by whole key, inside other words, and misspelt."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from desktop.facets.drugs.inside import NamesInside
from desktop.facets.drugs.rows import ClassRule, Drug, DrugVocabulary, Regimen, TermRule
from desktop.facets.expression import for_small_letters
from desktop.facets.small_letters import lowered


class _Trie(dict[str, "_Trie"]):
    """Hold the letters that may follow; "" marks the end of a name."""


_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_LETTER_AND_NUMBER = re.compile(r"[a-z]\d{1,3}")
_SHORTEST_INSIDE = 5
_SHORTEST_MISSPELT = 8
_TWO_SLIPS_FROM = 11
_SHORTEST_SEARCHED = 5
_MOST_SEARCHED = 30


def key_of(text: str) -> str:
    """Return a name without case, accents, spaces and punctuation ("T-DM1" and "TDM1" have one key)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return "".join(_LETTERS_AND_DIGITS.findall(text)).casefold()


@dataclass(frozen=True)
class CompiledRule:
    """Hold a rule of class_words.toml with its pattern ready."""

    rule: ClassRule
    pattern: re.Pattern[str]

    def search(self, low: str) -> re.Match[str] | None:
        """Return where the rule matches in a text in lower case."""
        found = self.pattern.search(low)
        return None if found and any(exception in low for exception in self.rule.exceptions) else found


class DrugTerms:
    """Answer which vocabulary row a piece of text names; the costly tables are built when first asked for."""

    def __init__(self, vocabulary: DrugVocabulary) -> None:
        self.vocabulary = vocabulary
        self.drugs = {drug.name: drug for drug in vocabulary.drugs}
        self.groups = {each.id: each.group for each in vocabulary.classes}
        self._rules_of_groups: dict[tuple[str, ...], tuple[CompiledRule, ...]] = {}

    @cached_property
    def by_key(self) -> dict[str, Drug]:
        """Return every name of every drug by its key."""
        return {key_of(name): drug for drug in self.vocabulary.drugs for name in names_of(drug)}

    @cached_property
    def regimens(self) -> dict[str, Regimen]:
        """Return regimens by the key of each of their names."""
        return {key_of(name): each for each in self.vocabulary.regimens for name in (each.name, *each.aliases)}

    @cached_property
    def ambiguous(self) -> dict[str, TermRule]:
        """Return the rules for ambiguous terms by key."""
        return {key_of(term): rule for rule in self.vocabulary.term_rules for term in rule.terms}

    @cached_property
    def inside(self) -> NamesInside:
        """Return what finds the longest known name at each place of a text in lower case."""
        return NamesInside(self._inside_names())

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """Return the pattern of names which themselves hold a separator ("trifluridine/tipiracil")."""
        separator = re.compile(self.vocabulary.wording.joined_names)
        names = [name for name in self._inside_names() if separator.search(name)]
        protected = "|".join(f"(?:{pattern})" for pattern in self.vocabulary.wording.protected)
        return re.compile(f"(?<![^\\W_])(?:{trie_pattern(names)})(?![^\\W_])|{protected}", re.IGNORECASE)

    @cached_property
    def separators(self) -> re.Pattern[str]:
        """Return the pattern of the words and signs that join the components of a name."""
        return re.compile(self.vocabulary.wording.separators, re.IGNORECASE)

    @cached_property
    def circumstance(self) -> re.Pattern[str]:
        """Return the pattern of the words behind which a name tells when or for whom something is given."""
        return re.compile(self.vocabulary.wording.circumstance, re.IGNORECASE)

    @cached_property
    def field_labels(self) -> re.Pattern[str]:
        """Return the pattern of the labels in names of the European register; its group "label" is the label alone."""
        return re.compile(self.vocabulary.wording.field_labels, re.IGNORECASE)

    @cached_property
    def targets(self) -> re.Pattern[str]:
        """Return the pattern of what a product is directed at or carries ("against CD70"): that is no product."""
        phrases = [
            phrase for each in self.vocabulary.giving.words.lists if each.kind == "target" for phrase in each.phrases
        ]
        words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
        ends = self.vocabulary.wording.target_ends
        return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])(?:(?!{ends}).)*", re.IGNORECASE)

    @cached_property
    def early_rules(self) -> tuple[CompiledRule, ...]:
        """Return the class words looked for before known names."""
        return tuple(_compiled(rule) for rule in self.vocabulary.class_rules if rule.stage == "early")

    @cached_property
    def late_rules(self) -> tuple[CompiledRule, ...]:
        """Return the class words looked for after known names."""
        return tuple(_compiled(rule) for rule in self.vocabulary.class_rules if rule.stage == "late")

    def rules_of_groups(self, groups: tuple[str, ...]) -> tuple[CompiledRule, ...]:
        """Return the class words of the classes of some groups."""
        if groups not in self._rules_of_groups:
            every = (*self.early_rules, *self.late_rules)
            self._rules_of_groups[groups] = tuple(e for e in every if self.groups.get(e.rule.class_id) in groups)
        return self._rules_of_groups[groups]

    @cached_property
    def prose_rules(self) -> tuple[CompiledRule, ...]:
        """Return the class words that may be read in sentences around an unknown name."""
        return tuple(each for each in (*self.early_rules, *self.late_rules) if each.rule.prose)

    @cached_property
    def qualifiers(self) -> re.Pattern[str]:
        """Return the pattern of words that tell how a thing is done, not what ("ultrasound-guided")."""
        return re.compile(self.vocabulary.wording.qualifiers, re.IGNORECASE)

    @cached_property
    def told_after(self) -> re.Pattern[str]:
        """Return the pattern of what may stand between an unknown name and the words that tell its class."""
        return re.compile(self.vocabulary.wording.told_after, re.IGNORECASE)

    @cached_property
    def fillers(self) -> re.Pattern[str]:
        """Return the pattern of doses, forms, routes, salts and fillers."""
        words = trie_pattern(lowered(word) for word in self.vocabulary.wording.filler_words)
        dose = self.vocabulary.wording.amounts
        return re.compile(
            # A number of a code name ("ATX-559", "BI 764532") belongs to the name.
            rf"(?<![^\W_])(?:{dose}|(?:x|×)\s?\d+|q\d+[dw]|{words}|(?<![\w-])\d{{1,2}}(?:[.,]\d+)?(?![\w-]))(?![^\W_])",
            re.IGNORECASE,
        )

    def treats_cancer(self, class_id: str) -> bool:
        """Tell whether a class is one of drugs against cancer."""
        return self.groups.get(class_id) in CANCER_GROUPS

    def other_names(self, name: str) -> tuple[str, ...]:
        """Return the other names of the drug with a name, the preferred one first; none for one that is no drug's.

        Somebody searches with them: T-DXd is DS-8201 is Enhertu. Names that mean something else elsewhere ("AC") and
        very short ones are left out: they would find other things.
        """
        drug = self.by_key.get(key_of(name))
        if drug is None or not drug.specific:
            return ()
        names = {key_of(name): ""}
        for each in (drug.name, *drug.synonyms):
            if len(each) >= _SHORTEST_SEARCHED and each not in drug.whole_only:
                names.setdefault(key_of(each), each)
        return tuple(filter(None, names.values()))[:_MOST_SEARCHED]

    def misspelt(self, key: str) -> Drug | None:
        """Return the one nearest drug that a key misspells: same first two letters, one slip, from 11 letters two."""
        if len(key) < _SHORTEST_MISSPELT or not key.isalpha():
            return None
        allowed = 2 if len(key) >= _TWO_SLIPS_FROM else 1
        best: dict[str, Drug] = {}
        letters = _letters(key)
        for name, drug, its_letters in self._spellings.get(key[:2], ()):
            # A slip changes at most two letters: few names are near enough to be compared letter by letter.
            if abs(len(name) - len(key)) <= allowed and (letters ^ its_letters).bit_count() <= 2 * allowed:
                count = slips(name, key, allowed)
                if count < allowed:
                    allowed, best = count, {}
                if count == allowed:
                    best[drug.name] = drug
        return next(iter(best.values())) if len(best) == 1 else None

    @cached_property
    def _spellings(self) -> dict[str, tuple[tuple[str, Drug, int], ...]]:
        keys = sorted(
            (key, drug.name)
            for key, drug in self.by_key.items()
            if key.isalpha() and len(key) >= _SHORTEST_MISSPELT - 1 and self.groups[drug.class_id] in TREATMENT_GROUPS
        )
        return {
            start: tuple((key, self.drugs[name], _letters(key)) for key, name in group)
            for start, group in groupby(keys, key=lambda pair: pair[0][:2])
        }

    def _inside_names(self) -> list[str]:
        return [
            lowered(name)
            for drug in self.vocabulary.drugs
            for name in (drug.name, *drug.synonyms)
            if name not in drug.whole_only and may_stand_inside(name, key_of(name))
        ]


CANCER_GROUPS = frozenset(
    {"endocrine", "her2_targeted", "antibody_drug_conjugate", "targeted", "immunotherapy", "chemotherapy"}
)
TREATMENT_GROUPS = CANCER_GROUPS | {"supportive"}
DRUG_KINDS = ("", "DRUG", "BIOLOGICAL", "COMBINATION PRODUCT", "GENETIC")
"""Registered types under which drugs stand; "" where a registry has none."""


@lru_cache(maxsize=4)
def drug_terms(vocabulary: DrugVocabulary) -> DrugTerms:
    """Return the look-up tables of a vocabulary, made once."""
    return DrugTerms(vocabulary)


def names_of(drug: Drug) -> Iterator[str]:
    """Yield every name of a drug, the preferred one first."""
    yield drug.name
    yield from drug.synonyms
    yield from (name for name in drug.whole_only if name != drug.name)


def trie_pattern(names: Iterable[str]) -> str:
    """Return one regular expression for many names that shares their beginnings and prefers the longest.

    Between letters and digits of a name any two characters of punctuation or space may stand or be missing.
    """
    root = _Trie()
    for name in names:
        node = root
        for word in _LETTERS_AND_DIGITS.findall(name):
            if node is not root:
                node = node.setdefault(" ", _Trie())
            for char in word:
                node = node.setdefault(char, _Trie())
        node[""] = _Trie()
    return _branch(root) or "(?!)"


def _branch(node: _Trie) -> str:
    ends = "" in node
    parts = []
    for char in sorted(char for char in node if char):
        step = r"[\W_]{0,2}" if char == " " else re.escape(char)
        parts.append(step + _branch(node[char]))
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{joined})?" if ends else joined


def _letters(word: str) -> int:
    """Return the letters that a word has, one bit each."""
    found = 0
    for char in set(word):
        found |= 1 << (ord(char) % 64)
    return found


def slips(one: str, other: str, allowed: int) -> int:
    """Return how many letters must be changed, added, left out or swapped to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        previous, row = row, [i]
        for j, letter in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (char != letter))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == letter:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
        before = previous
    return row[-1]


def may_stand_inside(name: str, key: str) -> bool:
    """Tell whether a name with its key (see ``key_of``) is long enough to be looked for in running text."""
    # "T-DM1" is five characters, but "A 167" would be found in "a 167-bed hospital".
    return len(name) >= _SHORTEST_INSIDE and len(key) >= _SHORTEST_INSIDE - 1 and not _LETTER_AND_NUMBER.fullmatch(key)


def _compiled(rule: ClassRule) -> CompiledRule:
    return CompiledRule(rule, for_small_letters(rule.pattern))
