"""What the account of a bare record says is tried: in a copy or a row of a table it may be all that is left."""

import re
from collections.abc import Collection, Iterator
from functools import cached_property, partial
from itertools import islice

from desktop.facets.drugs.care_in_titles import tells_nothing
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import ACCOUNT, Span

_PLACEBO = "placebo"
TREAT_TOO = ("radiopharmaceutical", "radiotherapy", "growth_factor", "bone_modifying_agent")
"""What is given beside drugs against cancer as a part of the treatment."""
_DIAGNOSTICS = "diagnostics"
_CELLS = "cell_or_gene_therapy"
_MOST_SENTENCES = 100


class Tried:
    """Read the sentences of an account that say what a trial tries ("This trial studies how well foolinib works")."""

    def __init__(self, named: NamedDrugs) -> None:
        """Take the drugs that the texts of a trial name."""
        self.named = named
        self.reading = named.reading
        self.terms = named.terms
        self.wording = named.terms.vocabulary.wording
        self._told_by: dict[str, list[tuple[Span, re.Match[str]]]] = {}

    def given(self, known: Collection[str]) -> Iterator[Given]:
        """Yield what such sentences give beyond the classes ``known``; care only where nothing else is given."""
        found = [*self._drugs(known), *self.placebo(known)]
        yield from found
        if tells_nothing({*known, *(each.class_id for each in found)}):
            yield from self._care()

    def beside(self, known: Collection[str]) -> Iterator[Given]:
        """Yield the drugs against cancer that such sentences give beyond the classes ``known``.

        Cells are what a trial is about, and no list forgets them: where an account names them it counts them.
        """
        yield from (each for each in self._drugs(known) if each.class_id != _CELLS)

    def sentences(self) -> list[tuple[Span, int]]:
        """Return the sentences that say what is tried, and where they begin to say it."""
        found: dict[Span, int] = {}
        for pattern in (self.wording.tried, self.wording.tried_briefly):
            for span, match in self._matches(pattern):
                found[span] = min(span.start + match.start(), found.get(span, span.end))
        return list(found.items())

    def _matches(self, pattern: str) -> list[tuple[Span, re.Match[str]]]:
        """Return the sentences in which an expression tells what is tried, and where it does."""
        if pattern not in self._told_by:
            told = for_small_letters(pattern)
            matches = ((span, told.search(span.lowered)) for span in self._sentences)
            self._told_by[pattern] = [(span, match) for span, match in matches if match]
        return self._told_by[pattern]

    def _told(self, pattern: str) -> list[tuple[Span, int]]:
        """Return such sentences, and where the words about what is tried begin."""
        return [(span, span.start + match.end()) for span, match in self._matches(pattern)]

    @cached_property
    def _sentences(self) -> list[Span]:
        return [span for part in ACCOUNT for span in islice(self.reading.sentences(part), _MOST_SENTENCES)]

    def _drugs(self, known: Collection[str]) -> Iterator[Given]:
        """Yield the drugs against cancer that such a sentence gives, and those whose working is explained."""
        seen: set[str] = set()
        for section, mention in (*self._named_in_tried(known), *self._explained(known)):
            drug = mention.drug
            if drug.name not in seen:
                seen.add(drug.name)
                evidence = self.named.evidence(section, mention)
                yield Given(drug.name, drug.class_id, evidence, mention.rule, "stated", specific=drug.specific)

    def _treats(self, drug: Drug, known: Collection[str]) -> bool:
        treats = self.terms.treats_cancer(drug.class_id) or drug.class_id in TREAT_TOO
        return treats and drug.class_id not in known and drug.class_id not in UNSPECIFIED

    def _named_in_tried(self, known: Collection[str]) -> Iterator[tuple[str, Mention]]:
        """Yield the drugs of such sentences; whole classes, and what treats besides, only ahead of who is treated."""
        wanted = partial(self._treats, known=known)
        people = for_small_letters(self.wording.of_people)
        for pattern in (self.wording.tried, self.wording.tried_briefly):
            for span, start in self._told(pattern):
                given = list(self.named.given(span.section, start, span.end, wanted))
                told = people.search(span.lowered, start - span.start)
                end = span.start + told.start() if told else span.end
                drugs = [mention for mention, _ in given if self._is_cancer_drug(mention.drug)]
                ahead = [mention for mention, _ in given if mention.start < end]
                beside = drugs or any(self.named.given(span.section, start, span.end, self._is_cancer_drug))
                besides = [each for each in ahead if beside or each.drug.specific]
                for mention in sorted(dict.fromkeys((*drugs, *besides)), key=lambda each: each.start):
                    yield span.section, mention

    def _is_cancer_drug(self, drug: Drug) -> bool:
        return drug.specific and self.terms.treats_cancer(drug.class_id)

    def _explained(self, known: Collection[str]) -> Iterator[tuple[str, Mention]]:
        """Yield the drugs of which laypeople are told how they work ("Foolinib may stop the growth of tumor cells")."""
        explained, harm = for_small_letters(self.wording.explained), for_small_letters(self.wording.explains_harm)
        for span in self._sentences:
            match = explained.match(span.lowered)
            if not match or harm.search(span.lowered):
                continue
            first, last = match.span("slot_listed" if match["slot_listed"] else "slot")
            for mention in self.named.between(span.section, span.start + first, span.start + last):
                if mention.drug.specific and self._treats(mention.drug, known):
                    yield span.section, mention

    def placebo(self, known: Collection[str]) -> Iterator[Given]:
        """Yield the placebo with which such a sentence compares."""
        told = for_small_letters(self.wording.placebo_given)
        not_given = for_small_letters(self.wording.no_placebo)
        both = self.wording.tried, self.wording.tried_briefly
        told_in = [span for pattern in both for span, _ in self._told(pattern)] if _PLACEBO not in known else []
        told_in += self._own_sentences() if _PLACEBO not in known else []
        for span in told_in:
            match = told.search(span.lowered)
            if match and not not_given.search(span.lowered[: match.end()]):
                evidence = self.reading.evidence(span.section, span.start + match.start(), span.start + match.end())
                yield Given(None, _PLACEBO, evidence, "text:placebo", "stated", named="Placebo")
                return

    def _own_sentences(self) -> list[Span]:
        """Return the sentences of the account that speak of no other trials."""
        of_others = for_small_letters(self.wording.design_of_others)
        found_out = for_small_letters(self.wording.found_out)
        return [
            span
            for span in self._sentences
            if _PLACEBO in span.lowered and not of_others.search(span.lowered) and not found_out.search(span.lowered)
        ]

    def _care(self) -> Iterator[Given]:
        """Yield the care that the first such sentence names which names any ("studies how well yoga works in")."""
        told = for_small_letters(self.wording.tried_care)
        for span, start in self._told(self.wording.tried):
            slot = told.match(span.lowered, start - span.start)
            if not slot:
                continue
            begin, end = span.start + slot.start("slot"), span.start + slot.end("slot")
            found: dict[str, Given] = {}
            for match in match_intervention(self.reading.sections[span.section][begin:end], "", self.terms.vocabulary):
                group = self.terms.groups.get(match.class_id)
                if (group in self.wording.care_groups or group == _DIAGNOSTICS) and match.is_told:
                    evidence = self.reading.evidence(span.section, begin + match.start, begin + match.end)
                    given = given_by(match, evidence)
                    if self.named.is_given(span, begin + match.start):
                        found.setdefault(match.class_id, given)
            yield from found.values()
            if found:
                return
