"""What arms give by class words alone ("a p53 vaccine", "exercise sessions"), where no known name stands in them."""

import re
from collections.abc import Collection, Iterator, Sequence
from string import ascii_letters

from desktop.facets.drugs.arms import ArmsRead
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import ClassRule
from desktop.facets.drugs.terms import CANCER_GROUPS
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.reading import Span

_LONGEST_ACCOUNT = 3_000  # characters; what an arm is given stands at the beginning of its account
_MOST_SLOTS = 20
_CANCER = tuple(sorted(CANCER_GROUPS))
_STEM = "stem_"
_SHORTEST_NAME = 7  # letters
_REACH = 40  # characters
_VACCINE, _CELLS = "cancer_vaccine", "cell_or_gene_therapy"
_LETTERS = f"{ascii_letters} "
_COMPARATORS = ("standard_of_care", "placebo")
_SURE = ("exact", "inside", "class_words", "fuzzy", "regimen")


class ArmsInWords(ArmsRead):
    """Read the arms of a record that lists no interventions for words of classes."""

    def given(self, known: Collection[Given]) -> list[Given]:
        """Return the classes of cancer drugs where none is ``known``; where nothing at all is, what patients do."""
        if any(self.terms.treats_cancer(each.class_id) for each in known):
            return []
        found = [each for index in sorted(self.arms.all) for each in self._of_drugs(index)]
        if found or any(each.class_id not in _COMPARATORS for each in known):
            return found
        return [each for index in sorted(self.arms.all) for each in self._done(index)]

    def _of_drugs(self, index: int) -> Iterator[Given]:
        """Yield the classes of unknown drugs that the words of an arm tell."""
        start, end = self.arms.line(index)
        known = [(each.start - start, each.end - start) for each in self.named.between("arms", start, end)]
        told = list(self._told(self.reading.lowered("arms")[start : min(end, start + _LONGEST_ACCOUNT)]))
        spans = [*(match.span() for _, match in told), *known]
        vaccine = any(rule.class_id == _VACCINE for rule, _ in told)
        for rule, match in told:
            if vaccine and rule.class_id == _CELLS:  # the cells of which it is made
                continue
            first, last = start + match.start(), start + match.end()
            if not _is_inside(match.span(), spans) and self._is_given(first, last, index):
                evidence = self.reading.evidence("arms", first, last)
                name = f"class_word:{rule.id}"
                yield Given(None, rule.class_id, evidence, name, "stated", frozenset({index}), named=evidence.quote)

    def _told(self, low: str) -> Iterator[tuple[ClassRule, re.Match[str]]]:
        """Yield the words of classes that are products."""
        for each in self.terms.rules_of_groups(_CANCER):
            rule = each.rule
            if rule.class_id not in UNSPECIFIED and f"class_word:{rule.id}" not in self.wording.umbrellas:
                match = each.search(low)
                if match and self._is_product(rule.id, low, match):
                    yield rule, match

    def _is_product(self, rule: str, low: str, match: re.Match[str]) -> bool:
        """Tell whether words are a product, not what is measured or targeted."""
        if not re.search(self.wording.telling_rules, rule):
            return re.search(self.wording.product_nouns, low[match.end() : match.end() + _REACH]) is not None
        return not rule.startswith(_STEM) or (len(match.group()) >= _SHORTEST_NAME and match.group().isalpha())

    def _is_given(self, start: int, end: int, index: int) -> bool:
        """Tell whether words stand in the label of an arm, or behind a word that gives."""
        sentence = self.named.sentence("arms", start)
        if sentence is None or self._is_aimed_at(sentence, start):
            return False
        said = self.named.words(sentence).said_of([(start - sentence.start, end - sentence.start)])
        if not said[0].given:
            return False
        if (
            start < self.arms.places[index].label[1]
            or sentence.plain[end - sentence.start :].lstrip(_LETTERS)[:1] == ":"
        ):
            return True
        told, between = said[0], sentence.lowered[max(0, said[0].end) : start - sentence.start]
        return told.start >= 0 and not re.search(self.wording.people_between, between)

    def _is_aimed_at(self, sentence: Span, place: int) -> bool:
        aimed = self.terms.targets.search(sentence.plain)
        return aimed is not None and aimed.start() < place - sentence.start < aimed.end()

    def _done(self, index: int) -> Iterator[Given]:
        """Yield what the patients of an arm do or undergo ("participants walk", "patients undergo breast MRI")."""
        start, end = self.arms.line(index)
        text = self.reading.sections["arms"][start : min(end, start + _LONGEST_ACCOUNT)]
        seen: set[str] = set()
        for slot in list(re.finditer(self.wording.done_in_arms, text, re.IGNORECASE))[:_MOST_SLOTS]:
            first = slot.start("slot")
            for match in match_intervention(slot["slot"], "", self.terms.vocabulary):
                allowed = self.terms.groups.get(match.class_id) in self.wording.done_groups
                if allowed and match.method in _SURE and match.class_id not in seen:
                    seen.add(match.class_id)
                    where = start + first + match.start, start + first + match.end
                    evidence = self.reading.evidence("arms", *where)
                    yield given_by(match, evidence, arms=frozenset({index}))


def _is_inside(one: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a stretch is a part of another ("adenovirus" in "adenovirus p53 vaccine"), or stands there twice."""
    return spans.count(one) > 1 or any(each[0] <= one[0] and one[1] <= each[1] and each != one for each in spans)
