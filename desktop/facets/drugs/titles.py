"""What the titles alone tell of what is given: what is studied, what guides the treatment, what is compared with."""

import re
from collections.abc import Collection, Iterator

from desktop.facets.drugs.care_in_titles import care_in_titles, said_in
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.needed_words import guarded
from desktop.facets.reading import TITLES, Reading

_PLACEBO = "placebo"
_STANDARD = "standard_of_care"
_STUDIED = ("radiopharmaceutical", "imaging_agent", "imaging", "laboratory_test")
_CELLS = "cell_or_gene_therapy"
_TARGETS = ("class_word:other_checkpoint",)
_DEVICE = "device"
_RADIOTHERAPY = "radiotherapy"
_SCANS = ("imaging_agent", "imaging")
_NUMBING = "anaesthetic_or_analgesic"
_GUIDING = ("laboratory_test", "imaging")
_SLOTS = ("slot", "slot_based", "slot_before")


def scans_of_tracers(reading: Reading, terms: DrugTerms, classes: Collection[str]) -> list[Given]:
    """Return the scan that the title of a trial names which gives a tracer."""
    return list(Titles(reading, terms, classes).scans(classes))


class Titles:
    """Read the titles of a trial for what neither its interventions nor its arms name."""

    def __init__(self, reading: Reading, terms: DrugTerms, classes: Collection[str]) -> None:
        """Take a trial, and the ``classes`` that its interventions give."""
        self.reading = reading
        self.terms = terms
        self.wording = terms.vocabulary.wording
        self.classes = classes

    def given(self) -> Iterator[Given]:
        """Yield what only the titles tell."""
        studied = [] if self.reading.trial.interventions else list(self.studied())
        guiding = list(guiding_tests(self.reading, self.terms, self.classes))
        scans = list(self.scans({*self.classes, *(each.class_id for each in studied)}))
        found = [*studied, *guiding, *scans]
        yield from found
        yield from care_in_titles(self.reading, self.terms, {*self.classes, *(each.class_id for each in found)})
        yield from self._irradiated()
        yield from self._no_treatment()

    def studied(self) -> Iterator[Given]:
        """Yield the class that the first words of a title tell, for a record that lists no intervention.

        The words behind a head and a colon are read where those before tell nothing.
        """
        for pattern in (self.wording.title_slot, self.wording.title_slot_behind):
            slot = re.match(pattern, self.reading.trial.title, re.IGNORECASE)
            found = list(self._in_slot(slot["slot"], slot.start("slot"))) if slot else []
            yield from found
            if found:
                return
        yield from self._means()

    def _means(self) -> Iterator[Given]:
        """Yield the scans and tracers by which a title says that something is looked at."""
        title, seen = self.reading.trial.title, set[str]()
        for slot in re.finditer(self.wording.title_means, title, re.IGNORECASE):
            for each in self._in_slot(slot["slot"], slot.start("slot")):
                if each.class_id in _SCANS and each.class_id not in seen:
                    seen.add(each.class_id)
                    yield each

    def _in_slot(self, words: str, begin: int) -> Iterator[Given]:
        aimed_at = self.terms.targets.search(words)
        end = aimed_at.start() if aimed_at else len(words)
        matches = match_intervention(words, "", self.terms.vocabulary)
        beside = self._treats and any(self.terms.treats_cancer(match.class_id) for match in matches)
        for match in matches:
            treats = self._treats_cancer(match, begin)
            if treats and not self._is_product(match, words, end):
                continue
            test = match.class_id in _STUDIED and match.is_told and not beside
            if treats or (test and match.end <= end):
                evidence = self.reading.evidence("title", begin + match.start, begin + match.end)
                yield given_by(match, evidence)

    def _treats_cancer(self, match: DrugMatch, begin: int) -> bool:
        """Tell whether words from some place of the title on name something against cancer that is given."""
        if match.method not in ("class_words", "exact") or not self.terms.treats_cancer(match.class_id):
            return False
        said = said_in(self.reading.trial.title, begin + match.start, begin + match.end, self.terms)
        # Words for a class are often followed by what they are a part of ("PD-1/CTLA-4 bispecific").
        return said.given if match.method == "exact" else said.status not in ("before", "withheld", "background")

    def _is_product(self, match: DrugMatch, words: str, end: int) -> bool:
        """Tell whether words for a class name a product: cells are one whatever they are directed at, a target is none.

        ``end`` is where the words begin that tell what a product is directed at.
        """
        if match.class_id == _CELLS:
            return True
        named = match.rule not in _TARGETS or re.match(self.wording.product_nouns, words[match.end :], re.IGNORECASE)
        before = words[: match.start]
        explained = words[match.end :].startswith(")") and re.search(self.wording.explained_by, before, re.IGNORECASE)
        return bool(explained) or (match.end <= end and bool(named))

    @property
    def _treats(self) -> bool:
        """Tell whether a drug against cancer is given: then a test that the title names only goes with it."""
        return any(self.terms.treats_cancer(each) for each in self.classes)

    def scans(self, classes: Collection[str]) -> Iterator[Given]:
        """Yield the scan that the title of a tracer's trial names ("PET with 89Zr-trastuzumab")."""
        if "imaging_agent" not in classes or "imaging" in classes:
            return
        for section in TITLES:
            low = self.reading.lowered(section)
            for each in self.terms.late_rules:
                match = each.search(low) if each.rule.class_id == "imaging" else None
                if match and not re.search(self.wording.any_scan, match.group()):
                    evidence = self.reading.evidence(section, match.start(), match.end())
                    yield Given(None, "imaging", evidence, f"class_word:{each.rule.id}", "stated")
                    return

    def _irradiated(self) -> Iterator[Given]:
        """Yield the radiotherapy of a title whose trial tries a device to irradiate in the right place."""
        if _DEVICE not in self.classes or _RADIOTHERAPY in self.classes or self._treats:
            return
        trial = self.reading.trial
        tried = "\n".join((trial.title, trial.official_title, *(each.name for each in trial.interventions)))
        if not re.search(self.wording.aids_of_irradiation, tried, re.IGNORECASE):
            return
        for section in TITLES:
            if match := guarded(self.wording.irradiation).search(self.reading.lowered(section)):
                evidence = self.reading.evidence(section, match.start(), match.end())
                yield Given("Radiation therapy", _RADIOTHERAPY, evidence, "text:irradiation", "stated")
                return

    def _no_treatment(self) -> Iterator[Given]:
        """Yield standard of care where a title compares with no treatment, and no arm or intervention says so."""
        if _STANDARD in self.classes or _PLACEBO in self.classes or self.reading.trial.arms:
            return
        for section in TITLES:
            if match := guarded(self.wording.untreated_told).search(self.reading.lowered(section)):
                evidence = self.reading.evidence(section, match.start("what"), match.end("what"))
                yield Given(None, _STANDARD, evidence, "text:no_treatment", "stated")
                return


def guiding_tests(reading: Reading, terms: DrugTerms, known: Collection[str]) -> Iterator[Given]:
    """Yield the test or scan that decides on the treatment, as a title says ("guided by a gene expression assay")."""
    for section in TITLES:
        low = reading.lowered(section)
        for guided in guarded(terms.vocabulary.wording.guided_by).finditer(low):
            start, end = next(guided.span(name) for name in _SLOTS if guided[name])
            for each in (*terms.early_rules, *terms.late_rules):
                match = each.search(low[start:end]) if each.rule.class_id in _GUIDING else None
                if match and each.rule.class_id not in known and not _leads_a_needle(each.rule.class_id, known):
                    evidence = reading.evidence(section, start + match.start(), start + match.end())
                    yield Given(None, each.rule.class_id, evidence, f"class_word:{each.rule.id}", "stated")
                    return


def _leads_a_needle(class_id: str, known: Collection[str]) -> bool:
    """Tell whether a picture guides an anaesthetist's needle, and decides on nothing."""
    return class_id == _SCANS[1] and _NUMBING in known
