"""What is read at last where a record lists no intervention and no other reading tells what is done or looked at."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from desktop.facets.drugs.care_in_titles import said_in, tells_nothing
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import ACCOUNT, TITLES, Reading, Span, plain
from desktop.facets.small_letters import lowered

_DIAGNOSTICS = "diagnostics"
_ASKED = "questionnaire"
_NOT_OBSERVED = ("withheld", "no_product", "later")
_LOCAL = ("surgery", "radiotherapy", "other_procedure")
_MOST_SENTENCES = 12
_LONGEST_NAME = 180  # characters


def told_at_last(reading: Reading, terms: DrugTerms, known: Collection[str]) -> list[Given]:
    """Return what the titles of such a record name anywhere, then what its account looks at; ``known`` are its classes.

    What is done or looked at goes before the drugs that patients have: "MRI in women receiving trastuzumab". Where
    nothing is done, the drugs that patients have are what a study observes.
    """
    if reading.trial.kind == "publication" or not tells_nothing(known) or not _lists_nothing(reading, terms):
        return []
    last = _AtLast(reading, terms)
    for part in (last.named_in_titles, last.looked_at, last.tried, last.drugs_in_titles):
        if found := [each for each in part() if each.class_id not in known]:
            return found
    return []


def named_in_titles(reading: Reading, terms: DrugTerms) -> Iterator[Given]:
    """Yield the care, the tests and the scans that a title names wherever it does."""
    return _AtLast(reading, terms).named_in_titles()


def _lists_nothing(reading: Reading, terms: DrugTerms) -> bool:
    """Tell whether the list of interventions is empty, or only says so of the study ("non-interventional study")."""
    only_type = for_small_letters(terms.vocabulary.wording.type_of_study)
    return all(only_type.search(lowered(each.name[:_LONGEST_NAME])) for each in reading.trial.interventions)


class _AtLast:
    """Read the titles and the account of such a record."""

    def __init__(self, reading: Reading, terms: DrugTerms) -> None:
        self.reading = reading
        self.terms = terms
        self.wording = terms.vocabulary.wording

    def named_in_titles(self) -> Iterator[Given]:
        """Yield care, tests and scans that a title names wherever it does, but for what patients have behind them."""
        not_care = for_small_letters(self.wording.only_observed)
        for section in TITLES:
            low = self.reading.lowered(section)
            only_tests = not_care.search(low) is not None
            found: dict[str, Given] = {}
            for start, end in self._parts(section, 0, len(low)):
                for match in self._matches(section, start, end):
                    test = self.terms.groups.get(match.class_id) == _DIAGNOSTICS
                    asked = match.class_id == _ASKED and not_care.search(low, start, end)
                    if (test and not asked) or (self._is_care(match) and not only_tests):
                        found.setdefault(match.class_id, self._given(section, match, start))
            if found:
                yield from found.values()
                return

    def _parts(self, section: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a stretch between the words that join them, without those that tell who enters."""
        counts = True
        for border in for_small_letters(self.wording.title_borders).finditer(self.reading.lowered(section), start, end):
            if counts:
                yield start, border.start()
            start, counts = border.end(), not border["behind"]
        if counts:
            yield start, end

    def _matches(self, section: str, start: int, end: int) -> Iterator[DrugMatch]:
        text = self.reading.sections.get(section, "")
        for match in match_intervention(text[start:end], "", self.terms.vocabulary):
            said = said_in(text, start + match.start, start + match.end, self.terms)
            if match.is_told and said.given:
                yield match

    def _is_care(self, match: DrugMatch) -> bool:
        """Tell whether a part names care; of surgery and radiotherapy a mere word tells little ("a surgical ward")."""
        local = match.class_id in _LOCAL and match.method == "class_words"
        return self.terms.groups.get(match.class_id) in self.wording.care_groups and not local

    def _given(self, section: str, match: DrugMatch, offset: int) -> Given:
        evidence = self.reading.evidence(section, offset + match.start, offset + match.end)
        return given_by(match, evidence)

    def looked_at(self) -> Iterator[Given]:
        """Yield the test, scan or survey that a sentence about the study looks at or collects."""
        told = for_small_letters(self.wording.looked_at)
        for span in self._first_sentences(ACCOUNT):
            if match := told.search(span.lowered):
                name = next(name for name, words in match.groupdict().items() if words)
                evidence = self.reading.evidence(span.section, span.start + match.start(), span.start + match.end())
                yield Given(None, name.rstrip("_"), evidence, "text:looked_at", "stated", named=match[name])
                return

    def _first_sentences(self, sections: Iterable[str]) -> Iterator[Span]:
        return (span for part in sections for span in islice(self.reading.sentences(part), _MOST_SENTENCES))

    def tried(self) -> Iterator[Given]:
        """Yield care, tests and scans that the first sentence names which says what is tried and names any."""
        told = for_small_letters(self.wording.tried)
        for span in self._first_sentences(ACCOUNT[:1]):
            match = told.search(span.lowered)
            if not match:
                continue
            found: dict[str, Given] = {}
            for start, end in self._parts(span.section, span.start + match.end(), span.end):
                for each in self._matches(span.section, start, end):
                    test = self.terms.groups.get(each.class_id) == _DIAGNOSTICS
                    if (test or self._is_care(each)) and not (found and test):
                        found.setdefault(each.class_id, self._given(span.section, each, start))
            if found:
                yield from found.values()
                return

    def drugs_in_titles(self) -> Iterator[Given]:
        """Yield the drugs against cancer that patients of the study have, as its titles say.

        Who "receives" a drug may be observed for another reason.
        """
        going_on = self.terms.vocabulary.giving.told_apart.going_on
        for section in TITLES:
            title = self.reading.sections.get(section, "")
            for match in match_intervention(title, "", self.terms.vocabulary) if title else ():
                treats = match.drug is not None and match.specific and self.terms.treats_cancer(match.class_id)
                said = said_in(title, match.start, match.end, self.terms) if treats else None
                told = lowered(plain(title))[max(0, said.start) : max(0, said.end)] if said else ""
                if said and said.status not in _NOT_OBSERVED and told not in going_on:
                    yield self._given(section, match, 0)
