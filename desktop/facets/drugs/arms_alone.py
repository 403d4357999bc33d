"""What the arms give of a record that lists no interventions: their labels, headings and sentences are the list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from desktop.facets.drugs.arms import ArmsRead
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.match import DrugMatch, match_of_drug
from desktop.facets.drugs.mentions import Mention
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Drug
from desktop.facets.drugs.said import Said
from desktop.facets.drugs.sentences import given_in_sentence
from desktop.facets.drugs.terms import key_of
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import plain
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Basis

_HEADING = re.compile(r"(?m)^(?P<name>[^\n:]{2,90}?)\s*(?::(?=\s)|$)")
_MOST_HEADINGS = 60
_LONGEST_NAME = 90
_REACH = 60  # characters of a sentence that may make a drug a mere companion
_NO_NAMES = ("none", "type")
_COMPARATORS = ("standard_of_care", "placebo")
_OF_PROSE = ("behavioural_and_devices", "radiation_surgery_procedures")
_SUPPORTIVE = "supportive"
_TRACER = "imaging_agent"
_TEST = "laboratory_test"


class ArmsAlone(ArmsRead):
    """Read the arms of a record without interventions like a list of them."""

    def given(self, known: list[Given]) -> list[Given]:
        """Return what labels, headings and sentences give beyond the ``known`` treatment of cancer."""
        treats = any(self.terms.treats_cancer(each.class_id) for each in known)
        found = [each for index in sorted(self.arms.all) for each in self._of_arm(index, treats=treats)]
        classes = {each.class_id for each in known if each.specific}
        # A heading only repeats what the sentences name more closely; words of a test beside a treatment tell a dose
        # level, a concentration, who is treated.
        told = {*classes, _TEST} if treats else classes
        return [each for each in found if each.drug is not None or each.class_id not in told]

    def _of_arm(self, index: int, *, treats: bool) -> Iterator[Given]:
        start, end = self.arms.line(index)
        text = self.reading.sections["arms"][start:end]
        for first, last in self._names(index, text):
            for match in self._match(text[first:last]):
                yield replace(self._named(match, start + first), arms=frozenset({index}))
        for dosed in re.finditer(self.wording.dosed_name, text):
            drug = self.terms.misspelt(key_of(dosed["name"]))
            if drug and self._is_misspelt(dosed["name"], drug):
                match = match_of_drug(drug, *dosed.span("name"), "fuzzy")
                yield replace(self._named(match, start), arms=frozenset({index}))
        for mention, said in self.named.given("arms", start, end, self._is_of_prose):
            if self._is_given(mention, said, treats=treats):
                yield replace(self._mentioned(mention), arms=frozenset({index}))

    def _is_misspelt(self, name: str, drug: Drug) -> bool:
        return key_of(name) not in self.terms.by_key and self.terms.treats_cancer(drug.class_id)

    def _names(self, index: int, text: str) -> Iterator[tuple[int, int]]:
        """Yield where names stand: the label, and the headings of the description ("Curcumin: 4 capsules a day")."""
        arm = self.arms.trial.arms[index]
        label = len(arm.label)
        yield 0, min(label, _LONGEST_NAME)
        begin = len(text) - len(arm.description)
        for heading in islice(_HEADING.finditer(arm.description), _MOST_HEADINGS):
            if not heading["name"].rstrip().endswith((".", ",", ";")):
                yield begin + heading.start("name"), begin + heading.end("name")

    def _match(self, name: str) -> Iterator[DrugMatch]:
        """Yield what a name means; a drug that treats cancer is read in its sentence."""
        prefix = re.match(self.wording.arm_prefix, name, re.IGNORECASE)
        begin = prefix.end() if prefix else 0
        bare = name[begin:]
        if not bare.strip() or re.match(self.wording.label_only, bare, re.IGNORECASE):
            return
        if re.search(self.wording.no_treatment_label, bare, re.IGNORECASE):
            return
        matches = match_intervention(bare, "", self.terms.vocabulary)
        for match in given_in_sentence(bare, list(matches), self.terms):
            unsaid = match.method in _NO_NAMES or match.drug in self.wording.umbrellas
            unsaid = unsaid or match.class_id in (NOT_CLASSIFIED, *_COMPARATORS)
            if unsaid or self.terms.treats_cancer(match.class_id):
                continue
            yield replace(match, start=match.start + begin, end=match.end + begin)

    def _is_of_prose(self, drug: Drug) -> bool:
        group = self.terms.groups[drug.class_id]
        return group == _SUPPORTIVE or group in _OF_PROSE or drug.class_id == _TRACER

    def _is_given(self, mention: Mention, said: Said, *, treats: bool) -> bool:
        """Tell whether a sentence gives more than a companion of the treatment ("ondansetron as premedication")."""
        drug = mention.drug
        if self.terms.groups[drug.class_id] != _SUPPORTIVE:
            return said.start >= 0
        sentence = self.named.sentence("arms", mention.start)
        if sentence is None or drug.name in self.wording.vehicles:
            return False
        text = lowered(plain(sentence.text))
        place = mention.start - sentence.start
        before, after = text[max(0, place - _REACH) : place], text[place + mention.end - mention.start :][:_REACH]
        if for_small_letters(self.wording.companion).search(f"{before} … {after}"):
            return False
        if not treats:
            return True
        return (
            said.start >= 0
            and drug.class_id not in self.wording.premedication
            and drug.name not in (self.wording.premedication)
        )

    def _named(self, match: DrugMatch, offset: int) -> Given:
        basis: Basis = "derived" if match.derived else "stated"
        evidence = self.reading.evidence("arms", offset + match.start, offset + match.end)
        return given_by(match, evidence, basis, specific=match.specific)

    def _mentioned(self, mention: Mention) -> Given:
        drug = mention.drug
        evidence = self.named.evidence("arms", mention)
        return Given(drug.name, drug.class_id, evidence, mention.rule, "stated", specific=drug.specific)
