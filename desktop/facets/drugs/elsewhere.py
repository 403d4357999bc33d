"""What only the arms or the titles of a registered trial say that patients are given."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property

from desktop.facets.drugs.aims import by_aim
from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.arms_alone import ArmsAlone
from desktop.facets.drugs.arms_in_words import ArmsInWords
from desktop.facets.drugs.bare_records import given_in_bare_record
from desktop.facets.drugs.beside import given_beside
from desktop.facets.drugs.context import classes_in_keywords
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.match import OMISSION
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.names import plain_kind
from desktop.facets.drugs.narrative import Narrative, compared_by_observing
from desktop.facets.drugs.placebos import Placebos
from desktop.facets.drugs.registered import registered_in
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Drug
from desktop.facets.drugs.said import Sentence
from desktop.facets.drugs.terms import DRUG_KINDS
from desktop.facets.drugs.titles import Titles
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.needed_words import guarded
from desktop.facets.reading import ACCOUNT, TITLES, plain

_PLACEBO = "placebo"
_STANDARD = "standard_of_care"
_GIVING = ("title", "official_title", "arms")
_LONGEST_ACCOUNT = 3_000
"""Characters; what an arm without interventions is given stands at the beginning of its description."""
_SCAN = "imaging"
_TRACER = "imaging_agent"
_ENDOCRINE = "endocrine"
_SUPPORTIVE = "supportive"
_RADIOTHERAPY = "radiotherapy"
_LOCAL = (_RADIOTHERAPY, "surgery")
_BESIDE = 20  # characters
_BESIDE_IN_TITLES = (_RADIOTHERAPY, "growth_factor", "bone_modifying_agent", "other_procedure")


class Elsewhere:
    """Find what the interventions forgot: drugs and local treatment in arms, drugs in titles, untreated arms."""

    def __init__(self, named: NamedDrugs, arms: Arms, given: list[Given]) -> None:
        """Take the drugs that a trial's texts name, its arms, and what its interventions give."""
        self.named = named
        self.reading = named.reading
        self.terms = named.terms
        self.arms = arms
        self.placebos = Placebos(named, arms)
        self.registered = given
        self.classes = {each.class_id for each in given}
        self.known = {each.drug for each in given}

    def given(self) -> list[Given]:
        """Return what arms and titles give beyond the registered interventions."""
        in_arms = list(self._in_arms())
        if self.arms.all and all(each.rule == OMISSION for each in self.registered):
            in_arms += ArmsAlone(self.named, self.arms).given(in_arms)
            in_arms += ArmsInWords(self.named, self.arms).given(in_arms)
        narrative = Narrative(self.named, self.registered)
        in_titles = list(self._in_titles())
        classes = self.classes | {each.class_id for each in (*in_arms, *in_titles)}
        titled = list(Titles(self.reading, self.terms, classes).given())
        found = [
            *self._registered_devices(),
            *in_arms,
            *in_titles,
            *narrative.given(treats=self._tells_of_treatment(classes, told=bool(in_arms or in_titles))),
            *titled,
            *self._tracers(classes, titled),
            *self._untreated(in_arms),
            *self._beside_standard(in_arms),
            *(() if _PLACEBO in self.classes else self.placebos.given()),
            *self._in_keywords(),
            *given_in_bare_record(self.named, classes),
            *given_beside(self.named, classes, self.registered),
            *compared_by_observing(self.reading, self.terms, self.registered),
        ]
        return [*found, *narrative.in_brackets([*self.registered, *found])]

    def _tells_of_treatment(self, classes: Collection[str], *, told: bool) -> bool:
        """Tell whether sentences of the account may name what treats cancer: where a cancer drug is known or may be.

        Without interventions the arms are the list; it may be anything where neither they nor the titles ``told`` what.
        """
        if self.reading.trial.interventions:
            return self._treats_cancer or _RADIOTHERAPY in self.classes or not self.arms.all
        unknown = bool(self.reading.trial.arms) and not told
        return unknown or any(self.terms.treats_cancer(each) for each in classes)

    def _in_keywords(self) -> Iterator[Given]:
        """Yield the class that keywords tell of a registered drug that nothing else explains."""
        unknown = next((each for each in self.registered if each.class_id == NOT_CLASSIFIED), None)
        drugs = any(plain_kind(each.kind) in DRUG_KINDS for each in self.reading.trial.interventions)
        if unknown and drugs:
            for class_id, rule, evidence in classes_in_keywords(self.reading, self.terms, self.classes):
                yield Given(None, class_id, evidence, rule, "derived", unknown.arms, named=unknown.name)

    def _in_arms(self) -> Iterator[Given]:
        """Yield what the text of an arm gives, arm by arm."""
        treats = self._treats_cancer
        for index, kind in enumerate(self.arms.kinds):
            called = kind != "untreated" and self.arms.is_called_by_drug(index, self.named, self._cancer_drug)
            if not treats and not called and (kind != "untreated" or self._only_beside_treatment):
                continue
            wanted = self._new_in_untreated_arms if kind == "untreated" else self._new_in_arms
            found = list(self.named.given("arms", *self.arms.line(index), wanted))
            if kind == "untreated" and any(each.drug.specific and self._cancer_drug(each.drug) for each, _ in found):
                found = list(self.named.given("arms", *self.arms.line(index), self._new_in_arms))
            for mention, said in found:
                if mention.drug.class_id not in _LOCAL or said.start >= 0 or self._leads(mention):
                    yield replace(self.named.as_given("arms", mention), arms=frozenset({index}))

    def _leads(self, mention: Mention) -> bool:
        """Tell whether a treatment stands first in its sentence ("Radiotherapy alone")."""
        sentence = self.named.sentence("arms", mention.start)
        text = self.reading.sections["arms"]
        before = text[sentence.start : mention.start] if sentence else ""
        return not before.strip() or before.rstrip().endswith((":", "]:"))

    def _in_titles(self) -> Iterator[Given]:
        """Yield cancer drugs that the titles give, where the trial is about treating cancer."""
        if not self._treats_cancer:
            return
        for section in TITLES:
            end = len(self.reading.sections.get(section, ""))
            for mention, said in self.named.given(section, 0, end, self._new_in_titles):
                told = said.start >= 0 or self._cancer_drug(mention.drug) or self._stands_beside(section, mention)
                if told and not self._only_heads(section, mention):
                    yield self.named.as_given(section, mention)

    def _only_heads(self, section: str, mention: Mention) -> bool:
        """Tell whether a field of treatment only heads a title above registered drugs ("Chemotherapy in treating")."""
        field = self.terms.vocabulary.wording.field_heads
        heads = re.match(field, self.reading.sections[section], re.IGNORECASE)
        named = any(each.specific and self.terms.treats_cancer(each.class_id) for each in self.registered)
        return named and heads is not None and not mention.drug.specific and mention.end <= heads.end()

    def _stands_beside(self, section: str, mention: Mention) -> bool:
        """Tell whether words directly before a supportive drug say that it goes with another ("with filgrastim")."""
        before = self.reading.sections[section][max(0, mention.start - _BESIDE) : mention.start]
        beside = self.terms.vocabulary.wording.beside_words
        return mention.drug.class_id != _RADIOTHERAPY and re.search(beside, before, re.IGNORECASE) is not None

    def _cancer_drug(self, drug: Drug) -> bool:
        return self.terms.treats_cancer(drug.class_id)

    def _of_arms(self, drug: Drug) -> bool:
        return self._cancer_drug(drug) or drug.class_id in _LOCAL

    def _new_in_arms(self, drug: Drug) -> bool:
        return drug.name not in self.known and self._of_arms(drug)

    def _new_in_untreated_arms(self, drug: Drug) -> bool:
        return drug.name not in self.known and self._of_untreated_arms(drug)

    def _new_in_titles(self, drug: Drug) -> bool:
        new = drug.name not in self.known and (drug.specific or drug.class_id not in self.classes)
        return new and (self._cancer_drug(drug) or drug.class_id in _BESIDE_IN_TITLES)

    def _of_untreated_arms(self, drug: Drug) -> bool:
        """Tell whether a drug counts in an untreated arm: a field only as hormones beside newer ones."""
        groups = UNSPECIFIED.get(drug.class_id, frozenset())
        hormones = groups == {_ENDOCRINE} and any(self.terms.groups.get(each) == _ENDOCRINE for each in self.classes)
        return self._of_arms(drug) and (not groups or hormones)

    @cached_property
    def _treats_cancer(self) -> bool:
        """Tell whether a cancer drug, or an unknown one, is registered; else drugs elsewhere are background.

        One that is given for complaints, as the titles say, is none.
        """
        unknown = NOT_CLASSIFIED in self.classes
        if not self.reading.trial.interventions:
            return True
        drugs = any(plain_kind(each.kind) in DRUG_KINDS for each in self.reading.trial.interventions)
        aimed = by_aim(self.registered, self.reading, self.terms.vocabulary)
        cares = {each.name for each in aimed if self.terms.groups.get(each.class_id) == _SUPPORTIVE}
        treats = any(self.terms.treats_cancer(each.class_id) and each.name not in cares for each in self.registered)
        return (unknown and drugs) or treats

    @cached_property
    def _only_beside_treatment(self) -> bool:
        """Tell whether nothing but exercise, questions or devices is tested: the patients have their drugs anyway."""
        kinds = {plain_kind(each.kind) for each in self.reading.trial.interventions}
        return kinds <= set(self.terms.vocabulary.wording.kinds_beside_treatment)

    def _registered_devices(self) -> list[Given]:
        """Return the class device for what is looked for with one ("circulating tumor cells"), no test by its name."""
        lines = self.reading.sections.get("interventions", "")
        assay = self.terms.vocabulary.wording.assay_words
        return [
            replace(each, drug=None, class_id="device", rule="kind:DEVICE", basis="derived", named=each.evidence.quote)
            for each in self.registered
            if each.class_id == "laboratory_test"
            and each.evidence.section == "interventions"
            and lines[: each.evidence.start].rpartition("\n")[2].upper().startswith("DEVICE:")
            and not re.search(assay, lines[each.evidence.start :].split("\n", 1)[0], re.IGNORECASE)
        ]

    def _untreated(self, in_arms: list[Given]) -> Iterator[Given]:
        """Yield standard of care for an arm without interventions, unless its text gives a treatment."""
        if _STANDARD in self.classes:
            return
        given_in = {index for each in in_arms for index in each.arms}
        untreated = [index for index, kind in enumerate(self.arms.kinds) if kind == "untreated"]
        called = [
            index for index in self.arms.called_untreated if index not in given_in or not self.arms.has_kind(index)
        ]
        untreated += [index for index in called if index not in untreated]
        untreated += [index for index in self.arms.going_without if index not in given_in]
        untreated = [index for index in untreated if not self.placebos.is_called(index)]
        told = [index for index in untreated if self._is_told_untreated(index)]
        treated = any(self._is_treated(index, in_arms) for index in untreated)
        for index in told or ([] if treated else untreated):
            evidence = self.reading.evidence("arms", *self.arms.untreated_at(index))
            yield Given(None, _STANDARD, evidence, "arm:no_intervention", "derived", frozenset({index}))
            return

    def _beside_standard(self, in_arms: list[Given]) -> Iterator[Given]:
        """Yield standard of care where a title or an arm gives it beside what is tried, and nothing names it."""
        drugs = {each.name for each in (*self.registered, *in_arms) if self.terms.treats_cancer(each.class_id)}
        if _STANDARD in self.classes or len(drugs) > 1:
            return
        for section in _GIVING:
            match = guarded(self.terms.vocabulary.wording.beside_standard).search(self.reading.lowered(section))
            if match:
                evidence = self.reading.evidence(section, match.start("what"), match.end("what"))
                arms = self.arms.at(match.start()) if section == "arms" else frozenset[int]()
                yield Given(None, _STANDARD, evidence, "text:standard_of_care", "stated", arms)
                return

    def _is_told_untreated(self, index: int) -> bool:
        """Tell whether an arm's own words say that nothing is given ("observation")."""
        arm = self.arms.trial.arms[index]
        words = self.terms.vocabulary.wording.untreated_words
        return re.search(words, f"{arm.label}\n{arm.description}", re.IGNORECASE) is not None

    def _is_treated(self, index: int, in_arms: list[Given]) -> bool:
        """Tell whether the text of an arm without interventions names a treatment, or says that one goes on."""
        if any(index in each.arms for each in in_arms):
            return True
        if self._only_beside_treatment:
            return False
        if any(self.named.given("arms", *self.arms.line(index), self._of_untreated_arms)):
            return True
        arm = self.arms.trial.arms[index]
        told = arm.description[:_LONGEST_ACCOUNT]
        return Sentence(plain(told), self.terms.vocabulary.giving).says("goes_on")

    def _tracers(self, classes: Collection[str], titled: list[Given]) -> Iterator[Given]:
        """Yield imaging agents that the arms and scans of an imaging trial name; its account, if nothing is listed."""
        listed = self.reading.trial.interventions or self.reading.trial.arms
        known = classes if listed else {*classes, *(e.class_id for e in titled)}
        if _SCAN not in known or _TRACER in known:
            return
        places = ("arms", *TITLES) if listed else ACCOUNT
        whole = [(section, 0, len(self.reading.lowered(section))) for section in places]
        treats = any(self.terms.treats_cancer(each) for each in known)
        for section, start, end in (*whole, *(() if treats else self._told_of_scans())):
            low = self.reading.lowered(section)[start:end]
            for each in (*self.terms.early_rules, *self.terms.late_rules):
                match = each.search(low) if each.rule.class_id == _TRACER else None
                if match:
                    evidence = self.reading.evidence(section, start + match.start(), start + match.end())
                    yield Given(None, _TRACER, evidence, f"class_word:{each.rule.id}", "stated")

    def _told_of_scans(self) -> Iterator[tuple[str, int, int]]:
        """Yield what is said of the registered scans."""
        scans = [each.evidence for each in self.registered if each.class_id == _SCAN]
        for _, places in registered_in(self.reading):
            start, end = places.line
            if any(each.section == "interventions" and start <= each.start < end for each in scans):
                yield "intervention_details", *places.description
