"""What a registered trial gives its patients: read from its interventions and their details."""

import re
from dataclasses import dataclass

from desktop.facets.drugs.context import class_told
from desktop.facets.drugs.elsewhere import given_elsewhere
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.match import DrugMatch
from desktop.facets.drugs.mentions import is_given, mentions_in
from desktop.facets.drugs.names import match_intervention, plain_kind
from desktop.facets.drugs.roles import Roles
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.reading import Reading
from desktop.trials.finding import Basis, Evidence
from desktop.trials.trial import Intervention

_UNSPECIFIED = {
    "chemotherapy": "chemotherapy_unspecified",
    "endocrine": "endocrine_unspecified",
    "her2_targeted": "her2_unspecified",
    "antibody_drug_conjugate": "her2_unspecified",
}
_SURE_METHODS = ("exact", "regimen", "ambiguous", "fuzzy")
_CANCER_GROUPS = TREATMENT_GROUPS - {"supportive"}
_NO_DRUGS = ("laboratory_test", "questionnaire")
_DRUG_KINDS = ("", "DRUG", "BIOLOGICAL", "COMBINATION PRODUCT", "GENETIC")


def given_in_registration(reading: Reading, terms: DrugTerms, roles: Roles) -> list[Given]:
    """Return what a registration says is given: its interventions in order, then what only arms or titles name."""
    given: list[Given] = []
    trial = reading.trial
    surroundings = _Surroundings(
        reading, terms, roles, " ".join((trial.title, trial.official_title, *trial.conditions))
    )
    offset = details_offset = 0
    for intervention in trial.interventions:
        name_start = offset + (len(intervention.kind) + 2 if intervention.kind else 0)
        given += _OneIntervention(surroundings, intervention, name_start, details_offset).given()
        offset = name_start + len(intervention.name) + 1
        if intervention.description or intervention.other_names:
            details_offset += _details_length(intervention) + 1
    return given + given_elsewhere(reading, terms, roles, given)


@dataclass(frozen=True)
class _Surroundings:
    """Hold what every intervention of a trial is read with."""

    reading: Reading
    terms: DrugTerms
    roles: Roles
    context: str


class _OneIntervention:
    """Hold one registered intervention while it is read; its starts are offsets in the sections that name it."""

    def __init__(self, around: _Surroundings, intervention: Intervention, name_start: int, details_start: int) -> None:
        self.reading = around.reading
        self.terms = around.terms
        self.intervention = intervention
        self.name_start = name_start
        self.details_start = details_start
        self.context = around.context
        self.kinds = around.roles.kinds_of(intervention.name)
        choice_words = around.terms.vocabulary.wording.choice_words
        self.choice = re.search(choice_words, intervention.name, re.IGNORECASE) is not None

    def given(self) -> list[Given]:
        kind = self.intervention.kind
        matches = match_intervention(self.intervention.name, kind, self.terms.vocabulary, self.context)
        own = [self._registered(match) for match in matches]
        unknown = not own or all(self._tells_nothing(each) for each in own)
        also = self._other_names(sure=not unknown)
        if unknown and self._may_be_drug():
            told = [] if also else self._told()
            return also or told or own
        if not any(each.specific for each in own):
            named = also + self._described()
            return _without_unspecified(own + named, self.terms, drop_choice=bool(named))
        return own + also

    def _tells_nothing(self, given: Given) -> bool:
        """Tell whether a name leaves open what is given: unknown, or of what is registered as a drug but is none."""
        if given.class_id == NOT_CLASSIFIED:
            return True
        registered = plain_kind(self.intervention.kind) in _DRUG_KINDS[1:]
        return registered and given.class_id in _NO_DRUGS and bool(self.intervention.other_names)

    def _may_be_drug(self) -> bool:
        return plain_kind(self.intervention.kind) in _DRUG_KINDS

    def _registered(self, match: DrugMatch) -> Given:
        start, end = self.name_start + match.start, self.name_start + match.end
        return self._of(match, self.reading.evidence("interventions", start, end))

    def _of(self, match: DrugMatch, evidence: Evidence) -> Given:
        basis: Basis = "derived" if match.derived else "stated"
        return Given(
            match.drug,
            match.class_id,
            evidence,
            match.rule,
            basis,
            self.kinds,
            match.specific,
            any_of=self.choice,
            named=match.words,
        )

    def _other_names(self, *, sure: bool) -> list[Given]:
        """Return what the other names say; beside a known name only whole names of cancer drugs count."""
        found = []
        start = self.details_start + len(self.intervention.name) + 2 + len("(other names: ")
        start += len(self.intervention.description) + 1 if self.intervention.description else 0
        for other in self.intervention.other_names:
            for match in match_intervention(other, self.intervention.kind, self.terms.vocabulary, self.context):
                if self._counts(match, sure=sure):
                    first, last = start + match.start, start + match.end
                    found.append(self._of(match, self.reading.evidence("intervention_details", first, last)))
            start += len(other) + 2
        return found

    def _counts(self, match: DrugMatch, *, sure: bool) -> bool:
        if not sure:
            return match.class_id != NOT_CLASSIFIED and match.method != "type"
        named = match.method in _SURE_METHODS and (match.specific or match.method == "ambiguous")
        return named and self.terms.groups.get(match.class_id) in _CANCER_GROUPS

    def _told(self) -> list[Given]:
        told = class_told(self.reading, self.intervention.name, self.terms)
        if not told:
            return []
        class_id, rule, evidence = told
        return [Given(None, class_id, evidence, rule, "derived", self.kinds, named=self.intervention.name)]

    def _described(self) -> list[Given]:
        """Return the drugs that a description names for a class or a choice ("physician's choice": "eribulin or …")."""
        text = self.intervention.description
        start = self.details_start + len(self.intervention.name) + 2
        found = []
        for mention in mentions_in(text, self.terms):
            drug = mention.drug
            cancer_drug = drug.specific and self.terms.groups[drug.class_id] in _CANCER_GROUPS
            if cancer_drug and is_given(text, mention.start, mention.end, self.terms.vocabulary.wording):
                evidence = self.reading.evidence("intervention_details", start + mention.start, start + mention.end)
                given = Given(
                    drug.name, drug.class_id, evidence, mention.rule, "stated", self.kinds, any_of=self.choice
                )
                found.append(given)
        return found


def _details_length(intervention: Intervention) -> int:
    told = [intervention.description] if intervention.description else []
    if intervention.other_names:
        told.append(f"(other names: {'; '.join(intervention.other_names)})")
    return len(f"{intervention.name}: {' '.join(told)}")


def _without_unspecified(given: list[Given], terms: DrugTerms, *, drop_choice: bool) -> list[Given]:
    """Drop "chemotherapy, unspecified" where its drugs are named, and "physician's choice" where its choices are."""
    named = {_UNSPECIFIED.get(terms.groups.get(each.class_id, "")) for each in given if each.specific}
    return [
        each
        for each in given
        if each.specific or (each.class_id not in named and not (drop_choice and each.class_id == "standard_of_care"))
    ]
