"""What the account of a bare record says is tried: in a copy or a row of a table it may be all that is left."""

from collections.abc import Collection, Iterator
from itertools import islice

from desktop.facets.drugs.care_in_titles import tells_nothing
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import CANCER_GROUPS
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import ACCOUNT, Span

_PLACEBO = "placebo"
_TREAT_TOO = ("radiopharmaceutical", "radiotherapy", "growth_factor", "bone_modifying_agent")
_MOST_SENTENCES = 100


class Tried:
    """Read the sentences of an account that say what a trial tries ("This trial studies how well foolinib works")."""

    def __init__(self, named: NamedDrugs) -> None:
        """Take the drugs that the texts of a trial name."""
        self.named = named
        self.reading = named.reading
        self.terms = named.terms
        self.wording = named.terms.vocabulary.wording

    def given(self, known: Collection[str]) -> Iterator[Given]:
        """Yield what such sentences give beyond the classes ``known``; care only where nothing else is given."""
        found = [*self._drugs(known), *self._placebo(known)]
        yield from found
        if tells_nothing({*known, *(each.class_id for each in found)}):
            yield from self._care()

    def _told(self, pattern: str) -> Iterator[tuple[Span, int]]:
        """Yield the sentences in which an expression tells what is tried, and where the words about it begin."""
        told = for_small_letters(pattern)
        for section in ACCOUNT:
            for span in islice(self.reading.sentences(section), _MOST_SENTENCES):
                if match := told.search(span.lowered):
                    yield span, span.start + match.end()

    def _drugs(self, known: Collection[str]) -> Iterator[Given]:
        """Yield the drugs against cancer that such a sentence gives."""

        def wanted(drug: Drug) -> bool:
            treats = self.terms.groups[drug.class_id] in CANCER_GROUPS or drug.class_id in _TREAT_TOO
            return drug.specific and treats and drug.class_id not in known

        seen: set[str] = set()
        for span, start in self._told(self.wording.tried):
            for mention, _ in self.named.given(span.section, start, span.end, wanted):
                drug = mention.drug
                if drug.name not in seen:
                    seen.add(drug.name)
                    evidence = self.named.evidence(span.section, mention)
                    yield Given(drug.name, drug.class_id, evidence, mention.rule, "stated")

    def _placebo(self, known: Collection[str]) -> Iterator[Given]:
        """Yield the placebo with which such a sentence compares."""
        told = for_small_letters(self.wording.placebo_given)
        not_given = for_small_letters(self.wording.no_placebo)
        for span, _ in self._told(self.wording.tried) if _PLACEBO not in known else ():
            match = told.search(span.lowered)
            if match and not not_given.search(span.lowered[: match.end()]):
                evidence = self.reading.evidence(span.section, span.start + match.start(), span.start + match.end())
                yield Given(None, _PLACEBO, evidence, "text:placebo", "stated", named="Placebo")
                return

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
                if group in self.wording.care_groups and match.is_told:
                    evidence = self.reading.evidence(span.section, begin + match.start, begin + match.end)
                    given = Given(match.drug, match.class_id, evidence, match.rule, "stated", named=match.words)
                    if self.named.is_given(span, begin + match.start):
                        found.setdefault(match.class_id, given)
            yield from found.values()
            if found:
                return
