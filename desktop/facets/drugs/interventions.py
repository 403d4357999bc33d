"""What a registered trial gives its patients: read from its interventions and their details."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.care import only_asks
from desktop.facets.drugs.context import class_told
from desktop.facets.drugs.copied_arms import with_lines_of_copies
from desktop.facets.drugs.elsewhere import Elsewhere
from desktop.facets.drugs.empty_names import with_names_told
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.heads import without_heads
from desktop.facets.drugs.left_open import is_named, is_umbrella, leaves_open
from desktop.facets.drugs.listed import is_dosed_in_list
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.names import match_intervention, plain_kind
from desktop.facets.drugs.own_short_forms import in_own_words
from desktop.facets.drugs.registered import registered_in
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Drug
from desktop.facets.drugs.sentences import given_in_sentence
from desktop.facets.drugs.terms import DRUG_KINDS, TREATMENT_GROUPS, DrugTerms, key_of
from desktop.facets.drugs.unspecified import without_told_choice, without_unspecified
from desktop.facets.drugs.written_out import written_out
from desktop.facets.reading import Reading
from desktop.trials.finding import Basis, Evidence
from desktop.trials.sections import InterventionPlaces
from desktop.trials.trial import Intervention

_SURE_METHODS = ("exact", "regimen", "ambiguous", "fuzzy")
_LONGEST_OTHER_NAME = 60  # characters; a longer one is an account of what is done
_NO_DRUGS = ("laboratory_test", "questionnaire", "not_classified")
_OF_NO_REGIMEN = ("imaging", "laboratory_test", "questionnaire", "device")
"""Classes whose abbreviations stand for no regimen: the "EC" of an echocardiogram."""
_LONGEST_NAME = 180  # characters; a longer name is a text that tells what is given
_LONGEST_MATCHED = 2_000  # characters; what a name says beyond them is not taken apart
_SHORT_DESCRIPTION = 130  # characters; a description up to this length may name nothing but what is given


def given_in_registration(reading: Reading, terms: DrugTerms, arms: Arms) -> list[Given]:
    """Return what a registration says is given: its interventions in order, then what only arms or titles name."""
    trial = reading.trial
    context = " ".join((trial.title, trial.official_title, *trial.conditions))
    around = _Surroundings(reading, terms, arms, context, NamedDrugs(reading, terms))
    interventions = list(_placed(around))
    known = frozenset(each.drug for intervention in interventions for each in intervention.own if each.drug)
    own = [each for intervention in interventions for each in intervention.given(known)]
    given = with_names_told(with_lines_of_copies(own, reading, terms, arms), reading, terms)
    elsewhere = Elsewhere(around.named, arms, given).given()
    given = without_told_choice(given, elsewhere, reading, terms)
    return without_unspecified([*given, *elsewhere], terms, arms.experimental)


def _placed(around: "_Surroundings") -> Iterator["_OneIntervention"]:
    """Yield the interventions of a trial with their places in the sections that name them."""
    for intervention, places in without_heads(registered_in(around.reading), around.reading, around.terms):
        yield _OneIntervention(around, intervention, places)


@dataclass(frozen=True)
class _Surroundings:
    """Hold what every intervention of a trial is read with."""

    reading: Reading
    terms: DrugTerms
    arms: Arms
    context: str
    named: NamedDrugs


class _OneIntervention:
    """Hold one registered intervention while it is read, and its places in the sections that name it."""

    def __init__(self, around: _Surroundings, intervention: Intervention, places: InterventionPlaces) -> None:
        self.reading = around.reading
        self.terms = around.terms
        self.named = around.named
        self.intervention = intervention
        self.places = places
        self.context = around.context
        self.arms = around.arms.listing(intervention.name)
        self.all_arms = around.arms
        choice_words = around.terms.vocabulary.wording.choice_words
        self.choice = re.search(choice_words, intervention.name, re.IGNORECASE) is not None

    @cached_property
    def own(self) -> list[Given]:
        """Return what the registered name says."""
        name = self.intervention.name[:_LONGEST_MATCHED]
        read = partial(self._match, kind=self.intervention.kind)
        matches = in_own_words(name, read(name), self.reading, read, self._may_be)
        return [self._registered(match) for match in given_in_sentence(name, list(matches), self.terms)]

    def _may_be(self, class_id: str) -> bool:
        """Tell whether what is registered can be of a class: under the type of a drug it treats."""
        of_a_drug = plain_kind(self.intervention.kind) in DRUG_KINDS[1:]
        return not of_a_drug or self.terms.groups.get(class_id) in TREATMENT_GROUPS

    def _match(self, name: str, kind: str) -> list[DrugMatch]:
        return match_intervention(name[:_LONGEST_MATCHED], kind, self.terms.vocabulary, self.context)

    def given(self, known: frozenset[str]) -> list[Given]:
        """Return what the intervention gives; ``known`` are the drugs that the trial's interventions name."""
        if len(self.intervention.name) > _LONGEST_NAME and (told := self._told_at_length()):
            return told
        if self._is_label and (told := list(self._read_as_name(self.intervention.description))):
            return told
        own = self.own
        if own and all(self._tells_by_type(each) for each in own) and (told := list(self._told_otherwise())):
            return told
        unknown = not own or all(self._tells_nothing(each) for each in own)
        also = self._other_names(sure=not unknown)
        generic = unknown or all(leaves_open(each, self.terms, chosen=self.choice) for each in own)
        described = (
            [] if only_asks(own) and not self._is_registered_drug else list(self._described(known, generic=generic))
        )
        if unknown and self._is_registered_drug:
            return also or self._told(self.intervention.name) or described or own
        own = [told for each in own for told in self._classified(each)]
        return self._without_choice(own, also + described) if generic else own + also + described

    def _tells_by_type(self, given: Given) -> bool:
        """Tell whether nothing but its registered type says what an intervention is, and that is no drug."""
        of_a_drug = plain_kind(self.intervention.kind) in DRUG_KINDS[1:]
        return (given.class_id == NOT_CLASSIFIED and not of_a_drug) or given.rule.startswith("kind:")

    @property
    def _is_registered_drug(self) -> bool:
        return plain_kind(self.intervention.kind) in DRUG_KINDS

    def _told_otherwise(self) -> Iterator[Given]:
        """Yield what the words that an abbreviation stands for tell, or the other names; no drug against cancer."""
        for written in written_out(self.intervention.name.strip(), self.reading, self.terms):
            for match in self._match(written.quote, ""):
                if self._is_told(match):
                    yield self._of(match, written)
                    return
        if all(len(other) < _LONGEST_OTHER_NAME for other in self.intervention.other_names):
            yield from (each for each in self._other_names(sure=False) if each.class_id != "standard_of_care")

    def _is_told(self, match: DrugMatch) -> bool:
        treats = self.terms.treats_cancer(match.class_id)
        return match.class_id != NOT_CLASSIFIED and match.is_told and not treats

    @property
    def _is_label(self) -> bool:
        pattern = self.terms.vocabulary.wording.label_only
        return bool(self.intervention.description) and bool(re.match(pattern, self.intervention.name, re.IGNORECASE))

    def _read_as_name(self, text: str) -> Iterator[Given]:
        """Yield what a description says is given, read like a name ("Group 1": "standard general anaesthesia")."""
        first = text.split(". ", maxsplit=1)[0][:_LONGEST_NAME]
        for match in self._match(first, ""):
            if match.method not in ("none", "type"):
                start, _ = self.places.description
                evidence = self.reading.evidence("intervention_details", start + match.start, start + match.end)
                yield self._of(match, evidence)

    def _without_choice(self, own: list[Given], named: list[Given]) -> list[Given]:
        """Return a class or a choice with the drugs that its description, or the arms that list it, name for it."""
        open_ended = any(each.class_id == "standard_of_care" or is_umbrella(each, self.terms) for each in own)
        named = named or (list(self._in_its_arms()) if open_ended else [])
        groups = {self.terms.groups.get(each.class_id) for each in named} & TREATMENT_GROUPS
        return [
            each
            for each in own
            if not (groups and each.class_id == "standard_of_care")
            and not (is_umbrella(each, self.terms) and is_named(each, groups, self.terms))
        ] + named

    def _tells_nothing(self, given: Given) -> bool:
        """Tell whether a name leaves open what is given: unknown, or of what is registered as a drug but is none."""
        if given.class_id == NOT_CLASSIFIED:
            return True
        registered = plain_kind(self.intervention.kind) in DRUG_KINDS[1:]
        return registered and given.class_id in _NO_DRUGS and bool(self.intervention.other_names)

    def _classified(self, given: Given) -> list[Given]:
        """Return an unknown part of a combination with the class that the record tells of it."""
        if given.class_id == NOT_CLASSIFIED and self._is_registered_drug:
            return self._told(given.evidence.quote) or [given]
        return [given]

    def _registered(self, match: DrugMatch) -> Given:
        start, _ = self.places.name
        return self._of(match, self.reading.evidence("interventions", start + match.start, start + match.end))

    def _of(self, match: DrugMatch, evidence: Evidence) -> Given:
        basis: Basis = "derived" if match.derived else "stated"
        return given_by(match, evidence, basis, self.arms, specific=match.specific, any_of=self.choice)

    def _other_names(self, *, sure: bool) -> list[Given]:
        """Return what the other names say; beside a known name only whole names of cancer drugs count."""
        found = []
        own = {each.drug for each in self.own}
        for other, (start, _) in zip(self.intervention.other_names, self.places.other_names, strict=True):
            same = self.terms.by_key.get(key_of(other))
            kind = self.intervention.kind
            for match in () if same and same.name in own else self._match(other, kind):
                if self._counts(match, sure=sure):
                    first, last = start + match.start, start + match.end
                    found.append(self._of(match, self.reading.evidence("intervention_details", first, last)))
        return found

    def _counts(self, match: DrugMatch, *, sure: bool) -> bool:
        if not sure:
            return match.class_id != NOT_CLASSIFIED and match.method != "type"
        if match.method == "regimen" and all(each.class_id in _OF_NO_REGIMEN for each in self.own):
            return False
        named = match.method in _SURE_METHODS and (match.specific or match.method == "ambiguous")
        return named and self.terms.treats_cancer(match.class_id)

    def _told(self, name: str) -> list[Given]:
        told = class_told(self.reading, name, self.terms)
        if not told:
            return []
        class_id, rule, evidence = told
        return [Given(None, class_id, evidence, rule, "derived", self.arms, named=name)]

    def _described(self, known: frozenset[str], *, generic: bool) -> Iterator[Given]:
        """Yield the drugs that the description gives; under the name of a class or a choice of every group."""
        text = self.intervention.description
        start, end = self.places.description
        beside = self.terms.vocabulary.wording.beside_words

        def wanted(drug: Drug) -> bool:
            new = generic or drug.name not in known
            return new and self.terms.groups[drug.class_id] in TREATMENT_GROUPS and drug.name not in self._no_drugs

        for mention, _ in self.named.given("intervention_details", start, end, wanted):
            supportive = not self.terms.treats_cancer(mention.drug.class_id)
            before = text[max(0, mention.start - start - 20) : mention.start - start]
            together = not self._goes_along(mention.drug) and re.search(beside, before, re.IGNORECASE)
            if not supportive or generic or together or is_dosed_in_list(mention, text, start, self.terms):
                yield self._from_text("intervention_details", mention)
        if generic and 0 < len(text) <= _SHORT_DESCRIPTION:
            yield from self._short_description(text, start)

    def _goes_along(self, drug: Drug) -> bool:
        """Tell whether a drug goes with others anyway: numbing with an injection, mesna with cyclophosphamide."""
        anyway = self.terms.vocabulary.wording.goes_along
        return drug.class_id in anyway or drug.name in anyway

    @property
    def _no_drugs(self) -> tuple[str, ...]:
        return self.terms.vocabulary.wording.vehicles

    def _short_description(self, text: str, start: int) -> Iterator[Given]:
        """Yield the classes that a short description names like a list ("a PD-1 or anti-CTLA-4 antibody")."""
        for match in self._match(text, ""):
            sure = match.method in _SURE_METHODS or match.method in ("inside", "class_words")
            if sure and self.terms.treats_cancer(match.class_id):
                evidence = self.reading.evidence("intervention_details", start + match.start, start + match.end)
                yield replace(self._of(match, evidence), basis="stated")

    def _in_its_arms(self) -> Iterator[Given]:
        """Yield the cancer drugs in the text of the arms that list this intervention ("standard of care")."""
        for index in sorted(self.arms):
            for mention, _ in self.named.given("arms", *self.all_arms.line(index), self._cancer_drug):
                yield replace(self._from_text("arms", mention), arms=frozenset({index}))

    def _cancer_drug(self, drug: Drug) -> bool:
        """Tell whether a drug may be what standard care is; a whole field may only be spoken of ("Best practice")."""
        named = drug.specific or self._is_registered_drug
        return named and self.terms.treats_cancer(drug.class_id)

    def _from_text(self, section: str, mention: Mention) -> Given:
        evidence = self.named.evidence(section, mention)
        basis: Basis = "derived" if mention.derived else "stated"
        drug = mention.drug
        return Given(
            drug.name, drug.class_id, evidence, mention.rule, basis, self.arms, drug.specific, any_of=self.choice
        )

    def _told_at_length(self) -> list[Given]:
        """Return what a name gives that is a text of several sentences, as some registries write it."""
        found: dict[str, Given] = {}
        for mention, _ in self.named.given(
            "interventions", *self.places.name, lambda drug: drug.name not in self._no_drugs
        ):
            found.setdefault(mention.drug.name, self._from_text("interventions", mention))
        return list(found.values())
