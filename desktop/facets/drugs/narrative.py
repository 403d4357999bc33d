"""What the account of a registered trial says that its patients receive beside what is registered."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import CANCER_GROUPS, DrugTerms
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.expression import for_small_letters
from desktop.facets.hints import Hint
from desktop.facets.reading import ACCOUNT, TITLES, Reading, Span

_WITH_BRACKETS = ("title", "official_title", "arms", "intervention_details", *ACCOUNT)
_BRACKET = re.compile(r"\*? ?\([^()]{3,160}\)")
_MOST_BRACKETS = 20
_BESIDE = ("radiotherapy", "growth_factor", "bone_modifying_agent", "endocrine_unspecified")


@lru_cache(maxsize=4)
def _hint(words: tuple[str, ...]) -> Hint:
    return Hint(words)


class Narrative:
    """Read summary and description of a trial for what its list of interventions leaves out."""

    def __init__(self, named: NamedDrugs, registered: Collection[Given], *, observed: bool = False) -> None:
        """Take the drugs that a trial's texts name, and what its interventions give.

        Where it only observes (``observed``) and lists nothing, its patients have what they are given anyway.
        """
        self.named = named
        self.reading = named.reading
        self.groups = named.terms.groups
        self.wording = named.terms.vocabulary.wording
        outline = self.wording.outline_observed if observed else self.wording.outline
        self.outline = re.compile(outline, re.IGNORECASE)
        self.classes = {each.class_id for each in registered}
        self.known = {each.drug for each in registered}
        named_groups = {self.groups.get(each) for each in self.classes - UNSPECIFIED.keys()}
        fields = (group for each in self.classes & UNSPECIFIED.keys() for group in UNSPECIFIED[each])
        self._unnamed = frozenset(fields) - named_groups
        self.going_on = named.terms.vocabulary.giving.told_apart.going_on

    def given(self, *, treats: bool) -> Iterator[Given]:
        """Yield what sentences give to all patients, or to those of some kind, where the trial ``treats`` cancer."""
        found: set[str] = set()
        for section in ACCOUNT if treats else ():
            for span in self.reading.hinted(section, _hint(self.wording.outline_hints)):
                if not (self.outline.search(span.plain) or self._tells_how_well(span)):
                    continue
                for mention, said in self.named.given(section, span.start, span.end, self._is_new):
                    if said.start >= 0 and mention.drug.name not in found:
                        found.add(mention.drug.name)
                        yield self.named.as_given(section, mention)

    def in_titles(self) -> Iterator[Given]:
        """Yield the drugs that people are treated with, as titles say of a study that only observes.

        Who "receives" a drug may be observed for another reason ("diets of women receiving tamoxifen").
        """
        for section in TITLES:
            title = self.reading.lowered(section)
            for mention, said in self.named.given(section, 0, len(title), self._treats):
                sentence = self.named.sentence(section, mention.start)
                told = sentence.lowered[max(0, said.start) : max(0, said.end)] if sentence else ""
                if told not in self.going_on:
                    yield self.named.as_given(section, mention)

    def _treats(self, drug: Drug) -> bool:
        return self.groups[drug.class_id] in CANCER_GROUPS and drug.name not in self.known

    def _tells_how_well(self, span: Span) -> bool:
        """Tell whether a sentence says that the trial finds out how well something works."""
        expressions = (for_small_letters(each) for each in (self.wording.how_well, self.wording.tried))
        return all(each.search(span.lowered) for each in expressions)

    def in_brackets(self, given: Collection[Given]) -> Iterator[Given]:
        """Yield the drugs in brackets behind a field of treatment that none names ("usual chemotherapy (taxanes)")."""
        groups = {self.groups.get(each.class_id) for each in given if each.class_id not in UNSPECIFIED}
        fields = {each.class_id for each in given} & UNSPECIFIED.keys()
        fields = {each for each in fields if not UNSPECIFIED[each] & groups}
        for section in _WITH_BRACKETS if fields else ():
            for mention, bracket in islice(self._followed_by_brackets(section, fields), _MOST_BRACKETS):
                yield from self._inside(section, *bracket.span(), UNSPECIFIED[mention.drug.class_id])

    def _followed_by_brackets(self, section: str, fields: Collection[str]) -> Iterator[tuple[Mention, re.Match[str]]]:
        text = self.reading.sections.get(section, "")
        for mention in self.named.between(section, 0, len(text)):
            if mention.drug.class_id in fields and (bracket := _BRACKET.match(text, mention.end)):
                yield mention, bracket

    def _inside(self, section: str, start: int, end: int, groups: Collection[str]) -> Iterator[Given]:
        def wanted(drug: Drug) -> bool:
            return self.groups[drug.class_id] in groups and drug.class_id not in UNSPECIFIED

        for mention, _ in self.named.given(section, start, end, wanted):
            yield self.named.as_given(section, mention)

    def _is_new(self, drug: Drug) -> bool:
        beside = drug.class_id in _BESIDE and drug.class_id not in self.classes
        treats = drug.specific and self.groups[drug.class_id] in CANCER_GROUPS
        # "Chemotherapy" is registered, and the account tells which: "platinum-based chemotherapy".
        tells_which = self.groups[drug.class_id] in self._unnamed and drug.class_id not in UNSPECIFIED
        return drug.name not in self.known and (beside or treats or tells_which)


def compared_by_observing(reading: Reading, terms: DrugTerms, registered: Collection[Given]) -> Iterator[Given]:
    """Yield the drugs against cancer that a study has patients take, or compares, which lists nothing and observes."""
    observing = for_small_letters(terms.vocabulary.wording.observing)
    if reading.trial.interventions or not any(map(observing.search, map(reading.lowered, (*TITLES, *ACCOUNT)))):
        return
    named = NamedDrugs(reading, terms, observed=True)
    narrative = Narrative(named, registered, observed=True)
    for each in (*narrative.given(treats=True), *narrative.in_titles()):
        if terms.treats_cancer(each.class_id) and each.class_id not in UNSPECIFIED:
            yield each
