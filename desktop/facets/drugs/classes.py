"""Trial to findings of the facets "drug_classes" and "drugs"."""

from desktop.facets.drugs.aims import by_aim
from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.at_last import told_at_last
from desktop.facets.drugs.care import (
    without_exposures,
    without_fields_of_people,
    without_names_of_trials,
    without_treatment_meanwhile,
)
from desktop.facets.drugs.given import Given, with_any_of
from desktop.facets.drugs.interventions import given_in_registration
from desktop.facets.drugs.publications import given_in_publication
from desktop.facets.drugs.roles import Roles
from desktop.facets.drugs.rows import NOT_CLASSIFIED, DrugVocabulary
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, drug_terms
from desktop.facets.drugs.titles import scans_of_tracers
from desktop.facets.drugs.vehicles import with_vehicles_as_placebo
from desktop.facets.reading import Reading
from desktop.trials.finding import Finding, Role

_DRUG_CLASSES = ("radiopharmaceutical", "imaging_agent", NOT_CLASSIFIED)


def find_drug_classes(reading: Reading, vocabulary: DrugVocabulary) -> list[Finding]:
    """Return the drug classes and drugs a trial gives, each value once per role, with role, rule and evidence.

    Facet "drug_classes" holds class ids, or "not_classified" for a name nothing is known of; facet "drugs" holds
    preferred names, for unknown names the words as registered. Definitions: design of the facet "Drug class".
    """
    terms = drug_terms(vocabulary)
    arms = Arms(reading.trial, vocabulary.wording)
    if reading.trial.kind == "publication" and not reading.trial.interventions:
        given = given_in_publication(reading, terms)
    else:
        given = given_in_registration(reading, terms, arms)
        given += told_at_last(reading, terms, {each.class_id for each in given})
        given = without_fields_of_people(without_names_of_trials(given, reading), reading, vocabulary)
    given = with_vehicles_as_placebo(without_exposures(given, reading.trial, vocabulary.care), arms, vocabulary)
    given = without_treatment_meanwhile(by_aim(given, reading, vocabulary), reading.trial, vocabulary.care)
    given += scans_of_tracers(reading, terms, {each.class_id for each in given})
    given_in = _arms_by_name(given)
    roles = Roles(arms, given_in.values(), terms.vocabulary.wording)
    findings: dict[tuple[str, str, Role], Finding] = {}
    for each in given:
        role = _role(each, given_in[each.name], roles)
        for facet, value in _values(each, terms):
            told = with_any_of(each)
            finding = Finding(facet, value, told.rule, told.basis, told.evidence, role)
            findings.setdefault((facet, value, role), finding)
    return list(findings.values())


def _arms_by_name(given: list[Given]) -> dict[str, frozenset[int]]:
    """Return the arms by drug: one drug may be registered under several names.

    Where it is registered, what the details of other interventions say of it does not count.
    """
    registered = {each.name for each in given if each.evidence.section == "interventions" and each.arms}
    found: dict[str, set[int]] = {}
    for each in given:
        arms = found.setdefault(each.name, set())
        if each.name not in registered or each.evidence.section != "intervention_details":
            arms |= each.arms
    return {name: frozenset(arms) for name, arms in found.items()}


def _role(given: Given, arms: frozenset[int], roles: Roles) -> Role:
    role = roles.role(given.class_id, arms)
    if role == "unknown" and given.any_of and roles.randomised:
        return "comparator"
    return role


def _values(given: Given, terms: DrugTerms) -> list[tuple[str, str]]:
    values = [("drug_classes", given.class_id)]
    if terms.groups.get(given.class_id) in TREATMENT_GROUPS or given.class_id in _DRUG_CLASSES:
        values.append(("drugs", given.name))
    return values
